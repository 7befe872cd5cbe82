package bufr_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/data/bufr"
	"github.com/canhlua/canhlua/forecast"
)

// draws are the numbers a report is made of, as whole units of their scale.
type draws struct {
	temp, dew, humidity, pressure, speed, dir, rain, hours int
}

func drawn(t *rapid.T) draws {
	return draws{
		temp: rapid.IntRange(-6000, 6000).Draw(t, "temperature"), dew: rapid.IntRange(-8000, 4000).Draw(t, "dew point"),
		humidity: rapid.IntRange(1, 100).Draw(t, "humidity"), pressure: rapid.IntRange(5000, 11000).Draw(t, "pressure"),
		speed: rapid.IntRange(1, 900).Draw(t, "speed"), dir: rapid.IntRange(1, 360).Draw(t, "direction"),
		rain: rapid.IntRange(0, 9999).Draw(t, "rain"), hours: rapid.IntRange(1, 23).Draw(t, "hours"),
	}
}

// subset codes them for the templates that hold 302031 to 302043.
func (d draws) subset(n int) subset {
	s := at(n).with(map[string][]float64{
		"010004": v(float64(d.pressure) * 10), "007032": v(2, 2, 2, 2, 2, 10),
		"012101": v((float64(d.temp) + 27315) / 100), "012103": v((float64(d.dew) + 27315) / 100), "013003": v(float64(d.humidity)),
		"004024": v(-6, -1, -24, float64(-d.hours)), "013011": v(float64(d.rain) / 10),
		"008021": v(2), "004025": v(-10, -10, -10), "011001": v(float64(d.dir)), "011002": v(float64(d.speed) / 10),
		"011041": v(50, 60), "012111": v(320), "012112": v(220),
	})
	return s
}

func (d draws) want(o forecast.Observation) bool {
	return o.TempC.V == float64(d.temp)/100 && o.DewPointC.V == float64(d.dew)/100 && o.RHPct.V == float64(d.humidity) &&
		o.PressureHPa.V == float64(d.pressure)/10 && o.WindMS.V == float64(d.speed)/10 && o.WindDirDeg.V == float64(d.dir) &&
		slices.Equal(o.Rain, []forecast.Rain{{MM: float64(d.rain) / 10, Hours: float64(d.hours)}})
}

// What is coded comes back exactly, in either edition, compressed or not, one or
// many subsets, with junk around.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reports := rapid.SliceOfN(rapid.Custom(drawn), 1, 12).Draw(t, "reports")
		m := message{
			edition:    rapid.SampledFrom([]int{3, 4}).Draw(t, "edition"),
			compressed: rapid.Bool().Draw(t, "compressed"),
			optional:   rapid.Bool().Draw(t, "section 2"),
			version:    rapid.IntRange(14, 60).Draw(t, "version"),
			template:   []string{rapid.SampledFrom([]string{"307080", "307086", "307082", "307079"}).Draw(t, "template")},
		}
		if rapid.Bool().Draw(t, "WIGOS") {
			m.template = []string{"301150", m.template[0]}
		}
		for i, d := range reports {
			m.subsets = append(m.subsets, d.subset(i))
		}
		junk := rapid.SliceOfN(rapid.ByteRange('a', 'z'), 0, 20)
		obs, rejects := decode(slices.Concat(junk.Draw(t, "before"), m.encode(), junk.Draw(t, "behind")))
		if len(obs) != len(reports) || len(rejects) != 0 {
			t.Fatalf("%d observations, rejects %v", len(obs), rejects)
		}
		for i, d := range reports {
			if !d.want(obs[i]) {
				t.Errorf("%+v gives %+v", d, obs[i])
			}
		}
	})
}

// A message that is cut or changed anywhere does no harm to the one behind it.
func TestDamage(t *testing.T) {
	whole := message{template: []string{"307080"}, subsets: []subset{draws{temp: 3300, dew: 2100, pressure: 9900, speed: 3, dir: 10}.subset(1)}}.encode()
	rapid.Check(t, func(t *rapid.T) {
		damaged := slices.Clone(whole)
		for range rapid.IntRange(1, 4).Draw(t, "times") {
			damaged[rapid.IntRange(8, len(damaged)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "octet")
		}
		damaged = damaged[:rapid.IntRange(0, len(damaged)).Draw(t, "length")]
		obs, rejects := decode(slices.Concat(damaged, whole))
		check(t, len(damaged)+len(whole), obs, rejects)
		if n := len(obs); n == 0 || obs[n-1].TempC.V != 33 {
			t.Errorf("%d observations, %v", n, rejects)
		}
	})
}

// check holds what is true of any data.
func check(t interface{ Errorf(string, ...any) }, length int, obs []forecast.Observation, rejects []forecast.Reject) {
	if len(obs) > length/9 || len(rejects) > 18+length/256 {
		t.Errorf("%d observations and %d rejects of %d bytes", len(obs), len(rejects), length)
	}
	for _, o := range obs {
		if _, err := json.Marshal(o); err != nil || o.Station == "" || o.Time.Year() < 1900 || !strings.HasPrefix(o.Raw, "BUFR message ") {
			t.Errorf("%+v: %v", o, err)
		}
		for _, variable := range forecast.Scalars {
			if f := o.Value(variable); f.OK && (math.IsNaN(f.V) || math.IsInf(f.V, 0)) {
				t.Errorf("%s is %v", variable, f.V)
			}
		}
		for _, r := range o.Rain {
			if r.MM < 0 || r.Hours <= 0 {
				t.Errorf("rain %+v", r)
			}
		}
	}
	for _, r := range rejects {
		var invalid *forecast.Invalid
		if !errors.As(r.Err, &invalid) || invalid.Reason == "" || invalid.Remedy == "" {
			t.Errorf("%v is no *forecast.Invalid with reason and remedy", r.Err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	report := draws{temp: 3300, dew: 2100, humidity: 50, pressure: 9900, speed: 3, dir: 10, rain: 4, hours: 6}
	for _, template := range []string{
		"307080", "301150 307086", "307096", "307092", "301090 302031 302035 302040",
		"301090 203014 012101 203255 012101 203000 204008 031021 012103 204000 205004 206009 012250 207001 010004",
		"301090 103000 031002 004024 101002 013011 101000 031011 010051 221002 012101 012103 222000 236000 101004 031031 033007",
	} {
		m := message{template: strings.Fields(template), subsets: []subset{report.subset(1), report.subset(2)}}
		f.Add(slices.Concat([]byte("ISVS01 VNNN 020600 CCA\r\r\n"), m.encode()))
		m.edition, m.compressed, m.optional = 3, true, true
		f.Add(m.encode())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		obs, rejects := bufr.Decode(data, bufr.Options{Name: "in.bufr"})
		check(t, len(data), obs, rejects)
	})
}
