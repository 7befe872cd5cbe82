package forecast_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
)

func void(vs ...forecast.Variable) func(*forecast.Observation) {
	return func(o *forecast.Observation) { o.Void = vs }
}

// A correction may say that a value is wrong and that there is none: it counts no
// more, however it came; a later value counts again.
func TestMergeVoid(t *testing.T) {
	dry := rain(forecast.Rain{MM: 0, Hours: 24}, forecast.Rain{MM: 0, Hours: 6})
	for name, test := range map[string]struct {
		reports []forecast.Observation
		temp    forecast.Float
		rh      forecast.Float
		rain    []forecast.Rain
		void    []forecast.Variable
	}{
		"taken away": {reports: []forecast.Observation{report(0, temp(99)), report(5, both(correction("CCA"), void(forecast.TempC)))},
			void: []forecast.Variable{forecast.TempC}},
		"whatever came first": {reports: []forecast.Observation{report(5, both(correction("CCA"), void(forecast.TempC))), report(9, temp(31))},
			void: []forecast.Variable{forecast.TempC}},
		"and given again": {reports: []forecast.Observation{report(0, temp(99)), report(5, both(correction("CCA"), void(forecast.TempC))),
			report(9, both(correction("CCB"), temp(31)))}, temp: forecast.Some(31)},
		"given, then taken away": {reports: []forecast.Observation{report(0, both(correction("CCB"), temp(31))), report(5, both(correction("CCC"), void(forecast.TempC)))},
			void: []forecast.Variable{forecast.TempC}},
		"an older correction takes nothing away": {reports: []forecast.Observation{report(0, both(correction("CCB"), temp(31))), report(5, both(correction("CCA"), void(forecast.TempC)))},
			temp: forecast.Some(31)},
		"what was derived from it goes too": {reports: []forecast.Observation{report(0, both(temp(99), humid(20, 45, forecast.RHPct))),
			report(5, both(correction("CCA"), void(forecast.TempC)))}, void: []forecast.Variable{forecast.TempC}},
		"what was not derived stays": {reports: []forecast.Observation{report(0, both(temp(99), humid(20, 45, forecast.DewPointC))),
			report(5, both(correction("CCA"), void(forecast.TempC)))}, rh: forecast.Some(45), void: []forecast.Variable{forecast.TempC}},
		"rain of every length": {reports: []forecast.Observation{report(0, both(temp(31), dry)), report(5, both(correction("CCA"), void(forecast.RainMM)))},
			temp: forecast.Some(31), void: []forecast.Variable{forecast.RainMM}},
		"rain given again leaves no old length": {reports: []forecast.Observation{report(0, dry), report(5, both(correction("CCA"), void(forecast.RainMM))),
			report(9, both(correction("CCB"), rain(forecast.Rain{MM: 12, Hours: 24})))}, rain: []forecast.Rain{{MM: 12, Hours: 24}}},
		"a flagged one is no better than none": {reports: []forecast.Observation{report(0, both(temp(99), flagged(forecast.TempC))), report(5, both(correction("CCA"), void(forecast.TempC)))},
			void: []forecast.Variable{forecast.TempC}},
	} {
		t.Run(name, func(t *testing.T) {
			before := append([]forecast.Observation{}, test.reports...)
			got := forecast.Merge(test.reports)
			if len(got) != 1 {
				t.Fatalf("%+v", got)
			}
			o := got[0]
			if o.TempC != test.temp || o.RHPct != test.rh || !cmp.Equal(o.Rain, test.rain) || !cmp.Equal(o.Void, test.void) || len(o.Flags) > 0 {
				t.Errorf("%+v", o)
			}
			if !cmp.Equal(before, test.reports) {
				t.Error("the reports themselves were changed")
			}
		})
	}
}

func TestCheckVoid(t *testing.T) {
	for name, o := range map[string]forecast.Observation{
		"no variable":        report(0, both(correction("CCA"), void("cloud"))),
		"given as well":      report(0, both(correction("CCA"), temp(3), void(forecast.TempC))),
		"rain given as well": report(0, both(correction("CCA"), rain(forecast.Rain{Hours: 24}), void(forecast.RainMM))),
		"no correction":      report(0, void(forecast.TempC)),
	} {
		if err := o.CheckVoid(); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	good := report(0, both(correction("CCA"), temp(3), void(forecast.RainMM)))
	if err := good.CheckVoid(); err != nil {
		t.Error(err)
	}
}
