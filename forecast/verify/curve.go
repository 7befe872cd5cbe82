package verify

import "github.com/canhlua/canhlua/forecast"

// Point is one point of a curve from (0, 0) to (1, 1): what share is above a
// limit, when one warns from the limit on.
type Point struct {
	From forecast.Float `json:"from"` // the limit: a probability, or a level 1–5; missing at (0, 0)
	X    float64        `json:"x"`    // the share that costs: false alarm rate, or share of zone-days
	Y    float64        `json:"y"`    // the share that is caught: hit rate, or share of fires
}

// rocCurve is the hit rate against the false alarm rate when one warns from each
// class of probability on; empty when either is missing. Classes that nothing
// fell into make no point.
func (s *sums) rocCurve() []Point {
	events, others := 0.0, 0.0
	for _, b := range s.bins {
		events += b.events
		others += b.n - b.events
	}
	if events == 0 || others == 0 {
		return []Point{}
	}
	curve, hits, alarms := []Point{{}}, 0.0, 0.0
	for i := bins - 1; i >= 0; i-- {
		if b := s.bins[i]; b.n > 0 {
			hits += b.events
			alarms += b.n - b.events
			curve = append(curve, Point{forecast.Some(float64(i) / bins), alarms / others, hits / events})
		}
	}
	return curve
}

func (s *sums) rocArea() Score {
	curve := s.rocCurve()
	if len(curve) > 0 {
		return some(area(curve), s.prob.n)
	}
	for _, b := range s.bins {
		if b.events > 0 {
			return none(AlwaysObserved, s.prob.n)
		}
	}
	return none(NeverObserved, s.prob.n)
}

// fireCurve is the share of fires on days of each level or above against the
// share of zone-days, level V first; empty without fires.
func fireCurve(zoneDays, fires *[5]float64) []Point {
	allDays, allFires := total(zoneDays), total(fires)
	if allDays == 0 || allFires == 0 {
		return []Point{}
	}
	curve, days, caught := []Point{{}}, 0.0, 0.0
	for i := len(fires) - 1; i >= 0; i-- {
		if zoneDays[i] > 0 {
			days += zoneDays[i]
			caught += fires[i]
			curve = append(curve, Point{forecast.Some(float64(i + 1)), days / allDays, caught / allFires})
		}
	}
	return curve
}

// fireArea is the area under fireCurve: how much likelier a fire's day has the
// higher level than any day, ties counted half. N is the number of fires.
func (s *sums) fireArea(e enough) Score { return fireArea(&s.zoneDays, &s.fires, e) }

func fireArea(zoneDays, fires *[5]float64, e enough) Score {
	n := total(fires)
	switch {
	case total(zoneDays) == 0:
		return none(NoPairs, n)
	case n == 0:
		return none(NoFires, n)
	case n < e.fires:
		return none(TooFewFires, n)
	}
	return some(area(fireCurve(zoneDays, fires)), n)
}

// area is that under a curve by trapezoids: all that share a point are ties, and
// its straight line counts half of them.
func area(curve []Point) float64 {
	sum := 0.0
	for i := 1; i < len(curve); i++ {
		a, b := curve[i-1], curve[i]
		sum += (b.X - a.X) * (a.Y + b.Y) / 2
	}
	return sum
}

func total(by *[5]float64) float64 {
	sum := 0.0
	for _, v := range by {
		sum += v
	}
	return sum
}
