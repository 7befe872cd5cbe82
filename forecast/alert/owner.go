package alert

import (
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Owner is a forest owner who has subscribed to one zone as a subscription begins:
// warned from IV on, told when it rises and when it falls back, at no quiet hours.
// Day by day it tells what the rules would have sent.
type Owner struct {
	c   Case
	s   forecast.Subscription
	w   watcher
	now [1]forecast.AlertDecision // room for the decisions of a day
}

// Letter is what a day's message says; the zero Letter is no message.
type Letter struct {
	Warning  bool // the level rose to IV or more, or higher still
	AllClear bool // it is below IV again
	Eased    bool // it fell, but not below IV
}

// NewOwner is an owner who has been told nothing yet.
func NewOwner(zone string, rules Rules) *Owner {
	o := &Owner{s: forecast.Subscription{ID: "owner", Least: forecast.IV, Wants: forecast.Wants{Rises: true, Falls: true}}}
	o.c = Case{Rules: rules, Location: time.UTC, Board: NewBoard("", []string{zone}, forecast.Date{}, rules.NearDays+1)}
	o.w = watcher{c: &o.c, s: &o.s}
	return o
}

// Day is the letter of a day on which levels are public for today and the days after
// it; days behind those given are unknown. Days are to come one after the other.
func (o *Owner) Day(today forecast.Date, levels ...forecast.Level) (l Letter) {
	o.forget(today)
	board := &o.c.Board
	dangerous := false
	for i := range board.Days {
		board.Days[i], board.cells[i].Level = today.AddDays(i), forecast.Unknown
		if i < len(levels) {
			board.cells[i].Level = levels[i]
		}
		dangerous = dangerous || board.cells[i].Level >= o.s.Least
	}
	if len(o.w.told) == 0 && !dangerous {
		return l
	}
	o.c.Event.Num++
	o.c.Now = today.At(0, 0, time.UTC)
	for _, d := range o.w.zoneDays(o.now[:0]) {
		if d.Counts() {
			o.keep(&d)
		}
		if d.Sent {
			l.Warning = l.Warning || d.Kind == forecast.AlertRise
			l.AllClear = l.AllClear || d.Kind == forecast.AlertFall
			l.Eased = l.Eased || d.Kind == forecast.AlertEased
		}
	}
	return l
}

// forget drops what is too old to count.
func (o *Owner) forget(today forecast.Date) {
	oldest := today.AddDays(-o.c.Rules.GapDays - 1)
	n := 0
	for n < len(o.w.told) && o.w.told[n].Date.Before(oldest) {
		n++
	}
	o.w.told = slices.Delete(o.w.told, 0, n)
}

// keep notes a decision, by date.
func (o *Owner) keep(d *forecast.AlertDecision) {
	at := len(o.w.told)
	for at > 0 && o.w.told[at-1].Date.After(d.Date) {
		at--
	}
	o.w.told = slices.Insert(o.w.told, at, forecast.AlertTold{Event: o.c.Event.Num, Subscription: d.Subscription, Zone: d.Zone,
		Date: d.Date, Level: d.Level, Kind: d.Kind, Round: d.Round, Warned: d.Warned, Sent: d.Sent})
}
