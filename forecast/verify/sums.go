package verify

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
)

// The forecasts that ours is held against.
const (
	persistence = iota
	climatology
	references
)

// bins are the classes of the probability of level IV or V, a tenth each.
const bins = 10

// sums are what every score can be computed from. Those of single days add up,
// so that a resample of days costs additions only.
type sums struct {
	table    [5][5]float64 // pairs by forecast and by observed level
	zoneDays [5]float64    // by forecast level, whatever came
	fires    [5]float64    // by forecast level
	prob     probSums
	refs     [references]refSums
	bins     [bins]binSums
}

type probSums struct{ n, brier, rps float64 }

// refSums are over the pairs for which the reference says something: the
// forecast's own scores there and the reference's.
type refSums struct{ n, brier, rps, refBrier, refRPS float64 }

type binSums struct{ n, p, events float64 }

func (s *sums) takeLevels(said, came forecast.Level) {
	s.table[said-forecast.I][came-forecast.I]++
}

func (s *sums) takeFires(said forecast.Level, fires int) {
	s.zoneDays[said-forecast.I]++
	s.fires[said-forecast.I] += float64(fires)
}

func (s *sums) takeProbability(d *Distribution, came forecast.Level) {
	s.prob.n++
	s.prob.brier += d.brier(came)
	s.prob.rps += d.rps(came)
	b := &s.bins[binOf(d.Dangerous())]
	b.n++
	b.p += d.Dangerous()
	if came.Dangerous() {
		b.events++
	}
}

func (s *sums) takeReference(which int, d, ref *Distribution, came forecast.Level) {
	if !ref.OK {
		return
	}
	r := &s.refs[which]
	r.n++
	r.brier += d.brier(came)
	r.rps += d.rps(came)
	r.refBrier += ref.brier(came)
	r.refRPS += ref.rps(came)
}

// binOf is the class of a probability: from its lower bound on, the last with 1.
// A sum like 0.1 + 0.7 that the machine has just below 0.8 belongs to 0.8.
func binOf(p float64) int {
	return min(int(math.Floor(p*bins+1e-9)), bins-1)
}

// addSpan adds later − earlier, the sums of the days between two running sums.
// The difference comes first: where both are the same it is exactly nothing.
func (s *sums) addSpan(later, earlier *sums) {
	for i := range s.table {
		for j := range s.table[i] {
			s.table[i][j] += later.table[i][j] - earlier.table[i][j]
		}
		s.zoneDays[i] += later.zoneDays[i] - earlier.zoneDays[i]
		s.fires[i] += later.fires[i] - earlier.fires[i]
	}
	s.prob.n += later.prob.n - earlier.prob.n
	s.prob.brier += later.prob.brier - earlier.prob.brier
	s.prob.rps += later.prob.rps - earlier.prob.rps
	for i := range s.refs {
		s.refs[i].addSpan(&later.refs[i], &earlier.refs[i])
	}
	for i := range s.bins {
		b, l, e := &s.bins[i], &later.bins[i], &earlier.bins[i]
		b.n += l.n - e.n
		b.p += l.p - e.p
		b.events += l.events - e.events
	}
}

func (r *refSums) addSpan(later, earlier *refSums) {
	r.n += later.n - earlier.n
	r.brier += later.brier - earlier.brier
	r.rps += later.rps - earlier.rps
	r.refBrier += later.refBrier - earlier.refBrier
	r.refRPS += later.refRPS - earlier.refRPS
}

func (s *sums) add(o *sums) { s.addSpan(o, &sums{}) }
