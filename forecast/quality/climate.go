package quality

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Climate is what a value may be at a place in a month. It is data: a station's
// own limits go before the area's; what is in neither is not checked.
type Climate struct {
	Area     map[forecast.Variable]Year            `yaml:"area"`
	Stations map[string]map[forecast.Variable]Year `yaml:"stations"` // by station ID
}

// Year is a range for each month, January first, in the variable's unit; rain is
// the most of any interval of a report, which is 24 h at most.
type Year struct {
	Low  []float64 `yaml:"low"`
	High []float64 `yaml:"high"`
}

// On gives the range of a month; false when the year does not have twelve.
func (y Year) On(m time.Month) (Range, bool) {
	if len(y.Low) != 12 || len(y.High) != 12 {
		return Range{}, false
	}
	return Range{y.Low[m-1], y.High[m-1]}, true
}

// Range gives what a variable may be at a station in a month; false when nobody
// has said.
func (c Climate) Range(station string, v forecast.Variable, m time.Month) (Range, bool) {
	if r, ok := c.Stations[station][v].On(m); ok {
		return r, true
	}
	return c.Area[v].On(m)
}

// Check gives what is wrong with the data: a year without twelve months, a low
// above its high, an unknown variable. The errors are *forecast.Invalid.
func (c Climate) Check() error {
	var all []error
	check := func(where string, years map[forecast.Variable]Year) {
		for _, v := range slices.Sorted(maps.Keys(years)) {
			if bad := years[v].fault(where+"."+string(v), v); bad != nil {
				all = append(all, bad)
			}
		}
	}
	check("area", c.Area)
	for _, id := range slices.Sorted(maps.Keys(c.Stations)) {
		check("stations."+id, c.Stations[id])
	}
	return errors.Join(all...)
}

func (y Year) fault(column string, v forecast.Variable) error {
	if !slices.Contains(variables, v) {
		return &forecast.Invalid{Column: column, Value: string(v), Reason: "no such variable", Remedy: fmt.Sprintf("known: %v", variables)}
	}
	if _, ok := y.On(time.January); !ok {
		return &forecast.Invalid{Column: column, Value: fmt.Sprintf("%d low, %d high", len(y.Low), len(y.High)),
			Reason: "not one a month", Remedy: "give 12 each, January first"}
	}
	for i := range y.Low {
		if !(y.Low[i] <= y.High[i]) {
			return &forecast.Invalid{Column: column, Value: fmt.Sprintf("%v to %v", y.Low[i], y.High[i]),
				Reason: fmt.Sprintf("low above high in %s", time.Month(i+1)), Remedy: "swap them"}
		}
	}
	return nil
}

// unheardOf flags what the month has never seen there. The month is UTC's: the
// margins are wider than what a few hours at its turn can change.
func (f *finding) unheardOf() {
	month := f.obs.Time.UTC().Month()
	for _, v := range forecast.Scalars {
		limit, ok := f.climate.Range(f.obs.Station, v, month)
		if value := f.sound(v); ok && value.OK && !limit.holds(value.V) {
			f.outOfSeason(v, value.V, show(value.V, v), limit)
		}
	}
	limit, ok := f.climate.Range(f.obs.Station, forecast.RainMM, month)
	for _, r := range f.obs.Rain {
		if ok && !limit.holds(r.MM) {
			f.outOfSeason(forecast.RainMM, r.MM, fmt.Sprintf("%v mm in %v h", r.MM, r.Hours), limit)
		}
	}
}

func (f *finding) outOfSeason(v forecast.Variable, value float64, text string, limit Range) {
	side, border := limit.broken(value)
	f.flag(forecast.Flag{Variable: v, Test: TestClimate, Value: forecast.Some(value),
		Low: forecast.Some(limit.Low), High: forecast.Some(limit.High),
		Reason: fmt.Sprintf("%s %s: %s %s, the limit of the station's %s", names[v], text, side, round(border, v), f.obs.Time.UTC().Month())})
}

// Normal is a station's published monthly climate, January first.
type Normal struct {
	Station   string
	TempMaxC  [12]float64 // mean daily maximum, °C
	VapourHPa [12]float64 // mean vapour pressure, hPa
	RainMM    [12]float64 // monthly amount, mm
}

// Margin is how far from its normals the weather may go.
type Margin struct {
	TempAboveK float64 `yaml:"temp_above_k"` // above the mean daily maximum
	TempBelowK float64 `yaml:"temp_below_k"` // below it, nights included
	DewAboveK  float64 `yaml:"dew_above_k"`  // above the dew point of the mean vapour pressure
	DewBelowK  float64 `yaml:"dew_below_k"`  // below it
	RainMM     float64 `yaml:"rain_mm"`      // a day may bring this and the month's whole normal
}

// defaultMargin is wide [U]: the records of the lowlands of southern Viet Nam
// lie about 5 K above the mean daily maximum and 20 K below it, and one storm
// can bring 150 mm in any month.
func defaultMargin() Margin {
	return Margin{TempAboveK: 8, TempBelowK: 25, DewAboveK: 7, DewBelowK: 18, RainMM: 150}
}

// ClimateOf derives limits from normals where nobody has given extremes: for
// their stations, and for the area what holds for any of them. A mountain wants
// limits of its own. Unverified [U].
func ClimateOf(normals []Normal, m Margin) Climate {
	c := Climate{Area: map[forecast.Variable]Year{}, Stations: map[string]map[forecast.Variable]Year{}}
	for _, n := range normals {
		own := n.years(m)
		c.Stations[n.Station] = own
		for v, year := range own {
			c.Area[v] = c.Area[v].or(year)
		}
	}
	return c
}

func (n Normal) years(m Margin) map[forecast.Variable]Year {
	temp, dew, rain := newYear(), newYear(), newYear()
	for i := range 12 {
		temp.Low[i], temp.High[i] = tenth(n.TempMaxC[i]-m.TempBelowK), tenth(n.TempMaxC[i]+m.TempAboveK)
		mean := dewPointOf(n.VapourHPa[i])
		dew.Low[i], dew.High[i] = tenth(mean-m.DewBelowK), tenth(mean+m.DewAboveK)
		rain.High[i] = n.RainMM[i] + m.RainMM
	}
	return map[forecast.Variable]Year{forecast.TempC: temp, forecast.DewPointC: dew, forecast.RainMM: rain}
}

func newYear() Year { return Year{Low: make([]float64, 12), High: make([]float64, 12)} }

// or is the year that holds both.
func (y Year) or(other Year) Year {
	if len(y.Low) == 0 {
		return Year{Low: slices.Clone(other.Low), High: slices.Clone(other.High)}
	}
	for i := range y.Low {
		y.Low[i], y.High[i] = min(y.Low[i], other.Low[i]), max(y.High[i], other.High[i])
	}
	return y
}

// dewPointOf is the temperature, °C, at which a vapour pressure saturates:
// e = 6.1078·10^(7.5T/(237.3+T)) hPa turned round, the formula of the index P.
func dewPointOf(vapourHPa float64) float64 {
	x := math.Log10(vapourHPa / 6.1078)
	return 237.3 * x / (7.5 - x)
}
