package season

import (
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Spot is a hotspot within a zone.
type Spot struct {
	Zone string
	Date forecast.Date
}

// Record is a fire that an officer vouches for, within a zone or near one.
type Record struct {
	ID     string         `json:"id"`
	Date   forecast.Date  `json:"date"`
	Zone   string         `json:"zone,omitempty"` // empty = outside the zones
	Name   string         `json:"name,omitempty"` // of the zone
	Level  forecast.Level `json:"level"`          // that was told; null = unknown
	Cause  string         `json:"cause,omitempty"`
	AreaHa forecast.Float `json:"area_ha"` // missing = not recorded
	Forest string         `json:"forest,omitempty"`
	Closed bool           `json:"closed"` // it is out, and its record written
}

// Fires are the season's fires.
type Fires struct {
	Hotspots *int           `json:"hotspots"` // within the zones; null = no record of any
	Records  []Record       `json:"records"`  // by day; empty = none was recorded
	AreaHa   forecast.Float `json:"area_ha"`  // burnt, over the records that tell it
	NoArea   int            `json:"no_area"`  // records that do not
	Causes   []Cause        `json:"causes"`   // the most frequent first
	Months   []FireMonth    `json:"months"`   // with a fire or hotspot
}

// Cause is how often fires came of it.
type Cause struct {
	Cause  string         `json:"cause"` // empty = not known
	Fires  int            `json:"fires"`
	AreaHa forecast.Float `json:"area_ha"`
}

// FireMonth is a month's fires.
type FireMonth struct {
	Year     int        `json:"year"`
	Month    time.Month `json:"month"`
	Hotspots int        `json:"hotspots"`
	Records  int        `json:"records"`
}

func firesOf(m *Material) Fires {
	f := Fires{Records: []Record{}, Causes: []Cause{}, Months: []FireMonth{}}
	if m.Watched {
		f.Hotspots = new(int)
	}
	for _, s := range m.Spots {
		if m.Span.has(s.Date) && f.Hotspots != nil {
			*f.Hotspots++
			f.month(s.Date).Hotspots++
		}
	}
	for _, r := range m.Records {
		if m.Span.has(r.Date) {
			f.take(r)
		}
	}
	slices.SortFunc(f.Records, func(x, y Record) int {
		if c := x.Date.Compare(y.Date); c != 0 {
			return c
		}
		return strings.Compare(x.ID, y.ID)
	})
	slices.SortFunc(f.Causes, func(x, y Cause) int {
		if x.Fires != y.Fires {
			return y.Fires - x.Fires
		}
		return strings.Compare(x.Cause, y.Cause)
	})
	slices.SortFunc(f.Months, func(x, y FireMonth) int { return (x.Year*12 + int(x.Month)) - (y.Year*12 + int(y.Month)) })
	return f
}

func (f *Fires) take(r Record) {
	f.Records = append(f.Records, r)
	f.month(r.Date).Records++
	i := slices.IndexFunc(f.Causes, func(c Cause) bool { return c.Cause == r.Cause })
	if i < 0 {
		i = len(f.Causes)
		f.Causes = append(f.Causes, Cause{Cause: r.Cause})
	}
	f.Causes[i].Fires++
	if !r.AreaHa.OK {
		f.NoArea++
		return
	}
	f.AreaHa = forecast.Some(f.AreaHa.V + r.AreaHa.V)
	f.Causes[i].AreaHa = forecast.Some(f.Causes[i].AreaHa.V + r.AreaHa.V)
}

func (f *Fires) month(d forecast.Date) *FireMonth {
	i := slices.IndexFunc(f.Months, func(m FireMonth) bool { return m.Year == d.Year && m.Month == d.Month })
	if i < 0 {
		i = len(f.Months)
		f.Months = append(f.Months, FireMonth{Year: d.Year, Month: d.Month})
	}
	return &f.Months[i]
}
