package quality

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Pulse is when something was last heard of.
type Pulse struct {
	Newest time.Time     // valid time of the newest value, zero = never
	Sound  time.Time     // of the newest that passed its checks, zero = never
	Every  time.Duration // its habit; 0 = not known
}

// Heard is what has been heard of a station, or of a source.
type Heard struct {
	What      string // source; empty = station
	ID, Name  string
	Pulse                                 // of whole reports
	Variables map[forecast.Variable]Pulse // of its sensors; none = they are not looked at
}

// Listen gathers what has been heard of stations from their observations of
// late, with their flags, in any order. A station without any keeps its newest
// time; of one that has never been heard nothing is expected.
func Listen(obs []forecast.Observation, stations []forecast.Freshness) []Heard {
	byStation := map[string][]*forecast.Observation{}
	for i := range obs {
		if obs[i].Issued.IsZero() {
			byStation[obs[i].Station] = append(byStation[obs[i].Station], &obs[i])
		}
	}
	heard := make([]Heard, len(stations))
	for i, st := range stations {
		h := Heard{ID: st.ID, Name: st.Name, Variables: map[forecast.Variable]Pulse{}}
		own := byStation[st.ID]
		slices.SortStableFunc(own, newer)
		h.Pulse = pulse(own, func(*forecast.Observation) (bool, bool) { return true, true })
		if st.Newest.After(h.Newest) {
			h.Newest, h.Sound = st.Newest, st.Newest
		}
		for _, v := range variables {
			p := pulse(own, func(o *forecast.Observation) (bool, bool) {
				has := o.Value(v).OK || v == forecast.RainMM && len(o.Rain) > 0
				return has, has && !o.Flagged(v)
			})
			if !p.Newest.IsZero() {
				h.Variables[v] = p
			}
		}
		heard[i] = h
	}
	return heard
}

// pulse looks through reports by time for those that have something, and have it
// sound. Its habit is the median of the times between.
func pulse(own []*forecast.Observation, has func(*forecast.Observation) (there, sound bool)) Pulse {
	var p Pulse
	var apart []time.Duration
	for _, o := range own {
		there, sound := has(o)
		if !there {
			continue
		}
		if !p.Newest.IsZero() && o.Time.After(p.Newest) {
			apart = append(apart, o.Time.Sub(p.Newest))
		}
		p.Newest = o.Time
		if sound {
			p.Sound = o.Time
		}
	}
	if len(apart) >= 3 { // fewer make no habit
		slices.Sort(apart)
		p.Every = apart[len(apart)/2]
	}
	return p
}

// Silent names the stations that should have been heard by now, and of those
// that speak the sensors that do not, or whose values fail their checks. It is
// due as soon as a report is later than its habit and the time it takes to come:
// asked on the schedule of observations it tells within one turn.
func (c Checker) Silent(heard []Heard, now time.Time) []forecast.Warning {
	var warnings []forecast.Warning
	for _, h := range heard {
		switch {
		case h.Newest.IsZero():
		case c.overdue(h.Newest, h.Every, now):
			warnings = append(warnings, h.warn("", WarnSilent, h.Newest, c.every(h.Every),
				fmt.Sprintf("no report since %s, expected every %s", stamp(h.Newest), inHours(c.every(h.Every)))))
		case len(h.Variables) > 0:
			warnings = append(warnings, c.silentSensors(h, now)...)
		}
	}
	return sorted(warnings)
}

func (c Checker) silentSensors(h Heard, now time.Time) []forecast.Warning {
	var warnings []forecast.Warning
	for _, v := range variables {
		p, known := h.Variables[v]
		every := max(c.every(p.Every), h.Every) // no sensor speaks more often than its station
		switch {
		case !known && !slices.Contains(c.Limits.Silence.Expect, v):
		case !known || p.Newest.IsZero():
			warnings = append(warnings, h.warn(v, WarnAbsent, time.Time{}, every, "reports, but no "+names[v]))
		case c.overdue(p.Newest, every, now):
			warnings = append(warnings, h.warn(v, WarnSilent, p.Newest, every,
				fmt.Sprintf("reports, but no %s since %s, expected every %s", names[v], stamp(p.Newest), inHours(every))))
		case p.Sound.IsZero():
			warnings = append(warnings, h.warn(v, WarnFailing, time.Time{}, every, "no "+names[v]+" has passed its checks"))
		case c.overdue(p.Sound, every, now):
			warnings = append(warnings, h.warn(v, WarnFailing, p.Sound, every,
				fmt.Sprintf("no %s has passed its checks since %s", names[v], stamp(p.Sound))))
		}
	}
	return warnings
}

func (h Heard) warn(v forecast.Variable, kind string, since time.Time, every time.Duration, text string) forecast.Warning {
	name := nameOf(h.ID, h.Name)
	return forecast.Warning{Station: h.ID, Variable: v, Kind: kind, Since: since, Reason: cmp.Or(h.What, "station") + " " + name + ": " + text,
		Args: map[string]string{"name": name, "hours": strconv.FormatFloat(every.Hours(), 'f', -1, 64)}}
}

func (c Checker) every(habit time.Duration) time.Duration {
	if habit > 0 {
		return habit
	}
	return hours(c.Limits.Silence.EveryHours)
}

func (c Checker) overdue(newest time.Time, habit time.Duration, now time.Time) bool {
	return now.Sub(newest) > c.every(habit)+hours(c.Limits.Silence.LateMinutes/60)
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04Z") }

func inHours(d time.Duration) string {
	return strconv.FormatFloat(tenth(d.Hours()), 'f', -1, 64) + " h"
}
