package job

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"github.com/canhlua/canhlua/forecast"
)

// Courier sends what is queued. Each process has one; a row is claimed before it is
// sent, so that no two send the same, and the claim of a process that died runs out.
type Courier struct {
	Store     forecast.DeliveryStore
	Composer  forecast.Composer
	Notifiers map[forecast.Channel]forecast.Notifier
	Clock     forecast.Clock
	Log       *slog.Logger
	Carry     Carry
	Sandbox   map[forecast.Channel]string // test mode: all that goes out on the channel goes to this address

	wake     chan struct{}
	once     sync.Once
	limits   map[forecast.Channel]*rate.Limiter
	breakers breakers
}

// Carry is how messages are sent; the zero value is DefaultCarry.
type Carry struct {
	Batch     int                          // claimed at once
	Workers   int                          // at the same time, on one channel
	Lease     time.Duration                // a claim holds so long
	Poll      time.Duration                // between looks for what is due
	Attempts  int                          // tries before a delivery is dead
	FirstWait time.Duration                // before the second try; each later one four times as long
	LongWait  time.Duration                // at most so long between tries
	PerSecond map[forecast.Channel]float64 // limit of a channel; none = 500
}

// DefaultCarry tries for about eleven hours.
var DefaultCarry = Carry{Batch: 200, Workers: 8, Lease: 20 * time.Second, Poll: 2 * time.Second, Attempts: 10,
	FirstWait: 30 * time.Second, LongWait: 2 * time.Hour}

// perSecond bounds a channel that has no limit of its own.
const perSecond = 500

func (c *Courier) start() {
	c.once.Do(func() {
		if c.Carry.Batch == 0 {
			c.Carry = DefaultCarry
		}
		c.wake = make(chan struct{}, len(forecast.Channels))
		c.limits = map[forecast.Channel]*rate.Limiter{}
		for channel := range c.Notifiers {
			limit := c.Carry.PerSecond[channel]
			if limit == 0 {
				limit = perSecond
			}
			c.limits[channel] = rate.NewLimiter(rate.Limit(limit), max(1, int(limit/10)))
		}
		c.breakers.clock = c.Clock
	})
}

// Wake lets the courier look at once.
func (c *Courier) Wake() {
	c.start()
	for range forecast.Channels {
		select {
		case c.wake <- struct{}{}:
		default: // it is awake
		}
	}
}

// Run sends until the context ends, then lets what is on its way arrive.
func (c *Courier) Run(ctx context.Context) {
	c.start()
	var all sync.WaitGroup
	for channel := range c.Notifiers {
		all.Go(func() { c.serve(ctx, channel) })
	}
	all.Wait()
}

func (c *Courier) serve(ctx context.Context, channel forecast.Channel) {
	tick := time.NewTicker(c.Carry.Poll)
	defer tick.Stop()
	for ctx.Err() == nil {
		n, err := c.Deliver(ctx, channel)
		if err != nil && ctx.Err() == nil {
			c.Log.ErrorContext(ctx, "deliveries could not be worked", "channel", channel, "error", err)
		}
		if n == c.Carry.Batch && err == nil {
			continue // there is more
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		case <-c.wake:
		}
	}
}

// Deliver claims a batch of a channel and sends it; it says how many were claimed.
func (c *Courier) Deliver(ctx context.Context, channel forecast.Channel) (int, error) {
	c.start()
	if c.Notifiers[channel] == nil {
		return 0, nil
	}
	began := c.Clock()
	claims, err := c.Store.Claim(ctx, channel, began, c.Carry.Lease, c.Carry.Batch)
	if err != nil {
		return 0, err
	}
	work := errgroup.Group{}
	work.SetLimit(c.Carry.Workers)
	for _, claim := range claims {
		work.Go(func() error { return c.carry(ctx, claim, began) })
	}
	return len(claims), work.Wait()
}

// carry sends one message and keeps what became of it. What could not be begun
// within half the lease is given back.
func (c *Courier) carry(ctx context.Context, claim forecast.Claim, began time.Time) error {
	out := forecast.DeliveryOutcome{ID: claim.ID, State: forecast.DeliveryQueued, Untried: true}
	late := c.Clock().Sub(began) > c.Carry.Lease/2
	if until, open := c.breakers.open(host(&claim)); open {
		out.Due, out.Failure = until, claim.Failure
	} else if !late && ctx.Err() == nil && c.limits[claim.Channel].Wait(ctx) == nil {
		within, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.Carry.Lease-c.Clock().Sub(began)-time.Second)
		out = c.try(within, &claim)
		cancel()
	}
	out.At = c.Clock()
	return c.Store.Settle(context.WithoutCancel(ctx), []forecast.DeliveryOutcome{out})
}

// try sends one message.
func (c *Courier) try(ctx context.Context, claim *forecast.Claim) forecast.DeliveryOutcome {
	out := forecast.DeliveryOutcome{ID: claim.ID, State: forecast.DeliverySent}
	if claim.To.ID == "" || claim.To.State == forecast.SubscriptionEnded { // since it was claimed
		out.State = forecast.DeliveryRevoked
		return out
	}
	m, err := c.Composer.Compose(ctx, *claim)
	retry := false
	if err == nil {
		if to := c.Sandbox[claim.Channel]; to != "" {
			m.To, m.Test = to, true
		}
		retry, err = c.Notifiers[claim.Channel].Send(ctx, m)
		c.breakers.saw(host(claim), err != nil && retry)
	}
	if err == nil {
		return out
	}
	out.Failure = err.Error()
	var gone *forecast.Gone
	out.Gone = errors.As(err, &gone) && c.Sandbox[claim.Channel] == ""
	out.State = forecast.DeliveryDead
	if retry && claim.Attempts < c.Carry.Attempts {
		out.State, out.Due = forecast.DeliveryQueued, c.Clock().Add(c.wait(claim, err))
	}
	return out
}

// wait is how long until the next try: four times as long as the last, a quarter
// more or less by the delivery's name, so that not all come back at once.
func (c *Courier) wait(claim *forecast.Claim, err error) time.Duration {
	wait := c.Carry.FirstWait
	for range claim.Attempts - 1 {
		wait = min(4*wait, c.Carry.LongWait)
	}
	var later *forecast.RetryAfter
	if errors.As(err, &later) {
		wait = max(wait, min(later.Wait, c.Carry.LongWait))
	}
	spread := 0
	for _, letter := range claim.ID {
		spread = (spread*31 + int(letter) + claim.Attempts) % 1000
	}
	return wait*3/4 + wait*time.Duration(spread)/2000
}

// host is what breaks together: a channel, of webhooks each receiver.
func host(claim *forecast.Claim) string {
	if claim.Channel == forecast.ChannelWebhook {
		if u, err := url.Parse(claim.To.Address); err == nil {
			return string(claim.Channel) + " " + u.Host
		}
	}
	return string(claim.Channel)
}
