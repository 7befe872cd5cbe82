package climate_test

import (
	"math"
	"testing"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/climate"
)

// archive is so many years in which P is the day of the year plus ten times the year.
func archive(years int, leaveOut func(forecast.Date) bool) *climate.Record {
	r := climate.NewRecord("z")
	for d := (forecast.Date{Year: 2000, Month: 1, Day: 1}); d.Year < 2000+years; d = d.AddDays(1) {
		day := forecast.ZoneDay{Zone: "z", Date: d}
		if !leaveOut(d) {
			day.P = forecast.Some(float64(d.LeapDay() + 10*(d.Year-2000)))
		}
		r.Add(&day)
	}
	return r
}

func never(forecast.Date) bool { return false }

func TestNormalsOfAPlainArchive(t *testing.T) {
	normals := archive(20, never).Normals()
	if len(normals) != 366 || normals[99].Day != 100 || normals[99].Zone != "z" {
		t.Fatalf("%d normals", len(normals))
	}
	p := normals[99].Index[0]
	if p.Years != 20 || p.Quantiles[0] != 93 || p.Quantiles[forecast.Quantiles-1] != 297 || math.Abs(p.At(0.5).V-195) > 1 {
		t.Errorf("day 100: %+v", p)
	}
	for i := 1; i < forecast.Quantiles; i++ {
		if p.Quantiles[i] < p.Quantiles[i-1] {
			t.Errorf("quantile %d falls", i)
		}
	}
	if h := normals[99].Index[1]; h.Known() || h.Years != 0 {
		t.Errorf("an index without a value: %+v", h)
	}
}

func TestTurnOfTheYearAndHoles(t *testing.T) {
	normals := archive(20, never).Normals()
	first := normals[0].Index[0]
	if first.Quantiles[0] != 1 || first.Quantiles[forecast.Quantiles-1] < 360 {
		t.Errorf("1 January knows nothing of December: %+v", first)
	}
	few := archive(20, func(d forecast.Date) bool { return d.Year >= 2004 }).Normals()[50].Index[0]
	if few.Known() || few.Years != 4 {
		t.Errorf("four years are enough: %+v", few)
	}
}

func BenchmarkNormals(b *testing.B) {
	r := archive(20, never)
	for b.Loop() {
		r.Normals()
	}
}
