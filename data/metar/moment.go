package metar

import (
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// isTime reports whether the group has the form DDHHMMZ.
func isTime(g string) bool {
	_, ok := number(g, 0, 6)
	return ok && len(g) == 7 && g[6] == 'Z'
}

// moment reads DDHHMMZ in the month that the line above the report names, else in
// the newest one that does not put it after received.
func moment(g string, stamp, received time.Time) (time.Time, *forecast.Invalid) {
	if !isTime(g) {
		return time.Time{}, errTime
	}
	day, _ := number(g, 0, 2)
	hour, _ := number(g, 2, 4)
	minute, _ := number(g, 4, 6)
	if day < 1 || day > 31 || hour > 23 || minute > 59 {
		return time.Time{}, errTime
	}
	within := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	var t time.Time
	var ok bool
	if stamp.IsZero() {
		t, ok = newest(day, within, received)
	} else {
		t, ok = nearest(day, within, stamp)
	}
	if !ok {
		return time.Time{}, errMonth
	}
	return t, nil
}

// newest is the latest instant with that day of the month and time of day, UTC,
// that is not after received. A day 31 is at most two months back.
func newest(day int, within time.Duration, received time.Time) (time.Time, bool) {
	if received.IsZero() {
		return time.Time{}, false
	}
	received = received.UTC()
	for back := range 3 {
		t, ok := inMonth(received, -back, day, within)
		if ok && !t.After(received) {
			return t, true
		}
	}
	return time.Time{}, false
}

// nearest is the instant with that day and time next to stamp: over a month's end
// the two need not bear the same month.
func nearest(day int, within time.Duration, stamp time.Time) (best time.Time, found bool) {
	for months := -1; months <= 1; months++ {
		t, ok := inMonth(stamp, months, day, within)
		if ok && (!found || t.Sub(stamp).Abs() < best.Sub(stamp).Abs()) {
			best, found = t, true
		}
	}
	return best, found
}

// inMonth puts day and time into the month that is so many months after t's;
// false where that month has no such day.
func inMonth(t time.Time, months, day int, within time.Duration) (time.Time, bool) {
	d := time.Date(t.Year(), t.Month()+time.Month(months), day, 0, 0, 0, 0, time.UTC)
	return d.Add(within), d.Day() == day
}

// ending is the full hour that a routine report of that time stands for, as
// American stations observe from a quarter of an hour before it; −1 for special
// and other reports, whose rain has no fixed period.
func ending(t time.Time, speci bool) int {
	switch {
	case speci:
	case t.Minute() == 0:
		return t.Hour()
	case t.Minute() >= 45:
		return (t.Hour() + 1) % 24
	}
	return -1
}
