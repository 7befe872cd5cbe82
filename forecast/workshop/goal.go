package workshop

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/canhlua/canhlua/forecast"
)

// cuts are the last places of the levels I–IV.
type cuts [4]int

// errTooFew says that fires tell fewer than five classes apart.
var errTooFew = errors.New("fires tell fewer than five classes apart")

// errNoRise says that it does not burn more often as the index rises.
var errNoRise = errors.New("it does not burn more often as the index turns more dangerous")

// codeOf is the code of what kept a goal from being reached.
func codeOf(err error) string {
	switch {
	case errors.Is(err, errTooFew):
		return "workshop_too_few_fires"
	case errors.Is(err, errNoRise):
		return "workshop_no_rise"
	}
	return "workshop_no_curve"
}

// climb finds the limits of one scale.
func (q *Request) climb(s *scale) (Ladder, []forecast.Note, error) {
	l := Ladder{Group: s.group, Months: s.months, Days: s.days, Unknown: s.unknown, FireDays: s.fires, Seasons: len(s.seasons)}
	if s.days == 0 {
		return l, nil, &forecast.Coded{Note: note("workshop_no_days", "group", s.group, "months", s.months, "method", q.Method), Err: &forecast.NotFound{Kind: "days with a value of " + q.Method + " for forest group " + s.group + " in months", Name: s.months}}
	}
	r := s.ramp()
	whole := r.total(nil)
	at, err := q.cut(&r, whole)
	if err != nil {
		return l, nil, &forecast.Coded{Note: note(codeOf(err), "group", s.group, "months", s.months, "fires", strconv.Itoa(s.fires)),
			Err: &forecast.Invalid{Column: "goal", Value: q.Goal, Remedy: "choose the goal shares, or come back when more fires are recorded",
				Reason: fmt.Sprintf("forest group %s, months %s, %d zone-days with a fire: %s", s.group, s.months, s.fires, err)}}
	}
	for i, place := range at {
		l.Limits[i].Value = r.edge(place)
	}
	l.describe(at, whole)
	return l, q.confide(&r, &l), nil
}

// cut finds where the classes part for the goal.
func (q *Request) cut(r *ramp, cells []cell) (at cuts, err error) {
	switch q.Goal {
	case GoalShares:
		at = byShares(cells, q.Shares)
	case GoalSeparate:
		at, err = bySeparation(cells)
	default:
		at, err = byRate(r, cells)
	}
	for i := 1; i < len(at); i++ {
		at[i] = max(at[i], at[i-1]+1)
	}
	return at, err
}

// byShares parts the days so that each class holds its share of them, as near as
// the step allows.
func byShares(cells []cell, shares [5]float64) (at cuts) {
	days := 0
	for _, c := range cells {
		days += c.days
	}
	goal, sum, place := 0.0, 0.0, 0
	for i := range at {
		goal += shares[i] * float64(days)
		for place < len(cells)-1 && sum+float64(cells[place].days) < goal {
			sum += float64(cells[place].days)
			place++
		}
		at[i] = place
		if over := sum + float64(cells[place].days) - goal; place > 0 && over > goal-sum && (i == 0 || place-1 > at[i-1]) {
			at[i] = place - 1
		}
	}
	return at
}

// describe tells what the limits make of the past.
func (l *Ladder) describe(at cuts, cells []cell) {
	var classes [5]cell
	for place, c := range cells {
		i := 0
		for i < 4 && place > at[i] {
			i++
		}
		classes[i].days += c.days
		classes[i].fires += c.fires
	}
	for i, c := range classes {
		l.Shares[i] = float64(c.days) / float64(l.Days)
		if c.days > 0 {
			l.FireRate[i] = forecast.Some(1000 * float64(c.fires) / float64(c.days))
		}
	}
}

// confide gives each limit the interval of resampled seasons: whole seasons are
// drawn, for days of a season hang together (block bootstrap; Künsch 1989,
// unchecked).
func (q *Request) confide(r *ramp, l *Ladder) []forecast.Note {
	if q.Resamples == 0 || len(r.names) < minBootSeasons {
		return nil
	}
	random := rand.New(rand.NewPCG(q.Seed, 5))
	var samples [4][]float64
	for range q.Resamples {
		drawn := make([]int, len(r.names))
		for range r.names {
			drawn[random.IntN(len(r.names))]++
		}
		at, err := q.cut(r, r.total(drawn))
		if err != nil {
			continue // a draw with too few fires
		}
		for i, place := range at {
			samples[i] = append(samples[i], r.edge(place))
		}
	}
	if len(samples[0])*10 < q.Resamples*9 {
		return []forecast.Note{note("workshop_unstable", "group", l.Group, "months", l.Months,
			"share", strconv.Itoa(100*len(samples[0])/q.Resamples))}
	}
	tail := tailOf(len(r.names))
	for i, sample := range samples {
		slices.Sort(sample)
		l.Limits[i].Low = forecast.Some(r.round(stat.Quantile(tail, stat.Empirical, sample, nil)))
		l.Limits[i].High = forecast.Some(r.round(stat.Quantile(1-tail, stat.Empirical, sample, nil)))
	}
	return nil
}

// tailOf is the share of the resamples left out on each side for an interval of 90 %
// from n seasons. Draws from few seasons spread too little, and their spread is itself
// uncertain: the tail is widened as Student's t asks (the expanded percentile interval
// of Hesterberg 2015, doi:10.1080/00031305.2015.1089789, section 3.3, unchecked).
func tailOf(n int) float64 {
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile(1 - intervalTail)
	return distuv.UnitNormal.CDF(-t * math.Sqrt(float64(n)/float64(n-1)))
}

func (r *ramp) round(v float64) float64 { return math.Round(v*1e6) / 1e6 }
