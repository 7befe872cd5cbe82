package main

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

// BenchmarkReplayYear lives through a year over the profile's 36 zones on SQLite,
// with the simulated stations' weather, everything stored.
func BenchmarkReplayYear(b *testing.B) {
	for b.Loop() {
		benchReplay(b, 365)
	}
}

// BenchmarkReplayTwentyYears is the same for twenty years.
func BenchmarkReplayTwentyYears(b *testing.B) {
	for b.Loop() {
		benchReplay(b, 7305)
	}
}

// benchNow is the instant after the benchmarks' seasons.
var benchNow = time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)

func benchReplay(b *testing.B, days int) {
	b.Helper()
	b.StopTimer()
	replayInto(b, filepath.Join(b.TempDir(), "bench.db"), days)
}

// replayInto makes a store and lives through the days before benchNow; only the
// replay is timed.
func replayInto(b *testing.B, db string, days int) {
	b.Helper()
	cli := &CLI{DB: db, Log: "text", Now: benchNow.Format(time.RFC3339)}
	app, err := newApp(cli, streams{in: &bytes.Buffer{}, out: &bytes.Buffer{}, err: &bytes.Buffer{}})
	if err != nil {
		b.Fatal(err)
	}
	to := app.today()
	from := to.AddDays(1 - days)
	s := app.sampleSeason(nil, 0).sample
	weather := forecast.Bulletin{Stations: s.Stations(), Observations: s.Days(from, to)}
	err = app.with(b.Context(), func(st *store.Store) error {
		b.StartTimer()
		_, err := app.service(st).Replay(b.Context(), job.Replay{
			From: from, To: to, Stations: weather.Stations, Observations: weather.Observations,
			Day: func(forecast.Run) error { return nil },
		})
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}
