package source

import (
	"math"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// foresightDays is how many days it takes until a simulated forecast knows no
// more than 1/e of what will come. Chosen, not published.
const foresightDays = 6.0

// Forecast gives what a simulated forecast begun at issued says of the days from
// the first 13:00 after it to the given one, at each point: the nearest simulated station's weather to
// come, known the less the farther ahead. The same issue says the same.
func (s *Sample) Forecast(points []Point, issued time.Time, to forecast.Date) []forecast.Observation {
	stations := s.Stations()
	if len(stations) == 0 {
		return nil
	}
	from := forecast.DateOf(issued, s.Location)
	if !from.At(s.NoonHour, 0, s.Location).After(issued) {
		from = from.AddDays(1)
	}
	foreseen := make([][]forecast.Observation, len(stations))
	for i := range stations {
		foreseen[i] = s.foresee(i, issued, from, to)
	}
	var obs []forecast.Observation
	for _, p := range points {
		for _, o := range foreseen[nearest(p, stations)] {
			o.Station, o.Place = p.ID, nil
			o.Rain = slices.Clone(o.Rain)
			obs = append(obs, o)
		}
	}
	return obs
}

// foresee is one station's forecast: the season's own chain up to the issue,
// and from there draws that share less and less with the true ones.
func (s *Sample) foresee(station int, issued time.Time, from, to forecast.Date) []forecast.Observation {
	st := s.Stations()[station]
	begun := s.stateBefore(station, from)
	var obs []forecast.Observation
	for day := from; !day.After(to); day = day.AddDays(1) {
		known := math.Exp(-float64(day.DaysSince(from)+1) / foresightDays)
		truth := s.noise("", day).with(s.noise(st.ID, day))
		error := s.noise(st.ID+issued.UTC().Format(time.RFC3339), day)
		begun = s.Normals[station].next(begun, day, truth.foreseen(error, known))
		o := s.observation(&st, day, begun)
		o.Issued = issued.UTC()
		obs = append(obs, o)
	}
	return obs
}

// stateBefore is the chain's state on the eve of a day.
func (s *Sample) stateBefore(station int, day forecast.Date) weather {
	var w weather
	id := s.Stations()[station].ID
	for d := (forecast.Date{Year: day.Year, Month: time.January, Day: 1}); d.Before(day); d = d.AddDays(1) {
		w = s.Normals[station].next(w, d, s.noise("", d).with(s.noise(id, d)))
	}
	return w
}

// foreseen mixes what will come with what is guessed; known is the correlation
// of the forecast with the truth, 0–1.
func (d draws) foreseen(guess draws, known float64) draws {
	share := known * known
	return draws{
		wet:    mix(d.wet, guess.wet, share),
		amount: mix(d.amount, guess.amount, share),
		warmth: mix(d.warmth, guess.warmth, share),
		vapour: mix(d.vapour, guess.vapour, share),
		wind:   mix(d.wind, guess.wind, share),
	}
}

// nearest is the index of the station nearest to a point, on a plane: the
// simulated stations stand tens of kilometres apart.
func nearest(p Point, stations []forecast.Station) int {
	best, least := 0, math.Inf(1)
	for i, st := range stations {
		east := (st.Lon - p.Lon) * math.Cos(p.Lat*math.Pi/180)
		if d := math.Hypot(east, st.Lat-p.Lat); d < least {
			best, least = i, d
		}
	}
	return best
}
