package index_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast/index"
)

func closeTo(t *testing.T, name string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %v, want %v", name, got, want)
	}
}

// TestWorkedValues are worked by hand from the printed formulas.
func TestWorkedValues(t *testing.T) {
	n, err := index.Nesterov(1000, index.NesterovInput{TempC: 33, DewPointC: 20, RainMM: 3})
	closeTo(t, "nesterov, 3 mm do not reset", n, 1429, 1e-9)
	if reset, _ := index.Nesterov(1000, index.NesterovInput{TempC: 33, DewPointC: 20, RainMM: 3.1}); err != nil || reset != 0 {
		t.Errorf("nesterov after rain: %v, %v", reset, err)
	}
	a, err := index.Angstrom(33, 45)
	closeTo(t, "angstrom", a, 2.25-0.6, 1e-12)
	if err != nil {
		t.Fatal(err)
	}
	k, err := index.KBDI(index.KBDIState{DeficitMM: 100}, index.KBDIInput{TempMaxC: 33, RainMM: 0, AnnualRainMM: 1800})
	if err != nil {
		t.Fatal(err)
	}
	closeTo(t, "kbdi", k.DeficitMM, 100+103.2*(0.968*math.Exp(4.4427)-8.3)/(1+10.88*math.Exp(-3.1248))*1e-3, 1e-9)
	f, err := index.FFDI(index.FFDIInput{TempC: 40, RHPct: 10, WindKmh: 60, DroughtFactor: 10})
	if err != nil {
		t.Fatal(err)
	}
	closeTo(t, "ffdi", f, 2*math.Exp(-0.450+0.987*math.Ln10-0.345+1.352+1.404), 1e-9)
	w, err := index.FFWI(index.FFWIInput{TempC: 20, RHPct: 0, WindKmh: 30 * 1.609344})
	if err != nil {
		t.Fatal(err)
	}
	closeTo(t, "ffwi: dry and 30 mph is nearly 100", w, 99.7, 0.2)
	h, err := index.HDW(34, 40, 5)
	if err != nil {
		t.Fatal(err)
	}
	d, _ := index.DeficitFromRH(34, 40)
	closeTo(t, "hdw", h, 5*d, 1e-12)
}

// TestKBDISpell: 5 mm of a spell of wet days are caught once, not every day.
func TestKBDISpell(t *testing.T) {
	s, cold := index.KBDIState{DeficitMM: 100}, index.KBDIInput{TempMaxC: 0, AnnualRainMM: 1800}
	for _, day := range []struct{ rain, want float64 }{{3, 100}, {4, 98}, {10, 88}, {0, 88}, {6, 87}} {
		cold.RainMM = day.rain
		var err error
		if s, err = index.KBDI(s, cold); err != nil {
			t.Fatal(err)
		}
		closeTo(t, "deficit after "+strconv.FormatFloat(day.rain, 'f', -1, 64)+" mm", s.DeficitMM, day.want, 1e-9)
	}
}

// TestDayLengths tests DMC and DC on their own at the latitudes of Viet Nam: 90
// dry days of 33 °C and 50 % from 1 April.
func TestDayLengths(t *testing.T) {
	days := []int{4, 5, 6}
	for _, c := range []struct {
		lat     float64
		variant index.Variant
		dmc, dc float64
	}{
		{8, index.CFFDRS, 9, 1.4}, {11, index.CFFDRS, 0, 1.4}, {16, index.CFFDRS, 0, 1.4}, {21, index.CFFDRS, 0, 0},
		{8, index.GFWED, 9, 1.4}, {11, index.GFWED, 0, 0}, {16, index.GFWED, 0, 0}, {21, index.GFWED, 0, 0},
		{8, index.VanWagner1985, -1, 0}, {11, index.VanWagner1985, -1, 0}, {16, index.VanWagner1985, -1, 0}, {21, index.VanWagner1985, -1, 0},
	} {
		s, wantDMC, wantDC := index.FWIStart, 6.0, 15.0
		for i := range 90 {
			month := days[min(i/30, 2)]
			day, err := index.FWI(s, index.FWIInput{Month: month, Lat: c.lat, TempC: 33, RHPct: 50}, c.variant)
			if err != nil {
				t.Fatal(err)
			}
			s = day.FWIState
			hours, factor := c.dmc, c.dc
			switch hours {
			case 0:
				hours = map[int]float64{4: 9.5, 5: 9.9, 6: 10.2}[month]
			case -1:
				hours = map[int]float64{4: 12.8, 5: 13.9, 6: 13.9}[month]
			}
			if factor == 0 {
				factor = map[int]float64{4: 0.9, 5: 3.8, 6: 5.8}[month]
			}
			wantDMC += 1.894 * 34.1 * 50 * hours * 1e-4
			wantDC += (0.36*35.8 + factor) / 2
		}
		name := string(c.variant) + " at " + strconv.FormatFloat(c.lat, 'f', -1, 64)
		closeTo(t, name+": DMC", s.DMC, wantDMC, 1e-9)
		closeTo(t, name+": DC", s.DC, wantDC, 1e-9)
		if c.lat == 16 && c.variant == index.CFFDRS {
			closeTo(t, "DC at 16 N", s.DC, 658, 0.5)
		}
		if c.lat == 16 && c.variant == index.GFWED {
			closeTo(t, "DC at 16 N, gfwed", s.DC, 752, 2)
		}
	}
}

// TestFWIGolden holds the system against 48 days of reference numbers, to their
// four digits.
func TestFWIGolden(t *testing.T) {
	path := filepath.Join(sharedDir(t), "golden", "cffdrs-fwi-48-days.csv")
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	s := index.FWIStart
	for line, row := range rows[1:] {
		num := func(name string) float64 {
			v, err := strconv.ParseFloat(row[at[name]], 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		d, err := index.FWI(s, index.FWIInput{Month: int(num("MON")), Lat: num("LAT"), TempC: num("TEMP"), RHPct: num("RH"),
			WindKmh: num("WS"), RainMM: num("PREC")}, index.CFFDRS)
		if err != nil {
			t.Fatal(err)
		}
		s = d.FWIState
		for name, got := range map[string]float64{"FFMC": d.FFMC, "DMC": d.DMC, "DC": d.DC, "ISI": d.ISI, "BUI": d.BUI, "FWI": d.FWI, "DSR": d.DSR} {
			want := num(name)
			if digit := math.Pow(10, math.Floor(math.Log10(math.Max(want, 1e-9)))-3); math.Abs(got-want) > 0.51*digit {
				t.Errorf("line %d: %s %v, want %v", line+2, name, got, want)
			}
		}
	}
}

// TestFWIProperties: codes stay in their bounds, hotter is never less dangerous
// for the slow codes, and a state continues bit for bit.
func TestFWIProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := index.FWIState{FFMC: rapid.Float64Range(0, 101).Draw(t, "ffmc"), DMC: rapid.Float64Range(0, 500).Draw(t, "dmc"), DC: rapid.Float64Range(0, 1500).Draw(t, "dc")}
		in := index.FWIInput{Month: rapid.IntRange(1, 12).Draw(t, "month"), Lat: rapid.Float64Range(-90, 90).Draw(t, "lat"),
			TempC: rapid.Float64Range(-40, 59).Draw(t, "temp"), RHPct: rapid.Float64Range(0, 100).Draw(t, "rh"),
			WindKmh: rapid.Float64Range(0, 200).Draw(t, "wind"), RainMM: rapid.Float64Range(0, 500).Draw(t, "rain")}
		v := rapid.SampledFrom(index.Variants()).Draw(t, "variant")
		d, err := index.FWI(s, in, v)
		if err != nil {
			t.Fatal(err)
		}
		for name, x := range map[string]float64{"ffmc": 101 - d.FFMC, "ffmc ": d.FFMC, "dmc": d.DMC, "dc": d.DC, "isi": d.ISI, "bui": d.BUI, "fwi": d.FWI, "dsr": d.DSR} {
			if !(x >= 0) || math.IsInf(x, 0) {
				t.Fatalf("%s out of its bounds: %+v", name, d)
			}
		}
		in.TempC++
		hotter, err := index.FWI(s, in, v)
		if err != nil || hotter.DMC < d.DMC || hotter.DC < d.DC {
			t.Fatalf("hotter: %+v, was %+v, %v", hotter, d, err)
		}
	})
}

// TestAbsurdInputs: what cannot be is refused by name, never computed.
func TestAbsurdInputs(t *testing.T) {
	nan := math.NaN()
	for name, err := range map[string]error{
		"nesterov rain":        second(index.Nesterov(0, index.NesterovInput{TempC: 30, DewPointC: 20, RainMM: -1})),
		"nesterov before":      second(index.Nesterov(-1, index.NesterovInput{TempC: 30, DewPointC: 20})),
		"angstrom humidity":    second(index.Angstrom(30, 134)),
		"kbdi annual":          second(index.KBDI(index.KBDIState{}, index.KBDIInput{TempMaxC: 30})),
		"kbdi before":          second(index.KBDI(index.KBDIState{DeficitMM: 300}, index.KBDIInput{TempMaxC: 30, AnnualRainMM: 1500})),
		"ffdi drought":         second(index.FFDI(index.FFDIInput{TempC: 30, RHPct: 30, DroughtFactor: 11})),
		"ffwi NaN":             second(index.FFWI(index.FFWIInput{TempC: nan, RHPct: 30})),
		"hdw wind":             second(index.HDW(30, 30, -999)),
		"fwi kelvin":           second(index.FWI(index.FWIStart, index.FWIInput{Month: 1, TempC: 303, RHPct: 30}, index.CFFDRS)),
		"fwi month":            second(index.FWI(index.FWIStart, index.FWIInput{TempC: 30, RHPct: 30}, index.CFFDRS)),
		"fwi variant":          second(index.FWI(index.FWIStart, index.FWIInput{Month: 1, TempC: 30, RHPct: 30}, "canada")),
		"drought factor event": second(index.DroughtFactor(50, index.RainEvent{MM: -3})),
	} {
		if err == nil {
			t.Errorf("%s was computed", name)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// TestCompanionStreams: columns, gaps and notes as the contract has them.
func TestCompanionStreams(t *testing.T) {
	must := func(c index.Calculator, err error) index.Calculator {
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for _, c := range []struct {
		name, in, want string
		calc           index.Calculator
	}{
		{"nesterov loses its way and finds it", "date,temp_c,dewpoint_c,rain_mm\n2026-03-01,30,20,0\n2026-03-02,,20,0\n2026-03-03,30,20,0\n2026-03-04,30,20,4\n2026-03-05,30,20,0\n",
			"date,temp_c,dewpoint_c,rain_mm,nesterov,note\n2026-03-01,30,20,0,300,\n2026-03-02,,20,0,,temp_c is missing\n2026-03-03,30,20,0,,nesterov unknown until 3 mm of rain in a day: 2026-03-02: temp_c is missing\n2026-03-04,30,20,4,0,\n2026-03-05,30,20,0,300,\n",
			must(index.NesterovCalculator(0))},
		{"angstrom", "temp_c,rh_pct\n33,45\n33,\n", "temp_c,rh_pct,angstrom,note\n33,45,1.65,\n33,,,rh_pct is missing\n", index.AngstromCalculator()},
		{"fwi never comes back", "date,temp_c,rh_pct,wind_kmh,rain_mm\n2026-03-01,30,50,10,\n2026-03-02,30,50,10,100\n",
			"date,temp_c,rh_pct,wind_kmh,rain_mm,ffmc,dmc,dc,isi,bui,fwi,dsr,note\n2026-03-01,30,50,10,,,,,,,,,rain_mm is missing\n2026-03-02,30,50,10,100,,,,,,,,\"fwi unknown from here on, begin again with --ffmc, --dmc and --dc: 2026-03-01: rain_mm is missing\"\n",
			must(index.FWICalculator(index.FWIOptions{Lat: 11, Start: index.FWIStart, Variant: index.CFFDRS}))},
	} {
		var out strings.Builder
		if err := index.Stream(strings.NewReader(c.in), &out, c.calc); err != nil || out.String() != c.want {
			t.Errorf("%s: %v\n%swant\n%s", c.name, err, out.String(), c.want)
		}
	}
}

// BenchmarkFWI is the whole system for one cell a day, plain.
func BenchmarkFWI(b *testing.B) {
	inputs := make([]index.FWIInput, 1024)
	for i := range inputs {
		inputs[i] = index.FWIInput{Month: 1 + i%12, Lat: 11, TempC: 25 + float64(i%13), RHPct: 30 + float64(i%61), WindKmh: float64(i % 29), RainMM: float64(max(i%17-12, 0)) * 3}
	}
	s, i := index.FWIStart, 0
	for b.Loop() {
		d, err := index.FWI(s, inputs[i%len(inputs)], index.CFFDRS)
		if err != nil {
			b.Fatal(err)
		}
		s, i = d.FWIState, i+1
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "cell-days/s")
}
