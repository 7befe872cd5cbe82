package forecast_test

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
)

// TestDateLikeTime: the calendar of days is that of package time, also for fields
// that are no day, such as 30 February.
func TestDateLikeTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (forecast.Date, time.Time) {
			d := forecast.Date{Year: rapid.IntRange(-400, 2500).Draw(t, name+" year"),
				Month: time.Month(rapid.IntRange(-1, 14).Draw(t, name+" month")), Day: rapid.IntRange(-40, 70).Draw(t, name+" day")}
			return d, time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
		}
		a, at := draw("a")
		b, bt := draw("b")
		n := rapid.IntRange(-800, 800).Draw(t, "n")
		if got := a.Compare(b); got != at.Compare(bt) {
			t.Fatalf("%v is %d to %v", a, got, b)
		}
		if got := a.Number(); int64(got)*86400 != at.Unix() {
			t.Fatalf("%v is day %d, want %d", a, got, at.Unix()/86400)
		}
		if got, want := a.AddDays(n), forecast.DateOf(at.AddDate(0, 0, n), time.UTC); got != want {
			t.Fatalf("%v + %d = %v, want %v", a, n, got, want)
		}
		day := forecast.DateOf(at, time.UTC)
		if text := at.Format(time.DateOnly); day.Year >= 0 && day.String() != text {
			t.Fatalf("%v is written %s, want %s", day, day, text)
		}
		if day.Year >= 0 {
			if back, err := forecast.ParseDate(day.String()); err != nil || back != day {
				t.Fatalf("%s read as %v, %v", day, back, err)
			}
		}
	})
	for _, text := range []string{"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-010", "20260-1-01", "2026-03-0x", "2026/03/01"} {
		if d, err := forecast.ParseDate(text); err == nil {
			t.Errorf("%q was read as %v", text, d)
		}
	}
}

// TestFloatLikeJSON: a number is written as the library writes it.
func TestFloatLikeJSON(t *testing.T) {
	for _, v := range []float64{0, math.Copysign(0, -1), 1, -1.5, 0.1, 1e-6, 9.9e-7, 1e-9, 1e20, 1e21, -1e22, 5e-324, math.MaxFloat64, math.Pi} {
		got, err := json.Marshal(forecast.Some(v))
		want, _ := json.Marshal(v)
		if err != nil || string(got) != string(want) {
			t.Errorf("%v is written %s, want %s (%v)", v, got, want, err)
		}
	}
	if _, err := json.Marshal(forecast.Some(math.NaN())); err == nil {
		t.Error("NaN was written")
	}
}
