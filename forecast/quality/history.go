package quality

import (
	"fmt"
	"math"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// past gives the station's reports before obs, newest first, one for each time:
// of several the one whose correction or receipt is newest.
func (c Checker) past(obs *forecast.Observation, history []forecast.Observation) []*forecast.Observation {
	from := obs.Time.Add(-c.Limits.Lookback())
	var past []*forecast.Observation
	for i := len(history) - 1; i >= 0; i-- { // most often the newest comes last
		o := &history[i]
		if o.Station == obs.Station && o.Time.Before(obs.Time) && !o.Time.Before(from) && alike(o, obs) {
			past = append(past, o)
		}
	}
	newestFirst := func(a, b *forecast.Observation) int { return newer(b, a) }
	if !slices.IsSortedFunc(past, newestFirst) {
		slices.SortStableFunc(past, newestFirst)
	}
	return slices.CompactFunc(past, func(a, b *forecast.Observation) bool { return a.Time.Equal(b.Time) })
}

// alike reports whether two reports can be one sensor's: readings are not
// compared with a model's values, nor with the sample season's.
func alike(a, b *forecast.Observation) bool {
	return a.Simulated == b.Simulated && a.Estimated == b.Estimated && a.Issued.Equal(b.Issued)
}

// newer orders by time, then correction, then receipt.
func newer(a, b *forecast.Observation) int {
	if d := a.Time.Compare(b.Time); d != 0 {
		return d
	}
	if a.Correction != b.Correction {
		if a.Correction < b.Correction {
			return -1
		}
		return 1
	}
	return a.Received.Compare(b.Received)
}

// step flags a change against the newest usable value before that is faster than
// its limit. What lies less than an hour apart may change as much as in an hour.
func (f *finding) step(v forecast.Variable, past []*forecast.Observation) {
	perHour, ok := f.limits.StepPerHour[v]
	now := f.sound(v)
	if !ok || !now.OK {
		return
	}
	for _, o := range past {
		apart := f.obs.Time.Sub(o.Time).Hours()
		if apart > f.limits.StepHours {
			return
		}
		before := o.Usable(v)
		if !before.OK {
			continue
		}
		most := perHour * max(apart, 1)
		if change := math.Abs(now.V - before.V); change > most+1e-9 {
			f.flag(forecast.Flag{Variable: v, Test: TestStep, Value: now,
				Low: forecast.Some(before.V - most), High: forecast.Some(before.V + most),
				Reason: fmt.Sprintf("%s %s: %.2f h after %s, a change above %s an hour", names[v], show(now.V, v), apart, show(before.V, v), show(perHour, v))})
		}
		return
	}
}

// stuck flags a value that has stood still for long enough.
func (f *finding) stuck(v forecast.Variable, past []*forecast.Observation) {
	limit, ok := f.limits.Stuck[v]
	now := f.sound(v)
	if !ok || !now.OK || f.mayStand(v, now.V) {
		return
	}
	reports, first := 1, f.obs.Time
	for _, o := range past {
		before := o.Value(v)
		if !before.OK {
			continue
		}
		if before.V != now.V {
			break
		}
		reports, first = reports+1, o.Time
	}
	stood := f.obs.Time.Sub(first).Hours()
	if reports < limit.Reports || stood < limit.Hours {
		return
	}
	f.flag(forecast.Flag{Variable: v, Test: TestStuck, Value: now,
		Reason: fmt.Sprintf("%s %s: the same in %d reports over %.0f h, limit %d over %v h", names[v], show(now.V, v), reports, stood, limit.Reports, limit.Hours)})
}

// mayStand names the values that weather itself can hold for days: calm, the
// direction of no wind, and saturated air with the humidity derived from it.
func (f *finding) mayStand(v forecast.Variable, value float64) bool {
	switch v {
	case forecast.WindMS:
		return value == 0
	case forecast.WindDirDeg:
		return value == 0 || f.obs.WindMS == forecast.Some(0)
	case forecast.RHPct:
		return value >= 100
	}
	return false
}
