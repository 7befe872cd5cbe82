package main

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/data/store"
)

// BenchmarkSeasonReport writes the report on a whole season of the profile's 36
// zones, from the store to the PDF.
func BenchmarkSeasonReport(b *testing.B) {
	db := filepath.Join(b.TempDir(), "bench.db")
	b.StopTimer()
	replayInto(b, db, 500)
	b.StopTimer()
	app, err := newApp(&CLI{DB: db, Log: "text", Now: benchNow.Format(time.RFC3339)}, streams{in: &bytes.Buffer{}, out: &bytes.Buffer{}, err: &bytes.Buffer{}})
	if err != nil {
		b.Fatal(err)
	}
	err = app.with(b.Context(), func(st *store.Store) error {
		service, err := api.New(api.Config{Province: app.province(), Store: st, Clock: app.clock, Log: app.log, Version: version()})
		if err != nil {
			return err
		}
		b.ResetTimer()
		b.StartTimer()
		for range b.N {
			if _, err := service.WriteSeasonReport(b.Context(), 2020, "pdf", "vi"); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
