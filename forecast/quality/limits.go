// Package quality checks observations before they are used. It only ever flags,
// variable by variable, with a reason; a value is never changed. Thresholds are
// data, the past is passed in, and the package reads no clock.
package quality

import (
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Range is what a variable may lie in, both ends included.
type Range struct {
	Low  float64 `yaml:"low"`
	High float64 `yaml:"high"`
}

func (r Range) holds(v float64) bool { return v >= r.Low && v <= r.High }

// broken says which end a value outside lies beyond.
func (r Range) broken(v float64) (side string, border float64) {
	if v < r.Low {
		return "below", r.Low
	}
	return "above", r.High
}

// Stuck says when a sensor that repeats itself counts as stuck: at least Reports
// identical values over at least Hours.
type Stuck struct {
	Hours   float64 `yaml:"hours"`
	Reports int     `yaml:"reports"`
}

// Limits are the thresholds of all checks. A variable that is not in a map is
// not checked that way.
type Limits struct {
	Range           map[forecast.Variable]Range   `yaml:"range"`             // scalars, in their own unit; rain in mm
	RainHours       Range                         `yaml:"rain_hours"`        // length of a rain interval, h; above Low
	RainMMPerHour   float64                       `yaml:"rain_mm_per_hour"`  // no interval rains harder on average
	RainToleranceMM float64                       `yaml:"rain_tolerance_mm"` // a shorter interval may exceed a longer one by this
	DewToleranceK   float64                       `yaml:"dew_tolerance_k"`   // dew point may exceed temperature by this
	StepPerHour     map[forecast.Variable]float64 `yaml:"step_per_hour"`     // change against the report before, in the variable's unit
	StepHours       float64                       `yaml:"step_hours"`        // a report older than this is not compared
	Stuck           map[forecast.Variable]Stuck   `yaml:"stuck"`             // identical values
	LookbackHours   float64                       `yaml:"lookback_hours"`    // how far back a sensor's past is looked at
	FutureMinutes   float64                       `yaml:"future_minutes"`    // a report's time may lie this far behind its receipt
	RainStuck       RainStuck                     `yaml:"rain_stuck"`

	Neighbours  Neighbours                      `yaml:"neighbours"`
	Buddy       map[forecast.Variable]Departure `yaml:"buddy"`   // against the neighbours
	Spatial     map[forecast.Variable]Spatial   `yaml:"spatial"` // against the analysis
	RainAlone   RainAlone                       `yaml:"rain_alone"`
	RainMissing RainMissing                     `yaml:"rain_missing"`
	Isolated    Isolated                        `yaml:"isolated"`
	Moved       Moved                           `yaml:"moved"`
	Duplicate   Duplicate                       `yaml:"duplicate"`
	Silence     Silence                         `yaml:"silence"`
	Margin      Margin                          `yaml:"climate_margin"`
}

// DefaultLimits are unverified [U]: set from general knowledge of the world's
// extremes and of instruments, wider than the weather of southern Viet Nam, after
// the habit of gross limits in WMO-No. 488 (unchecked). A profile narrows them.
func DefaultLimits() Limits {
	return Limits{
		Range: map[forecast.Variable]Range{
			forecast.TempC:          {-40, 55},
			forecast.DewPointC:      {-60, 40},
			forecast.RHPct:          {0, 100},
			forecast.WindMS:         {0, 75},
			forecast.WindDirDeg:     {0, 360},
			forecast.PressureHPa:    {500, 1080},
			forecast.MSLPressureHPa: {870, 1085},
			forecast.RainMM:         {0, 1800},
		},
		RainHours:       Range{0, 24},
		RainMMPerHour:   250,
		RainToleranceMM: 0.5,
		DewToleranceK:   0.1,
		StepPerHour: map[forecast.Variable]float64{
			forecast.TempC:          12, // a squall takes 10 K
			forecast.DewPointC:      12,
			forecast.RHPct:          60,
			forecast.WindMS:         30,
			forecast.PressureHPa:    10,
			forecast.MSLPressureHPa: 10,
		},
		StepHours: 3,
		Stuck: map[forecast.Variable]Stuck{ // whole degrees repeat through a wet night: hence a day
			forecast.TempC:       {24, 10},
			forecast.DewPointC:   {48, 16},
			forecast.RHPct:       {24, 10},
			forecast.WindMS:      {24, 10},
			forecast.PressureHPa: {24, 10},
		},
		LookbackHours: 10 * 24,
		FutureMinutes: 10,
		RainStuck:     RainStuck{MM: 1, Reports: 6},

		Neighbours:  defaultNeighbours(),
		Buddy:       defaultBuddy(),
		Spatial:     defaultSpatial(),
		RainAlone:   RainAlone{MM: 150, DryMM: 1, Km: 30},
		RainMissing: RainMissing{Days: 5, MM: 20, Km: 50, Share: 0.8},
		Isolated:    Isolated{Days: 10, AtLeast: 5},
		Moved:       Moved{Km: 2, HeightM: 50}, // lists give whole minutes of arc: 1.9 km
		Duplicate:   Duplicate{SiteKm: 0.05, SiteReports: 3, Reports: 12, Values: 3},
		Silence:     Silence{EveryHours: 3, LateMinutes: 45, Expect: []forecast.Variable{forecast.TempC, forecast.RainMM}},
		Margin:      defaultMargin(),
	}
}

// Lookback is how much of a station's past Check can use.
func (l Limits) Lookback() time.Duration { return hours(max(l.LookbackHours, l.StepHours)) }

func hours(h float64) time.Duration { return time.Duration(h * float64(time.Hour)) }
