package run

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// BestMethod as Rules.Method takes, for each variable, the method whose
// leave-one-out error was least of late.
const BestMethod = "best"

// Methods are what Rules.Method may name; "" is inverse distance without scores.
var Methods = []string{BestMethod, string(geo.MethodOptimal), string(geo.MethodKriging), string(geo.MethodInverseDistance)}

// Why a method was chosen.
const (
	ByProfile = "profile" // the profile names it
	ByScore   = "score"   // its error was least of late
	ByDefault = "default" // too few predictions to tell: optimal where a background is, else inverse distance
)

// leastPredictions is how many a method must have made before it may win.
const leastPredictions = 100

// Choice is how the stations' values of a variable are brought to zones, and
// what that rests on.
type Choice struct {
	Variable   string            `json:"variable"` // of forecast.Day: temp13_c …
	Method     geo.Method        `json:"method"`
	Why        string            `json:"why"`
	Covariance geo.CovarianceFit `json:"covariance"` // of the background's errors, in the variable's unit squared
	Scores     []geo.Score       `json:"scores"`     // each station left out once a day, over the last Rules.NetworkDays
	Last       []geo.Score       `json:"last"`       // yesterday alone
}

// priors are what the covariances start from until the data say more: errors of
// noon weather of global models in the lowlands of southern Viet Nam, by
// judgement, unchecked. Temperature, dew point °C², rain mm², wind (km/h)².
var priors = map[string]geo.Covariance{
	tempVar: {Variance: 2.5, LengthKm: 80, HeightM: 500, Nugget: 0.7},
	dewVar:  {Variance: 3, LengthKm: 80, HeightM: 600, Nugget: 1},
	rainVar: {Variance: 40, LengthKm: 40, Nugget: 40},
	windVar: {Variance: 20, LengthKm: 40, HeightM: 400, Nugget: 15},
}

// Choices tries the methods on the stations' days from first to last, each
// station predicted from the others as if it did not exist, and picks one for
// each variable as rules.Method says. The background is the model at the
// stations (ModelPlace), corrected by what the other stations say of it; the
// corrections themselves were fitted to the same days. None without a method in
// the rules, or where nothing can be compared: then inverse distance does it.
func Choices(in Input, model []forecast.Day, first, last forecast.Date) ([]Choice, error) {
	t := newTrial(in, model)
	if in.Rules.Method == "" || len(in.Stations) < 2 && !t.hasBackground() {
		return nil, nil
	}
	var out []Choice
	for _, v := range variables {
		c, err := t.choose(v, first, last)
		if err != nil {
			return nil, fmt.Errorf("analysis of %s: %w", v, err)
		}
		out = append(out, c)
	}
	return out, nil
}

// trial holds the methods against each other.
type trial struct {
	*analysis
}

func newTrial(in Input, model []forecast.Day) *trial {
	in.Places, in.Model, in.Choices = nil, model, nil
	return &trial{analysis: bareAnalysis(in)}
}

func (t *trial) hasBackground() bool {
	for _, s := range t.stations {
		if !t.model[ModelPlace(s.ID)].empty() {
			return true
		}
	}
	return false
}

func (t *trial) choose(v string, first, last forecast.Date) (Choice, error) {
	var cases []trialDay
	var departures [][]geo.Value
	for d := first; !d.After(last); d = d.AddDays(1) {
		day := t.dayOf(v, d)
		cases, departures = append(cases, day), append(departures, day.departures())
	}
	c := Choice{Variable: v, Covariance: geo.FitCovariance(t.sites, departures, priors[v], geo.FitRules{})}
	network, err := geo.NewNetwork(c.Covariance.Covariance, t.sites, nil)
	if err != nil {
		return c, err
	}
	var all []geo.Score
	for _, day := range cases {
		if c.Last, err = t.score(v, day, network, c.Covariance.Covariance); err != nil {
			return c, err
		}
		all = append(all, c.Last...)
	}
	c.Scores = geo.Pool(all)
	c.Method, c.Why = t.pick(c.Scores)
	return c, nil
}

// trialDay is a variable's day at the stations: what was read, and the
// background without each station's own say.
type trialDay struct{ read, background []geo.Value }

func (t *trial) dayOf(v string, d forecast.Date) trialDay {
	n := len(t.stations)
	out := trialDay{make([]geo.Value, n), make([]geo.Value, n)}
	for i, s := range t.stations {
		if o := t.observed[s.ID].on(d); o != nil && o.Origin == forecast.Observed {
			out.read[i] = geo.Value(*field(o, v))
		}
		if m := t.model[ModelPlace(s.ID)].on(d); m != nil {
			out.background[i] = geo.Value(t.correctionWithout(i, v).Apply(*field(m, v)))
		}
	}
	return out
}

func (d trialDay) departures() []geo.Value {
	out := make([]geo.Value, len(d.read))
	for i := range out {
		out[i] = less(d.read[i], d.background[i])
	}
	return out
}

func less(a, b geo.Value) geo.Value { return geo.Value{V: a.V - b.V, OK: a.OK && b.OK} }

// score predicts every station of a day by every method.
func (t *trial) score(v string, d trialDay, network *geo.Network, c geo.Covariance) ([]geo.Score, error) {
	left, err := network.LeaveOneOut(d.departures())
	if err != nil {
		return nil, err
	}
	optimal := make([]geo.Value, len(left))
	for i, departure := range left {
		optimal[i] = geo.Value{V: departure.V + d.background[i].V, OK: departure.OK && d.background[i].OK}
		if v == rainVar || v == windVar {
			optimal[i].V = max(optimal[i].V, 0)
		}
	}
	return geo.Scores(d.read,
		geo.Predicted{Method: geo.MethodOptimal, Values: optimal},
		geo.Predicted{Method: geo.MethodKriging, Values: t.leaveOut(v, t.kriging(c), d.read)},
		geo.Predicted{Method: geo.MethodInverseDistance, Values: t.leaveOut(v, t.method, d.read)},
		geo.Predicted{Method: geo.MethodBackground, Values: d.background}), nil
}

// leaveOut predicts values from the others' at one height, and brings them back.
func (t *trial) leaveOut(v string, by geo.Interpolator, read []geo.Value) []geo.Value {
	levelled := make([]geo.Value, len(read))
	var sea Place
	sea.ElevationM = forecast.Some(0)
	for i, r := range read {
		levelled[i] = geo.Value{V: t.adjust(v, r.V, t.stations[i], sea), OK: r.OK}
	}
	out := geo.LeaveOneOut(by, t.sites, levelled)
	for i := range out {
		out[i].V += read[i].V - levelled[i].V
	}
	return out
}

// pick chooses a method. The background alone is scored for comparison, never
// chosen: optimal interpolation comes to it where stations say nothing.
func (t *trial) pick(scores []geo.Score) (geo.Method, string) {
	if t.rules.Method != BestMethod {
		return geo.Method(t.rules.Method), ByProfile
	}
	var able []geo.Score
	for _, s := range scores {
		if s.Method != geo.MethodBackground {
			able = append(able, s)
		}
	}
	if best, ok := geo.Best(able, leastPredictions); ok {
		return best.Method, ByScore
	}
	if t.hasBackground() {
		return geo.MethodOptimal, ByDefault
	}
	return geo.MethodInverseDistance, ByDefault
}
