package index

import "math"

// Exponential and logarithm for the batch kernels, over whole lists, so that the
// machine works on several values at once: a table and a short series, within
// 1e-12 of the library's, relatively (the logarithm absolutely, below 1). They
// are made for finite arguments; exponents beyond ±700 are held to that, and the
// logarithm of 0 or less is that of the smallest normal number, about −708, so
// that its powers come out as good as 0.

const (
	expSteps = 256 // of the exponential's table within an octave
	logSteps = 256 // of the logarithm's
)

var (
	expTable [expSteps]float64
	logTable [logSteps]struct{ inverse, log float64 } // at the middle of the step
)

func init() {
	for j := range expTable {
		expTable[j] = math.Exp2(float64(j) / expSteps)
	}
	for j := range logTable {
		middle := 1 + (float64(j)+0.5)/logSteps
		logTable[j].inverse = 1 / middle
		logTable[j].log = -math.Log(logTable[j].inverse)
	}
}

// exps replaces each value by its exponential.
func exps(list []float64) {
	for i, x := range list {
		if x < -700 {
			x = -700
		}
		if x > 700 {
			x = 700
		}
		t := x*(expSteps/math.Ln2) + expRound
		n := int64(math.Float64bits(t) - expBits)
		r := x - (t-expRound)*(math.Ln2/expSteps)
		y := expTable[n&(expSteps-1)]
		list[i] = (y + y*(r+r*r*(1.0/2+r*(1.0/6)))) * math.Float64frombits(uint64(n>>8+1023)<<52)
	}
}

// Adding and taking away 1.5·2^52 rounds to the nearest integer, which is left in
// the low bits.
const (
	expRound = 3 << 51
	expBits  = 0x4338000000000000
)

func fastExp(x float64) float64 {
	list := [1]float64{x}
	exps(list[:])
	return list[0]
}

// logs replaces each value by its natural logarithm.
func logs(list []float64) {
	for i, x := range list {
		if x < 0x1p-1022 {
			x = 0x1p-1022
		}
		bits := math.Float64bits(x)
		e := int64(bits>>52) - 1023
		m := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
		step := &logTable[bits>>(52-8)&(logSteps-1)]
		r := m*step.inverse - 1
		series := r - r*r*(1.0/2-r*(1.0/3-r*(1.0/4-r*(1.0/5))))
		list[i] = float64(e)*math.Ln2 + (step.log + series)
	}
}

func fastLog(x float64) float64 {
	list := [1]float64{x}
	logs(list[:])
	return list[0]
}

// fastPow is x^p for x ≥ 0, 0 for x = 0.
func fastPow(x, p float64) float64 { return fastExp(p * fastLog(x)) }
