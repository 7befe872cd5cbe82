package season

import (
	"github.com/canhlua/canhlua/forecast"
)

// Usual is what P is like around a day in other years, in one zone: its 10th, 50th
// and 90th percentile, °C·hPa.
type Usual struct {
	Set               string
	Zone              string
	Day               int // of a leap year, 1–366
	Low, Median, High float64
}

// CourseDay is P of the province on a day: means over the zones of which it is
// known, missing where that is fewer than half of them. The usual values are means
// over the zones of the day's set.
type CourseDay struct {
	Date   forecast.Date  `json:"date"`
	P      forecast.Float `json:"p"`      // °C·hPa
	Low    forecast.Float `json:"low"`    // 10th percentile of other years
	Median forecast.Float `json:"median"` // of other years
	High   forecast.Float `json:"high"`   // 90th percentile of other years
}

func courseOf(b *book) []CourseDay {
	usual := b.usual()
	course := make([]CourseDay, len(b.days))
	for i := range b.days {
		d := &b.days[i]
		course[i].Date = d.date
		var sum float64
		n := 0
		for _, z := range d.zones {
			if z.P.OK {
				sum += z.P.V
				n++
			}
		}
		if n > 0 && 2*n >= d.count(b) {
			course[i].P = forecast.Some(sum / float64(n))
		}
		if u, ok := usual[usualKey{d.set, d.date.LeapDay()}]; ok {
			n := float64(u.n)
			course[i].Low, course[i].Median, course[i].High = forecast.Some(u.low/n), forecast.Some(u.median/n), forecast.Some(u.high/n)
		}
	}
	return course
}

type usualKey struct {
	set string
	day int
}

type usualSum struct {
	n                 int
	low, median, high float64
}

func (b *book) usual() map[usualKey]usualSum {
	sums := map[usualKey]usualSum{}
	for _, u := range b.Usual {
		key := usualKey{u.Set, u.Day}
		s := sums[key]
		sums[key] = usualSum{s.n + 1, s.low + u.Low, s.median + u.Median, s.high + u.High}
	}
	return sums
}
