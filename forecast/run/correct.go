package run

import (
	"math"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/bias"
	"github.com/canhlua/canhlua/geo"
)

// StationCorrection is what a station's readings of late say of the model there.
type StationCorrection struct {
	Station string                     `json:"station"`
	By      map[string]bias.Correction `json:"by"` // by variable of forecast.Day
}

// atStation marks the place of model weather that was asked for at a station, so
// that no station's ID is taken for a zone's.
const atStation = "station:"

// ModelPlace names a station as a place of model weather.
func ModelPlace(station string) string { return atStation + station }

// IsStationPlace reports whether a place of model weather is a station's.
func IsStationPlace(place string) bool { return strings.HasPrefix(place, atStation) }

// words are the observed quantities that the variables of a day go back to.
var words = map[string]forecast.Variable{
	tempVar: forecast.TempC, dewVar: forecast.DewPointC, rainVar: forecast.RainMM, windVar: forecast.WindMS,
}

// Corrections holds the stations' days against the model's days at their places
// (ModelPlace), from the first to the last of both, and fits what would have
// corrected them. Values that stand for others (estimated) say nothing of the
// model. The answer is in the order of the stations.
func Corrections(stations []forecast.Station, observed, model []forecast.Day, first, last forecast.Date) []StationCorrection {
	read, said := byPlace(observed), byPlace(model)
	var out []StationCorrection
	for _, s := range stations {
		own := said[ModelPlace(s.ID)]
		if own.empty() {
			continue
		}
		c := StationCorrection{Station: s.ID, By: map[string]bias.Correction{}}
		for v, word := range words {
			c.By[v] = bias.Fit(word, pairs(read[s.ID], own, v, first, last))
		}
		out = append(out, c)
	}
	return out
}

func pairs(read, said *calendar, v string, first, last forecast.Date) []bias.Pair {
	var out []bias.Pair
	for d := first; !d.After(last); d = d.AddDays(1) {
		o, m := read.on(d), said.on(d)
		if o == nil || m == nil || o.Origin != forecast.Observed {
			continue
		}
		if ov, mv := field(o, v), field(m, v); ov.OK && mv.OK {
			out = append(out, bias.Pair{Model: mv.V, Observed: ov.V})
		}
	}
	return out
}

// corrections are those of the stations around a place, spread to it with the
// stations' weights there.
func (a *analysis) corrections(weights []geo.Weight) map[string]bias.Correction {
	out := map[string]bias.Correction{}
	for v, word := range words {
		var shares []bias.Share
		for _, w := range weights {
			if c, ok := a.given[a.stations[w.Index].ID]; ok {
				shares = append(shares, bias.Share{Correction: c.By[v], Weight: w.Share})
			}
		}
		out[v] = bias.At(word, shares)
	}
	return out
}

type stationVariable struct {
	station  int
	variable string
	without  bool // the station's own say
}

// correctionAt is the correction of the model at a station's place.
func (a *analysis) correctionAt(station int, v string) bias.Correction {
	return a.stationCorrection(stationVariable{station, v, false})
}

// correctionWithout is what the other stations say of the model at a station's
// place.
func (a *analysis) correctionWithout(station int, v string) bias.Correction {
	return a.stationCorrection(stationVariable{station, v, true})
}

func (a *analysis) stationCorrection(key stationVariable) bias.Correction {
	if len(a.given) == 0 {
		return bias.None(words[key.variable], bias.TooFew)
	}
	if c, ok := a.own[key]; ok {
		return c
	}
	sites := slices.Clone(a.sites)
	if key.without {
		sites[key.station].Lat = math.NaN() // nowhere: out of everyone's reach
	}
	for v, c := range a.corrections(a.method.Weights(a.sites[key.station], sites)) {
		a.own[stationVariable{key.station, v, key.without}] = c
	}
	return a.own[key]
}

// modelled is the model's value of a variable at a zone, corrected, with what it
// was before where that changed it.
func (a *analysis) modelled(w *forecast.ZoneWeather, p Place, day *forecast.Day, v string) forecast.Float {
	said := *field(day, v)
	c, ok := a.corrected[p.Zone][v]
	if !ok || !said.OK || c.Identity() {
		return said
	}
	if w.Corrected == nil {
		w.Corrected = map[string]forecast.Corrected{}
	}
	w.Corrected[v] = forecast.Corrected{Model: said.V, Slope: c.Slope, Intercept: c.Intercept, Stations: c.N, RMSE: c.RMSEBefore, RMSEAfter: c.RMSEAfter}
	return c.Apply(said)
}
