package forecast_test

import (
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

func TestHeadline(t *testing.T) {
	for _, c := range []struct {
		name   string
		counts []int
		rule   string
		p      float64
		want   forecast.Level
	}{
		{"nobody", []int{0, 0, 0, 0, 0}, "median", 0, forecast.Unknown},
		{"one", []int{0, 0, 1, 0, 0}, "median", 0, forecast.III},
		{"the upper of two", []int{1, 0, 0, 1, 0}, "median", 0, forecast.IV},
		{"most are low", []int{3, 0, 0, 0, 2}, "median", 0, forecast.I},
		{"two of five reach V", []int{3, 0, 0, 0, 2}, "probable", 0.4, forecast.V},
		{"that is not half", []int{3, 0, 0, 0, 2}, "probable", 0.5, forecast.I},
		{"half reach III", []int{1, 1, 1, 1, 0}, "probable", 0.5, forecast.III},
	} {
		o := forecast.Outlook{Counts: c.counts}
		for _, n := range c.counts {
			o.Members += n
		}
		if got := o.Headline(c.rule, c.p); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
