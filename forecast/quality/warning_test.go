package quality_test

import (
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/quality"
)

func kinds(warnings []forecast.Warning) string {
	text := ""
	for _, w := range warnings {
		text += w.Station + " " + w.Kind
		if w.Variable != "" {
			text += " " + string(w.Variable)
		}
		text += "; "
	}
	return text
}

func TestMoved(t *testing.T) {
	registered := around("a", 0, 0, 20)
	for _, c := range []struct {
		name  string
		given forecast.Station
		want  string
	}{
		{"where it was", around("a", 0, 0, 20), ""},
		{"minutes of arc", around("a", 1, 1, 20), ""},
		{"elsewhere", around("a", 3, 0, 20), "station a (Trạm a): reported at 11.3270, 106.4000, 3.0 km from its registered place, limit 2 km"},
		{"higher", around("a", 0, 0, 80), "station a (Trạm a): reported at 80 m, registered at 20 m, limit 50 m apart"},
		{"height not known", forecast.Station{ID: "a", Lat: registered.Lat, Lon: registered.Lon}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, ok := checker().Moved(registered, c.given, noon)
			if ok != (c.want != "") || w.Reason != c.want {
				t.Errorf("got %v %q", ok, w.Reason)
			}
			obs := []forecast.Observation{at("a", 0, func(o *forecast.Observation) { o.Place = &c.given })}
			if got := kinds(checker().CheckNetwork(obs, square())); (got == "a moved; ") != ok {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestDuplicate(t *testing.T) {
	series := func(id string, n int, by float64) []forecast.Observation {
		var obs []forecast.Observation
		for h := range n {
			obs = append(obs, at(id, float64(h), func(o *forecast.Observation) {
				o.TempC, o.DewPointC = some(30+float64(h%7)/10+by), some(20+float64(h%5)/10)
			}))
		}
		return obs
	}
	net := square()
	net.Stations["a2"] = around("a2", 0, 0.02, 20)
	for _, c := range []struct {
		name string
		obs  []forecast.Observation
		want string
	}{
		{"a copy far away", append(series("a", 12, 0), series("far", 12, 0)...), "a duplicate; "},
		{"too few", append(series("a", 11, 0), series("far", 11, 0)...), ""},
		{"two names of one place", append(series("a", 3, 0), series("a2", 3, 0)...), "a duplicate; "},
		{"two sensors of one place", append(series("a", 12, 0), series("a2", 12, 0.1)...), ""},
		{"one report differs", append(series("a", 30, 0), append(series("far", 29, 0), at("far", 29, temp(20)))...), ""},
		{"reports at other times do not count", append(series("a", 30, 0), series("far", 12, 0)...), "a duplicate; "},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := kinds(checker().CheckNetwork(c.obs, net)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := found(c.obs); got != "" {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestSilent(t *testing.T) {
	c := checker()
	now := noon.Add(10 * time.Minute)
	fresh := func(id string) forecast.Freshness {
		return forecast.Freshness{Station: forecast.Station{ID: id, Name: "Núi Cậu"}}
	}
	hourly := func(from, to int, change func(o *forecast.Observation, h int)) []forecast.Observation {
		var obs []forecast.Observation
		for h := from; h <= to; h++ {
			obs = append(obs, at("a", float64(h), func(o *forecast.Observation) {
				o.Rain = []forecast.Rain{{MM: 0, Hours: 1}}
				if change != nil {
					change(o, h)
				}
			}))
		}
		return obs
	}
	for _, tc := range []struct {
		name   string
		obs    []forecast.Observation
		newest time.Time
		want   string
		reason string
	}{
		{"alive", hourly(-10, 0, nil), time.Time{}, "", ""},
		{"late, but not too late", hourly(-10, -1, nil), time.Time{}, "", ""},
		{"one report missing", hourly(-10, -2, nil), time.Time{}, "a silent; ", "station a (Núi Cậu): no report since 2026-03-02 04:00Z, expected every 1 h"},
		{"silent for long", nil, noon.AddDate(0, 0, -40), "a silent; ", "station a (Núi Cậu): no report since 2026-01-21 06:00Z, expected every 3 h"},
		{"never heard", nil, time.Time{}, "", ""},
		{"alive but no rain", hourly(-10, 0, func(o *forecast.Observation, _ int) { o.Rain = nil }), time.Time{}, "a absent rain; ", "station a (Núi Cậu): reports, but no rain"},
		{"the gauge stopped", hourly(-10, 0, func(o *forecast.Observation, h int) {
			if h > -5 {
				o.Rain = nil
			}
		}), time.Time{}, "a silent rain; ", "station a (Núi Cậu): reports, but no rain since 2026-03-02 01:00Z, expected every 1 h"},
		{"the thermometer fails its checks", hourly(-10, 0, func(o *forecast.Observation, h int) {
			if h > -5 {
				o.Flags = []forecast.Flag{{Variable: forecast.TempC, Test: "buddy"}}
			}
		}), time.Time{}, "a failing temp_c; ", "station a (Núi Cậu): no temperature has passed its checks since 2026-03-02 01:00Z"},
		{"it never passed", hourly(-10, 0, func(o *forecast.Observation, _ int) {
			o.Flags = []forecast.Flag{{Variable: forecast.TempC, Test: "buddy"}}
		}), time.Time{}, "a failing temp_c; ", "station a (Núi Cậu): no temperature has passed its checks"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			st := fresh("a")
			st.Newest = tc.newest
			warnings := c.Silent(quality.Listen(tc.obs, []forecast.Freshness{st}), now)
			if got := kinds(warnings); got != tc.want || tc.want != "" && warnings[0].Reason != tc.reason {
				t.Errorf("got %+v, want %q", warnings, tc.want)
			}
		})
	}
	source := quality.Heard{What: "source", ID: "wis2", Pulse: quality.Pulse{Newest: noon.Add(-5 * time.Hour), Every: time.Hour}}
	if got := c.Silent([]quality.Heard{source}, noon); len(got) != 1 || got[0].Reason != "source wis2: no report since 2026-03-02 01:00Z, expected every 1 h" {
		t.Errorf("a source: %+v", got)
	}
}
