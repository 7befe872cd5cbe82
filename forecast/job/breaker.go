package job

import (
	"sync"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// A receiver that failed so often in a row is left alone, at first for breakFirst,
// each time twice as long, at most breakLongest.
const (
	breakAfter   = 5
	breakFirst   = 15 * time.Second
	breakLongest = 5 * time.Minute
)

// breakers keep from hammering receivers that are down.
type breakers struct {
	clock forecast.Clock
	mu    sync.Mutex
	of    map[string]*breaker
}

type breaker struct {
	failed int
	wait   time.Duration
	until  time.Time
}

// open reports whether a receiver is left alone now, and until when.
func (b *breakers) open(name string) (until time.Time, open bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	one := b.of[name]
	if one == nil || one.failed < breakAfter || !b.clock().Before(one.until) {
		return time.Time{}, false
	}
	return one.until, true
}

// saw takes note of a try.
func (b *breakers) saw(name string, failed bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !failed {
		delete(b.of, name)
		return
	}
	if b.of == nil {
		b.of = map[string]*breaker{}
	}
	one := b.of[name]
	if one == nil {
		one = &breaker{wait: breakFirst}
		b.of[name] = one
	}
	one.failed++
	if one.failed >= breakAfter && !b.clock().Before(one.until) {
		one.until = b.clock().Add(one.wait)
		one.wait = min(2*one.wait, breakLongest)
	}
}
