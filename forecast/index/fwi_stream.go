package index

import "fmt"

// FWIOptions are the parameters of `canhlua index fwi`.
type FWIOptions struct {
	Lat     float64  // where the row has no lat, −90 to 90
	Start   FWIState // of the day before the first row
	Variant Variant
}

// FWICalculator computes the FWI System day by day. Nothing resets it: after a
// missing day it stays unknown to the end.
func FWICalculator(opts FWIOptions) (Calculator, error) {
	if err := firstFault(opts.Variant.Check(), latBound.check(opts.Lat), opts.Start.check()); err != nil {
		return Calculator{}, err
	}
	f := &fwiDays{opts: opts, state: opts.Start}
	return Calculator{
		Name:  "fwi",
		Needs: [][]string{{"date"}, {"temp_c"}, {"rh_pct"}, {"wind_kmh"}, {"rain_mm"}},
		Reads: []string{"lat"},
		Adds: func(func(string) bool) []string {
			return []string{"ffmc", "dmc", "dc", "isi", "bui", "fwi", "dsr"}
		},
		Step: f.step,
	}, nil
}

type fwiDays struct {
	series
	opts  FWIOptions
	state FWIState
}

func (f *fwiDays) step(row Row) Result {
	if err := f.enter(row); err != nil {
		return Result{Note: err.Error()}
	}
	in, err := f.input(row)
	if err != nil {
		return Result{Note: f.missing(err)}
	}
	if f.why != "" {
		return Result{Note: fmt.Sprintf("fwi unknown from here on, begin again with --ffmc, --dmc and --dc: %s", f.why)}
	}
	d, err := FWI(f.state, in, f.opts.Variant)
	if err != nil {
		return Result{Note: f.missing(err)}
	}
	f.state = d.FWIState
	return Result{Cells: []Cell{some(d.FFMC), some(d.DMC), some(d.DC), some(d.ISI), some(d.BUI), some(d.FWI), some(d.DSR)}}
}

func (f *fwiDays) input(row Row) (FWIInput, error) {
	var v [4]float64
	if err := numbers(row, []string{"temp_c", "rh_pct", "wind_kmh", "rain_mm"}, v[:]); err != nil {
		return FWIInput{}, err
	}
	in := FWIInput{Month: int(f.day.Month()), Lat: f.opts.Lat, TempC: v[0], RHPct: v[1], WindKmh: v[2], RainMM: v[3]}
	if row.Text("lat") == "" {
		return in, nil
	}
	var err error
	in.Lat, err = row.Number("lat")
	return in, err
}
