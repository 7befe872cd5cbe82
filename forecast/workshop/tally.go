package workshop

import (
	"slices"
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

// zoneTally counts one zone's past by both tables.
type zoneTally struct {
	zone   string
	matrix [6]Levels
	whole  Part
	months [13]Part
	years  map[int]*Part
	sides  [2]sideTally
	first  forecast.Date
	last   forecast.Date

	loweredFires int
}

// sideTally counts one zone's past by one table.
type sideTally struct {
	Letters
	fires, hotspots Levels
	dry, dryAtV     int
	warned          []forecast.Date
}

func newZoneTally(zone string) *zoneTally {
	return &zoneTally{zone: zone, years: map[int]*Part{}}
}

func (z *zoneTally) add(p pair, letters [2]Letters, fires map[day]seen) {
	d, before, after, burnt := p.date, p.levels[0], p.levels[1], fires[day{z.zone, p.date}]
	if z.first.IsZero() {
		z.first = d
	}
	z.last = d
	if z.years[d.Year] == nil {
		z.years[d.Year] = &Part{}
	}
	for i, level := range p.levels {
		z.sides[i].add(d, level, letters[i], burnt)
	}
	if before.Dangerous() && safe(after) {
		z.loweredFires += burnt.fires + burnt.hotspots
	}
	z.matrix[before][after]++
	for _, part := range []*Part{&z.whole, &z.months[d.Month], z.years[d.Year]} {
		part.count(before, after, letters)
	}
}

func (s *sideTally) add(d forecast.Date, level forecast.Level, letters Letters, burnt seen) {
	s.fires[level] += burnt.fires
	s.hotspots[level] += burnt.hotspots
	if inDrySeason(d) && level.Known() {
		s.dry++
		if level == forecast.V {
			s.dryAtV++
		}
	}
	if s.Letters.add(letters); letters.Warnings > 0 {
		s.warned = append(s.warned, d)
	}
}

// inDrySeason reports whether a day lies in January–April, when the generic table
// of P stands still at V.
func inDrySeason(d forecast.Date) bool { return d.Month <= 4 }

func (p *Part) count(before, after forecast.Level, letters [2]Letters) {
	p.Before[before]++
	p.After[after]++
	if before.Known() && after.Known() && before != after {
		p.Changed++
	}
	p.LettersBefore.add(letters[0])
	p.LettersAfter.add(letters[1])
}

func (p *Part) add(other *Part) {
	p.Before.add(&other.Before)
	p.After.add(&other.After)
	p.Changed += other.Changed
	p.LettersBefore.add(other.LettersBefore)
	p.LettersAfter.add(other.LettersAfter)
}

// sum adds the zones up.
func sum(s *Source, zones []*zoneTally) Impact {
	out := Impact{From: s.To, To: s.From, Zones: len(zones), Stations: s.Stations, ByZone: []Part{}, ByYear: []Part{}}
	sides := [2]sideTally{}
	years := map[int]*Part{}
	months := [13]Part{}
	for _, z := range zones {
		part := z.whole
		part.Name = z.zone
		out.ByZone = append(out.ByZone, part)
		out.Changed += part.Changed
		out.loweredFires += z.loweredFires
		out.span(z)
		for m := range z.months {
			months[m].add(&z.months[m])
		}
		for year, p := range z.years {
			if years[year] == nil {
				years[year] = &Part{Name: strconv.Itoa(year)}
			}
			years[year].add(p)
		}
		for i := range sides {
			sides[i].join(&z.sides[i])
		}
		for before := range z.matrix {
			out.Matrix[before].add(&z.matrix[before])
		}
	}
	out.parts(months, years)
	out.Before, out.After = sides[0].side(), sides[1].side()
	for before := range out.Matrix {
		for after, n := range out.Matrix[before] {
			out.Before.Days[before] += n
			out.After.Days[after] += n
			if before > 0 && after > 0 {
				out.Compared += n
			}
		}
	}
	for _, side := range []*Side{&out.Before, &out.After} {
		side.rates()
		side.OwnerYear = side.perYear(out.Zones, out.From, out.To)
	}
	return out
}

// span widens the days to those of a zone.
func (m *Impact) span(z *zoneTally) {
	if z.first.IsZero() {
		return
	}
	if z.first.Before(m.From) {
		m.From = z.first
	}
	if z.last.After(m.To) {
		m.To = z.last
	}
}

func (m *Impact) parts(months [13]Part, years map[int]*Part) {
	for i := 1; i <= 12; i++ {
		months[i].Name = strconv.Itoa(i)
		m.ByMonth = append(m.ByMonth, months[i])
	}
	for _, p := range years {
		m.ByYear = append(m.ByYear, *p)
	}
	slices.SortFunc(m.ByYear, func(a, b Part) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
}

func (s *sideTally) join(other *sideTally) {
	s.fires.add(&other.fires)
	s.hotspots.add(&other.hotspots)
	s.dry += other.dry
	s.dryAtV += other.dryAtV
	s.Letters.add(other.Letters)
	s.warned = append(s.warned, other.warned...)
}

func (s *sideTally) side() Side {
	out := Side{Fires: s.fires, Hotspots: s.hotspots, Letters: s.Letters}
	days := map[forecast.Date]bool{}
	for _, d := range s.warned {
		days[d] = true
	}
	out.WarningDays = len(days)
	if s.dry > 0 {
		out.DryAtV = forecast.Some(float64(s.dryAtV) / float64(s.dry))
	}
	return out
}

// rates fills how often it burnt at each level; missing where the level never was,
// and where nothing that burnt is recorded at all.
func (s *Side) rates() {
	s.FireRate, s.HotspotRate = rate(&s.Fires, &s.Days), rate(&s.Hotspots, &s.Days)
}

func rate(burnt, days *Levels) (out [6]forecast.Float) {
	if burnt.Known()+burnt[forecast.Unknown] == 0 {
		return out
	}
	for level, n := range days {
		if n > 0 {
			out[level] = forecast.Some(1000 * float64(burnt[level]) / float64(n))
		}
	}
	return out
}
