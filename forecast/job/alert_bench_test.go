package job_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/canhlua/canhlua/data/store/pgtest"
	"github.com/canhlua/canhlua/forecast"
)

// BenchmarkWeigh: from the publication to the last of 100,000 messages queued.
func BenchmarkWeigh(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			dsn := filepath.Join(b.TempDir(), "t.db")
			if engine == "postgres" {
				dsn = pgtest.Start(b)
			}
			d := newDeskOn(b, dsn)
			d.at(day1, 12, 0)
			var all []forecast.Subscription
			for i := range 100_000 {
				id := fmt.Sprintf("s%06d", i)
				all = append(all, forecast.Subscription{ID: id, Channel: forecast.ChannelEmail, Address: id + "@example.vn", Language: "vi",
					Area: forecast.Area{Zones: []string{"z"}, ZoneSet: "set"}, Least: forecast.IV, Wants: forecast.Wants{Rises: true},
					State: forecast.SubscriptionActive})
			}
			if _, err := d.st.AddSubscriptions(b.Context(), all, nil); err != nil {
				b.Fatal(err)
			}
			day := day1
			for b.Loop() {
				d.at(day, 13, 0)
				d.public(b, forecast.V, forecast.V)
				if !d.weigh(b) {
					b.Fatal("nothing was weighed")
				}
				day = day.AddDays(20)
			}
		})
	}
}
