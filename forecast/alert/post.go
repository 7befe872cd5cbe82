package alert

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// post merges what goes out: one message for a person and an instant.
type post struct {
	c     *Case
	of    map[letterKey]int
	all   []forecast.Delivery
	count []int
}

type letterKey struct {
	person string
	due    time.Time
}

func newPost(c *Case) *post { return &post{c: c, of: map[letterKey]int{}} }

// add puts a subscription's decisions that are to be sent into messages.
func (p *post) add(s *forecast.Subscription, decided []forecast.AlertDecision) {
	person := ""
	for i := range decided {
		d := &decided[i]
		if !d.Sent {
			continue
		}
		if person == "" {
			person = s.Person()
		}
		due := p.c.Now
		if d.When == forecast.WhenQuietOver {
			due = s.Quiet.Ends(p.c.Now, p.c.Location)
		}
		at := p.letter(s, letterKey{person, due})
		if end := p.c.endOf(d.Date); end.After(p.all[at].Expires) {
			p.all[at].Expires = end
		}
		d.Delivery = p.all[at].ID
		p.count[at]++
	}
}

// letter is the place of a person's message.
func (p *post) letter(s *forecast.Subscription, key letterKey) int {
	at, known := p.of[key]
	if !known {
		at = len(p.all)
		p.of[key] = at
		p.all = append(p.all, p.open(s, key))
		p.count = append(p.count, 0)
	}
	return at
}

// time says when what is to be sent goes out, and that it does not where the quiet
// hours last until the day is over.
func (c *Case) time(s *forecast.Subscription, d *forecast.AlertDecision) {
	due := s.Quiet.Ends(c.Now, c.Location)
	switch {
	case !due.After(c.Now):
	case s.Quiet.VBreaks && d.Level == forecast.V:
		d.When = forecast.WhenVBreaksOut
	case due.Before(c.endOf(d.Date)):
		d.When = forecast.WhenQuietOver
	default:
		d.Sent, d.Why = false, forecast.WhyTooLate
	}
}

func (p *post) open(s *forecast.Subscription, key letterKey) forecast.Delivery {
	name := fmt.Sprintf("%d\x00%s\x00%d", p.c.Event.Num, key.person, key.due.UnixMicro()-p.c.Now.UnixMicro())
	sum := sha256.Sum256([]byte(name))
	return forecast.Delivery{ID: hex.EncodeToString(sum[:16]), Purpose: forecast.DeliverAlert, Subscription: s.ID, Person: key.person,
		Channel: s.Channel, Event: p.c.Event.Num, State: forecast.DeliveryQueued, Created: p.c.Now, Due: key.due}
}

// seal puts the decisions' items into their messages.
func (p *post) seal(decisions []forecast.AlertDecision) []forecast.Delivery {
	at := make(map[string]*forecast.Delivery, len(p.all))
	for i := range p.all {
		p.all[i].Items = make([]forecast.AlertItem, 0, p.count[i])
		at[p.all[i].ID] = &p.all[i]
	}
	for i := range decisions {
		if letter := at[decisions[i].Delivery]; letter != nil {
			letter.Items = append(letter.Items, decisions[i].AlertItem)
		}
	}
	return p.all
}
