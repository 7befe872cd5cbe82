package forecast

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a calendar day of the province, without time or zone.
// The zero Date stands for "no date".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	if d, ok := plainDate(s); ok { // millions are read from the store
		return d, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: not a day; write it as YYYY-MM-DD", s)
	}
	return DateOf(t, time.UTC), nil
}

// plainDate reads a day that every month has.
func plainDate(s string) (Date, bool) {
	if len(s) != len(time.DateOnly) || s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	number := 0
	for i := range len(s) {
		if i == 4 || i == 7 {
			continue
		}
		if s[i] < '0' || s[i] > '9' {
			return Date{}, false
		}
		number = 10*number + int(s[i]-'0')
	}
	d := Date{number / 10000, time.Month(number / 100 % 100), number % 100}
	return d, d.inEveryYear()
}

// inEveryYear reports whether the fields are those of a day from the 1st to the
// 28th, which every month of every year has.
func (d Date) inEveryYear() bool {
	return d.Day >= 1 && d.Day <= 28 && d.Month >= time.January && d.Month <= time.December
}

// DateOf is the local calendar day of an instant.
func DateOf(t time.Time, loc *time.Location) Date {
	y, m, d := t.In(loc).Date()
	return Date{y, m, d}
}

// At is the instant, in UTC, of a local time of this day.
func (d Date) At(hour, minute int, loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, loc).UTC()
}

// AddDays is the day n days later, earlier when n is negative.
func (d Date) AddDays(n int) Date {
	if later := (Date{d.Year, d.Month, d.Day + n}); later.inEveryYear() {
		return later
	}
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC), time.UTC)
}

// DaysSince counts the days from other to d; negative when d is earlier.
func (d Date) DaysSince(other Date) int { return d.Number() - other.Number() }

// Number counts the days from 1970-01-01 to d in the Gregorian calendar; negative
// before. Eras of 400 years begin on 1 March, so that the day that not every year
// has is the last of its year.
func (d Date) Number() int {
	months := 12*d.Year + int(d.Month) - 3 // from 1 March of the year 0
	year := floorDiv(months, 12)
	era := floorDiv(year, 400)
	ofEra := year - 400*era
	dayOfYear := (153*(months-12*year)+2)/5 + d.Day - 1
	return 146097*era + 365*ofEra + ofEra/4 - ofEra/100 + dayOfYear - 719468
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Compare is −1, 0 or +1 as d is before, the same as or after other.
func (d Date) Compare(other Date) int {
	if d.Year == other.Year && d.Month == other.Month {
		return cmp.Compare(d.Day, other.Day)
	}
	return cmp.Compare(d.Number(), other.Number())
}

// Before reports whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is later than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// IsZero reports whether d stands for "no date".
func (d Date) IsZero() bool { return d == Date{} }

// YearDay is the day of the year, 1 to 366.
func (d Date) YearDay() int { return d.At(0, 0, time.UTC).YearDay() }

// String is YYYY-MM-DD, or the empty string for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	if d.Year < 0 || d.Year > 9999 || d.Month < 0 || d.Month > 99 || d.Day < 0 || d.Day > 99 {
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
	}
	text := [len(time.DateOnly)]byte{4: '-', 7: '-'}
	digits(text[:4], d.Year)
	digits(text[5:7], int(d.Month))
	digits(text[8:], d.Day)
	return string(text[:])
}

// digits fills a place with a number from 0 up that fits into it.
func digits(to []byte, n int) {
	for i := len(to) - 1; i >= 0; i-- {
		to[i] = byte('0' + n%10)
		n /= 10
	}
}

// MarshalText writes YYYY-MM-DD.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD; the empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = v
	return nil
}
