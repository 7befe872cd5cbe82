package verify

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/canhlua/canhlua/forecast"
)

// Distribution is the probability of each level, I first, or missing. In JSON
// it is five numbers or null.
type Distribution struct {
	P  [5]float64 // 0–1, together 1; meaningless unless OK
	OK bool
}

// DistributionOf is a distribution that is there.
func DistributionOf(p [5]float64) Distribution { return Distribution{P: p, OK: true} }

// Certain is the distribution of someone who says one level; missing when the
// level is unknown.
func Certain(l forecast.Level) Distribution {
	var d Distribution
	if l.Known() {
		d.P[l-forecast.I], d.OK = 1, true
	}
	return d
}

// Dangerous is the probability of level IV or V, 0–1.
func (d *Distribution) Dangerous() float64 { return min(d.P[3]+d.P[4], 1) }

// IsZero reports whether the distribution is missing, so that `omitzero` leaves it out.
func (d Distribution) IsZero() bool { return !d.OK }

// MarshalJSON writes five numbers, or null when missing.
func (d Distribution) MarshalJSON() ([]byte, error) {
	if !d.OK {
		return []byte("null"), nil
	}
	return json.Marshal(d.P)
}

// UnmarshalJSON reads five numbers or null.
func (d *Distribution) UnmarshalJSON(data []byte) error {
	*d = Distribution{}
	if string(data) == "null" {
		return nil
	}
	var p []float64
	if err := json.Unmarshal(data, &p); err != nil {
		return err
	}
	if len(p) != len(d.P) {
		return fmt.Errorf("probabilities %s: %d numbers; give five, level I first", data, len(p))
	}
	*d = DistributionOf([5]float64(p))
	return nil
}

// sumWithin is how far probabilities may add up beside 1: room for rounding of
// the machine, not for that of a print.
const sumWithin = 1e-6

// check refuses what is no distribution, by the level that is wrong.
func (d *Distribution) check() *forecast.Invalid {
	sum := 0.0
	for i, p := range d.P {
		reason := ""
		switch {
		case math.IsNaN(p) || math.IsInf(p, 0):
			reason = "not a number"
		case p < 0:
			reason = "below 0"
		case p > 1+sumWithin:
			reason = "above 1"
		}
		if reason != "" {
			return &forecast.Invalid{Column: "probability of level " + forecast.Levels[i].Roman(), Value: fmt.Sprint(p),
				Reason: reason, Remedy: "give a share from 0 to 1, or none at all"}
		}
		sum += p
	}
	if math.Abs(sum-1) > sumWithin {
		return &forecast.Invalid{Column: "probabilities", Value: fmt.Sprint(d.P),
			Reason: fmt.Sprintf("they add up to %v, not to 1", sum), Remedy: "divide them by their sum, or give none at all"}
	}
	return nil
}

// brier is (p − o)² for the event "IV or V", 0–1 (Brier 1950, halved as is usual
// for two classes).
func (d *Distribution) brier(o forecast.Level) float64 {
	e := d.Dangerous()
	if o.Dangerous() {
		e--
	}
	return e * e
}

// rps is the ranked probability score of one forecast, 0–4: the sum over the
// levels of the squared difference of the cumulated probabilities (Epstein 1969;
// Murphy 1971; in the undivided form of Wilks, Statistical Methods in the
// Atmospheric Sciences, chapter on verification; equation numbers unchecked).
func (d *Distribution) rps(o forecast.Level) float64 {
	sum, f := 0.0, 0.0
	for i, l := range forecast.Levels[:4] {
		f += d.P[i]
		e := f
		if o <= l {
			e--
		}
		sum += e * e
	}
	return sum
}
