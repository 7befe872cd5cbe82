package workshop

import (
	"context"
	"fmt"
	"slices"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
	"github.com/canhlua/canhlua/forecast/table"
)

// The goals of a calibration.
const (
	GoalShares   = "shares"   // each level on a given share of the days
	GoalSeparate = "separate" // fires told apart from other days as well as five classes can
	GoalRate     = "rate"     // from class to class the same step in how often it burns
)

// Goals names them.
func Goals() []string { return []string{GoalShares, GoalSeparate, GoalRate} }

// Request is what a table is to be calibrated for.
type Request struct {
	Goal        string     `json:"goal"`
	Method      string     `json:"method"`                  // p, h, fwi, …: one index
	RainResetMM float64    `json:"rain_reset_mm,omitempty"` // of P and H, mm
	Months      []string   `json:"months,omitempty"`        // parts of the year with limits of their own: 12-4, 5-11
	Groups      []string   `json:"groups,omitempty"`        // forest groups with limits of their own, beside all
	Shares      [5]float64 `json:"shares,omitempty"`        // of the days at I–V, any unit; goal shares
	Step        float64    `json:"step,omitempty"`          // limits are its multiples; 0 = one that suits the index
	Resamples   int        `json:"resamples,omitempty"`     // of the seasons, for the intervals; 0 = none
	Seed        uint64     `json:"seed,omitempty"`          // of the resamples
	Only        string     `json:"fires,omitempty"`         // fire or hotspot: what counts as burning; empty = both
}

// Proposal is a table that reaches the goal, as far as the past can tell.
type Proposal struct {
	Request Request         `json:"request"` // with what was left open filled in
	From    forecast.Date   `json:"from"`
	To      forecast.Date   `json:"to"`
	Ladders []Ladder        `json:"ladders"`
	Notes   []forecast.Note `json:"notes"` // what it does not rest on
	Loss    Loss            `json:"loss"`  // against the table it was weighed with; empty before Weigh
	falls   bool
}

// Ladder is the limits of a group and part of the year.
type Ladder struct {
	Group    string            `json:"group"`
	Months   string            `json:"months"`
	Limits   [4]Limit          `json:"limits"` // between I and II, …, IV and V
	Days     int               `json:"days"`   // zone-days it rests on
	Unknown  int               `json:"unknown"`
	FireDays int               `json:"fire_days"` // of them with a fire
	Seasons  int               `json:"seasons"`
	Shares   [5]float64        `json:"shares"`    // of the days at I–V with these limits
	FireRate [5]forecast.Float `json:"fire_rate"` // fire days in 1,000 at I–V; missing where there are no days
}

// Limit is one limit with what 90 % of resampled seasons give; no interval where
// there are too few seasons.
type Limit struct {
	Value float64        `json:"value"`
	Low   forecast.Float `json:"low"`
	High  forecast.Float `json:"high"`
}

// Calibrate proposes class limits.
func Calibrate(ctx context.Context, s *Source, q Request, told Progress) (Proposal, error) {
	probe, err := q.complete(s)
	if err != nil {
		return Proposal{}, err
	}
	scales := make([]*scale, 0, len(q.Groups)*len(q.Months))
	for _, group := range q.Groups {
		for _, months := range q.Months {
			scales = append(scales, newScale(group, months, q.Step, table.Falls(q.Method)))
		}
	}
	if err := s.sample(ctx, probe, q, scales, told); err != nil {
		return Proposal{}, err
	}
	out := Proposal{Request: q, From: s.From, To: s.To, falls: table.Falls(q.Method), Notes: s.proposalNotes(q, scales)}
	for _, one := range scales {
		l, notes, err := q.climb(one)
		if err != nil {
			return Proposal{}, err
		}
		out.Ladders, out.Notes = append(out.Ladders, l), append(out.Notes, notes...)
	}
	return out, nil
}

// complete fills what was left open and gives a table that is looked up with the
// index.
func (q *Request) complete(s *Source) (table.Table, error) {
	if !slices.Contains(Goals(), q.Goal) {
		return table.Table{}, &forecast.Invalid{Column: "goal", Value: q.Goal, Reason: "unknown goal", Remedy: "use shares, separate or rate"}
	}
	if len(q.Months) == 0 {
		q.Months = []string{"1-12"}
	}
	if !slices.Contains(q.Groups, table.AllGroups) {
		q.Groups = append([]string{table.AllGroups}, q.Groups...)
	}
	if q.Method == table.Factors {
		return table.Table{}, &forecast.Invalid{Column: "method", Value: q.Method, Reason: "has several keys", Remedy: "calibrate a table of one index"}
	}
	if q.Goal == GoalShares {
		if err := q.checkShares(); err != nil {
			return table.Table{}, err
		}
	}
	probe := table.CheckSheet("calibration", q.sheet([]Ladder{}, false, "–", "–", nil))
	if probe.Err == nil && q.Step == 0 {
		q.Step = stepOf(q.Method)
	}
	if q.Step < 0 || q.Step > 1e6 {
		return table.Table{}, &forecast.Invalid{Column: "step", Value: fmt.Sprint(q.Step), Reason: "no step to round to", Remedy: "give a number above 0, such as 100"}
	}
	return probe.Table, probe.Err
}

func (q *Request) checkShares() error {
	sum := 0.0
	for i, v := range q.Shares {
		if !(v > 0) {
			return &forecast.Invalid{Column: "shares", Value: fmt.Sprint(v), Reason: "no share for level " + forecast.Levels[i].Roman(),
				Remedy: "give each of the five levels a share above 0, such as 40 25 20 10 5"}
		}
		sum += v
	}
	for i := range q.Shares {
		q.Shares[i] /= sum
	}
	return nil
}

// stepOf is a step that limits of an index can be signed with.
func stepOf(method string) float64 {
	switch method {
	case "p", "p_wind", "nesterov":
		return 100
	case "h", "kbdi", "hdw":
		return 1
	case "angstrom":
		return 0.1
	}
	return 0.5
}

// sample files every zone-day into the scales it belongs to.
func (s *Source) sample(ctx context.Context, probe table.Table, q Request, scales []*scale, told Progress) error {
	burnt := s.burning(q.Only)
	parts := make([][]*scale, len(s.Places))
	err := s.each(ctx, told, func(i int, zone *run.Seen) {
		place := zone.Place()
		for _, one := range scales {
			if one.group == table.AllGroups || slices.Contains(place.Groups, one.group) {
				parts[i] = append(parts[i], one.empty())
			}
		}
		zone.Try(probe, func(t run.Tried) {
			if !s.counts(t.Date) {
				return
			}
			for _, part := range parts[i] {
				part.add(t.Date, t.Key, burnt[day{place.Zone, t.Date}])
			}
		})
	})
	for _, zone := range parts {
		for _, part := range zone {
			part.of.join(part)
		}
	}
	return err
}

// burning says on which zone-days it burnt.
func (s *Source) burning(only string) map[day]bool {
	out := map[day]bool{}
	for _, f := range s.Fires {
		if only == "" || f.Hotspot == (only == forecast.Hotspot) {
			out[day{f.Zone, f.Date}] = true
		}
	}
	return out
}

// proposalNotes says what a proposal does not rest on.
func (s *Source) proposalNotes(q Request, scales []*scale) []forecast.Note {
	known, all, seasons := 0, 0, map[int]bool{}
	for _, one := range scales {
		known, all = known+one.days, all+one.days+one.unknown
		for season := range one.seasons {
			seasons[season] = true
		}
	}
	list := append(s.weatherNotes(known, all), s.seasonNotes(len(seasons))...)
	if q.Goal == GoalShares {
		return append(list, note("workshop_shares_only"))
	}
	counted := *s
	counted.Fires = slices.DeleteFunc(slices.Clone(s.Fires), func(f Fire) bool {
		return q.Only != "" && f.Hotspot != (q.Only == forecast.Hotspot)
	})
	return append(list, counted.fireNotes(counted.firesByDay())...)
}
