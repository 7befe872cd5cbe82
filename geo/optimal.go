package geo

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/mat"
)

// Network spreads the departures (observation − background) of stations to
// targets by optimal interpolation: the weights w = (B + R)⁻¹ b make the
// expected square of the analysis error least, for the covariance given
// (L. S. Gandin, 1963; R. Daley, 1991, ch. 4; both unchecked). It is made once
// for stations, targets and covariance of a variable; the weights are computed
// once for each set of stations that reports, and kept. Safe for concurrent use.
type Network struct {
	covariance Covariance
	stations   int
	targets    int
	own        *mat.SymDense // B + R; nil without stations
	cross      *mat.Dense    // b, stations × targets; nil without either

	mu    sync.Mutex
	plans map[string]*Plan
	order []string // keys of plans, the oldest first
}

// planBudget bounds the weights a network keeps: 32 MB. The two newest plans
// are always kept.
const planBudget = 4 << 20

// NewNetwork takes the places of the stations and of the targets. Where a
// height is missing the stations' mean stands in. A station or target without a
// place gets no weight. It fails on a covariance that fails its Check.
func NewNetwork(c Covariance, stations, targets []Site) (*Network, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	from, to := level(stations, targets...)
	n := &Network{covariance: c, stations: len(from), targets: len(to), plans: map[string]*Plan{}}
	if len(from) == 0 {
		return n, nil
	}
	n.own = ownCovariance(c, from)
	if len(to) == 0 {
		return n, nil
	}
	n.cross = mat.NewDense(len(from), len(to), nil)
	for i, a := range from {
		row := n.cross.RawRowView(i)
		for t, b := range to {
			row[t] = c.At(a, b)
		}
	}
	return n, nil
}

// ownCovariance is B + R of the sites.
func ownCovariance(c Covariance, sites []Site) *mat.SymDense {
	k := mat.NewSymDense(len(sites), nil)
	for i, a := range sites {
		k.SetSym(i, i, c.Variance+c.Nugget)
		for j := range i {
			k.SetSym(i, j, c.At(a, sites[j]))
		}
	}
	return k
}

// maxCondition is the condition number from which a matrix counts as singular.
const maxCondition = 1e12

// factorize decomposes a matrix that is positive definite but for rounding, as
// two stations at one place without nugget make it, by a diagonal raised as
// little as needed.
func factorize(k *mat.SymDense) (*mat.Cholesky, error) {
	n := k.SymmetricDim()
	var chol mat.Cholesky
	for jitter := 0.0; jitter <= 1e-2; jitter = math.Max(jitter*100, 1e-12) {
		raised := mat.NewSymDense(n, nil)
		raised.CopySym(k)
		for i := range n {
			raised.SetSym(i, i, k.At(i, i)*(1+jitter))
		}
		if chol.Factorize(raised) && chol.Cond() < maxCondition {
			return &chol, nil
		}
	}
	return nil, fmt.Errorf("covariance matrix of %d stations: not positive definite; check the covariance and the stations' places", n)
}

// Plan gives the weights for the stations that report, by index of the network;
// missing ones at the end do not. It computes them at the first call for a set
// and then keeps them, the newest within planBudget; whichever it does, the
// weights are the same.
func (n *Network) Plan(reporting []bool) (*Plan, error) {
	key := make([]byte, (n.stations+7)/8)
	var stations []int
	for i := range min(n.stations, len(reporting)) {
		if reporting[i] {
			key[i/8] |= 1 << (i % 8)
			stations = append(stations, i)
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if p := n.plans[string(key)]; p != nil {
		return p, nil
	}
	p, err := n.newPlan(stations)
	if err != nil {
		return nil, err
	}
	n.plans[string(key)], n.order = p, append(n.order, string(key))
	n.forget()
	return p, nil
}

// forget drops the oldest plans beyond the budget.
func (n *Network) forget() {
	size := 0
	for i := len(n.order) - 1; i >= 0; i-- {
		size += len(n.plans[n.order[i]].stations) * n.targets
		if newest := len(n.order) - i; size > planBudget && newest > 2 {
			for _, key := range n.order[:i+1] {
				delete(n.plans, key)
			}
			n.order = slices.Clone(n.order[i+1:])
			return
		}
	}
}

func (n *Network) newPlan(stations []int) (*Plan, error) {
	p := &Plan{stations: stations, targets: n.targets, variance: n.covariance.Variance}
	if len(stations) == 0 {
		return p, nil
	}
	own := mat.NewSymDense(len(stations), nil)
	for i, a := range stations {
		for j := range i + 1 {
			own.SetSym(i, j, n.own.At(a, stations[j]))
		}
	}
	var err error
	if p.own, err = factorize(own); err != nil || n.targets == 0 {
		return p, err
	}
	cross := n.cross
	if len(stations) < n.stations {
		cross = mat.NewDense(len(stations), n.targets, nil)
		for i, s := range stations {
			cross.SetRow(i, n.cross.RawRowView(s))
		}
	}
	p.weights = mat.NewDense(len(stations), n.targets, nil)
	if err := p.own.SolveTo(p.weights, cross); err != nil {
		return nil, fmt.Errorf("weights of %d stations: %w", len(stations), err)
	}
	p.explain(cross)
	return p, nil
}

// Analysis is what the departures of a day come to at the targets.
type Analysis struct {
	Departure []float64 // to be added to the background; 0 where no station counts
	Error     []float64 // standard deviation of the analysis error, 0 to that of the background
	Influence []float64 // 0 = the background alone, 1 = known from stations
	Stations  []int     // that counted
}

// Analyse spreads the departures of a day, one a station; missing ones do not
// count. Without any the departure is 0 and the error the background's own.
// The slices but for Departure are shared and must not be changed.
func (n *Network) Analyse(departures []Value) (Analysis, error) {
	p, d, err := n.planFor(departures)
	if err != nil {
		return Analysis{}, err
	}
	return Analysis{p.Analyse(d), p.deviations(), p.influences(), p.Stations()}, nil
}

func (n *Network) planFor(departures []Value) (*Plan, []float64, error) {
	reporting, d := make([]bool, n.stations), []float64(nil)
	for i := range min(n.stations, len(departures)) {
		if departures[i].finite() {
			reporting[i] = true
			d = append(d, departures[i].V)
		}
	}
	p, err := n.Plan(reporting)
	return p, d, err
}
