package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/data/store/pgtest"
	"github.com/canhlua/canhlua/forecast"
)

// TestPurge: old raw inputs and replaced model weather go; the newest model
// weather of a day stays however old it is, and the zero Time keeps all.
func TestPurge(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { testPurge(t, open(t, filepath.Join(t.TempDir(), "purge.db"))) })
	t.Run("postgres", func(t *testing.T) { testPurge(t, open(t, pgtest.Start(t))) })
}

func testPurge(t *testing.T, s *store.Store) {
	for i, text := range []string{"old", "new"} {
		if _, err := s.SaveRaw(ctx, forecast.Raw{Source: "csv", Name: text, Received: noon.AddDate(0, 0, i), Data: []byte(text)}); err != nil {
			t.Fatal(err)
		}
		day := func(d forecast.Date) forecast.Day {
			return forecast.Day{Place: "z", Date: d, TempC: forecast.Some(30 + float64(i)), Origin: forecast.Model, At: noon, Issued: noon.AddDate(0, 0, i)}
		}
		days := []forecast.Day{day(today)}
		if text == "old" {
			days = append(days, day(today.AddDays(-1)))
		}
		if err := s.SaveModelDays(ctx, noon.AddDate(0, 0, i), days); err != nil {
			t.Fatal(err)
		}
	}
	purge := func(raw, model time.Time, want forecast.Purged) {
		t.Helper()
		if got, err := s.Purge(ctx, forecast.PurgeBefore{Raw: raw, Model: model}); err != nil || got != want {
			t.Errorf("purged %+v, %v; want %+v", got, err, want)
		}
	}
	later := noon.Add(time.Hour)
	purge(time.Time{}, time.Time{}, forecast.Purged{})
	purge(noon, noon, forecast.Purged{})
	purge(later, later, forecast.Purged{Raw: 1, ModelDays: 1})
	purge(later, later, forecast.Purged{})
	days, err := s.ModelDays(ctx, today.AddDays(-1), today, noon.AddDate(0, 0, 3))
	if err != nil || len(days) != 2 || days[0].TempC != forecast.Some(30) || days[1].TempC != forecast.Some(31) {
		t.Errorf("left: %+v, %v", days, err)
	}
}
