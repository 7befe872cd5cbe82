package index_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast/index"
)

func TestResetBorder(t *testing.T) {
	for _, c := range []struct {
		name          string
		rainMM, reset float64
		want          float64
	}{
		{"4.9 mm goes on", 4.9, 5, 1600},
		{"just below 5 mm goes on", math.Nextafter(5, 0), 5, 1600},
		{"5.0 mm resets", 5.0, 5, 0},
		{"6.9 mm under a 7 mm table goes on", 6.9, 7, 1600},
		{"7 mm under a 7 mm table resets", 7, 7, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			step, err := index.P(1000, index.PInput{TempC: 30, DeficitHPa: 20, RainMM: c.rainMM}, c.reset)
			if err != nil || step.P != c.want {
				t.Errorf("P: got %v, %v; want %v", step, err, c.want)
			}
			h, err := index.H(3, c.rainMM, c.reset)
			if err != nil || (h == 0) != (c.want == 0) {
				t.Errorf("H: got %v, %v", h, err)
			}
		})
	}
}

func TestRefusesWhatIsOutOfRange(t *testing.T) {
	good := index.PInput{TempC: 33, DeficitHPa: 25, RainMM: 0}
	p := func(change func(*index.PInput)) func() error {
		return func() error {
			in := good
			change(&in)
			_, err := index.P(0, in, 5)
			return err
		}
	}
	two := func(f func(a, b float64) (float64, error), a, b float64) func() error {
		return func() error { _, err := f(a, b); return err }
	}
	for _, c := range []struct {
		name, field string
		call        func() error
	}{
		{"temperature −999", "temperature", p(func(in *index.PInput) { in.TempC = -999 })},
		{"temperature NaN", "temperature", p(func(in *index.PInput) { in.TempC = math.NaN() })},
		{"temperature in kelvin", "temperature", p(func(in *index.PInput) { in.TempC = 306 })},
		{"deficit −1", "saturation deficit", p(func(in *index.PInput) { in.DeficitHPa = -1 })},
		{"deficit +Inf", "saturation deficit", p(func(in *index.PInput) { in.DeficitHPa = math.Inf(1) })},
		{"rain −0.1", "rain", p(func(in *index.PInput) { in.RainMM, in.DeficitHPa = -0.1, -1e-10 })},
		{"rain NaN", "rain", p(func(in *index.PInput) { in.RainMM = math.NaN() })},
		{"P before −1", "P before", func() error { _, err := index.P(-1, good, 5); return err }},
		{"no resetting rain", "resetting rain", func() error { _, err := index.P(0, good, 0); return err }},
		{"H before NaN", "H before", func() error { _, err := index.H(math.NaN(), 0, 5); return err }},
		{"H rain", "rain", func() error { _, err := index.H(0, -999, 5); return err }},
		{"humidity 134", "relative humidity", two(index.DeficitFromRH, 30, 134)},
		{"humidity 0 has no dew point", "relative humidity", two(index.DewPointC, 30, 0)},
		{"dew point above temperature", "dew point", two(index.DeficitFromDewPoint, 20, 20.2)},
		{"dew point −999", "dew point", two(index.RHPct, 20, -999)},
		{"wind −1", "wind", func() error { _, err := index.CooperFactor(-1); return err }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var fault *index.RangeError
			if err := c.call(); !errors.As(err, &fault) || fault.Field != c.field {
				t.Errorf("got %v; want a RangeError of %s", err, c.field)
			}
		})
	}
}

func TestRoundingIsNoFault(t *testing.T) {
	step, err := index.P(100, index.PInput{TempC: 30, DeficitHPa: -1e-10}, 5)
	if err != nil || step.P != 100 || math.Signbit(step.Daily) {
		t.Errorf("deficit −1e-10: got %+v, %v", step, err)
	}
	if d, err := index.DeficitFromDewPoint(20, 20.05); err != nil || d != 0 {
		t.Errorf("dew point 0.05 K above: got %v, %v; want saturated air", d, err)
	}
	if rh, err := index.RHPct(20, 20.05); err != nil || rh != 100 {
		t.Errorf("dew point 0.05 K above: got %v, %v; want 100 %%", rh, err)
	}
}

func TestCooperSteps(t *testing.T) {
	for wind, want := range map[float64]float64{
		0: 1, 4: 1, math.Nextafter(4, 5): 1.5, 15: 1.5, math.Nextafter(15, 16): 2, 25: 2, math.Nextafter(25, 26): 3, 80: 3,
	} {
		if got, err := index.CooperFactor(wind); err != nil || got != want {
			t.Errorf("wind %v km/h: got %v, %v; want %v", wind, got, err, want)
		}
	}
}

func TestSaturationFigures(t *testing.T) {
	for tempC, want := range map[float64]float64{0: 6.1078, 20: 23.38, 35: 56.24} {
		got, err := index.SaturationHPa(tempC)
		if err != nil || math.Abs(got-want) > 0.02 {
			t.Errorf("saturation at %v °C: got %v, %v; want %v", tempC, got, err, want)
		}
	}
}

func TestHumidityRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		temp := rapid.Float64Range(-40, 60).Draw(t, "temp")
		rh := rapid.Float64Range(1, 100).Draw(t, "rh")
		td, err := index.DewPointC(temp, rh)
		if err != nil {
			t.Fatal(err)
		}
		back, err := index.RHPct(temp, td)
		if err != nil || math.Abs(back-rh) > 1e-9 {
			t.Fatalf("%v %% became %v: %v", rh, back, err)
		}
		a, errA := index.DeficitFromRH(temp, rh)
		b, errB := index.DeficitFromDewPoint(temp, td)
		if errA != nil || errB != nil || math.Abs(a-b) > 1e-9 {
			t.Fatalf("deficit by humidity %v (%v), by dew point %v (%v)", a, errA, b, errB)
		}
	})
}

func drawDay(t *rapid.T) index.PInput {
	return index.PInput{
		TempC:      rapid.Float64Range(-40, 60).Draw(t, "temp"),
		DeficitHPa: rapid.Float64Range(0, 200).Draw(t, "deficit"),
		RainMM:     rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(0, 60)).Draw(t, "rain"),
	}
}

func TestDryDayNeverLowersAndResetResets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.Float64Range(0, 1e6).Draw(t, "before")
		reset := rapid.SampledFrom([]float64{3, 5, 7}).Draw(t, "reset")
		in := drawDay(t)
		step, err := index.P(before, in, reset)
		if err != nil {
			t.Fatal(err)
		}
		h, err := index.H(7, in.RainMM, reset)
		if err != nil {
			t.Fatal(err)
		}
		if in.RainMM >= reset && (step.P != 0 || step.K != 0 || h != 0) {
			t.Fatalf("rain %v did not reset: %+v, H %v", in.RainMM, step, h)
		}
		if in.RainMM < reset && (step.P < before || step.K != 1 || h != 8) {
			t.Fatalf("a dry day lowered P: %+v, H %v", step, h)
		}
	})
}

func BenchmarkP(b *testing.B) {
	in := index.PInput{TempC: 34, DeficitHPa: 29, RainMM: 0.2}
	p := 0.0
	for i := 0; b.Loop(); i++ {
		in.RainMM = float64(i & 7)
		step, err := index.P(p, in, 5)
		if err != nil {
			b.Fatal(err)
		}
		p = step.P
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds()/1e6, "Mzone-days/s")
}

func BenchmarkDeficitFromDewPoint(b *testing.B) {
	for b.Loop() {
		if _, err := index.DeficitFromDewPoint(34, 21); err != nil {
			b.Fatal(err)
		}
	}
}
