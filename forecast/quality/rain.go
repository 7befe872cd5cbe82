package quality

import (
	"fmt"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// rain flags all amounts of a report when one of them cannot be: they stand for
// the same variable, and which gauge reading is wrong cannot be told.
func (f *finding) rain() {
	for _, r := range f.obs.Rain {
		f.rainAmount(r)
	}
	for i, a := range f.obs.Rain {
		for _, b := range f.obs.Rain[i+1:] {
			f.rainPair(a, b)
			f.rainPair(b, a)
		}
	}
}

func (f *finding) rainAmount(r forecast.Rain) {
	l := f.limits
	if limit, ok := l.Range[forecast.RainMM]; ok {
		f.inside(forecast.RainMM, r.MM, limit)
	}
	if !(r.Hours > l.RainHours.Low && r.Hours <= l.RainHours.High) {
		f.flag(forecast.Flag{Variable: forecast.RainMM, Test: TestRange, Value: forecast.Some(r.MM),
			Reason: fmt.Sprintf("rain interval %v h: not above %v to %v h", r.Hours, l.RainHours.Low, l.RainHours.High)})
		return
	}
	if most := l.RainMMPerHour * max(r.Hours, 1); l.RainMMPerHour > 0 && r.MM > most {
		f.flag(forecast.Flag{Variable: forecast.RainMM, Test: TestRange, Value: forecast.Some(r.MM), High: forecast.Some(most),
			Reason: fmt.Sprintf("rain %v mm in %v h: above %v mm", r.MM, r.Hours, most)})
	}
}

// rainPair: intervals end together, so the longer one holds the shorter.
func (f *finding) rainPair(long, short forecast.Rain) {
	if long.Hours < short.Hours || short.MM <= long.MM+f.limits.RainToleranceMM+1e-9 {
		return
	}
	f.flag(forecast.Flag{Variable: forecast.RainMM, Test: TestConsistency, Value: forecast.Some(short.MM), High: forecast.Some(long.MM),
		Reason: fmt.Sprintf("rain %v mm in %v h: above the %v mm of the %v h that hold them", short.MM, short.Hours, long.MM, long.Hours)})
}

// rainStuck flags rain of which an amount has come again and again. Only
// intervals that do not overlap count: the same shower stands for a day in
// amounts of 24 h that are reported every hour.
func (f *finding) rainStuck(past []*forecast.Observation) {
	limit := f.limits.RainStuck
	if limit.Reports < 2 {
		return
	}
	for _, r := range f.obs.Rain {
		if r.MM < limit.MM {
			continue
		}
		if n := repeats(f.obs.Time, r, past); n >= limit.Reports {
			f.flag(forecast.Flag{Variable: forecast.RainMM, Test: TestRainStuck, Value: forecast.Some(r.MM),
				Reason: fmt.Sprintf("rain %v mm in %v h: the same in %d reports one after the other, limit %d of %v mm or more", r.MM, r.Hours, n, limit.Reports, limit.MM)})
		}
	}
}

// repeats counts the intervals of one length, this one and those before, that
// follow each other with the same amount. past is newest first.
func repeats(end time.Time, r forecast.Rain, past []*forecast.Observation) int {
	n, begin := 1, end.Add(-hours(r.Hours))
	for _, o := range past {
		before, ok := amountOf(o, r.Hours)
		if !ok {
			continue
		}
		if before != r.MM {
			return n
		}
		if !o.Time.After(begin.Add(jointly)) {
			n, begin = n+1, o.Time.Add(-hours(r.Hours))
		}
	}
	return n
}

func amountOf(o *forecast.Observation, hours float64) (mm float64, ok bool) {
	for _, r := range o.Rain {
		if r.Hours == hours {
			return r.MM, true
		}
	}
	return 0, false
}
