package forecast

import (
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
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: not a day; write it as YYYY-MM-DD", s)
	}
	return DateOf(t, time.UTC), nil
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
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC), time.UTC)
}

// DaysSince counts the days from other to d; negative when d is earlier.
func (d Date) DaysSince(other Date) int {
	return int(d.At(0, 0, time.UTC).Sub(other.At(0, 0, time.UTC)) / (24 * time.Hour))
}

// Compare is −1, 0 or +1 as d is before, the same as or after other.
func (d Date) Compare(other Date) int {
	return d.At(0, 0, time.UTC).Compare(other.At(0, 0, time.UTC))
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
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
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
