package alert

import "github.com/canhlua/canhlua/forecast"

// person decides for one subscription, by zone and day, and adds that to the rest.
func (c *Case) person(out []forecast.AlertDecision, s *forecast.Subscription, told []forecast.AlertTold) []forecast.AlertDecision {
	for _, zone := range c.Resolver.Zones(&s.Area) {
		w := watcher{c: c, s: s, zone: zone, told: reached(c.Resolver.inherit(told, c.Board.Zones[zone]))}
		if len(w.told) > 0 || c.top[zone] >= s.Least || s.Wants.Outlook { // else there is nothing to say
			out = w.zoneDays(out)
		}
	}
	return out
}

// watcher looks at one zone for one subscription.
type watcher struct {
	c    *Case
	s    *forecast.Subscription
	zone int
	told []forecast.AlertTold // of the zone, by date and order
}

func (w *watcher) zoneDays(out []forecast.AlertDecision) []forecast.AlertDecision {
	var b belief
	var since forecast.Date
	for day, date := range w.c.Board.Days[:w.c.near()] {
		b = w.believes(b, since, date)
		since = date
		d, decided := w.decide(day, b)
		if !decided {
			continue
		}
		out = append(out, d)
		if d.Counts() {
			b = belief{known: true, exact: true, event: w.c.Event.Num, date: d.Date, level: d.Level, kind: d.Kind, round: d.Round, warned: d.Warned, sent: d.Sent}
		}
	}
	if d, likely := w.outlook(b); likely {
		out = append(out, d)
	}
	return out
}

// decide weighs a near day against what the person believes; false when nothing
// has changed for them.
func (w *watcher) decide(day int, b belief) (forecast.AlertDecision, bool) {
	now := w.c.Board.level(w.zone, day)
	switch {
	case w.c.withdrawn() && b.warned && b.exact && (!now.Known() || now < b.level):
		return w.tell(day, b, forecast.AlertCorrection, forecast.WhyCorrected, true, now >= w.s.Least), true
	case !now.Known():
		return w.unknown(day, b)
	case now >= w.s.Least && !b.warned:
		return w.rose(day, b, forecast.WhyRose)
	case now >= w.s.Least && now > b.level:
		return w.rose(day, b, forecast.WhyWorse)
	case now >= w.s.Least && now < b.level:
		return w.tell(day, b, forecast.AlertEased, forecast.WhyEased, w.s.Wants.Falls, true), true
	case now >= w.s.Least:
		return w.stands(day, b)
	case b.warned:
		return w.tell(day, b, forecast.AlertFall, forecast.WhyFell, w.s.Wants.Falls, false), true
	}
	return forecast.AlertDecision{}, false
}

// unknown never warns, and takes no warning back.
func (w *watcher) unknown(day int, b belief) (forecast.AlertDecision, bool) {
	if !b.warned {
		return forecast.AlertDecision{}, false
	}
	d := w.tell(day, b, forecast.AlertCorrection, forecast.WhyUnknown, false, true)
	d.Why = forecast.WhyUnknown
	return d, true
}

// rose is for who holds no warning as high as the level.
func (w *watcher) rose(day int, b belief, why string) (forecast.AlertDecision, bool) {
	if !w.s.Wants.Rises && w.daily(day) {
		return w.tell(day, b, forecast.AlertDaily, forecast.WhyDaily, true, true), true
	}
	if b.exact && b.kind == forecast.AlertRise && !b.warned && b.level == w.c.Board.level(w.zone, day) && !w.s.Wants.Rises {
		return forecast.AlertDecision{}, false // the reason is kept already
	}
	return w.tell(day, b, forecast.AlertRise, why, w.s.Wants.Rises, w.s.Wants.Rises || b.warned), true
}

// stands is for who was told of the level before.
func (w *watcher) stands(day int, b belief) (forecast.AlertDecision, bool) {
	switch {
	case b.exact && (b.sent || !w.daily(day)):
		return forecast.AlertDecision{}, false
	case w.daily(day):
		return w.tell(day, b, forecast.AlertDaily, forecast.WhyDaily, true, true), true
	}
	d := w.tell(day, b, forecast.AlertDaily, forecast.WhyStandsTold, false, true)
	d.Why = forecast.WhyStandsTold
	return d, true
}

// daily reports whether the day is one of those that are told every day.
func (w *watcher) daily(day int) bool {
	return w.s.Wants.Daily && day == 0 && w.c.Board.level(w.zone, day).Dangerous()
}

// outlook is the first day behind the near ones on which IV or V is as likely as the
// person asked for: once, until that day has come, and not to who holds a warning.
func (w *watcher) outlook(b belief) (forecast.AlertDecision, bool) {
	if !w.s.Wants.Outlook || b.warned || w.forewarned() {
		return forecast.AlertDecision{}, false
	}
	for day := w.c.near(); day < len(w.c.Board.Days); day++ {
		o := w.c.Board.cell(w.zone, day).Outlook
		if o == nil || o.Members == 0 || o.AtLeast(forecast.IV) < w.s.Wants.Probability {
			continue
		}
		d := w.tell(day, b, forecast.AlertOutlook, forecast.WhyLikely, true, false)
		d.Probability = forecast.Some(o.AtLeast(forecast.IV))
		return d, true
	}
	return forecast.AlertDecision{}, false
}

func (w *watcher) forewarned() bool {
	for _, t := range w.told {
		if t.Kind == forecast.AlertOutlook && t.Sent && !t.Date.Before(w.c.Board.Days[0]) {
			return true
		}
	}
	return false
}

// tell makes the decision; what is not wanted is kept with its reason.
func (w *watcher) tell(day int, b belief, kind forecast.AlertKind, why string, wanted, warned bool) forecast.AlertDecision {
	board := &w.c.Board
	d := forecast.AlertDecision{Sent: wanted, Why: why, Warned: warned, AlertItem: forecast.AlertItem{
		Subscription: w.s.ID, Zone: board.Zones[w.zone], ZoneSet: board.ZoneSet, Date: board.Days[day],
		Level: board.level(w.zone, day), Kind: kind, Round: b.next(kind), Facts: board.facts(w.zone, day)}}
	if b.known {
		d.Before = b.level
	}
	switch {
	case !wanted:
		d.Why = forecast.WhyNotAsked
	case w.keyed(d.AlertItem):
		d.Sent, d.Why = false, forecast.WhyToldOnce
	default:
		w.c.time(w.s, &d)
	}
	return d
}

// keyed reports whether the very same was told.
func (w *watcher) keyed(item forecast.AlertItem) bool {
	for _, t := range w.told {
		if t.Sent && t.Date == item.Date && t.Level == item.Level && t.Kind == item.Kind && t.Round == item.Round {
			return true
		}
	}
	return false
}
