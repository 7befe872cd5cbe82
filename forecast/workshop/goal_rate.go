package workshop

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// reach is the share of the days up to which the rate is stepped: the few days
// beyond would draw all steps to themselves.
const reach = 0.99

// byRate parts the days so that the fitted fire rate takes the same step from one
// limit to the next. The rate is a logistic curve of the index.
func byRate(r *ramp, cells []cell) (at cuts, err error) {
	fit, err := fitLogistic(cells)
	if err != nil {
		return at, err
	}
	days, sum, top := 0, 0, len(cells)-1
	for _, c := range cells {
		days += c.days
	}
	for place, c := range cells {
		if sum += c.days; float64(sum) >= reach*float64(days) {
			top = place
			break
		}
	}
	if top < 5 {
		return at, errTooFew
	}
	low, high := fit.rate(r.middle(0)), fit.rate(r.middle(top))
	for i := range at {
		at[i] = int(math.Round(fit.at(low + float64(i+1)*(high-low)/5)))
	}
	return at, nil
}

// logistic is rate = 1/(1+exp(−a−b·x/size)).
type logistic struct{ a, b, size float64 }

func (l logistic) rate(x float64) float64 { return 1 / (1 + math.Exp(-l.a-l.b*x/l.size)) }

// at is where the rate is reached.
func (l logistic) at(rate float64) float64 { return (math.Log(rate/(1-rate)) - l.a) / l.b * l.size }

// fitLogistic finds the curve under which the fires are likeliest, by Newton's
// method.
func fitLogistic(cells []cell) (logistic, error) {
	l := logistic{size: float64(max(len(cells)-1, 1))}
	days, fires := 0.0, 0.0
	for _, c := range cells {
		days, fires = days+float64(c.days), fires+float64(c.fires)
	}
	if fires == 0 || fires == days {
		return l, errTooFew
	}
	loss := logLoss{cells, l.size}
	start := []float64{math.Log(fires / (days - fires)), 0}
	result, err := optimize.Minimize(optimize.Problem{Func: loss.value, Grad: loss.gradient, Hess: loss.hessian}, start, nil, &optimize.Newton{})
	if err != nil {
		return l, fmt.Errorf("no curve of the fire rate could be fitted: %w", err)
	}
	l.a, l.b = result.X[0], result.X[1]
	if !(l.b > 0) {
		return l, errNoRise
	}
	return l, nil
}

// logLoss is the negative logarithm of the likelihood, and its derivatives by a
// and b.
type logLoss struct {
	cells []cell
	size  float64
}

func (l logLoss) each(at []float64, take func(x, p, days, fires float64)) {
	for place, c := range l.cells {
		if c.days > 0 {
			x := float64(place) / l.size
			take(x, 1/(1+math.Exp(-at[0]-at[1]*x)), float64(c.days), float64(c.fires))
		}
	}
}

func (l logLoss) value(at []float64) (sum float64) {
	l.each(at, func(_, p, days, fires float64) {
		p = min(max(p, 1e-15), 1-1e-15)
		sum -= fires*math.Log(p) + (days-fires)*math.Log(1-p)
	})
	return sum
}

func (l logLoss) gradient(to, at []float64) {
	to[0], to[1] = 0, 0
	l.each(at, func(x, p, days, fires float64) {
		to[0] += days*p - fires
		to[1] += x * (days*p - fires)
	})
}

func (l logLoss) hessian(to *mat.SymDense, at []float64) {
	var aa, ab, bb float64
	l.each(at, func(x, p, days, _ float64) {
		v := days * p * (1 - p)
		aa, ab, bb = aa+v, ab+v*x, bb+v*x*x
	})
	to.SetSym(0, 0, aa)
	to.SetSym(0, 1, ab)
	to.SetSym(1, 1, bb)
}
