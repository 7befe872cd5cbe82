package forecast

import "slices"

// withoutVoid are the reports of a station and time without the values that a later
// correction says are wrong: they stay in the store, and count no more. A derived
// value goes with what it was derived from.
func withoutVoid(reports []Observation) []Observation {
	if !slices.ContainsFunc(reports, func(o Observation) bool { return len(o.Void) > 0 }) {
		return reports
	}
	out := slices.Clone(reports)
	for i := range out {
		for j := range reports {
			if i != j && corrects(reports, j, i) {
				for _, v := range reports[j].Void {
					out[i].drop(v)
				}
			}
		}
	}
	return out
}

// corrects reports whether report j goes before report i: as the higher correction, or
// of equal ones as the later.
func corrects(reports []Observation, j, i int) bool {
	a, b := &reports[j], &reports[i]
	if x, y := correctionRank(a.Correction), correctionRank(b.Correction); x != y {
		return x > y
	}
	if c := a.Received.Compare(b.Received); c != 0 {
		return c > 0
	}
	return j > i
}

// drop takes a variable's value out, with its flags and what was derived from it.
func (o *Observation) drop(v Variable) {
	if v == RainMM {
		o.Rain = nil
	} else if o.Value(v).OK {
		o.Set(v, Float{})
		if v == TempC || v == DewPointC || v == RHPct {
			for _, derived := range o.Derived {
				o.Set(derived, Float{})
			}
		}
	}
	o.Flags = slices.DeleteFunc(slices.Clone(o.Flags), func(f Flag) bool { return f.Variable == v })
	o.Derived = slices.DeleteFunc(slices.Clone(o.Derived), func(d Variable) bool { return !o.Value(d).OK })
}

// has reports whether the report bears a value of the variable.
func (o *Observation) has(v Variable) bool {
	if v == RainMM {
		return len(o.Rain) > 0
	}
	return o.Value(v).OK
}

// voidOf are the variables that a correction left without a value, in the order of the
// contract.
func voidOf(reports []Observation, out *Observation) (void []Variable) {
	for _, v := range append(slices.Clone(Scalars), RainMM) {
		said := slices.ContainsFunc(reports, func(o Observation) bool { return slices.Contains(o.Void, v) })
		if said && !out.has(v) {
			void = append(void, v)
		}
	}
	return void
}

// CheckVoid refuses a correction that takes away what it gives itself, a variable that
// there is none of, and taking away without a correction.
func (o *Observation) CheckVoid() error {
	for _, v := range o.Void {
		if !slices.Contains(Scalars, v) && v != RainMM {
			return &Invalid{Column: "void", Value: string(v), Reason: "no variable", Remedy: "name temp_c, dewpoint_c, rh_pct, wind_ms, wind_dir_deg, pressure_hpa, msl_pressure_hpa or rain"}
		}
		if o.has(v) {
			return &Invalid{Column: "void", Value: string(v), Reason: "the same reading gives a value of it", Remedy: "give the right value, or say that there is none"}
		}
	}
	if len(o.Void) > 0 && o.Correction == "" {
		return &Invalid{Column: "void", Value: string(o.Void[0]), Reason: "a value is taken away by a correction alone", Remedy: "give correction CCA, or the next after the last one"}
	}
	return nil
}
