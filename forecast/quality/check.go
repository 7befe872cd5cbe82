package quality

import (
	"fmt"
	"math"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// The tests a flag can name.
const (
	TestTime        = "time"        // the report's time lies after its receipt
	TestRange       = "range"       // no such value is possible
	TestConsistency = "consistency" // the report contradicts itself
	TestStep        = "step"        // too fast a change
	TestStuck       = "stuck"       // the same value for too long
	TestClimate     = "climate"     // outside what the month has ever seen there
	TestRainStuck   = "rain_stuck"  // the same amount of rain again and again

	TestBuddy       = "buddy"        // the neighbours say otherwise
	TestSpatial     = "spatial"      // the analysis without the station says otherwise
	TestRainMissing = "rain_missing" // dry for days while it rained all around: a clogged gauge
)

// ownTests need a station and its past only, networkTests its neighbours. Each
// renews its own flags and leaves those of the others.
var (
	ownTests     = []string{TestTime, TestRange, TestConsistency, TestStep, TestStuck, TestClimate, TestRainStuck}
	networkTests = []string{TestBuddy, TestSpatial, TestRainMissing}
)

// FromNetwork are the flags of the tests that need a station's neighbours.
func FromNetwork(flags []forecast.Flag) []forecast.Flag {
	var out []forecast.Flag
	for _, f := range flags {
		if slices.Contains(networkTests, f.Test) {
			out = append(out, f)
		}
	}
	return out
}

// Checker checks observations against limits and climate. It holds no state.
type Checker struct {
	Limits  Limits
	Climate Climate // empty = not checked
}

// Check gives the flags of one observation, at most one for each variable, in the
// order of the contract, rain last. history is the station's past, in any order;
// reports of other stations, of the same time or later and what is older than
// Lookback play no part, so checking again gives the same. obs is not changed,
// and flags it bears already are not looked at.
func (c Checker) Check(obs *forecast.Observation, history []forecast.Observation) []forecast.Flag {
	f := finding{limits: &c.Limits, climate: &c.Climate, obs: obs, flags: map[forecast.Variable]forecast.Flag{}}
	if f.future() {
		return f.list()
	}
	f.ranges()
	f.rain()
	f.unheardOf()
	f.dewPoint()
	past := c.past(obs, history)
	for _, v := range forecast.Scalars {
		f.step(v, past)
		f.stuck(v, past)
	}
	f.rainStuck(past)
	f.derived()
	return f.list()
}

// finding is what has been found in one observation so far. The first flag of a
// variable stands; later tests leave flagged variables alone.
type finding struct {
	limits  *Limits
	climate *Climate
	obs     *forecast.Observation
	flags   map[forecast.Variable]forecast.Flag
}

func (f *finding) flag(flag forecast.Flag) {
	if math.IsNaN(flag.Value.V) || math.IsInf(flag.Value.V, 0) {
		flag.Value = forecast.Float{} // JSON has no word for it; the reason says it
	}
	if _, ok := f.flags[flag.Variable]; !ok {
		f.flags[flag.Variable] = flag
	}
}

// sound is a variable's value, missing once it is flagged.
func (f *finding) sound(v forecast.Variable) forecast.Float {
	if _, ok := f.flags[v]; ok {
		return forecast.Float{}
	}
	return f.obs.Value(v)
}

func (f *finding) list() []forecast.Flag {
	var list []forecast.Flag
	for _, v := range variables {
		if flag, ok := f.flags[v]; ok {
			list = append(list, flag)
		}
	}
	return list
}

// future flags everything when the report claims a time it cannot have seen. A
// model's values are meant for later.
func (f *finding) future() bool {
	o := f.obs
	if o.Received.IsZero() || !o.Issued.IsZero() {
		return false
	}
	ahead := o.Time.Sub(o.Received)
	if ahead <= hours(f.limits.FutureMinutes/60) {
		return false
	}
	reason := fmt.Sprintf("valid time %s is %.0f min after receipt: more than %v min",
		o.Time.UTC().Format("2006-01-02 15:04Z"), ahead.Minutes(), f.limits.FutureMinutes)
	for _, v := range forecast.Scalars {
		if value := o.Value(v); value.OK {
			f.flag(forecast.Flag{Variable: v, Test: TestTime, Value: value, Reason: reason})
		}
	}
	if len(o.Rain) > 0 {
		f.flag(forecast.Flag{Variable: forecast.RainMM, Test: TestTime, Value: forecast.Some(o.Rain[0].MM), Reason: reason})
	}
	return true
}

func (f *finding) ranges() {
	for _, v := range forecast.Scalars {
		limit, ok := f.limits.Range[v]
		if value := f.obs.Value(v); ok && value.OK {
			f.inside(v, value.V, limit)
		}
	}
}

// inside flags a value that is not within its range; NaN is in none.
func (f *finding) inside(v forecast.Variable, value float64, limit Range) {
	if limit.holds(value) {
		return
	}
	side, border := limit.broken(value)
	f.flag(forecast.Flag{Variable: v, Test: TestRange, Value: forecast.Some(value),
		Low: forecast.Some(limit.Low), High: forecast.Some(limit.High),
		Reason: fmt.Sprintf("%s %s: %s %s", names[v], show(value, v), side, show(border, v))})
}

// dewPoint flags both when the dew point lies above the temperature: which of
// them is wrong cannot be told.
func (f *finding) dewPoint() {
	temp, dew := f.sound(forecast.TempC), f.sound(forecast.DewPointC)
	if !temp.OK || !dew.OK || dew.V <= temp.V+f.limits.DewToleranceK+1e-9 {
		return
	}
	reason := fmt.Sprintf("dew point %s: above temperature %s", show(dew.V, forecast.DewPointC), show(temp.V, forecast.TempC))
	f.flag(forecast.Flag{Variable: forecast.DewPointC, Test: TestConsistency, Value: dew, High: temp, Reason: reason})
	f.flag(forecast.Flag{Variable: forecast.TempC, Test: TestConsistency, Value: temp, Low: dew, Reason: reason})
}

// bases are what a variable can have been derived from.
var bases = map[forecast.Variable][]forecast.Variable{
	forecast.RHPct:          {forecast.TempC, forecast.DewPointC},
	forecast.DewPointC:      {forecast.TempC, forecast.RHPct},
	forecast.PressureHPa:    {forecast.MSLPressureHPa, forecast.TempC},
	forecast.MSLPressureHPa: {forecast.PressureHPa, forecast.TempC},
}

// derived flags what was computed from something flagged.
func (f *finding) derived() {
	for _, v := range f.obs.Derived {
		value := f.sound(v)
		for _, base := range bases[v] {
			if flag, bad := f.flags[base]; bad && value.OK {
				f.flag(forecast.Flag{Variable: v, Test: TestConsistency, Value: value,
					Reason: fmt.Sprintf("%s %s was derived from a flagged value: %s", names[v], show(value.V, v), flag.Reason)})
			}
		}
	}
}
