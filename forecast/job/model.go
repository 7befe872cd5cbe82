package job

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
)

// takeModel boils hourly model weather down to days and keeps those.
func (s *Service) takeModel(ctx context.Context, received time.Time, obs []forecast.Observation, t *Tally) error {
	if len(obs) == 0 {
		return nil
	}
	first, last := span(obs, s.Province.Location)
	days := run.Days(obs, first, last, s.Province.Rules, s.Province.Location)
	days, err := s.withoutPoorEdges(ctx, days)
	if err != nil {
		return err
	}
	t.ModelDays += len(days)
	return s.Store.SaveModelDays(ctx, received, days)
}

// withoutPoorEdges leaves out the first and last day of each place where the store
// knows more of it: an answer begins and ends within a day, and what it says of
// these must not hide the whole day of an older model run.
func (s *Service) withoutPoorEdges(ctx context.Context, days []forecast.Day) ([]forecast.Day, error) {
	edge := edges(days)
	kept := map[placeDay]int{}
	places := slices.Sorted(maps.Keys(edge.places))
	for date := range edge.dates {
		err := s.Store.EachModelDayAt(ctx, date, places, s.Clock(), func(d forecast.Day) {
			if edge.has(d) {
				kept[placeDay{d.Place, d.Date, d.Simulated}] = facts(d)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(days, func(d forecast.Day) bool {
		return edge.has(d) && facts(d) < kept[placeDay{d.Place, d.Date, d.Simulated}]
	}), nil
}

type placeDay struct {
	place     string
	date      forecast.Date
	simulated bool
}

// dateSpan is the first and last day of a place.
type dateSpan struct{ first, last forecast.Date }

// edgeDays are the first and last days of every place in an answer.
type edgeDays struct {
	places map[string]dateSpan
	dates  map[forecast.Date]bool
}

func edges(days []forecast.Day) edgeDays {
	e := edgeDays{places: map[string]dateSpan{}, dates: map[forecast.Date]bool{}}
	for _, d := range days {
		sp, ok := e.places[d.Place]
		if !ok || d.Date.Before(sp.first) {
			sp.first = d.Date
		}
		if !ok || d.Date.After(sp.last) {
			sp.last = d.Date
		}
		e.places[d.Place] = sp
	}
	for _, sp := range e.places {
		e.dates[sp.first], e.dates[sp.last] = true, true
	}
	return e
}

func (e edgeDays) has(d forecast.Day) bool {
	sp := e.places[d.Place]
	return d.Date == sp.first || d.Date == sp.last
}

// facts counts what a day knows.
func facts(d forecast.Day) int {
	n := 0
	for _, v := range []forecast.Float{d.TempC, d.DewPointC, d.WindKmh, d.RainMM} {
		if v.OK {
			n++
		}
	}
	return n
}

func span(obs []forecast.Observation, loc *time.Location) (first, last forecast.Date) {
	first = forecast.DateOf(obs[0].Time, loc)
	last = first
	for _, o := range obs {
		d := forecast.DateOf(o.Time, loc)
		if d.Before(first) {
			first = d
		}
		if d.After(last) {
			last = d
		}
	}
	return first, last
}
