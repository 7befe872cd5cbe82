package quality_test

import (
	"errors"
	"github.com/google/go-cmp/cmp"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/quality"
)

// normals of Đồng Phú and Tây Ninh, 1981–2017.
var normals = []quality.Normal{
	{Station: "dong-phu",
		TempMaxC:  [12]float64{32.9, 34.5, 35.5, 35.5, 34.2, 32.5, 31.9, 31.7, 31.5, 31.9, 32.1, 31.9},
		VapourHPa: [12]float64{21.9, 22.7, 24.8, 27.8, 29.7, 29.9, 29.5, 29.6, 29.4, 28.6, 26.6, 23.5},
		RainMM:    [12]float64{8, 16, 51, 154, 263, 325, 352, 379, 442, 341, 156, 43}},
	{Station: "tay-ninh",
		TempMaxC:  [12]float64{32.2, 33.2, 34.7, 35.2, 34.2, 32.9, 32.2, 32.0, 31.6, 31.5, 31.7, 31.5},
		VapourHPa: [12]float64{23.8, 24.8, 26.9, 29.4, 31.0, 30.8, 30.3, 30.4, 30.4, 29.7, 27.6, 24.7},
		RainMM:    [12]float64{13, 9, 29, 106, 198, 256, 256, 245, 339, 326, 137, 50}},
}

func TestClimate(t *testing.T) {
	c := checker()
	c.Climate = quality.ClimateOf(normals, c.Limits.Margin)
	for _, tc := range []struct {
		name    string
		station string
		month   time.Month
		change  func(o *forecast.Observation)
		want    string
		reason  string
	}{
		{"a March noon", "dong-phu", 3, nil, "", ""},
		{"too hot for March", "dong-phu", 3, temp(44), "temp_c climate", "temperature 44 °C: above 43.5 °C, the limit of the station's March"},
		{"hotter in March than in September", "dong-phu", 9, temp(41), "temp_c climate", ""},
		{"a cold January night", "dong-phu", 1, func(o *forecast.Observation) { o.TempC, o.DewPointC = some(12), some(9) }, "", ""},
		{"too cold for August", "tay-ninh", 8, func(o *forecast.Observation) { o.TempC, o.DewPointC = some(6), some(5.9) }, "temp_c climate, dewpoint_c climate", ""},
		{"a station without normals has the area's", "post", 3, temp(44), "temp_c climate", ""},
		{"too much rain for January", "dong-phu", 1, func(o *forecast.Observation) { o.Rain = []forecast.Rain{{MM: 160, Hours: 24}} }, "rain climate",
			"rain 160 mm in 24 h: above 158 mm, the limit of the station's January"},
		{"as much in September", "dong-phu", 9, func(o *forecast.Observation) { o.Rain = []forecast.Rain{{MM: 300, Hours: 24}} }, "", ""},
		{"out of any range goes first", "dong-phu", 3, temp(60), "temp_c range", ""},
		{"wind has no normals", "dong-phu", 3, func(o *forecast.Observation) { o.WindMS = some(40) }, "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o := at(tc.station, 0, tc.change)
			o.Time = time.Date(2026, tc.month, 10, 6, 0, 0, 0, time.UTC)
			o.Received = o.Time
			flags := c.Check(&o, nil)
			if got := told(flags); got != tc.want || tc.reason != "" && flags[0].Reason != tc.reason {
				t.Errorf("got %q, want %q: %+v", got, tc.want, flags)
			}
			if got := told(checker().Check(&o, nil)); strings.Contains(got, "climate") {
				t.Errorf("without climate: %q", got)
			}
		})
	}
}

const provinceYAML = `
limits:
  buddy:
    temp_c: {above: {low: 4, high: 6}, below: {low: 8, high: 12}, spreads: 3, lapse_k_per_km: 6.5}
  neighbours: {km: 60, height_m: 300, within_minutes: 30, at_least: 4, at_most: 6}
climate:
  area:
    msl_pressure_hpa: {low: [995, 995, 995, 995, 995, 995, 995, 995, 995, 995, 995, 995], high: [1025, 1025, 1025, 1025, 1025, 1025, 1025, 1025, 1025, 1025, 1025, 1025]}
  stations:
    dong-phu:
      temp_c: {low: [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10], high: [40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40]}
`

func TestRead(t *testing.T) {
	c, err := quality.Read("quality.yaml", []byte(provinceYAML), normals)
	if err != nil {
		t.Fatal(err)
	}
	d := quality.DefaultLimits()
	switch {
	case c.Limits.Buddy[forecast.TempC].Above.Low != 4 || c.Limits.Neighbours.AtLeast != 4:
		t.Errorf("the file does not count: %+v", c.Limits.Buddy)
	case c.Limits.Buddy[forecast.DewPointC] != d.Buddy[forecast.DewPointC] || c.Limits.FutureMinutes != d.FutureMinutes:
		t.Errorf("what it leaves out is not the default: %+v", c.Limits)
	}
	for _, want := range []struct {
		station string
		v       forecast.Variable
		high    float64
	}{{"dong-phu", forecast.TempC, 40}, {"tay-ninh", forecast.TempC, 42.7}, {"post", forecast.MSLPressureHPa, 1025}} {
		if r, ok := c.Climate.Range(want.station, want.v, time.March); !ok || r.High != want.high {
			t.Errorf("%s %s: %+v", want.station, want.v, r)
		}
	}
	if r, ok := c.Climate.Range("post", forecast.TempC, time.March); ok {
		t.Errorf("a station of another climate is held to %+v", r)
	}
	for _, text := range []string{"", "\n", "# nothing yet\n", "limits:\n", "climate:\n", "climate: {area: {}}\n", "limits: {future_minutes: 15}\n"} {
		got, err := quality.Read("quality.yaml", []byte(text), nil)
		want := d
		if strings.Contains(text, "15") {
			want.FutureMinutes = 15
		}
		if diff := cmp.Diff(want, got.Limits); err != nil || diff != "" {
			t.Errorf("%q: %v; the limits are not the defaults: %s", text, err, diff)
		}
	}
	if _, err := quality.Read("quality.yaml", nil, nil); err != nil {
		t.Error(err)
	}
}

func TestReadMistakes(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "limits:\n  budy: {}\n", "quality.yaml:2"},
		{"no number", "limits:\n  future_minutes: soon\n", "quality.yaml:2"},
		{"eleven months", "climate: {area: {temp_c: {low: [1], high: [2]}}}", "not one a month"},
		{"unknown variable", "climate: {area: {t2m: {low: [1], high: [2]}}}", "no such variable"},
		{"low above high", "climate: {area: {temp_c: {low: [9,1,1,1,1,1,1,1,1,1,1,1], high: [2,2,2,2,2,2,2,2,2,2,2,2]}}}", "low above high in January"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := quality.Read("quality.yaml", []byte(c.text), nil)
			var bad *forecast.Invalid
			if !errors.As(err, &bad) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(provinceYAML))
	f.Add([]byte("climate: {area: {temp_c: {low: [1], high: [2]}}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := quality.Read("quality.yaml", data, normals)
		if err == nil && c.Climate.Check() != nil {
			t.Errorf("read what is wrong: %q", data)
		}
	})
}
