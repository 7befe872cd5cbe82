package forecast

import (
	"cmp"
	"slices"
)

// Merge makes one observation of all reports of a station and time, in the
// order of station and time. What counts is decided for each variable by
// itself, and for rain for each length of interval. Of the reports that have a
// value, in this order:
//
//  1. the highest correction counts ("" < COR = CCA < CCB …), even when its
//     value is flagged: the report it corrects is known to be wrong;
//  2. a value that passed its checks goes before a flagged one, however new;
//  3. a reading goes before an estimate;
//  4. a report in tenths goes before a METAR, which has whole degrees;
//  5. the newest receipt counts, and of equal ones the later in obs.
//
// A value that a correction before its report calls void counts no more (Void).
// Intervals of flagged and of unflagged rain are never mixed. A humidity that
// was derived from a temperature which no longer counts is left out. Source,
// Raw and Correction are those of the highest correction's newest report.
func Merge(obs []Observation) []Observation {
	byMoment := slices.Clone(obs)
	slices.SortStableFunc(byMoment, compareMoment)
	merged := byMoment[:0:0]
	for len(byMoment) > 0 {
		n := 1
		for n < len(byMoment) && compareMoment(byMoment[0], byMoment[n]) == 0 {
			n++
		}
		merged = append(merged, mergeMoment(byMoment[:n]))
		byMoment = byMoment[n:]
	}
	return merged
}

func compareMoment(a, b Observation) int {
	return cmp.Or(cmp.Compare(a.Station, b.Station), a.Time.Compare(b.Time), cmp.Compare(btoi(a.Simulated), btoi(b.Simulated)))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// mergeMoment merges the reports of one station and time, oldest first among
// those that are equal otherwise.
func mergeMoment(reports []Observation) Observation {
	if len(reports) == 1 {
		return reports[0]
	}
	said := reports
	reports = withoutVoid(reports)
	lead := best(reports, func(o *Observation) int { return 0 }, func(*Observation) bool { return true })
	out := *lead
	out.Rain, out.Derived, out.Flags, out.Estimated, out.QNH = nil, nil, nil, false, false
	for _, o := range reports {
		out.WIGOS = cmp.Or(out.WIGOS, o.WIGOS)
	}
	from := map[Variable]*Observation{}
	for _, v := range Scalars {
		o := bestFor(reports, v, func(o *Observation) bool { return o.Value(v).OK })
		out.Set(v, Float{})
		if o != nil {
			out.Set(v, o.Value(v))
			from[v] = o
		}
	}
	dropStale(&out, from)
	mergeRain(&out, reports, from)
	for _, v := range append(slices.Clone(Scalars), RainMM) {
		if o := from[v]; o != nil {
			take(&out, o, v)
		}
	}
	out.Void = voidOf(said, &out)
	return out
}

// take brings along what a report says about a value of it that counts.
func take(out, o *Observation, v Variable) {
	if slices.Contains(o.Derived, v) {
		out.Derived = append(out.Derived, v)
	}
	for _, f := range o.Flags {
		if f.Variable == v {
			out.Flags = append(out.Flags, f)
		}
	}
	out.Estimated = out.Estimated || o.Estimated
	out.QNH = out.QNH || v == MSLPressureHPa && o.QNH
}

// dropStale leaves out a derived dew point or humidity whose report has another
// temperature, dew point or humidity than those that count.
func dropStale(out *Observation, from map[Variable]*Observation) {
	for _, v := range []Variable{DewPointC, RHPct} {
		o := from[v]
		if o == nil || !slices.Contains(o.Derived, v) {
			continue
		}
		for _, source := range []Variable{TempC, DewPointC, RHPct} {
			if o.Value(source).OK && o.Value(source) != out.Value(source) {
				out.Set(v, Float{})
				delete(from, v)
				break
			}
		}
	}
}

// mergeRain gives each length of interval the amount that counts, shortest first.
func mergeRain(out *Observation, reports []Observation, from map[Variable]*Observation) {
	first := bestFor(reports, RainMM, func(o *Observation) bool { return len(o.Rain) > 0 })
	if first == nil {
		return
	}
	from[RainMM] = first
	flagged := first.Flagged(RainMM)
	for _, hours := range rainHours(reports) {
		o := bestFor(reports, RainMM, func(o *Observation) bool {
			return o.Flagged(RainMM) == flagged && amount(o, hours) != nil
		})
		if o != nil {
			out.Rain = append(out.Rain, *amount(o, hours))
			out.Estimated = out.Estimated || o.Estimated
		}
	}
}

func rainHours(reports []Observation) []float64 {
	var all []float64
	for _, o := range reports {
		for _, r := range o.Rain {
			all = append(all, r.Hours)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func amount(o *Observation, hours float64) *Rain {
	i := slices.IndexFunc(o.Rain, func(r Rain) bool { return r.Hours == hours })
	if i < 0 {
		return nil
	}
	return &o.Rain[i]
}

func bestFor(reports []Observation, v Variable, has func(*Observation) bool) *Observation {
	return best(reports, func(o *Observation) int {
		return -4*btoi(o.Flagged(v)) - 2*btoi(o.Estimated) - btoi(o.Source == "metar")
	}, has)
}

// best is the report that counts among those that have the thing: by
// correction, then merit, then receipt.
func best(reports []Observation, merit func(*Observation) int, has func(*Observation) bool) *Observation {
	var top *Observation
	for i := range reports {
		o := &reports[i]
		if !has(o) {
			continue
		}
		if top == nil || cmp.Or(
			cmp.Compare(correctionRank(o.Correction), correctionRank(top.Correction)),
			cmp.Compare(merit(o), merit(top)),
			o.Received.Compare(top.Received)) >= 0 {
			top = o
		}
	}
	return top
}
