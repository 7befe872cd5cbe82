package quality_test

import (
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// gauge is a station's daily rain, one amount a day.
func gauge(station string, every float64, mm ...float64) []forecast.Observation {
	var obs []forecast.Observation
	for i, v := range mm {
		obs = append(obs, at(station, every*float64(i), func(o *forecast.Observation) {
			*o = forecast.Observation{Station: o.Station, Time: o.Time, Received: o.Received, Rain: []forecast.Rain{{MM: v, Hours: every}}}
		}))
	}
	return obs
}

func TestRainStuck(t *testing.T) {
	running := gauge("48900", 1, 0)[0]
	for _, c := range []struct {
		name string
		past []forecast.Observation
		mm   float64
		want string
	}{
		{"six days of 12.4 mm", gauge("48900", 24, 12.4, 12.4, 12.4, 12.4, 12.4), 12.4, "rain rain_stuck"},
		{"five days of 12.4 mm", gauge("48900", 24, 12.4, 12.4, 12.4, 12.4), 12.4, ""},
		{"another between", gauge("48900", 24, 12.4, 12.4, 12.5, 12.4, 12.4), 12.4, ""},
		{"dry days", gauge("48900", 24, 0, 0, 0, 0, 0), 0, ""},
		{"drizzle", gauge("48900", 24, 0.2, 0.2, 0.2, 0.2, 0.2), 0.2, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := gauge("48900", 24, c.mm)[0]
			o.Time = o.Time.Add(time.Duration(len(c.past)) * 24 * time.Hour)
			o.Received = o.Time
			if got := told(checker().Check(&o, c.past)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	t.Run("one shower in hourly reports of 24 h", func(t *testing.T) {
		var past []forecast.Observation
		for h := range 20 {
			o := running
			o.Time, o.Rain = running.Time.Add(-time.Duration(h+1)*time.Hour), []forecast.Rain{{MM: 30, Hours: 24}}
			past = append(past, o)
		}
		running.Rain = []forecast.Rain{{MM: 30, Hours: 24}}
		if got := told(checker().Check(&running, past)); got != "" {
			t.Errorf("got %q", got)
		}
	})
}

func TestRainMissing(t *testing.T) {
	rainy := []float64{12, 0, 8, 25, 3, 0}
	dry := []float64{0, 0, 0, 0, 0, 0}
	for _, c := range []struct {
		name  string
		a     []float64
		b, cc []float64
		want  int // flagged reports of a
	}{
		{"dry while it rained all around", dry, rainy, rainy, 6},
		{"dry everywhere", dry, dry, dry, 0},
		{"one neighbour dry too", dry, rainy, dry, 0},
		{"a little rain is rain", []float64{0, 0, 0.5, 0, 0, 0}, rainy, rainy, 0},
		{"around, less than the limit", dry, []float64{3, 3, 3, 3, 3, 3}, rainy, 0},
		{"not yet for long enough", dry[:4], rainy[:4], rainy[:4], 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			obs := gauge("a", 24, c.a...)
			n := len(obs)
			obs = append(obs, gauge("b", 24, c.b...)...)
			obs = append(obs, gauge("c", 24, c.cc...)...)
			obs = append(obs, gauge("d", 24, rainy...)...)
			checker().CheckNetwork(obs, square())
			flagged := 0
			for i, o := range obs {
				if len(o.Flags) > 0 && (i >= n || told(o.Flags) != "rain rain_missing") {
					t.Errorf("%s: %+v", o.Station, o.Flags)
				}
				if i < n && len(o.Flags) > 0 {
					flagged++
				}
			}
			if flagged != c.want {
				t.Errorf("%d flagged, want %d", flagged, c.want)
			}
		})
	}
}

// Six-hourly amounts with the day's total beside them: the neighbours' rain is
// counted once.
func TestRainMissingCountsOnce(t *testing.T) {
	var obs []forecast.Observation
	for _, id := range []string{"b", "c", "d"} {
		for i := range 20 {
			o := gauge(id, 6, 0)[0]
			o.Time = noon.Add(time.Duration(i) * 6 * time.Hour)
			o.Rain = []forecast.Rain{{MM: 0.8, Hours: 6}, {MM: 3.2, Hours: 24}}
			obs = append(obs, o)
		}
	}
	obs = append(obs, gauge("a", 24, 0, 0, 0, 0, 0, 0)...)
	checker().CheckNetwork(obs, square()) // 16 mm in five days, not 32
	if got := found(obs); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestRainAlone(t *testing.T) {
	for _, c := range []struct {
		name string
		mm   [4]float64
		want string
	}{
		{"a shower", [4]float64{80, 0, 0, 0}, ""},
		{"no shower", [4]float64{180, 0, 0, 0.4}, "a rain buddy"},
		{"a storm", [4]float64{180, 0, 12, 0}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var obs []forecast.Observation
			for i, id := range []string{"a", "b", "c", "d"} {
				obs = append(obs, gauge(id, 24, c.mm[i])...)
			}
			checker().CheckNetwork(obs, square())
			if got := found(obs); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
