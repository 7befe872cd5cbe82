package source_test

import (
	"math"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

// invented normals of a monsoon climate
func season(seed uint64) *source.Sample {
	n := source.Normals{
		Station:   forecast.Station{ID: "A", Name: "A", Lat: 11, Lon: 106},
		TempMaxC:  [12]float64{32, 33, 35, 35, 34, 33, 32, 32, 31, 31, 32, 31},
		VapourHPa: [12]float64{22, 23, 25, 28, 30, 30, 30, 30, 30, 29, 27, 24},
		RainMM:    [12]float64{10, 0, 40, 130, 230, 300, 300, 320, 400, 330, 150, 45},
	}
	b := n
	b.Station.ID = "B"
	return &source.Sample{Normals: []source.Normals{n, b}, Seed: seed, Location: local, NoonHour: 13}
}

func day(t *testing.T, s string) forecast.Date {
	t.Helper()
	d, err := forecast.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSampleNormals(t *testing.T) {
	s := season(7)
	const years = 200
	obs := s.Days(forecast.Date{Year: 1801, Month: 1, Day: 1}, forecast.Date{Year: 2000, Month: 12, Day: 31})
	var rain, temp, vapour, days, dry, wet [12]float64
	var dryTemp, wetTemp, same, both float64
	for i, o := range obs {
		m := int(o.Time.In(local).Month()) - 1
		mm := o.Rain[0].MM
		if o.TempC.V < o.DewPointC.V || o.WindMS.V < 0 || mm < 0 || o.RHPct.V > 100 {
			t.Fatalf("%+v", o)
		}
		if i%2 == 1 {
			both++
			if (mm > 0) == (obs[i-1].Rain[0].MM > 0) {
				same++
			}
			continue
		}
		days[m]++
		rain[m] += mm
		temp[m] += o.TempC.V
		vapour[m] += 6.1078 * math.Pow(10, 7.5*o.DewPointC.V/(237.3+o.DewPointC.V))
		if mm > 0 {
			wet[m]++
			wetTemp += o.TempC.V - s.Normals[0].TempMaxC[m]
		} else {
			dry[m]++
			dryTemp += o.TempC.V - s.Normals[0].TempMaxC[m]
		}
	}
	var wetDays, dryDays float64
	for m := range 12 {
		wetDays, dryDays = wetDays+wet[m], dryDays+dry[m]
		n := s.Normals[0]
		if got, want := rain[m]/years, n.RainMM[m]; math.Abs(got-want) > 0.08*want+4 { // 4 mm: three standard errors in a month with one rain
			t.Errorf("month %d: rain %.1f mm, normal %.1f", m+1, got, want)
		}
		if got, want := temp[m]/days[m], n.TempMaxC[m]; math.Abs(got-want) > 0.25 {
			t.Errorf("month %d: %.2f °C, normal %.2f", m+1, got, want)
		}
		if got, want := vapour[m]/days[m], n.VapourHPa[m]; math.Abs(got-want) > 0.3 {
			t.Errorf("month %d: %.2f hPa, normal %.2f", m+1, got, want)
		}
	}
	if wet[1] > 0 || wet[8]/days[8] < 0.5 || wet[0]/days[0] > 0.1 {
		t.Errorf("wet days %v of %v", wet, days)
	}
	if wetTemp/wetDays > dryTemp/dryDays-0.5 {
		t.Errorf("wet days are not cooler: %.2f, %.2f", wetTemp/wetDays, dryTemp/dryDays)
	}
	if same/both < 0.7 {
		t.Errorf("neighbours agree on %.2f of days only", same/both)
	}
}

// A day depends on nothing that comes after it, nor on where the season begins.
func TestSampleGoesOn(t *testing.T) {
	s := season(7)
	long := s.Days(day(t, "2025-11-01"), day(t, "2026-03-10"))
	short := s.Days(day(t, "2025-12-30"), day(t, "2026-03-02"))
	from := 2 * day(t, "2025-12-30").DaysSince(day(t, "2025-11-01"))
	if line(t, long[from:from+len(short)]) != line(t, short) {
		t.Error("the same days differ")
	}
	alone := *s
	alone.Normals = s.Normals[1:]
	if got := alone.Days(day(t, "2026-03-02"), day(t, "2026-03-02")); line(t, got[0]) != line(t, short[len(short)-1]) {
		t.Error("a station depends on the others")
	}
	if line(t, season(8).Days(day(t, "2026-03-02"), day(t, "2026-03-02"))) == line(t, short[len(short)-2:]) {
		t.Error("the seed makes no difference")
	}
}

func TestSampleSaysSo(t *testing.T) {
	s := season(7)
	for _, st := range s.Stations() {
		if !st.Simulated || !strings.HasPrefix(st.ID, "mophong-") || st.WIGOS != "" {
			t.Errorf("%+v", st)
		}
	}
	o := s.Days(day(t, "2026-03-02"), day(t, "2026-03-02"))[0]
	if !o.Simulated || o.Source != "sample" || o.Station != "mophong-A" || !o.Place.Simulated || o.Time.Hour() != 6 || o.Rain[0].Hours != 24 {
		t.Errorf("%+v", o)
	}
	if got := s.Days(day(t, "2026-03-02"), day(t, "2026-03-01")); len(got) != 0 {
		t.Error(got)
	}
}

func TestSampleForecast(t *testing.T) {
	s := season(7)
	points := []source.Point{{ID: "z1", Lat: 11.1, Lon: 106.1}, {ID: "z2", Lat: 11.2, Lon: 106.2}}
	morning := day(t, "2026-03-05").At(6, 0, local)
	obs := s.Forecast(points, morning, day(t, "2026-03-15"))
	if len(obs) != 2*11 {
		t.Fatalf("%d values, want 11 days at 2 points", len(obs))
	}
	for _, o := range obs {
		if !o.Simulated || !o.Issued.Equal(morning) || !o.TempC.OK || !o.DewPointC.OK || len(o.Rain) != 1 {
			t.Fatalf("%+v", o)
		}
	}
	if first := obs[0].Time; !first.Equal(day(t, "2026-03-05").At(13, 0, local)) {
		t.Errorf("begins at %s, want 13:00 of the day", first)
	}
	after := s.Forecast(points[:1], day(t, "2026-03-05").At(14, 0, local), day(t, "2026-03-06"))
	if len(after) != 1 || !after[0].Time.Equal(day(t, "2026-03-06").At(13, 0, local)) {
		t.Errorf("an issue after 13:00 begins tomorrow: %v", after)
	}
}

func TestSampleForecastFades(t *testing.T) {
	s := season(7)
	points := []source.Point{{ID: "z", Lat: 11, Lon: 106}}
	var near, far, n float64
	for d := day(t, "2001-01-01"); d.Year < 2004; d = d.AddDays(1) {
		obs := s.Forecast(points, d.At(6, 0, local), d.AddDays(9))
		truth := s.Days(d, d.AddDays(9))
		n++
		near += math.Abs(obs[0].TempC.V - truth[0].TempC.V)
		far += math.Abs(obs[9].TempC.V - truth[2*9].TempC.V)
	}
	if near/n > 0.9 || far < near*1.3 {
		t.Errorf("mean error %.2f K on the first day, %.2f K on the tenth", near/n, far/n)
	}
}
