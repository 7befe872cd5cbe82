package forecast_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
)

func TestPercentile(t *testing.T) {
	even := forecast.Distribution{Years: 20}
	flat := forecast.Distribution{Years: 20}
	for i := range forecast.Quantiles {
		even.Quantiles = append(even.Quantiles, float64(i*10))
		flat.Quantiles = append(flat.Quantiles, float64(max(i-10, 0)))
	}
	for name, c := range map[string]struct {
		of   forecast.Distribution
		v    float64
		want forecast.Float
	}{
		"below all":         {even, -1, forecast.Some(0)},
		"above all":         {even, 201, forecast.Some(100)},
		"the lowest":        {even, 0, forecast.Some(0)},
		"the highest":       {even, 200, forecast.Some(100)},
		"on a quantile":     {even, 100, forecast.Some(50)},
		"between":           {even, 5, forecast.Some(2.5)},
		"among equals":      {flat, 0, forecast.Some(25)},
		"just above equals": {flat, 0.5, forecast.Some(52.5)},
		"without years":     {forecast.Distribution{}, 5, forecast.Float{}},
	} {
		if got := c.of.Percentile(c.v); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Float64Range(-10, 300).Draw(t, "a")
		b := rapid.Float64Range(a, 300).Draw(t, "b")
		if even.Percentile(a).V > even.Percentile(b).V {
			t.Fatalf("%v stands higher than %v", a, b)
		}
	})
}

func TestLeapDayIsTheSameEveryYear(t *testing.T) {
	for _, year := range []int{2023, 2024} {
		for day, want := range map[forecast.Date]int{{Year: year, Month: 1, Day: 1}: 1, {Year: year, Month: 3, Day: 1}: 61, {Year: year, Month: 12, Day: 31}: 366} {
			if got := day.LeapDay(); got != want {
				t.Errorf("%s is day %d, want %d", day, got, want)
			}
		}
	}
}
