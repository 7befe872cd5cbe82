//go:build unix

package main

import (
	"bytes"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// BenchmarkHindcastTwoYears lives through two real years with members from all
// other years, everything stored, and verifies them from the store.
func BenchmarkHindcastTwoYears(b *testing.B) { benchHindcast(b, "2001-12-31") }

// BenchmarkHindcastTwentyYears is the same for twenty.
func BenchmarkHindcastTwentyYears(b *testing.B) { benchHindcast(b, "2019-12-31") }

func benchHindcast(b *testing.B, to string) {
	zones, weather := shared(b, "zones/communes-36.geojson"), shared(b, "weather/nasa-power-hcmc-2000-2019.csv")
	for b.Loop() {
		b.StopTimer()
		dir := b.TempDir()
		columns := write(b, filepath.Join(dir, "power.yaml"), power)
		cli := &CLI{DB: filepath.Join(dir, "h.db"), Log: "text", Now: benchNow.Format(time.RFC3339)}
		app, err := newApp(cli, streams{in: &bytes.Buffer{}, out: &bytes.Buffer{}, err: &bytes.Buffer{}})
		if err != nil {
			b.Fatal(err)
		}
		imported := &ZonesImportCmd{zoneFile: zoneFile{File: zones}}
		if err := imported.Run(b.Context(), app); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		replay := &ReplayCmd{Weather: weather, Columns: columns, From: "2000-01-01", To: to, Hindcast: true}
		timed(b, "hindcast", func() error { return replay.Run(b.Context(), app) })
		verify := &VerifyCmd{From: "2000-06-01", To: to, Resamples: 500, Block: 20, Seed: 1, Format: "text"}
		timed(b, "verify", func() error { return verify.Run(b.Context(), app) })
	}
}

// timed reports how long a part took, and how much of the processors.
func timed(b *testing.B, name string, part func() error) {
	b.Helper()
	began, cpu := time.Now(), cpuTime(b)
	if err := part(); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(began).Seconds(), name+"-s")
	b.ReportMetric((cpuTime(b) - cpu).Seconds(), name+"-cpu-s")
}

// cpuTime is what the process has used of the processors so far.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
