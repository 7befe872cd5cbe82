package alert

import (
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// belief is what a person takes for true of a zone's day.
type belief struct {
	known  bool // they were told anything that still counts
	exact  bool // of this very day; else of one before it
	sent   bool
	event  int64 // it came of
	warned bool  // they hold a warning
	date   forecast.Date
	level  forecast.Level
	kind   forecast.AlertKind
	round  int
}

// believes is the belief for a day: what was decided of it last, else what was
// believed of a day before it, as long as the gap is no longer than the rules allow.
// Days up to since have been looked at. What was not told of a day itself followed
// from the day before, and holds no more once that was decided anew.
func (w *watcher) believes(b belief, since, day forecast.Date) belief {
	for _, t := range w.told {
		switch {
		case t.Kind == forecast.AlertOutlook, t.Date.After(day), !t.Date.After(since):
		case !t.Sent && b.known && t.Date.After(b.date) && t.Event < b.event:
		default:
			b = belief{known: true, date: t.Date, level: t.Level, kind: t.Kind, round: t.Round, warned: t.Warned, sent: t.Sent, event: t.Event}
		}
	}
	switch {
	case !b.known || day.DaysSince(b.date) > w.c.Rules.GapDays+1:
		return belief{}
	case b.date == day:
		b.exact = true
		return b
	}
	b.exact, b.sent, b.round = false, false, 0
	return b
}

// reached is what was told of a zone without what never arrived, and without what was
// decided as though it had.
func reached(told []forecast.AlertTold) []forecast.AlertTold {
	if !slices.ContainsFunc(told, func(t forecast.AlertTold) bool { return t.Lost }) {
		return told
	}
	out := make([]forecast.AlertTold, 0, len(told))
	for _, t := range told {
		if !t.Lost && (t.Sent || !followsLost(told, t.Event)) {
			out = append(out, t)
		}
	}
	return out
}

// followsLost reports whether the newest message up to an event was lost.
func followsLost(told []forecast.AlertTold, event int64) bool {
	newest, lost := int64(-1), false
	for _, m := range told {
		if !m.Sent && !m.Lost || m.Event > event || m.Event < newest {
			continue
		}
		lost = m.Lost || lost && m.Event == newest
		newest = m.Event
	}
	return lost
}

// next is the round of what is told next: a warning of a day on which one was taken
// back already begins another.
func (b belief) next(kind forecast.AlertKind) int {
	rising := kind == forecast.AlertRise || kind == forecast.AlertDaily
	if !b.exact {
		return 0
	}
	if takesBack := b.kind == forecast.AlertFall || b.kind == forecast.AlertEased || b.kind == forecast.AlertCorrection; rising && takesBack {
		return b.round + 1
	}
	return b.round
}
