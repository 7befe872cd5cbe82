package bufr

import (
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

const (
	traceMM  = 0.05 // "less than 0.1 mm", by the service's own convention
	mostSums = 8    // of one observation
)

// rain is the amounts of a subset. Those of 24 h go last, as in a SYNOP.
type rain struct {
	sums []forecast.Rain
	day  forecast.Rain // by 013023
}

// pour takes a total precipitation: kg m−2 is mm, and −0.1 a trace. Any other
// negative amount is none. A period that does not end at the nominal time has no
// place in an observation.
func (r *rain) pour(d descriptor, v value, f *force) {
	mm := v.float()
	switch {
	case v.n == -1:
		mm = traceMM
	case v.n < 0:
		return
	}
	switch d {
	case rainOfPeriod:
		if hours, ok := f.hours(); ok {
			r.add(forecast.Rain{MM: mm, Hours: hours})
		}
	case rainOf1H:
		r.add(forecast.Rain{MM: mm, Hours: 1})
	case rainOf3H:
		r.add(forecast.Rain{MM: mm, Hours: 3})
	case rainOf6H:
		r.add(forecast.Rain{MM: mm, Hours: 6})
	case rainOf12H:
		r.add(forecast.Rain{MM: mm, Hours: 12})
	case rainOf24H:
		if r.day.Hours == 0 {
			r.day = forecast.Rain{MM: mm, Hours: 24}
		}
	}
}

// add keeps the first amount of each period.
func (r *rain) add(sum forecast.Rain) {
	if len(r.sums) < mostSums && !slices.ContainsFunc(r.sums, func(s forecast.Rain) bool { return s.Hours == sum.Hours }) {
		r.sums = append(r.sums, sum)
	}
}

// all is the amounts in a list of their own, nil when there is none.
func (r *rain) all() []forecast.Rain {
	if r.day.Hours > 0 {
		r.add(r.day)
	}
	if len(r.sums) == 0 {
		return nil
	}
	return slices.Clone(r.sums)
}
