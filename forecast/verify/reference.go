package verify

import "github.com/canhlua/canhlua/forecast"

// Persistence says that the level stays what it was on the day the forecast was
// made. A forecast for its own day (lead 0) is held against the day before: the
// day itself is not known until its 13:00, and would be compared with itself.
// Missing when that level is unknown.
func (r *Record) Persistence(zone string, issued, valid forecast.Date) Distribution {
	if z := r.zone(zone); z != nil {
		return z.persistence(dayNumber(issued), dayNumber(valid))
	}
	return Distribution{}
}

func (z *zoneRecord) persistence(issued, valid int) Distribution {
	return Certain(z.at(min(issued, valid-1)))
}

// Climatology is the share of each level in a zone on the days within window of
// the day of the year, from the years other than the valid day's: neither the
// window around the day itself nor any other day of its calendar year counts.
// Missing when less than minYears years have a known day there.
func (r *Record) Climatology(zone string, valid forecast.Date, window, minYears int) Distribution {
	z := r.zone(zone)
	if z == nil || checkDate(valid) != nil {
		return Distribution{}
	}
	var counts [5]int
	years, yearDay := 0, valid.YearDay()
	for y := r.from; y <= r.to; y++ {
		mid := r.newYear[y-firstYear] + yearDay - 1
		low, high := mid-window, mid+window
		switch y {
		case valid.Year:
			continue
		case valid.Year - 1:
			high = min(high, r.newYear[valid.Year-firstYear]-1)
		case valid.Year + 1:
			low = max(low, r.newYear[y-firstYear])
		}
		if z.countIn(low, high, &counts) {
			years++
		}
	}
	if years < minYears {
		return Distribution{}
	}
	return shares(counts)
}

// countIn adds the known days of low…high, both counted, and reports whether
// there were any.
func (z *zoneRecord) countIn(low, high int, counts *[5]int) bool {
	i, j := max(low-z.first, 0), min(high-z.first+1, len(z.levels))
	if i >= j {
		return false
	}
	found := false
	before, after := &z.upTo[i], &z.upTo[j]
	for l := range counts {
		n := int(after[l] - before[l])
		counts[l] += n
		found = found || n > 0
	}
	return found
}

func shares(counts [5]int) Distribution {
	n := 0
	for _, c := range counts {
		n += c
	}
	if n == 0 {
		return Distribution{}
	}
	d := Distribution{OK: true}
	for l, c := range counts {
		d.P[l] = float64(c) / float64(n)
	}
	return d
}
