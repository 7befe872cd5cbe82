package index

import "fmt"

// POptions are the parameters of `canhlua index p`.
type POptions struct {
	RainResetMM float64 // a day's rain that resets, 0.1 to 1,000 mm; generic 5
	Start       float64 // P of the day before the first row, °C·hPa, 0 or more
}

// PCalculator computes P day by day. Of the three humidity columns the first
// that is filled counts: vpd13_hpa, dewpoint13_c, rh13_pct. RangeError for
// parameters outside their range.
func PCalculator(opts POptions) (Calculator, error) {
	if err := firstFault(resetBound.check(opts.RainResetMM), pBound.check(opts.Start)); err != nil {
		return Calculator{}, err
	}
	p := &pDays{resetMM: opts.RainResetMM}
	p.set(opts.Start)
	return Calculator{
		Name:  "p",
		Needs: [][]string{{"date"}, {"temp13_c"}, {"rh13_pct", "dewpoint13_c", "vpd13_hpa"}, {"rain_mm"}},
		Reads: []string{"wind13_kmh"},
		Adds: func(has func(string) bool) []string {
			if has("wind13_kmh") {
				return []string{"vpd_hpa", "k", "p", "p_wind"}
			}
			return []string{"vpd_hpa", "k", "p"}
		},
		Step: p.step,
	}, nil
}

type pDays struct {
	series
	resetMM float64
}

func (p *pDays) step(row Row) Result {
	if err := p.enter(row); err != nil {
		return Result{Note: err.Error()}
	}
	rainMM, err := row.Number("rain_mm")
	if err != nil {
		return Result{Note: p.missing(err)}
	}
	resets, err := Resets(rainMM, p.resetMM)
	if err != nil {
		return Result{Note: p.missing(err)}
	}
	in, err := noon(row)
	in.RainMM = rainMM
	switch {
	case err != nil && resets: // k = 0 makes P known whatever the rest is
		p.set(0)
		return p.windy(row, Cell{}, some(0), some(0), err.Error())
	case err != nil:
		return Result{Note: p.missing(err)}
	}
	return p.add(row, in, resets)
}

// add takes P on by a day that lacks nothing.
func (p *pDays) add(row Row, in PInput, resets bool) Result {
	if resets {
		p.set(0)
	}
	step, err := P(p.value, in, p.resetMM)
	if err != nil {
		return Result{Note: p.missing(err)}
	}
	if p.why != "" {
		return p.windy(row, some(in.DeficitHPa), some(step.K), Cell{}, p.unknown("p", p.resetMM))
	}
	p.set(step.P)
	return p.windy(row, some(in.DeficitHPa), some(step.K), some(step.P), "")
}

// windy adds p_wind where the input has the wind.
func (p *pDays) windy(row Row, deficit, k, value Cell, note string) Result {
	cells := []Cell{deficit, k, value}
	if !row.Has("wind13_kmh") {
		return Result{cells, note}
	}
	wind, err := row.Number("wind13_kmh")
	factor := 0.0
	if err == nil {
		factor, err = CooperFactor(wind)
	}
	switch {
	case err != nil:
		return Result{append(cells, Cell{}), joinNotes(note, err.Error())}
	case !value.OK:
		return Result{append(cells, Cell{}), note}
	}
	return Result{append(cells, some(value.V*factor)), note}
}

// noon reads t13 and d13, the deficit from whatever humidity the row has.
func noon(row Row) (PInput, error) {
	temp, err := row.Number("temp13_c")
	if err != nil {
		return PInput{}, err
	}
	column, ok := row.First("vpd13_hpa", "dewpoint13_c", "rh13_pct")
	if !ok {
		return PInput{}, fmt.Errorf("humidity is missing")
	}
	v, err := row.Number(column)
	if err != nil {
		return PInput{}, err
	}
	d := v
	switch column {
	case "dewpoint13_c":
		d, err = DeficitFromDewPoint(temp, v)
	case "rh13_pct":
		d, err = DeficitFromRH(temp, v)
	default:
		err = firstFault(tempBound.check(temp), deficitBound.check(v))
	}
	return PInput{TempC: temp, DeficitHPa: d}, err
}
