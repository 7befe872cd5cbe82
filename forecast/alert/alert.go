// Package alert decides whom a publication concerns: what is public now and what
// was told before become public alerts, messages, and the reason for each message
// that goes out or does not. It is pure: the same case gives the same answer, so
// that deciding twice does no harm.
package alert

import (
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Rules are the choices behind the decisions.
type Rules struct {
	NearDays int // a rise is told of today and so many days ahead; what lies farther is outlook
	GapDays  int // a warning counts as told over so many days on which nothing was known
}

// Default tells of today and tomorrow.
var Default = Rules{NearDays: 1, GapDays: 2}

// Case is all that a decision rests on.
type Case struct {
	forecast.Weighing
	Board    Board
	Rules    Rules
	Now      time.Time
	Location *time.Location
	Resolver *Resolver // brings areas to the board's zones

	top []forecast.Level // by zone: the highest level of the near days
}

// Decide gives what an event calls for.
func Decide(c Case) forecast.Weighed {
	c.top = make([]forecast.Level, len(c.Board.Zones))
	for zone := range c.top {
		for day := range c.near() {
			c.top[zone] = max(c.top[zone], c.Board.level(zone, day))
		}
	}
	w := forecast.Weighed{Alerts: c.public()}
	post := newPost(&c)
	told := c.Told
	for i := range c.Subscriptions {
		s := &c.Subscriptions[i]
		var own []forecast.AlertTold
		own, told = partOf(told, s.ID)
		before := len(w.Decisions)
		w.Decisions = c.person(w.Decisions, s, own)
		post.add(s, w.Decisions[before:])
	}
	w.Deliveries = post.seal(w.Decisions)
	return w
}

// partOf cuts off what was told to a subscription from a list by subscription.
func partOf(told []forecast.AlertTold, id string) (own, rest []forecast.AlertTold) {
	for len(told) > 0 && told[0].Subscription < id {
		told = told[1:]
	}
	n := 0
	for n < len(told) && told[n].Subscription == id {
		n++
	}
	return told[:n], told[n:]
}

// withdrawn reports whether the event took a publication back.
func (c *Case) withdrawn() bool { return c.Event.Kind == forecast.DecidedWithdrawn }

// endOf is the first instant after a valid day.
func (c *Case) endOf(d forecast.Date) time.Time { return d.AddDays(1).At(0, 0, c.Location) }
