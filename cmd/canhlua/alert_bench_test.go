package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store/pgtest"
	"github.com/canhlua/canhlua/forecast"
)

// BenchmarkMails: alerts to subscribers by e-mail with their map picture, through
// courier, composer and store to a mail server on loopback, all in this one
// process. It reports mails a second and the highest heap.
func BenchmarkMails(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			const subscribers = 10_000
			dsn := filepath.Join(b.TempDir(), "t.db")
			if engine == "postgres" {
				dsn = pgtest.Start(b)
			}
			d := newAlertDesk(b, dsn)
			d.office.keep = false
			d.courier.Carry.PerSecond = map[forecast.Channel]float64{forecast.ChannelEmail: 1e6} // as fast as it goes
			var all []forecast.Subscription
			for i := range subscribers {
				all = append(all, forecast.Subscription{ID: fmt.Sprintf("s%06d", i), Channel: forecast.ChannelEmail, Address: fmt.Sprintf("s%06d@example.vn", i),
					Language: []string{"vi", "en"}[i%2], Area: forecast.Area{Zones: []string{d.set.Zones[0].ID}, ZoneSet: d.set.ID}, Least: forecast.IV,
					Wants: forecast.Wants{Rises: true}, State: forecast.SubscriptionActive})
			}
			_, err := d.st.AddSubscriptions(b.Context(), all, nil)
			d.must(err)
			highest, stop := watchHeap()
			var sending time.Duration
			for b.Loop() {
				d.now = d.now.AddDate(0, 0, 20)
				d.must(d.st.Publish(b.Context(), forecast.Publication{Run: d.draft(forecast.V), At: d.now}))
				_, err := d.service(d.st).Weigh(b.Context())
				d.must(err)
				began := time.Now()
				for n := 1; n > 0; {
					n, err = d.courier.Deliver(b.Context(), forecast.ChannelEmail)
					d.must(err)
				}
				sending += time.Since(began)
			}
			stop()
			if d.office.count != subscribers*b.N {
				b.Errorf("%d mails arrived of %d", d.office.count, subscribers*b.N)
			}
			b.ReportMetric(float64(d.office.count)/sending.Seconds(), "mails/s")
			b.ReportMetric(float64(highest.Load())/(1<<20), "peak-heap-MB")
		})
	}
}

// watchHeap looks at the heap until it is stopped.
func watchHeap() (highest *atomic.Uint64, stop func()) {
	highest = &atomic.Uint64{}
	done := make(chan struct{})
	go func() {
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				highest.Store(max(highest.Load(), m.HeapAlloc))
			}
		}
	}()
	return highest, func() { close(done) }
}
