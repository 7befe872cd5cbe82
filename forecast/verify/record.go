package verify

import (
	"fmt"
	"iter"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Observed is the level a zone had on a day, as far as it is known.
type Observed struct {
	Zone  string
	Date  forecast.Date
	Level forecast.Level
}

// Record is the observed levels of the zones, day by day. Persistence and
// climatology are drawn from it. It does not change once made.
type Record struct {
	zones    map[string]*zoneRecord
	from, to int   // first and last year that any zone has a known level in
	newYear  []int // day numbers of 1 January, firstYear … lastYear+1
}

// zoneRecord is one zone's levels on consecutive days.
type zoneRecord struct {
	first  int // day number of levels[0]
	levels []forecast.Level
	upTo   [][5]uint16 // upTo[i][l] days of level l+1 before levels[i]
}

// The years dates may lie in. A date beyond is a slip of the hand, and would
// cost memory for every day between.
const (
	firstYear = 1950
	lastYear  = 2100
)

// NewRecord collects observed levels. Unknown levels may be given or left out.
// What cannot be, and a second level of a zone and day that contradicts the
// first, is left out; the errors (*forecast.Invalid) name each.
func NewRecord(levels iter.Seq[Observed]) (*Record, []error) {
	r := &Record{zones: map[string]*zoneRecord{}}
	for y := firstYear; y <= lastYear+1; y++ {
		r.newYear = append(r.newYear, dayNumber(forecast.Date{Year: y, Month: time.January, Day: 1}))
	}
	var faults []error
	for o := range levels {
		if err := r.add(o); err != nil {
			faults = append(faults, err)
		}
	}
	for _, z := range r.zones {
		z.count()
	}
	return r, faults
}

// Level is the observed level of a zone and day, Unknown when there is none.
func (r *Record) Level(zone string, d forecast.Date) forecast.Level {
	if z := r.zone(zone); z != nil {
		return z.at(dayNumber(d))
	}
	return forecast.Unknown
}

func (r *Record) zone(id string) *zoneRecord {
	if r == nil {
		return nil
	}
	return r.zones[id]
}

func (r *Record) add(o Observed) error {
	if err := checkPlace(o.Zone, o.Date, o.Level); err != nil {
		return named(err, o.Zone, o.Date, "observed level")
	}
	if o.Level == forecast.Unknown {
		return nil
	}
	z := r.zones[o.Zone]
	if z == nil {
		z = &zoneRecord{first: dayNumber(o.Date)}
		r.zones[o.Zone] = z
	}
	place := z.place(dayNumber(o.Date))
	if place.Known() && *place != o.Level {
		return named(&forecast.Invalid{Value: o.Level.Roman(), Reason: fmt.Sprintf("level %s was given before", *place),
			Remedy: "give each zone one level a day"}, o.Zone, o.Date, "observed level")
	}
	*place = o.Level
	if r.from == 0 || o.Date.Year < r.from {
		r.from = o.Date.Year
	}
	r.to = max(r.to, o.Date.Year)
	return nil
}

// place is where a day's level stands; the row of days grows to hold it.
func (z *zoneRecord) place(day int) *forecast.Level {
	if missing := z.first - day; missing > 0 {
		z.levels = append(make([]forecast.Level, missing, missing+len(z.levels)), z.levels...)
		z.first = day
	}
	if missing := day - z.first - len(z.levels) + 1; missing > 0 {
		z.levels = append(z.levels, make([]forecast.Level, missing)...)
	}
	return &z.levels[day-z.first]
}

func (z *zoneRecord) at(day int) forecast.Level {
	if i := day - z.first; i >= 0 && i < len(z.levels) {
		return z.levels[i]
	}
	return forecast.Unknown
}

// count makes the running counts, so that any span of days costs two look-ups.
func (z *zoneRecord) count() {
	z.upTo = make([][5]uint16, len(z.levels)+1)
	for i, l := range z.levels {
		z.upTo[i+1] = z.upTo[i]
		if l.Known() {
			z.upTo[i+1][l-forecast.I]++
		}
	}
}

// dayNumber counts days from 1970-01-01.
func dayNumber(d forecast.Date) int { return d.Number() }
