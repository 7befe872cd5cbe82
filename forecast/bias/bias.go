// Package bias corrects model weather by what stations read of late: a
// regression of observation on model per station and variable, kept only where
// it would have helped, and spread to zones. It is pure; it must not choose
// days, read a clock, or touch an observation.
package bias

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
)

// Pair is what the model said of a day at a station's place and what was read.
type Pair struct {
	Model    float64
	Observed float64
}

// Reason says why a correction is what it is; the texts are the profile's.
type Reason string

// The reasons. With TooFew, TooDry and NotBetter the model stays as it is.
const (
	TooFew       Reason = "too_few"       // less than minPairs pairs: nothing is known of the station
	TooDry       Reason = "too_dry"       // too little rain in the pairs to say anything of it
	NotBetter    Reason = "not_better"    // no correction would have lessened the error by 2 %
	Shift        Reason = "shift"         // the mean difference, too few pairs or too little gain for a line
	ShiftLimited Reason = "shift_limited" // the mean difference, since the line's slope lies outside 0.5–1.5
	Linear       Reason = "linear"        // the regression line
	Ratio        Reason = "ratio"         // rain: the ratio of the sums
	Spread       Reason = "spread"        // the weighted mean of stations' corrections
)

// Correction turns the model's value x into Intercept + Slope·x. The zero
// Correction, like every one without gain, has to be made by None or Fit:
// Slope 1 and Intercept 0 leave the value alone.
type Correction struct {
	Variable   forecast.Variable `json:"variable"`
	Reason     Reason            `json:"reason"`
	N          int               `json:"n"`           // pairs; for Spread the stations that counted
	Slope      float64           `json:"slope"`       // 0.5–1.5; for rain the ratio, 0.5–2
	Intercept  float64           `json:"intercept"`   // in the variable's unit; 0 for rain
	Bias       forecast.Float    `json:"bias"`        // mean of model − observed before, in the variable's unit
	RMSEBefore forecast.Float    `json:"rmse_before"` // of the model as it is
	RMSEAfter  forecast.Float    `json:"rmse_after"`  // each pair corrected by what the others say
}

// None is the correction that leaves the model alone.
func None(v forecast.Variable, why Reason) Correction {
	return Correction{Variable: v, Reason: why, Slope: 1}
}

// Identity reports whether the correction leaves the model alone.
func (c Correction) Identity() bool { return c.Slope == 1 && c.Intercept == 0 }

// Apply corrects the model's value. Missing stays missing; rain of 0 stays 0;
// rain and wind never become negative, and humidity never leaves 0–100 %.
func (c Correction) Apply(model forecast.Float) forecast.Float {
	if !model.OK || c.Identity() {
		return model
	}
	v := c.Intercept + c.Slope*model.V
	switch c.Variable {
	case forecast.RainMM, forecast.WindMS:
		v = math.Max(v, 0)
	case forecast.RHPct:
		v = math.Min(math.Max(v, 0), 100)
	}
	return forecast.Some(v)
}

// LimitDewPoint keeps a corrected dew point from exceeding the corrected
// temperature: each has its own correction; the air saturates, not more.
func LimitDewPoint(tempC, dewPointC forecast.Float) forecast.Float {
	if tempC.OK && dewPointC.OK {
		dewPointC.V = math.Min(dewPointC.V, tempC.V)
	}
	return dewPointC
}

// Share is a station's correction with its weight at a zone, as the
// interpolation of stations gives it.
type Share struct {
	Correction Correction
	Weight     float64 // negative counts as 0
}

// At is the correction at a zone: the weighted mean of those of the stations.
// The mean of the corrected values is what the mean of the lines gives, so
// nothing is lost by it. Stations about which nothing is known (TooFew, TooDry)
// leave their weight to the others; where the weights add up to less than 1, as
// those of optimal interpolation do far from stations, the rest is the model's
// own. RMSE and bias are the weighted means of the stations', missing without any.
func At(v forecast.Variable, shares []Share) Correction {
	out, all, known := None(v, TooFew), 0.0, 0.0
	for _, s := range shares {
		w := math.Max(s.Weight, 0)
		all += w
		if w > 0 && s.Correction.informed() {
			known += w
		}
	}
	if !(known > 0) {
		return out
	}
	out.Reason = Spread
	reach := math.Min(all, 1) / known
	for _, s := range shares {
		w := math.Max(s.Weight, 0)
		if w == 0 || !s.Correction.informed() {
			continue
		}
		out.N++
		out.Slope += w * reach * (s.Correction.Slope - 1)
		out.Intercept += w * reach * s.Correction.Intercept
		addMean(&out.Bias, s.Correction.Bias, w/known)
		addMean(&out.RMSEBefore, s.Correction.RMSEBefore, w/known)
		addMean(&out.RMSEAfter, s.Correction.RMSEAfter, w/known)
	}
	return out
}

// informed reports whether the correction rests on enough to say something,
// were it that the model needs none.
func (c Correction) informed() bool {
	return c.Reason != TooFew && c.Reason != TooDry && c.Reason != ""
}

func addMean(sum *forecast.Float, part forecast.Float, weight float64) {
	*sum = forecast.Some(sum.V + weight*part.V)
}
