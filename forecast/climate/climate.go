// Package climate makes a zone's normals of past days: for each day of the year
// the distribution of each index over the years. It keeps nothing and reads no
// clock.
package climate

import (
	"math"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// Window is how many days on either side of a day of the year count as like it.
const Window = 7

// MinYears is how many years a distribution needs.
const MinYears = 5

const yearDays = 366

// Record collects one zone's past days.
type Record struct {
	zone string
	days [yearDays + 1][]past
}

// past is one day of one year.
type past struct {
	year    int
	numbers []float32 // by forecast.ClimateNames; NaN = missing
}

// NewRecord is an empty one of a zone.
func NewRecord(zone string) *Record { return &Record{zone: zone} }

// Add takes a day in. What is not known of it counts for nothing.
func (r *Record) Add(d *forecast.ZoneDay) {
	p := past{year: d.Date.Year, numbers: make([]float32, 0, len(forecast.ClimateNames))}
	for _, f := range d.Numbers() {
		if !f.OK {
			f.V = math.NaN()
		}
		p.numbers = append(p.numbers, float32(f.V))
	}
	day := d.Date.LeapDay()
	r.days[day] = append(r.days[day], p)
}

// Normals are those of every day of the year.
func (r *Record) Normals() []forecast.Normal {
	out := make([]forecast.Normal, 0, yearDays)
	for day := 1; day <= yearDays; day++ {
		near := r.near(day)
		n := forecast.Normal{Zone: r.zone, Day: day, Index: make([]forecast.Distribution, len(forecast.ClimateNames))}
		for i := range n.Index {
			n.Index[i] = distribution(near, i)
		}
		out = append(out, n)
	}
	return out
}

// near are the days around a day of the year, over its turn as well.
func (r *Record) near(day int) []past {
	var out []past
	for k := -Window; k <= Window; k++ {
		out = append(out, r.days[(day-1+k+yearDays)%yearDays+1]...)
	}
	return out
}

// distribution is that of one number over the days, none when they come from too
// few years.
func distribution(days []past, i int) forecast.Distribution {
	values, years := make([]float64, 0, len(days)), map[int]bool{}
	for _, d := range days {
		if v := float64(d.numbers[i]); !math.IsNaN(v) {
			values, years[d.year] = append(values, v), true
		}
	}
	out := forecast.Distribution{Years: len(years)}
	if len(years) < MinYears {
		return out
	}
	slices.Sort(values)
	for k := range forecast.Quantiles {
		at := float64(k) / (forecast.Quantiles - 1) * float64(len(values)-1)
		low := int(at)
		v := values[low]
		if low+1 < len(values) {
			v += (at - float64(low)) * (values[low+1] - v)
		}
		out.Quantiles = append(out.Quantiles, v)
	}
	return out
}
