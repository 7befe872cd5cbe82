package index

import "math"

// Exponential, logarithm and fixed powers for the batch kernels, over whole
// lists, so that the machine works on several values at once: tables and short
// series, within 1e-12 of the library's, relatively (the logarithm absolutely,
// below 1). They are made for finite arguments; exponents beyond ±700 are held to
// that, and the logarithm of 0 or less is that of the smallest normal number,
// about −708.

const (
	expSteps = 256 // of the exponential's table within an octave
	logSteps = 256 // of the logarithm's, and of a power's
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
		logTable[j].inverse = 1 / middleOf(j)
		logTable[j].log = -math.Log(logTable[j].inverse)
	}
}

// middleOf is the middle of a step of the octave from 1 to 2.
func middleOf(step int) float64 { return 1 + (float64(step)+0.5)/logSteps }

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

// parts takes a positive number apart: the exponent of two and the step of the
// table, and how far the rest is from the middle of the step, relatively.
func parts(x float64) (e int64, step uint8, r float64) {
	bits := math.Float64bits(x)
	step = uint8(bits >> (52 - 8))
	m := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
	return int64(bits>>52) - 1023, step, m*logTable[step].inverse - 1
}

// logs replaces each value by its natural logarithm.
func logs(list []float64) {
	for i, x := range list {
		if x < 0x1p-1022 {
			x = 0x1p-1022
		}
		e, step, r := parts(x)
		series := r - r*r*(1.0/2-r*(1.0/3-r*(1.0/4-r*(1.0/5))))
		list[i] = float64(e)*math.Ln2 + (logTable[step].log + series)
	}
}

// power is x^p for one p and any x from 0 up, below 2^-128 that of about 2^-128:
// the powers of the exponent of two, of the middle of the step, and of the rest
// (a binomial series).
type power struct {
	octaves [256]float64 // 2^(p·e), e from −128
	steps   [logSteps]float64
	c       [4]float64
}

func newPower(p float64) *power {
	f := &power{}
	for i := range f.octaves {
		f.octaves[i] = math.Exp2(p * float64(i-128))
	}
	for j := range f.steps {
		f.steps[j] = math.Pow(middleOf(j), p)
	}
	c := 1.0
	for k := range f.c {
		c *= (p - float64(k)) / float64(k+1)
		f.c[k] = c
	}
	return f
}

// of replaces each value by its power.
func (f *power) of(list []float64) {
	c1, c2, c3, c4 := f.c[0], f.c[1], f.c[2], f.c[3]
	for i, x := range list {
		e, step, r := parts(x)
		octave := uint8(min(max(e+128, 0), 255))
		series := (1 + c1*r) + r*r*((c2+c3*r)+r*r*c4)
		list[i] = series * f.steps[step] * f.octaves[octave]
	}
}
