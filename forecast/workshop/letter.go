package workshop

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/alert"
)

// Letters counts the messages to owners who have subscribed to one zone each, by
// the rules of warning as they stand (alert.Owner): from IV on, today's level and
// tomorrow's, told once. Tomorrow is taken as it came: no forecast errs.
type Letters struct {
	Warnings  int `json:"warnings"`   // the level rose to IV, or from IV to V
	AllClears int `json:"all_clears"` // it fell below IV again
	Easings   int `json:"easings"`    // it fell from V to IV
}

func (l *Letters) add(other Letters) {
	l.Warnings += other.Warnings
	l.AllClears += other.AllClears
	l.Easings += other.Easings
}

func count(one alert.Letter) (l Letters) {
	for _, said := range []struct {
		it bool
		to *int
	}{{one.Warning, &l.Warnings}, {one.AllClear, &l.AllClears}, {one.Eased, &l.Easings}} {
		if said.it {
			*said.to = 1
		}
	}
	return l
}

// PerYear is a mean of one owner, in 365.25 days; missing where no day counted.
type PerYear struct {
	Warnings  forecast.Float `json:"warnings"`
	AllClears forecast.Float `json:"all_clears"`
}

// perYear spreads letters over the zones and the days from first to last.
func (l *Letters) perYear(zones int, first, last forecast.Date) PerYear {
	days := last.DaysSince(first) + 1
	if zones == 0 || days <= 0 {
		return PerYear{}
	}
	mean := func(n int) forecast.Float {
		return forecast.Some(math.Round(100*float64(n)*365.25/float64(zones*days)) / 100)
	}
	return PerYear{mean(l.Warnings), mean(l.AllClears)}
}

// pair is a day with its level by both tables.
type pair struct {
	date   forecast.Date
	levels [2]forecast.Level
}

// live goes through a zone's days: both owners get their letters, and the days that
// count are counted.
func (z *zoneTally) live(s *Source, days []pair, fires map[day]seen) {
	owners := [2]*alert.Owner{alert.NewOwner(z.zone, alert.Default), alert.NewOwner(z.zone, alert.Default)}
	for i, d := range days {
		tomorrow := [2]forecast.Level{}
		if i+1 < len(days) && days[i+1].date == d.date.AddDays(1) {
			tomorrow = days[i+1].levels
		}
		var got [2]Letters
		for side, owner := range owners {
			got[side] = count(owner.Day(d.date, d.levels[side], tomorrow[side]))
		}
		if s.counts(d.date) {
			z.add(d, got, fires)
		}
	}
}
