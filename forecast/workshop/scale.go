package workshop

import (
	"math"
	"slices"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// scale is the days of a group and part of the year along an index, cut at the
// multiples of the step: a bin b holds (b−1)·step < x ≤ b·step.
type scale struct {
	group   string
	months  string
	set     table.Months
	step    float64
	falls   bool // danger rises as the index falls
	seasons map[int]map[int]cell
	days    int // with a value
	fires   int // of them that burnt
	unknown int
	of      *scale // the whole this is a zone's part of
}

// cell is the days of a bin.
type cell struct{ days, fires int }

func newScale(group, months string, step float64, falls bool) *scale {
	set, _ := table.ParseMonths(months) // the probe was read with them
	return &scale{group: group, months: months, set: set, step: step, falls: falls, seasons: map[int]map[int]cell{}}
}

// empty is a zone's own part, to be joined later.
func (s *scale) empty() *scale {
	part := *s
	part.seasons, part.of = map[int]map[int]cell{}, s
	return &part
}

func (s *scale) add(d forecast.Date, x forecast.Float, burnt bool) {
	if !s.set.Has(int(d.Month)) {
		return
	}
	if !x.OK {
		s.unknown++
		return
	}
	season := Season(d)
	if s.seasons[season] == nil {
		s.seasons[season] = map[int]cell{}
	}
	bin := int(math.Ceil(x.V/s.step - 1e-9))
	c := s.seasons[season][bin]
	c.days++
	s.days++
	if burnt {
		c.fires++
		s.fires++
	}
	s.seasons[season][bin] = c
}

func (s *scale) join(part *scale) {
	s.days, s.fires, s.unknown = s.days+part.days, s.fires+part.fires, s.unknown+part.unknown
	for season, bins := range part.seasons {
		if s.seasons[season] == nil {
			s.seasons[season] = map[int]cell{}
		}
		for bin, c := range bins {
			now := s.seasons[season][bin]
			s.seasons[season][bin] = cell{now.days + c.days, now.fires + c.fires}
		}
	}
}

// ramp is a scale's bins in the order of danger, none left out, for each season.
type ramp struct {
	*scale
	low, high int // bins
	names     []int
	bySeason  [][]cell
}

func (s *scale) ramp() ramp {
	r := ramp{scale: s, low: math.MaxInt, high: math.MinInt}
	for season, bins := range s.seasons {
		r.names = append(r.names, season)
		for bin := range bins {
			r.low, r.high = min(r.low, bin), max(r.high, bin)
		}
	}
	slices.Sort(r.names)
	for _, season := range r.names {
		cells := make([]cell, r.high-r.low+1)
		for bin, c := range s.seasons[season] {
			cells[r.place(bin)] = c
		}
		r.bySeason = append(r.bySeason, cells)
	}
	return r
}

// place is a bin's place in the order of danger.
func (r *ramp) place(bin int) int {
	if r.falls {
		return r.high - bin
	}
	return bin - r.low
}

// edge is the limit behind a place: what lies beyond it is more dangerous.
func (r *ramp) edge(place int) float64 {
	bin := r.low + place
	if r.falls {
		bin = r.high - place - 1
	}
	return math.Round(float64(bin)*r.step*1e6) / 1e6 // six decimals, as a table keeps them
}

// middle stands for the values of a place, growing with danger.
func (r *ramp) middle(place int) float64 { return float64(place) }

// total adds the seasons up, each as often as it was drawn; no draw = once each.
func (r *ramp) total(drawn []int) []cell {
	out := make([]cell, r.high-r.low+1)
	for i, cells := range r.bySeason {
		times := 1
		if drawn != nil {
			times = drawn[i]
		}
		if times == 0 {
			continue
		}
		for place, c := range cells {
			out[place].days += times * c.days
			out[place].fires += times * c.fires
		}
	}
	return out
}
