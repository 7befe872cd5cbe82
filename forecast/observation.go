package forecast

import (
	"context"
	"slices"
	"time"
)

// Variable names one observed quantity; its unit is part of the name.
type Variable string

// The variables of an observation.
const (
	TempC          Variable = "temp_c"           // air temperature, °C
	DewPointC      Variable = "dewpoint_c"       // dew point, °C
	RHPct          Variable = "rh_pct"           // relative humidity, %
	WindMS         Variable = "wind_ms"          // wind speed, m/s
	WindDirDeg     Variable = "wind_dir_deg"     // direction the wind comes from, degrees from north
	PressureHPa    Variable = "pressure_hpa"     // station pressure, hPa
	MSLPressureHPa Variable = "msl_pressure_hpa" // pressure reduced to sea level, hPa
	RainMM         Variable = "rain"             // rain amounts, mm over hours
)

// Rain is an amount with the length of the interval that ends at the
// observation's time. A trace is 0.05 mm.
type Rain struct {
	MM    float64 `json:"mm"`
	Hours float64 `json:"hours"`
}

// Flag says that one variable of an observation failed a check. The value is
// kept but not used.
type Flag struct {
	Variable Variable `json:"variable"`
	Test     string   `json:"test"`           // range, consistency, step, stuck
	Value    Float    `json:"value,omitzero"` // what was judged
	Low      Float    `json:"low,omitzero"`   // lower limit of the test, when it has one
	High     Float    `json:"high,omitzero"`  // upper limit of the test, when it has one
	Reason   string   `json:"reason"`         // one sentence: value, limit, unit
}

// Observation is one report of one station. A field that is missing was neither
// reported nor derivable.
type Observation struct {
	Station        string     `json:"station"`
	WIGOS          string     `json:"wigos,omitempty"`
	Time           time.Time  `json:"time"` // valid time, UTC
	TempC          Float      `json:"temp_c,omitzero"`
	DewPointC      Float      `json:"dewpoint_c,omitzero"`
	RHPct          Float      `json:"rh_pct,omitzero"`
	WindMS         Float      `json:"wind_ms,omitzero"`
	WindDirDeg     Float      `json:"wind_dir_deg,omitzero"`
	Rain           []Rain     `json:"rain,omitempty"`
	PressureHPa    Float      `json:"pressure_hpa,omitzero"`
	MSLPressureHPa Float      `json:"msl_pressure_hpa,omitzero"`
	QNH            bool       `json:"qnh,omitempty"`        // MSLPressureHPa is an aerodrome's QNH
	Correction     string     `json:"correction,omitempty"` // CCA, CCB, … or COR
	Void           []Variable `json:"void,omitempty"`       // of a correction: values of it are wrong, and there are none; they are kept and count no more
	Derived        []Variable `json:"derived,omitempty"`    // variables computed from others of the report
	Estimated      bool       `json:"estimated,omitempty"`  // not read at its time, e.g. a daily maximum standing for 13:00
	Simulated      bool       `json:"simulated,omitempty"`  // made by the sample season
	Issued         time.Time  `json:"issued,omitzero"`      // start of the model run; zero for a real observation
	Source         string     `json:"source"`               // synop, csv, openmeteo, …
	Raw            string     `json:"raw,omitempty"`        // the report's text

	Place    *Station  `json:"-"` // the station, when the input says where it stands
	RawHash  string    `json:"-"` // the Raw it was read from
	Received time.Time `json:"-"` // when the service got it, UTC
	Flags    []Flag    `json:"flags,omitempty"`
}

// Past reports whether model weather is of a time before its model run began: an
// analysis or earlier runs joined together, no forecast.
func (o *Observation) Past() bool { return !o.Issued.IsZero() && o.Time.Before(o.Issued) }

// Flagged reports whether a check failed for the variable.
func (o *Observation) Flagged(v Variable) bool {
	return slices.ContainsFunc(o.Flags, func(f Flag) bool { return f.Variable == v })
}

// Value is a scalar variable's value whether flagged or not; missing for rain.
func (o *Observation) Value(v Variable) Float {
	if p := o.scalar(v); p != nil {
		return *p
	}
	return Float{}
}

// Usable is a scalar variable's value, missing when it is flagged.
func (o *Observation) Usable(v Variable) Float {
	if o.Flagged(v) {
		return Float{}
	}
	return o.Value(v)
}

// Set puts a scalar variable's value. It panics on a variable that is no scalar.
func (o *Observation) Set(v Variable, value Float) { *o.scalar(v) = value }

// Scalars are the variables with one number each, in the order of the contract.
var Scalars = []Variable{TempC, DewPointC, RHPct, WindMS, WindDirDeg, PressureHPa, MSLPressureHPa}

func (o *Observation) scalar(v Variable) *Float {
	switch v {
	case TempC:
		return &o.TempC
	case DewPointC:
		return &o.DewPointC
	case RHPct:
		return &o.RHPct
	case WindMS:
		return &o.WindMS
	case WindDirDeg:
		return &o.WindDirDeg
	case PressureHPa:
		return &o.PressureHPa
	case MSLPressureHPa:
		return &o.MSLPressureHPa
	}
	return nil
}

// ObservationQuery selects observations. Received by AsOf and valid in [From, To].
type ObservationQuery struct {
	From, To  time.Time
	AsOf      time.Time
	Stations  []string // none = all
	Simulated bool     // the sample season's observations instead of the real ones
}

// ObservationStore keeps observations. It only ever adds: the same report twice
// is a duplicate, a different report of the same station and time stands beside
// the first, and Observations says which value counts.
type ObservationStore interface {
	// SaveObservations adds those that are new and says how many were.
	SaveObservations(ctx context.Context, obs []Observation) (saved int, err error)
	// Observations gives one observation per station and time, by station and
	// time: for each variable the value of the highest correction, then of the
	// newest receipt, that has one (see Merge).
	Observations(ctx context.Context, q ObservationQuery) ([]Observation, error)
}
