package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/data/store/pgtest"
	"github.com/canhlua/canhlua/forecast"
)

// engines runs a benchmark on both.
func engines(b *testing.B, bench func(*testing.B, *store.Store)) {
	b.Run("sqlite", func(b *testing.B) { bench(b, open(b, filepath.Join(b.TempDir(), "bench.db"))) })
	b.Run("postgres", func(b *testing.B) { bench(b, open(b, pgtest.Start(b))) })
}

// hourly are n reports of ten stations, hour by hour from a moment on.
func hourly(from time.Time, n int) []forecast.Observation {
	obs := make([]forecast.Observation, n)
	for i := range obs {
		x := float64(i % 97)
		obs[i] = forecast.Observation{
			Station: fmt.Sprintf("489%02d", i%10), Time: from.Add(time.Duration(i/10) * time.Hour), Received: noon,
			TempC: forecast.Some(25 + x/10), DewPointC: forecast.Some(20 + x/20), RHPct: forecast.Some(60 + x/5),
			WindMS: forecast.Some(2), WindDirDeg: forecast.Some(x), PressureHPa: forecast.Some(1008.1),
			Rain: []forecast.Rain{{MM: 0, Hours: 6}}, Derived: []forecast.Variable{forecast.RHPct}, Source: "synop",
			Raw: "48900 11483 60708 10330 20204 39998 40010 58008 333 10345 20233", RawHash: "0123456789abcdef0123456789abcdef",
		}
	}
	return obs
}

// BenchmarkSaveObservations saves 10,000 reports at a time.
func BenchmarkSaveObservations(b *testing.B) {
	const size = 10_000
	engines(b, func(b *testing.B, s *store.Store) {
		from := noon
		for b.Loop() {
			b.StopTimer()
			obs := hourly(from, size)
			from = from.Add(size / 10 * time.Hour)
			b.StartTimer()
			if saved, err := s.SaveObservations(ctx, obs); err != nil || saved != size {
				b.Fatal(saved, err)
			}
		}
		b.ReportMetric(size*float64(b.N)/b.Elapsed().Seconds(), "obs/s")
	})
}

// BenchmarkSaveRun saves 36 zones × 11 days with 36 reasons of 21 days each and
// 36 × 11 states.
func BenchmarkSaveRun(b *testing.B) {
	engines(b, func(b *testing.B, s *store.Store) {
		date := today
		for b.Loop() {
			b.StopTimer()
			date = date.AddDays(1)
			run := makeRun(date, date.At(6, 0, time.UTC), 36, 10, 10)
			b.StartTimer()
			ok(b, s.SaveRun(ctx, run))
		}
	})
}

// BenchmarkReading reads from a store with three years of daily runs.
func BenchmarkReading(b *testing.B) {
	const years = 3
	engines(b, func(b *testing.B, s *store.Store) {
		ok(b, s.SaveZoneSet(ctx, forecast.ZoneSet{ID: "communes-1a2b3c4d", Name: "communes", Zones: manyZones(36)}))
		first := today.AddDays(-365 * years)
		for d := first; !d.After(today); d = d.AddDays(1) {
			run := makeRun(d, d.At(6, 0, time.UTC), 36, 1, 10)
			run.Reasons = run.Reasons[:1]
			ok(b, s.SaveRun(ctx, run))
			ok(b, s.Publish(ctx, forecast.Publication{Run: run.ID, At: run.Issued}))
		}
		b.Run("Covering+ZoneDays", func(b *testing.B) {
			for b.Loop() {
				run := must[forecast.Run](b)(s.Covering(ctx, today, noon))
				if days := must[[]forecast.ZoneDay](b)(s.ZoneDays(ctx, run.ID, today)); len(days) != 36 {
					b.Fatal(len(days))
				}
			}
		})
		b.Run("Covering a past day", func(b *testing.B) {
			for b.Loop() {
				must[forecast.Run](b)(s.Covering(ctx, first.AddDays(100), noon))
			}
		})
		b.Run("Series", func(b *testing.B) {
			for b.Loop() {
				if days := must[[]forecast.RunDay](b)(s.Series(ctx, "25703", first, today, noon)); len(days) != 365*years+1 {
					b.Fatal(len(days))
				}
			}
		})
		b.Run("States", func(b *testing.B) {
			for b.Loop() {
				if states := must[[]forecast.State](b)(s.States(ctx, today.AddDays(-92), today, false, noon)); len(states) != 36 {
					b.Fatal(len(states))
				}
			}
		})
		b.Run("Reason", func(b *testing.B) {
			run := must[forecast.Run](b)(s.Covering(ctx, today, noon))
			for b.Loop() {
				must[forecast.Reason](b)(s.Reason(ctx, run.ID, "25700"))
			}
		})
	})
}

func manyZones(n int) []forecast.Zone {
	zones := make([]forecast.Zone, n)
	for i := range zones {
		zones[i].ID = fmt.Sprintf("%05d", 25700+i)
	}
	return zones
}
