package index

import (
	"fmt"
	"time"
)

// series is a cumulative index on its way through the days: the value it has come
// to, or since when it is unknown. Days must follow each other; after a day that
// is missing the value stays unknown until a reset.
type series struct {
	day   time.Time // the newest day entered; zero before the first
	value float64
	why   string // why the value is unknown; empty when it is known
}

// enter moves on to the day of a row. A row whose date cannot be read, is there
// already or comes out of order stands outside the series: it changes nothing,
// and the first row of a day counts.
func (s *series) enter(row Row) error {
	text := row.Text("date")
	day, err := time.Parse(time.DateOnly, text)
	switch {
	case text == "":
		return fmt.Errorf("date is missing; row left out")
	case err != nil:
		return fmt.Errorf("date %s is no day, write it as YYYY-MM-DD; row left out", shown(text))
	case day.Equal(s.day):
		return fmt.Errorf("date %s is there already; row left out", text)
	case day.Before(s.day):
		return fmt.Errorf("date %s comes after %s; row left out", text, s.day.Format(time.DateOnly))
	}
	if next := s.day.AddDate(0, 0, 1); !s.day.IsZero() && !day.Equal(next) {
		s.lose(fmt.Sprintf("no row for %s", next.Format(time.DateOnly)))
	}
	s.day = day
	return nil
}

// set gives the value of the day entered.
func (s *series) set(v float64) { s.value, s.why = v, "" }

// lose makes the value unknown; the first reason is the one that stays.
func (s *series) lose(why string) {
	if s.why == "" {
		s.why = why
	}
}

// missing makes the value unknown from the day entered on, and says why.
func (s *series) missing(err error) string {
	s.lose(fmt.Sprintf("%s: %v", s.day.Format(time.DateOnly), err))
	return err.Error()
}

// unknown is the note for a row that lacks nothing but the day before.
func (s *series) unknown(name string, resetMM float64) string {
	return fmt.Sprintf("%s unknown until %v mm of rain in a day: %s", name, resetMM, s.why)
}
