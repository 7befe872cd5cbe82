package source

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Sleep waits, or ends with the context's error; tests pass one that takes no time.
type Sleep func(context.Context, time.Duration) error

// of is the way to wait; nil: time passes.
func (s Sleep) of(ctx context.Context, d time.Duration) error {
	if s != nil {
		return s(ctx, d)
	}
	return sleep(ctx, d)
}

// Limiter keeps what all clients of one service ask of it together within the
// service's limits, over any minute, hour and day. It counts calls as the service
// does: one request may be many. Nil sets no limit.
type Limiter struct {
	PerMinute, PerHour, PerDay float64       // most calls, 0 = no limit
	Longest                    time.Duration // of a wait, default 2 min; a longer one is an error
	Clock                      forecast.Clock
	Sleep                      Sleep // default: time passes

	mu    sync.Mutex
	taken []call
	held  time.Time // the service's own word: nothing before
}

// call is what was asked at once.
type call struct {
	at    time.Time
	calls float64
}

// Limited says that a service may not be asked for longer than one waits.
type Limited struct{ Until time.Time }

// Error names the instant from which the service may be asked again.
func (e *Limited) Error() string {
	return fmt.Sprintf("the limit of calls is reached until %s; what is missing is asked for the next time", e.Until.UTC().Format(time.RFC3339))
}

// Wait returns when so many calls may be made, and counts them. It gives Limited
// at once where that is longer away than Longest or the end of the context.
func (l *Limiter) Wait(ctx context.Context, calls float64) error {
	if l == nil {
		return ctx.Err()
	}
	for {
		now := l.Clock()
		free := l.take(now, calls)
		if !free.After(now) {
			return ctx.Err()
		}
		wait := free.Sub(now)
		if end, ok := ctx.Deadline(); wait > orDefault(l.Longest, longestPause) || ok && free.After(end) {
			return &Limited{Until: free}
		}
		if err := l.Sleep.of(ctx, wait); err != nil {
			return err
		}
	}
}

// Hold lets nothing pass before an instant.
func (l *Limiter) Hold(until time.Time) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if until.After(l.held) {
		l.held = until
	}
}

// take counts the calls when they are free now; it says when they are.
func (l *Limiter) take(now time.Time, calls float64) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.taken) > 0 && !l.taken[0].at.After(now.Add(-24*time.Hour)) {
		l.taken = l.taken[1:]
	}
	free := now
	if l.held.After(free) {
		free = l.held
	}
	for _, limit := range []struct {
		most float64
		over time.Duration
	}{{l.PerMinute, time.Minute}, {l.PerHour, time.Hour}, {l.PerDay, 24 * time.Hour}} {
		if at := l.freeWithin(now, calls, limit.most, limit.over); limit.most > 0 && at.After(free) {
			free = at
		}
	}
	if !free.After(now) {
		l.taken = append(l.taken, call{now, calls})
	}
	return free
}

// freeWithin is when enough of what was taken lies as far back as the limit
// reaches. More than the limit at once passes when nothing else is counted.
func (l *Limiter) freeWithin(now time.Time, calls, most float64, over time.Duration) time.Time {
	left := most - min(calls, most)
	var sum float64
	for i := len(l.taken) - 1; i >= 0; i-- {
		c := l.taken[i]
		if !c.at.After(now.Add(-over)) {
			break
		}
		if sum += min(c.calls, most); sum > left {
			return c.at.Add(over)
		}
	}
	return now
}
