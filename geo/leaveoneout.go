package geo

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Method names a way to bring stations' values to places.
type Method string

// The methods.
const (
	MethodOptimal         Method = "optimal"          // optimal interpolation of departures from the background
	MethodKriging         Method = "kriging"          // ordinary kriging of the values
	MethodInverseDistance Method = "inverse_distance" // of the values
	MethodBackground      Method = "background"       // the background alone, for comparison
)

// LeaveOneOut predicts the value of every site that has one from those of the
// others, as if it did not exist; missing where none of them is in reach.
// Temperatures should be brought to one height first.
func LeaveOneOut(by Interpolator, sites []Site, values []Value) []Value {
	var places []Site
	var index []int
	for i := range min(len(sites), len(values)) {
		if values[i].finite() {
			places, index = append(places, sites[i]), append(index, i)
		}
	}
	out := make([]Value, len(values))
	others, otherIndex := make([]Site, 0, len(places)), make([]int, 0, len(places))
	for k, i := range index {
		others = append(append(others[:0], places[:k]...), places[k+1:]...)
		otherIndex = append(append(otherIndex[:0], index[:k]...), index[k+1:]...)
		for _, w := range by.Weights(places[k], others) {
			out[i] = Value{V: out[i].V + w.Share*values[otherIndex[w.Index]].V, OK: true}
		}
	}
	return out
}

// LeaveOneOut predicts the departure of every station that has one from those
// of the others: its own less (K⁻¹d)ᵢ/(K⁻¹)ᵢᵢ with K = B + R, which is what
// leaving the stations out one by one gives (O. Dubrule, 1983, Mathematical
// Geology 15, 687–699; unchecked). A station that is alone is predicted 0, the
// background.
func (n *Network) LeaveOneOut(departures []Value) ([]Value, error) {
	out, _, err := n.Expect(departures)
	return out, err
}

// Expect is LeaveOneOut with the standard error of each prediction, √(1/(K⁻¹)ᵢᵢ
// less the nugget): what the covariance says of it, without the error of the
// station's own reading.
func (n *Network) Expect(departures []Value) (out []Value, sigma []float64, err error) {
	out, sigma = make([]Value, n.stations), make([]float64, n.stations)
	p, d, err := n.planFor(departures)
	if err != nil || len(d) == 0 {
		return out, sigma, err
	}
	var inverse mat.SymDense
	if err := p.own.InverseTo(&inverse); err != nil {
		return nil, nil, err
	}
	var solved mat.VecDense
	solved.MulVec(&inverse, mat.NewVecDense(len(d), d))
	for i, s := range p.stations {
		out[s] = Value{V: d[i] - solved.AtVec(i)/inverse.At(i, i), OK: true}
		sigma[s] = math.Sqrt(math.Max(1/inverse.At(i, i)-n.covariance.Nugget, 0))
	}
	return out, sigma, nil
}

// Predicted are a method's predictions of observed values, in their order.
type Predicted struct {
	Method Method
	Values []Value
}

// Score is how well a method predicted, in the variable's unit.
type Score struct {
	Method Method  `json:"method"`
	RMSE   float64 `json:"rmse"` // root of the mean square of predicted − observed
	Bias   float64 `json:"bias"` // mean of predicted − observed
	N      int     `json:"n"`    // predictions; without any, RMSE and Bias mean nothing
}

// Scores holds the methods' predictions against what was observed, on those
// cases only that every method predicted, so that none wins by avoiding what is
// hard. A method that predicted nothing at all has N = 0 and hinders no other.
func Scores(observed []Value, methods ...Predicted) []Score {
	scores := make([]Score, len(methods))
	able := make([]bool, len(methods))
	for m, p := range methods {
		scores[m].Method = p.Method
		for i := range observed {
			able[m] = able[m] || observed[i].finite() && p.at(i).finite()
		}
	}
	for i, o := range observed {
		common := o.finite()
		for m, p := range methods {
			common = common && (!able[m] || p.at(i).finite())
		}
		for m, p := range methods {
			if common && able[m] {
				scores[m].add(p.at(i).V - o.V)
			}
		}
	}
	for m := range scores {
		scores[m] = scores[m].mean()
	}
	return scores
}

func (p Predicted) at(i int) Value {
	if i < len(p.Values) {
		return p.Values[i]
	}
	return Value{}
}

// add and mean use RMSE and Bias as the sums of squares and of errors.
func (s *Score) add(e float64) { s.RMSE, s.Bias, s.N = s.RMSE+e*e, s.Bias+e, s.N+1 }

func (s Score) mean() Score {
	if s.N > 0 {
		s.RMSE, s.Bias = math.Sqrt(s.RMSE/float64(s.N)), s.Bias/float64(s.N)
	}
	return s
}

// Pool makes one score of each method from those of several days, in the order
// in which the methods first appear.
func Pool(scores []Score) []Score {
	var out []Score
	place := map[Method]int{}
	for _, s := range scores {
		i, known := place[s.Method]
		if !known {
			i, place[s.Method] = len(out), len(out)
			out = append(out, Score{Method: s.Method})
		}
		if n := float64(s.N); s.N > 0 {
			out[i].RMSE, out[i].Bias, out[i].N = out[i].RMSE+s.RMSE*s.RMSE*n, out[i].Bias+s.Bias*n, out[i].N+s.N
		}
	}
	for i := range out {
		out[i] = out[i].mean()
	}
	return out
}

// Best is the score with the lowest RMSE among those of at least minN
// predictions, the first listed of equal ones; false when none has so many.
func Best(scores []Score, minN int) (Score, bool) {
	best, found := Score{}, false
	for _, s := range scores {
		if s.N < max(minN, 1) || math.IsNaN(s.RMSE) {
			continue
		}
		if !found || s.RMSE < best.RMSE {
			best, found = s, true
		}
	}
	return best, found
}
