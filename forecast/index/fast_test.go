package index

import (
	"math"
	"testing"
)

// TestFastLikeMath: the lists' functions stay within 1e-12 of the library's over
// all the arguments that the kernels have for them.
func TestFastLikeMath(t *testing.T) {
	check := func(name string, x, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-12*math.Max(1, math.Abs(want))) && !(math.Abs(got/want-1) <= 1e-12) {
			t.Errorf("%s of %v: %v, the library %v", name, x, got, want)
		}
	}
	for x := 1e-12; x < 1e9; x *= 1.0037 {
		list := []float64{x, math.Mod(x, 700), -math.Mod(x, 700)}
		logs(list[:1])
		exps(list[1:])
		check("logarithm", x, list[0], math.Log(x))
		check("exponential", math.Mod(x, 700), list[1], math.Exp(math.Mod(x, 700)))
		check("exponential", -math.Mod(x, 700), list[2], math.Exp(-math.Mod(x, 700)))
		for name, f := range map[string]struct {
			*power
			p float64
		}{"0.647": {power647, 0.647}, "1.7": {power17, 1.7}, "5.31": {power531, 5.31}} {
			list = []float64{x}
			f.of(list)
			check("power "+name, x, list[0], math.Pow(x, f.p))
		}
	}
	none := []float64{0, 0x1p-200, math.MaxFloat32}
	power17.of(none)
	check("power 1.7", 0, none[0], 0)
	check("power 1.7", 0x1p-200, none[1], 0)
	check("power 1.7", math.MaxFloat32, none[2], math.Pow(math.MaxFloat32, 1.7))
}
