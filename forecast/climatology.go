package forecast

import (
	"context"
	"sort"
	"time"
)

// Climatology is one building of the zones' normals from the archive.
type Climatology struct {
	Num     int64     `json:"-"`
	Built   time.Time `json:"built"`
	From    Date      `json:"from"` // first day of the archive that counted
	To      Date      `json:"to"`
	ZoneSet string    `json:"zone_set"`
	ResetMM float64   `json:"rain_reset_mm"` // of P and H
}

// ClimateNames are the numbers a climatology is made of, in the order of
// ZoneDay.Numbers.
var ClimateNames = []string{"p", "h", "nesterov", "angstrom", "kbdi_mm", "drought_factor", "ffdi", "ffwi", "hdw",
	"ffmc", "dmc", "dc", "isi", "bui", "fwi", "dsr"}

// Numbers are a day's indices in the order of ClimateNames.
func (d *ZoneDay) Numbers() []Float {
	out := append(make([]Float, 0, len(ClimateNames)), d.P, d.H)
	for _, f := range d.Indices.List() {
		out = append(out, *f)
	}
	return out
}

// Normal is what a zone's indices are like around a day of the year.
type Normal struct {
	Zone  string
	Day   int            // of a leap year, 1–366
	Index []Distribution // by ClimateNames
}

// LeapDay is the date's day of a leap year, 1–366: 1 March is always 61.
func (d Date) LeapDay() int { return Date{2024, d.Month, d.Day}.DaysSince(Date{2024, 1, 1}) + 1 }

// Quantiles is how many a distribution has: 0, 5, … 100 %.
const Quantiles = 21

// Distribution is an index over the years: its quantiles at 0, 5, … 100 %, and
// over how many years; none where there were too few.
type Distribution struct {
	Years     int
	Quantiles []float64
}

// Known reports whether the distribution says anything.
func (d *Distribution) Known() bool { return len(d.Quantiles) == Quantiles }

// At is the quantile of a share, 0–1, to the nearest twentieth; missing without a
// distribution.
func (d *Distribution) At(share float64) Float {
	if !d.Known() || !(share >= 0 && share <= 1) {
		return Float{}
	}
	return Some(d.Quantiles[int(share*(Quantiles-1)+0.5)])
}

// Percentile is the share of the distribution below a value, 0–100; among equal
// values the middle. Missing without a distribution.
func (d *Distribution) Percentile(v float64) Float {
	if !d.Known() || v != v {
		return Float{}
	}
	q := d.Quantiles
	low := sort.SearchFloat64s(q, v)                                      // first not below v
	high := sort.Search(len(q), func(i int) bool { return q[i] > v }) - 1 // last not above v
	switch {
	case low == len(q):
		return Some(100)
	case high < 0:
		return Some(0)
	}
	at := float64(low+high) / 2
	if low > high { // between two quantiles
		at = float64(high) + (v-q[high])/(q[low]-q[high])
	}
	return Some(100 * at / float64(len(q)-1))
}

// ClimateStore keeps climatologies. One that was not finished does not exist.
type ClimateStore interface {
	// BeginClimatology opens a building and gives its number.
	BeginClimatology(ctx context.Context, c Climatology) (num int64, err error)
	// SaveNormals adds one zone's or more.
	SaveNormals(ctx context.Context, num int64, normals []Normal) error
	// FinishClimatology makes it the one that counts from built on.
	FinishClimatology(ctx context.Context, num int64, built time.Time) error
	// Climatology gives the newest of a zone set built by asOf; NotFound when
	// there is none.
	Climatology(ctx context.Context, zoneSet string, asOf time.Time) (Climatology, error)
	// Normals gives the zones' normals of a day of the year, by zone; no zone = all.
	Normals(ctx context.Context, num int64, day int, zone string) ([]Normal, error)
}
