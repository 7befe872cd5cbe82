package job

import (
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/canhlua/canhlua/forecast"
)

// Slots is a schedule of the profile, read in the province's local time.
type Slots struct {
	cron.Schedule
}

// ReadSlots reads a cron expression of five fields.
func ReadSlots(expression string, timeZone string) (Slots, error) {
	s, err := cron.ParseStandard("CRON_TZ=" + timeZone + " " + expression)
	if err != nil {
		return Slots{}, fmt.Errorf("schedule %q: %w; write it as minute hour day month weekday", expression, err)
	}
	return Slots{s}, nil
}

// Last is the newest slot in (since, now]; zero when there is none.
func (s Slots) Last(since, now time.Time) time.Time {
	var last time.Time
	for t := s.Next(since); !t.IsZero() && !t.After(now); t = s.Next(t) {
		last = t
	}
	return last
}

// day is the span of a local day: from just before its first instant to its last.
func day(d forecast.Date, loc *time.Location) (since, until time.Time) {
	return d.At(0, 0, loc).Add(-time.Nanosecond), d.AddDays(1).At(0, 0, loc).Add(-time.Nanosecond)
}

// lastOf is the newest slot of several schedules in (since, now].
func lastOf(all []Slots, since, now time.Time) time.Time {
	var last time.Time
	for _, s := range all {
		if t := s.Last(since, now); t.After(last) {
			last = t
		}
	}
	return last
}

// name is a slot as people say it: local hour and minute.
func name(slot time.Time, loc *time.Location) string { return slot.In(loc).Format("15:04") }

// plan is the day's schedules, read.
type plan struct {
	runs, publications []Slots
}

func (s *Service) plan() (plan, error) {
	var p plan
	var err error
	if p.runs, err = readAll(s.Province.Schedules.Runs, s.Province.TimeZone); err != nil {
		return p, err
	}
	p.publications, err = readAll(s.Province.Schedules.Publications, s.Province.TimeZone)
	return p, err
}

func readAll(expressions []string, timeZone string) ([]Slots, error) {
	var out []Slots
	for _, e := range expressions {
		slots, err := ReadSlots(e, timeZone)
		if err != nil {
			return nil, err
		}
		out = append(out, slots)
	}
	return out, nil
}
