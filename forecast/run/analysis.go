package run

import (
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/bias"
	"github.com/canhlua/canhlua/geo"
)

// The variables of a day, as named in forecast.ZoneWeather.Parts.
const (
	tempVar = "temp13_c"
	dewVar  = "dewpoint13_c"
	rainVar = "rain24_mm"
	windVar = "wind13_kmh"
)

// variables are all of them, in the order they are worked on.
var variables = []string{tempVar, dewVar, rainVar, windVar}

// analysis brings station days and model days to zones.
type analysis struct {
	rules    forecast.Rules
	stations []forecast.Station
	sites    []geo.Site
	joined   map[string]forecast.Date // by station, see Input.Joined
	observed map[string]*calendar     // by station
	model    map[string]*calendar     // by zone
	method   geo.Interpolator

	noReadings bool                    // a member's: model weather alone
	ensemble   *ensembleMember         // whose weather it is, instead of model; nil when there is none
	weights    map[string][]geo.Weight // of the whole network, by zone

	corrected map[string]map[string]bias.Correction // of model weather, by zone and variable
	given     map[string]StationCorrection          // by station
	own       map[stationVariable]bias.Correction   // at the stations themselves

	choice   map[string]Choice       // by variable; without one: inverse distance
	networks map[string]*geo.Network // by variable, for optimal interpolation
	whole    map[string]*geo.Plan    // as if every station reported
	target   map[string]int          // by zone
	departed map[variableDay]*departed
	everyone []int                   // all stations, by their place in the network
	among    map[string][]geo.Weight // by variable, zone and number of members
}

func newAnalysis(in Input) (*analysis, error) {
	a := bareAnalysis(in)
	for _, p := range in.Places {
		a.weights[p.Zone] = a.method.Weights(site(p.Lat, p.Lon, p.ElevationM), a.sites)
		if len(in.Corrections) > 0 {
			a.corrected[p.Zone] = a.corrections(a.weights[p.Zone])
		}
	}
	return a, a.useChoices(in)
}

// bareAnalysis knows stations and days, and no zone yet.
func bareAnalysis(in Input) *analysis {
	a := &analysis{
		rules:    in.Rules,
		stations: in.Stations,
		joined:   in.Joined,
		observed: byPlace(in.Observed),
		model:    byPlace(in.Model),
		method:   geo.InverseDistance{Power: in.Rules.Power, MaxKm: in.Rules.MaxKm, MaxCount: in.Rules.MaxStations},
		weights:  map[string][]geo.Weight{},

		corrected: map[string]map[string]bias.Correction{},
		given:     map[string]StationCorrection{},
		own:       map[stationVariable]bias.Correction{},
		choice:    map[string]Choice{},
		networks:  map[string]*geo.Network{},
		whole:     map[string]*geo.Plan{},
		target:    map[string]int{},
		departed:  map[variableDay]*departed{},
		among:     map[string][]geo.Weight{},
	}
	for _, c := range in.Corrections {
		a.given[c.Station] = c
	}
	for i, s := range in.Stations {
		a.sites, a.everyone = append(a.sites, site(s.Lat, s.Lon, s.ElevationM)), append(a.everyone, i)
	}
	return a
}

func site(lat, lon float64, elevation forecast.Float) geo.Site {
	return geo.Site{Lat: lat, Lon: lon, ElevationM: elevation.V, HasElevation: elevation.OK}
}

// at is a zone's weather of a day: the network's readings where enough of it
// reports, else what is left of it (neighbours), else model weather, each
// variable for itself.
func (a *analysis) at(p Place, d forecast.Date) forecast.ZoneWeather {
	w := forecast.ZoneWeather{
		Day:   forecast.Day{Place: p.Zone, Date: d, Origin: forecast.Observed},
		Parts: map[string][]forecast.Part{},
	}
	for _, v := range variables {
		a.spread(&w, p, v)
	}
	a.spreadLeastRain(&w, p)
	a.copyTrace(&w, p)
	a.bridgeWithModel(&w, p)
	w.DewPointC = bias.LimitDewPoint(w.TempC, w.DewPointC) // each has its own lapse, too
	if w.Origin == forecast.Observed && len(w.Parts) == 0 {
		w.Origin = ""
	}
	return w
}

// spread fills one variable from the stations that have it.
func (a *analysis) spread(w *forecast.ZoneWeather, p Place, v string) {
	if a.choice[v].Method == geo.MethodOptimal && a.spreadDepartures(w, p, v) {
		return
	}
	value, parts, share := a.weighted(p, w.Date, v)
	if len(parts) == 0 {
		return
	}
	how := forecast.Analysed{}
	if a.choice[v].Method == geo.MethodOptimal { // without a background
		how.Method = string(geo.MethodInverseDistance)
	}
	a.state(w, v, how)
	*field(&w.Day, v) = forecast.Some(value)
	w.Parts[v] = parts
	if share < a.rules.MinWeight && v != windVar {
		w.Origin = forecast.Estimated
		w.Bridged = forecast.ByNeighbours
	}
}

// weighted is the mean over the stations that have the variable, their values
// brought to the zone's height, and the share that they hold of the weight of the
// whole network as it was on the day.
func (a *analysis) weighted(p Place, d forecast.Date, v string) (mean float64, parts []forecast.Part, share float64) {
	for _, w := range a.weightsOn(p, v, d) {
		station := a.stations[w.Index]
		day := a.observed[station.ID].on(d)
		if day == nil || !field(day, v).OK {
			continue
		}
		value := field(day, v).V
		parts = append(parts, forecast.Part{Station: station.ID, Weight: w.Share, Value: value, Adjusted: a.adjust(v, value, station, p)})
		share += w.Share
	}
	for i := range parts {
		parts[i].Weight /= share
		mean += parts[i].Weight * parts[i].Adjusted
	}
	return mean, parts, share
}

// adjust brings a station's value to the zone's height; rain and wind stay.
func (a *analysis) adjust(v string, value float64, s forecast.Station, p Place) float64 {
	if !s.ElevationM.OK || !p.ElevationM.OK {
		return value
	}
	switch v {
	case tempVar:
		return geo.Lapse(value, s.ElevationM.V, p.ElevationM.V, a.rules.TempLapseKPerKm)
	case dewVar:
		return geo.Lapse(value, s.ElevationM.V, p.ElevationM.V, a.rules.DewLapseKPerKm)
	}
	return value
}

// spreadLeastRain gives what fell at least, where the whole amount is not known
// at the zone: a lower bound of every station's share.
func (a *analysis) spreadLeastRain(w *forecast.ZoneWeather, p Place) {
	if w.RainMM.OK {
		return
	}
	sum, any := 0.0, false
	for _, weight := range a.weightsOn(p, "", w.Date) {
		if day := a.observed[a.stations[weight.Index].ID].on(w.Date); day != nil && day.RainAtLeastMM.OK {
			sum += weight.Share * day.RainAtLeastMM.V
			any = true
		}
	}
	if any {
		w.RainAtLeastMM = forecast.Some(sum)
	}
}

// copyTrace takes over what the heaviest station's day says of itself: valid
// time, estimated or simulated, and every station's flags.
func (a *analysis) copyTrace(w *forecast.ZoneWeather, p Place) {
	for _, weight := range a.weightsOn(p, "", w.Date) {
		day := a.observed[a.stations[weight.Index].ID].on(w.Date)
		if day == nil {
			continue
		}
		if w.At.IsZero() {
			w.At = day.At
		}
		w.Simulated = w.Simulated || day.Simulated
		w.Flags = append(w.Flags, day.Flags...)
		if day.Origin == forecast.Estimated && w.Origin == forecast.Observed {
			w.Origin = forecast.Estimated
		}
	}
}

// bridgeWithModel fills what the network left open from model weather.
func (a *analysis) bridgeWithModel(w *forecast.ZoneWeather, p Place) {
	day := a.model[p.Zone].on(w.Date)
	if day == nil {
		return
	}
	for _, v := range variables {
		if f := field(&w.Day, v); !f.OK && field(day, v).OK {
			*f = a.modelled(w, p, day, v)
			a.state(w, v, forecast.Analysed{Method: string(geo.MethodBackground), Background: *f, Issued: day.Issued,
				Error: a.backgroundError(v), Influence: forecast.Some(0)})
			w.Issued, w.Simulated = day.Issued, w.Simulated || day.Simulated
			if v != windVar {
				w.Origin, w.Bridged = forecast.Model, forecast.ByModel
			}
		}
	}
	if w.Bridged == forecast.ByModel && w.At.IsZero() {
		w.At = day.At
	}
}

func field(d *forecast.Day, v string) *forecast.Float {
	switch v {
	case tempVar:
		return &d.TempC
	case dewVar:
		return &d.DewPointC
	case rainVar:
		return &d.RainMM
	}
	return &d.WindKmh
}
