package verify

import (
	"maps"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Result is the skill of past forecasts, as the API gives it. The same pairs,
// record, fires and options, in the same order, give the same bytes.
type Result struct {
	From    forecast.Date `json:"from,omitzero"` // first day forecast for
	To      forecast.Date `json:"to,omitzero"`   // last one
	Days    int           `json:"days"`          // that have a pair
	Zones   int           `json:"zones"`
	Options Options       `json:"options"`

	Overridden int  `json:"overridden"` // forecasts that were a person's; what came is always the computed level
	Simulated  bool `json:"simulated"`  // all rests on simulated weather: there is nothing real yet

	Refused int          `json:"refused"` // pairs and fires that cannot be
	Faults  []string     `json:"faults"`  // the first 20 of them by name, with the reason and the remedy
	Leads   []LeadReport `json:"leads"`   // by lead
	All     Report       `json:"all"`     // over all leads: each pair counts once, each fire once a lead
}

// LeadReport is how good the forecasts so many days ahead were.
type LeadReport struct {
	LeadDays int `json:"lead_days"` // 0 = the day of issue itself
	Report
}

// Report is how good forecasts were.
type Report struct {
	Counts  Counts    `json:"counts"`
	Table   [5][5]int `json:"table"` // pairs: a row for each level forecast, I first; a column for each observed
	Scores  Scores    `json:"scores"`
	Bins    []Bin     `json:"bins"` // reliability of the probability of dangerous: ten classes
	ROC     []Point   `json:"roc"`  // its hit rate against its false alarm rate; empty when either is missing
	ByFires FireShare `json:"by_fires"`
}

// Counts say what was given and what of it could not be scored. Levels scored
// are given − unknown_observation − unknown_forecast − no_level, probabilities
// given − unknown_observation − unknown_forecast − no_probability.
type Counts struct {
	Given              int `json:"given"`
	UnknownObservation int `json:"unknown_observation"` // what came is unknown
	UnknownForecast    int `json:"unknown_forecast"`    // what came is known, neither headline nor probabilities are
	NoLevel            int `json:"no_level"`            // only the headline is unknown
	NoProbability      int `json:"no_probability"`      // only the probabilities are missing
}

// Bin is one row of the reliability table.
type Bin struct {
	From     float64        `json:"from"` // lower bound of the probability, which belongs to the class
	To       float64        `json:"to"`   // upper bound, which does not but for 1
	N        int            `json:"n"`
	Forecast forecast.Float `json:"mean_forecast"`      // mean probability, 0–1
	Observed forecast.Float `json:"observed_frequency"` // share that came true, 0–1
}

// FireShare is how fires and zone-days fall on the levels. Every zone-day whose
// level is known counts, whether or not the observed level is.
type FireShare struct {
	Levels  [5]FireLevel `json:"levels"`   // I first
	Curve   []Point      `json:"curve"`    // share of fires against share of zone-days at a level or above; empty without fires
	LeftOut int          `json:"left_out"` // fires on a zone's day without a known level, or none at all
}

// FireLevel is the share of one level.
type FireLevel struct {
	Level        forecast.Level `json:"level"`
	ZoneDays     int            `json:"zone_days"`
	Fires        int            `json:"fires"`
	ZoneDayShare forecast.Float `json:"zone_day_share"` // of all zone-days, 0–1
	FireShare    forecast.Float `json:"fire_share"`     // of all fires, 0–1
}

func (c *Counts) take(p *Pair) {
	c.Given++
	switch {
	case !p.Observed.Known():
		c.UnknownObservation++
	case !p.Level.Known() && !p.Probability.OK:
		c.UnknownForecast++
	case !p.Level.Known():
		c.NoLevel++
	case !p.Probability.OK:
		c.NoProbability++
	}
}

func (c *Counts) add(o *Counts) {
	c.Given += o.Given
	c.UnknownObservation += o.UnknownObservation
	c.UnknownForecast += o.UnknownForecast
	c.NoLevel += o.NoLevel
	c.NoProbability += o.NoProbability
}

// Result computes the scores of what has come in so far.
func (t *Tally) Result() *Result {
	days := t.days()
	r := &Result{Days: len(days), Zones: len(t.zones), Options: t.options, Refused: t.refused,
		Faults: append([]string{}, t.faults...), Leads: []LeadReport{}}
	if len(days) > 0 {
		r.From, r.To = dateOf(days[0]), dateOf(days[len(days)-1])
	}
	given := 0
	for _, n := range t.fires {
		given += n
	}
	all, counts := make([]sums, len(days)+1), Counts{}
	for _, ahead := range slices.Sorted(maps.Keys(t.leads)) {
		l := t.leads[ahead]
		running := t.running(l, days)
		r.Leads = append(r.Leads, LeadReport{ahead, t.report(running, l.counts, given)})
		for i := range all {
			all[i].add(&running[i])
		}
		counts.add(&l.counts)
	}
	r.All = t.report(all, counts, given*len(t.leads))
	return r
}

func (t *Tally) report(running []sums, counts Counts, fires int) Report {
	s := &running[len(running)-1]
	o := &t.options
	r := Report{Counts: counts, ROC: s.rocCurve(), Bins: s.reliabilityTable(), ByFires: fireShare(&s.zoneDays, &s.fires, fires)}
	for f := range s.table {
		for c, n := range s.table[f] {
			r.Table[f][c] = int(n)
		}
	}
	r.Scores = s.scores(enough{float64(o.MinPairs), float64(o.MinFires)})
	r.Scores.intervals(running, o)
	return r
}

func (s *sums) reliabilityTable() []Bin {
	rows := make([]Bin, bins)
	for i, b := range s.bins {
		rows[i] = Bin{From: float64(i) / bins, To: float64(i+1) / bins, N: int(b.n)}
		if b.n > 0 {
			rows[i].Forecast, rows[i].Observed = forecast.Some(b.p/b.n), forecast.Some(b.events/b.n)
		}
	}
	return rows
}

// fireShare lays fires beside zone-days; given are all fires there were.
func fireShare(zoneDays, fires *[5]float64, given int) FireShare {
	allDays, allFires := total(zoneDays), total(fires)
	s := FireShare{Curve: fireCurve(zoneDays, fires), LeftOut: given - int(allFires)}
	for i, l := range forecast.Levels {
		s.Levels[i] = FireLevel{Level: l, ZoneDays: int(zoneDays[i]), Fires: int(fires[i]),
			ZoneDayShare: share(zoneDays[i], allDays), FireShare: share(fires[i], allFires)}
	}
	return s
}

func share(part, whole float64) forecast.Float {
	if whole == 0 {
		return forecast.Float{}
	}
	return forecast.Some(part / whole)
}

func dateOf(day int) forecast.Date {
	return forecast.Date{Year: 1970, Month: time.January, Day: 1 + day}.AddDays(0)
}
