package run

import (
	"cmp"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/index"
)

// rainDay is the length of the rain day that ends at the noon hour.
const rainDay = 24 * time.Hour

// Days turns observations into days at their stations: for each local date from
// first to last the values nearest to the noon hour and the rain of the 24 hours
// to it. A day without any value is left out. Observations may come in any
// order; one observation per station and time is expected (forecast.Merge).
func Days(obs []forecast.Observation, first, last forecast.Date, rules forecast.Rules, loc *time.Location) []forecast.Day {
	byStation := map[string][]forecast.Observation{}
	for _, o := range obs {
		byStation[o.Station] = append(byStation[o.Station], o)
	}
	var days []forecast.Day
	for _, station := range sortedKeys(byStation) {
		own := byStation[station]
		slices.SortStableFunc(own, func(a, b forecast.Observation) int { return a.Time.Compare(b.Time) })
		for d := first; !d.After(last); d = d.AddDays(1) {
			if day, ok := dayOf(own, d, rules, loc); ok {
				days = append(days, day)
			}
		}
	}
	return days
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// dayOf reads one day out of a station's observations, sorted by time.
func dayOf(own []forecast.Observation, d forecast.Date, rules forecast.Rules, loc *time.Location) (forecast.Day, bool) {
	noon := d.At(rules.NoonHour, 0, loc)
	near := between(own, noon.Add(-rainDay), noon.Add(rainDay))
	if len(near) == 0 {
		return forecast.Day{}, false
	}
	day := forecast.Day{Place: near[0].Station, Date: d, Origin: forecast.Observed, Simulated: near[0].Simulated, Issued: near[0].Issued}
	if !day.Issued.IsZero() {
		day.Origin = forecast.Model
	}
	readNoon(&day, near, noon, time.Duration(rules.NoonWithinMinutes)*time.Minute)
	day.RainMM, day.RainAtLeastMM = rainBetween(intervals(near), noon.Add(-rainDay), noon)
	day.Flags = append(day.Flags, rainFlags(near, noon)...)
	if estimatedIn(near, noon) && day.Origin == forecast.Observed {
		day.Origin = forecast.Estimated
	}
	known := day.TempC.OK || day.DewPointC.OK || day.WindKmh.OK || day.RainMM.OK || day.RainAtLeastMM.OK || len(day.Flags) > 0
	return day, known
}

// rainFlags are what was held against rain of the 24 hours to noon, each test
// once.
func rainFlags(near []forecast.Observation, noon time.Time) []forecast.Flag {
	var out []forecast.Flag
	for _, o := range between(near, noon.Add(-rainDay+time.Nanosecond), noon) {
		for _, f := range o.Flags {
			same := func(g forecast.Flag) bool { return g.Test == f.Test }
			if f.Variable == forecast.RainMM && !slices.ContainsFunc(out, same) {
				out = append(out, f)
			}
		}
	}
	return out
}

// between cuts a time-sorted slice to the observations in [from, to].
func between(obs []forecast.Observation, from, to time.Time) []forecast.Observation {
	at := func(o forecast.Observation, t time.Time) int { return o.Time.Compare(t) }
	lo, _ := slices.BinarySearchFunc(obs, from, at)
	hi, _ := slices.BinarySearchFunc(obs, to.Add(time.Nanosecond), at)
	return obs[lo:hi]
}

// readNoon takes temperature and dew point from the nearest report that has
// both, so that the deficit is of one moment, else each from the nearest that
// has it; wind from the nearest that has it.
func readNoon(day *forecast.Day, near []forecast.Observation, noon time.Time, within time.Duration) {
	reports := nearest(near, noon, within)
	for _, o := range reports {
		for _, f := range o.Flags {
			if f.Variable != forecast.RainMM {
				day.Flags = append(day.Flags, f)
			}
		}
	}
	for _, pair := range []bool{true, false} {
		for _, o := range reports {
			temp, dew := o.Usable(forecast.TempC), dewPoint(o)
			if pair && (!temp.OK || !dew.OK) {
				continue
			}
			takeFirst(day, &day.TempC, temp, o.Time)
			takeFirst(day, &day.DewPointC, dew, o.Time)
		}
	}
	for _, o := range reports {
		if wind := o.Usable(forecast.WindMS); wind.OK && !day.WindKmh.OK {
			day.WindKmh = forecast.Some(wind.V * 3.6)
		}
	}
}

func takeFirst(day *forecast.Day, field *forecast.Float, value forecast.Float, at time.Time) {
	if !field.OK && value.OK {
		*field = value
		day.At = at
	}
}

// nearest lists the reports within reach of noon, nearest first, the earlier
// one of two equally near.
func nearest(near []forecast.Observation, noon time.Time, within time.Duration) []*forecast.Observation {
	var out []*forecast.Observation
	for i := range near {
		if near[i].Time.Sub(noon).Abs() <= within {
			out = append(out, &near[i])
		}
	}
	slices.SortStableFunc(out, func(a, b *forecast.Observation) int {
		return cmp.Compare(a.Time.Sub(noon).Abs(), b.Time.Sub(noon).Abs())
	})
	return out
}

// dewPoint is the reported dew point, else the one that temperature and
// humidity give.
func dewPoint(o *forecast.Observation) forecast.Float {
	if dew := o.Usable(forecast.DewPointC); dew.OK {
		return dew
	}
	temp, rh := o.Usable(forecast.TempC), o.Usable(forecast.RHPct)
	if !temp.OK || !rh.OK {
		return forecast.Float{}
	}
	dew, err := index.DewPointC(temp.V, rh.V)
	if err != nil { // out of the formula's range: not known
		return forecast.Float{}
	}
	return forecast.Some(dew)
}

func estimatedIn(near []forecast.Observation, noon time.Time) bool {
	return slices.ContainsFunc(near, func(o forecast.Observation) bool {
		return o.Estimated && !o.Time.After(noon.Add(time.Hour)) && o.Time.After(noon.Add(-rainDay))
	})
}
