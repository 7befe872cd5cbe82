package run

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// departed is a variable's day at all zones by optimal interpolation: what the
// stations depart from the background, spread by its covariance.
type departed struct {
	trialDay
	geo.Analysis
	plan *geo.Plan
}

type variableDay struct {
	variable string
	date     forecast.Date
}

// useChoices makes the networks that the choices ask for.
func (a *analysis) useChoices(in Input) error {
	var targets []geo.Site
	for i, p := range in.Places {
		a.target[p.Zone] = i
		targets = append(targets, site(p.Lat, p.Lon, p.ElevationM))
	}
	for _, c := range in.Choices {
		a.choice[c.Variable] = c
		if c.Method != geo.MethodOptimal {
			continue
		}
		network, err := geo.NewNetwork(c.Covariance.Covariance, a.sites, targets)
		if err != nil {
			return err
		}
		every := make([]bool, len(a.sites))
		for i := range every {
			every[i] = true
		}
		whole, err := network.Plan(every)
		if err != nil {
			return err
		}
		a.networks[c.Variable], a.whole[c.Variable] = network, whole
	}
	return nil
}

// departures analyses a day once for all zones; nil when no station departs.
func (a *analysis) departures(v string, d forecast.Date) *departed {
	key := variableDay{v, d}
	if day, done := a.departed[key]; done {
		return day
	}
	a.departed[key] = a.analyse(v, d)
	return a.departed[key]
}

func (a *analysis) analyse(v string, d forecast.Date) *departed {
	day := departed{trialDay: trialDay{make([]geo.Value, len(a.stations)), make([]geo.Value, len(a.stations))}}
	reporting, any := make([]bool, len(a.stations)), false
	for i, s := range a.stations {
		o, m := a.observed[s.ID].on(d), a.model[ModelPlace(s.ID)].on(d)
		if o == nil || m == nil || !field(o, v).OK || !field(m, v).OK {
			continue
		}
		day.read[i] = geo.Value(*field(o, v))
		day.background[i] = geo.Value(a.correctionAt(i, v).Apply(*field(m, v)))
		reporting[i], any = true, true
	}
	if !any {
		return nil
	}
	var err error
	if day.plan, err = a.networks[v].Plan(reporting); err == nil {
		day.Analysis, err = a.networks[v].Analyse(day.departures())
	}
	if err != nil { // the covariance was good for the whole network: not for this part of it
		return nil
	}
	return &day
}

// spreadDepartures fills one variable with the background and what the stations
// depart from it. It reports false where that cannot be: no background at the
// zone or at any station that reports. Where the stations are too far to say
// anything, the background is left to bridgeWithModel, which marks it.
func (a *analysis) spreadDepartures(w *forecast.ZoneWeather, p Place, v string) bool {
	model := a.model[p.Zone].on(w.Date)
	if model == nil || !field(model, v).OK {
		return false
	}
	day, t := a.departures(v, w.Date), a.target[p.Zone]
	if day == nil {
		return false
	}
	influence := day.Influence[t]
	if influence < a.rules.MinInfluence {
		return true
	}
	background := a.modelled(w, p, model, v)
	value := background.V + day.Departure[t]
	if v == rainVar || v == windVar {
		value = math.Max(value, 0)
	}
	*field(&w.Day, v) = forecast.Some(value)
	w.Simulated = w.Simulated || model.Simulated
	w.Parts[v] = a.departedParts(day, t)
	a.state(w, v, forecast.Analysed{Background: background, Issued: model.Issued,
		Error: forecast.Some(day.Error[t]), Influence: forecast.Some(influence)})
	if influence < a.rules.MinWeight*a.wholeInfluence(v, w.Date, t) && v != windVar {
		w.Origin, w.Bridged = forecast.Estimated, forecast.ByNeighbours
	}
	return true
}

// wholeInfluence is what the stations would say of a zone if all reported that
// belonged to the network on the day.
func (a *analysis) wholeInfluence(v string, d forecast.Date, target int) float64 {
	plan := a.whole[v]
	if members := a.membersOn(d); len(members) < len(a.stations) {
		belong := make([]bool, len(a.stations))
		for _, i := range members {
			belong[i] = true
		}
		if then, err := a.networks[v].Plan(belong); err == nil { // else the whole network of today, which asks for more
			plan = then
		}
	}
	return plan.Influence(target)
}

// departedParts are the stations that count most at a zone.
func (a *analysis) departedParts(day *departed, target int) []forecast.Part {
	var parts []forecast.Part
	for _, w := range day.plan.Weights(target) {
		if len(parts) >= a.rules.MaxStations || math.Abs(w.Share) < 0.005 {
			break
		}
		parts = append(parts, forecast.Part{Station: a.stations[w.Index].ID, Weight: w.Share,
			Value: day.read[w.Index].V, Adjusted: day.read[w.Index].V, Background: forecast.Float(day.background[w.Index])})
	}
	return parts
}

// state says how a value was come by, where a method was chosen.
func (a *analysis) state(w *forecast.ZoneWeather, v string, how forecast.Analysed) {
	c, chosen := a.choice[v]
	if !chosen {
		return
	}
	if how.Method == "" {
		how.Method = string(c.Method)
	}
	for _, s := range c.Scores {
		if !how.Error.OK && string(s.Method) == how.Method && s.N > 0 {
			how.Error = forecast.Some(s.RMSE)
		}
	}
	if w.Analysed == nil {
		w.Analysed = map[string]forecast.Analysed{}
	}
	w.Analysed[v] = how
}

// backgroundError is the standard error of the background where no station
// counts; missing where nothing was fitted.
func (a *analysis) backgroundError(v string) forecast.Float {
	c, chosen := a.choice[v]
	if !chosen {
		return forecast.Float{}
	}
	return forecast.Some(math.Sqrt(c.Covariance.Variance))
}
