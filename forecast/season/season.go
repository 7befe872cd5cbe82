// Package season gathers a fire season for the yearly report: what was told, who
// decided, what burnt, how good the forecasts and the readings were. It is pure:
// what was published comes in, figures go out; it must not recompute a level,
// and what nobody recorded stays missing, never zero.
package season

import (
	"fmt"
	"strconv"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

// Span is the twelve months of a report.
type Span struct {
	Year int           `json:"year"`
	From forecast.Date `json:"from"` // 16 September of the year before
	To   forecast.Date `json:"to"`   // 15 September
	Last forecast.Date `json:"last"` // that is counted: To, or the present day while the season goes on
}

// SpanOf is the season that is reported before 15 September of a year, as far as
// it has come. A season that has not begun, or a year that is none, is
// *forecast.Invalid.
func SpanOf(year int, today forecast.Date) (Span, error) {
	s := Span{Year: year, From: forecast.Date{Year: year - 1, Month: time.September, Day: 16},
		To: forecast.Date{Year: year, Month: time.September, Day: 15}}
	bad := forecast.Invalid{Column: "year", Value: strconv.Itoa(year)}
	switch {
	case year < 1900 || year > 2200:
		bad.Reason, bad.Remedy = "no year of a season", "give the year in which it ends, such as "+strconv.Itoa(today.Year)
		return s, &bad
	case s.From.After(today):
		bad.Reason = fmt.Sprintf("this season begins on %s, after today, %s", s.From, today)
		bad.Remedy = "give an earlier year"
		return s, &bad
	}
	s.Last = s.To
	if today.Before(s.To) {
		s.Last = today
	}
	return s, nil
}

// Over reports whether all days of the season are counted.
func (s Span) Over() bool { return s.Last == s.To }

// Days are the days that are counted.
func (s Span) Days() int { return s.Last.DaysSince(s.From) + 1 }

func (s Span) has(d forecast.Date) bool { return !d.Before(s.From) && !d.After(s.Last) }

// Material is what a report is made from.
type Material struct {
	Span        Span
	Sets        []forecast.ZoneSet // in force or used in the season, with their zones
	Told        []forecast.RunDay  // what the public was told of each zone and day
	Runs        []forecast.Run     // that said so
	Decisions   []forecast.Decision
	Editions    []forecast.Edition
	Spots       []Spot // hotspots within the zones
	Watched     bool   // hotspots of the season are on record, here or elsewhere
	Records     []Record
	Burnt       []verify.Fire // each fire once, whether a hotspot or a record tells of it
	Stations    []forecast.Station
	StationDays []forecast.Day // what was read at them
	Usual       []Usual        // what P is like in other years, by zone set, day and zone
	Skill       *verify.Result // nil = nothing to score
	Alerts      *forecast.AlertCount
}

// Report is a season in figures. The same material gives the same report.
type Report struct {
	Span
	Days      int                  `json:"days"`        // counted
	Over      bool                 `json:"over"`        // all days of the season have passed
	Told      bool                 `json:"told"`        // anything was published for it
	Notice    int                  `json:"notice_days"` // on which a zone stood at IV or V
	Levels    verify.LevelDays     `json:"levels"`      // zone-days
	Months    []Month              `json:"months"`
	Areas     []Area               `json:"areas"` // by zone set and its days
	Marks     Marks                `json:"marks"`
	Decisions Decisions            `json:"decisions"`
	Alerts    *forecast.AlertCount `json:"alerts"` // null = no record
	Fires     Fires                `json:"fires"`
	Skill     *verify.Result       `json:"skill"` // null = nothing to score
	Stations  []Station            `json:"stations"`
	Tables    []Table              `json:"tables"`
	Course    []CourseDay          `json:"course"` // P of the province by day
}

// Of makes the report.
func Of(m Material) (*Report, error) {
	r := &Report{Span: m.Span, Days: m.Span.Days(), Over: m.Span.Over(), Told: len(m.Told) > 0, Alerts: m.Alerts, Skill: m.Skill}
	b := newBook(&m)
	if err := r.levels(b); err != nil {
		return nil, err
	}
	r.Marks = b.marks()
	r.Decisions = decisionsOf(&m)
	r.Fires = firesOf(&m)
	r.Stations = stationsOf(&m)
	r.Tables = tablesOf(b)
	r.Course = courseOf(b)
	return r, nil
}
