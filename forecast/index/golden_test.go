package index_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/canhlua/canhlua/forecast/index"
)

// goldenDay is a row of the day-by-day table for P and H. The table rounds d to
// two decimals before use; the product does not.
type goldenDay struct {
	tempC, rhPct, rainMM float64
	deficit              float64 // NaN where the table prints none
	daily, p             float64
	h                    float64
}

var none = math.NaN()

var goldenDays = []goldenDay{
	{33.0, 48, 12.4, 26.15, 862.9, 0, 0},
	{32.5, 55, 0, 22.01, 715.3, 715.3, 1},
	{33.8, 47, 0, 27.88, 942.3, 1657.7, 2},
	{34.2, 44, 0, 30.12, 1030.1, 2687.8, 3},
	{34.0, 45, 4.9, 29.25, 994.5, 3682.3, 4},
	{33.0, 58, 0, 21.12, 697.0, 4379.2, 5},
	{34.6, 41, 0, 32.44, 1122.4, 5501.7, 6},
	{35.1, 38, 0, none, none, none, 7},
	{34.9, 40, 0, none, none, none, 8},
	{35.4, 37, 0, none, none, none, 9},
	{35.0, 39, 0, 34.29, 1200.1, 10384.8, 10},
	{35.6, 36, 0, none, none, none, 11},
	{35.2, 38, 0, 35.24, 1240.4, 12949.2, 12},
	{32.1, 60, 5.0, 19.12, 613.8, 0, 0},
	{33.4, 50, 0.3, 25.72, 859.0, 859.0, 1},
	{34.0, 46, 0, 28.72, 976.5, 1835.5, 2},
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !math.IsNaN(want) && !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestGoldenTable(t *testing.T) {
	var p, h float64
	for i, day := range goldenDays {
		d, err := index.DeficitFromRH(day.tempC, day.rhPct)
		if err != nil {
			t.Fatal(err)
		}
		d = math.Round(d*100) / 100
		near(t, fmt.Sprintf("day %d deficit", i+1), d, day.deficit, 1e-9)
		step, err := index.P(p, index.PInput{TempC: day.tempC, DeficitHPa: d, RainMM: day.rainMM}, 5)
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprintf("day %d daily", i+1), step.Daily, day.daily, 0.0501)
		near(t, fmt.Sprintf("day %d P", i+1), step.P, day.p, 0.0501)
		if h, err = index.H(h, day.rainMM, 5); err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprintf("day %d H", i+1), h, day.h, 0)
		p = step.P
	}
}

// The first week of the golden table: rain of 12.4 mm resets, 4.9 mm does not.
func ExampleP() {
	days := []struct{ tempC, rhPct, rainMM float64 }{
		{33.0, 48, 12.4}, {32.5, 55, 0}, {33.8, 47, 0}, {34.2, 44, 0},
		{34.0, 45, 4.9}, {33.0, 58, 0}, {34.6, 41, 0},
	}
	const resetMM = 5 // the generic method's; a lookup table may name another
	var p, h float64
	for i, day := range days {
		d, err := index.DeficitFromRH(day.tempC, day.rhPct)
		if err != nil {
			fmt.Println(err)
			return
		}
		d = math.Round(d*100) / 100 // as the printed table does
		step, err := index.P(p, index.PInput{TempC: day.tempC, DeficitHPa: d, RainMM: day.rainMM}, resetMM)
		if err != nil {
			fmt.Println(err)
			return
		}
		p = step.P
		if h, err = index.H(h, day.rainMM, resetMM); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("day %d: d %.2f  t·d %.1f  P %.1f  H %.0f\n", i+1, d, step.Daily, p, h)
	}
	// Output:
	// day 1: d 26.15  t·d 862.9  P 0.0  H 0
	// day 2: d 22.01  t·d 715.3  P 715.3  H 1
	// day 3: d 27.88  t·d 942.3  P 1657.7  H 2
	// day 4: d 30.12  t·d 1030.1  P 2687.8  H 3
	// day 5: d 29.25  t·d 994.5  P 3682.3  H 4
	// day 6: d 21.12  t·d 697.0  P 4379.2  H 5
	// day 7: d 32.44  t·d 1122.4  P 5501.7  H 6
}

// A day's P is looked up with Cooper's factor where a table's method is p_wind.
func ExampleCooperFactor() {
	factor, err := index.CooperFactor(18)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(5501.7 * factor)
	// Output: 11003.4
}
