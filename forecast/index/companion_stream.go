package index

// moment is a calculator of an index that needs nothing but the row itself.
func moment(name string, columns []string, compute func([]float64) (float64, error)) Calculator {
	c := Calculator{Name: name, Adds: func(func(string) bool) []string { return []string{name} }}
	for _, column := range columns {
		c.Needs = append(c.Needs, []string{column})
	}
	values := make([]float64, len(columns))
	c.Step = func(row Row) Result {
		if err := numbers(row, columns, values); err != nil {
			return Result{Note: err.Error()}
		}
		v, err := compute(values)
		if err != nil {
			return Result{Note: err.Error()}
		}
		return Result{Cells: []Cell{some(v)}}
	}
	return c
}

// numbers reads the row's columns in order.
func numbers(row Row, columns []string, to []float64) error {
	for i, column := range columns {
		v, err := row.Number(column)
		if err != nil {
			return err
		}
		to[i] = v
	}
	return nil
}

// AngstromCalculator computes the Ångström index row by row.
func AngstromCalculator() Calculator {
	return moment("angstrom", []string{"temp_c", "rh_pct"}, func(v []float64) (float64, error) { return Angstrom(v[0], v[1]) })
}

// FFDICalculator computes McArthur's index row by row.
func FFDICalculator() Calculator {
	return moment("ffdi", []string{"temp_c", "rh_pct", "wind_kmh", "drought_factor"}, func(v []float64) (float64, error) {
		return FFDI(FFDIInput{TempC: v[0], RHPct: v[1], WindKmh: v[2], DroughtFactor: v[3]})
	})
}

// FFWICalculator computes Fosberg's index row by row.
func FFWICalculator() Calculator {
	return moment("ffwi", []string{"temp_c", "rh_pct", "wind_kmh"}, func(v []float64) (float64, error) {
		return FFWI(FFWIInput{TempC: v[0], RHPct: v[1], WindKmh: v[2]})
	})
}

// HDWCalculator computes hot-dry-windy row by row.
func HDWCalculator() Calculator {
	return moment("hdw", []string{"temp_c", "rh_pct", "wind_ms"}, func(v []float64) (float64, error) { return HDW(v[0], v[1], v[2]) })
}
