package index

// NesterovCalculator computes Nesterov's index day by day from start, °C². Of the
// two humidity columns the first that is filled counts: dewpoint_c, rh_pct.
func NesterovCalculator(start float64) (Calculator, error) {
	if err := nesterovBound.check(start); err != nil {
		return Calculator{}, err
	}
	n := &nesterovDays{}
	n.set(start)
	return Calculator{
		Name:  "nesterov",
		Needs: [][]string{{"date"}, {"temp_c"}, {"dewpoint_c", "rh_pct"}, {"rain_mm"}},
		Adds:  func(func(string) bool) []string { return []string{"nesterov"} },
		Step:  n.step,
	}, nil
}

type nesterovDays struct{ series }

func (n *nesterovDays) step(row Row) Result {
	if err := n.enter(row); err != nil {
		return Result{Note: err.Error()}
	}
	rainMM, err := row.Number("rain_mm")
	if err == nil {
		err = rainBound.check(rainMM)
	}
	if err != nil {
		return Result{Note: n.missing(err)}
	}
	if rainMM > nesterovResetMM { // known whatever the rest is
		n.set(0)
		return Result{Cells: []Cell{some(0)}}
	}
	temp, dew, err := tempAndDew(row)
	if err != nil {
		return Result{Note: n.missing(err)}
	}
	v, err := Nesterov(n.value, NesterovInput{TempC: temp, DewPointC: dew, RainMM: rainMM})
	if err != nil {
		return Result{Note: n.missing(err)}
	}
	if n.why != "" {
		return Result{Note: n.unknown("nesterov", nesterovResetMM)}
	}
	n.set(v)
	return Result{Cells: []Cell{some(v)}}
}

// tempAndDew reads the temperature and whichever humidity the row has.
func tempAndDew(row Row) (temp, dew float64, err error) {
	if temp, err = row.Number("temp_c"); err != nil {
		return 0, 0, err
	}
	column, ok := row.First("dewpoint_c", "rh_pct")
	if !ok {
		column = "rh_pct"
	}
	v, err := row.Number(column)
	if err != nil || column == "dewpoint_c" {
		return temp, v, err
	}
	if v == 0 { // no dew point at all
		return temp, dewBound.low, rhBound.check(v)
	}
	dew, err = DewPointC(temp, v)
	return temp, dew, err
}
