package run

import "github.com/canhlua/canhlua/forecast"

// calendar is a place's days by date. They lie close together, so that a list
// finds one sooner than a hash does. The nil calendar has no day.
type calendar struct {
	first int             // number of days[0]; see forecast.Date.Number
	days  []*forecast.Day // nil where there is none
}

// on is the day of a date, nil when there is none.
func (c *calendar) on(d forecast.Date) *forecast.Day { return c.at(d.Number()) }

func (c *calendar) at(number int) *forecast.Day {
	if c == nil || uint(number-c.first) >= uint(len(c.days)) {
		return nil
	}
	return c.days[number-c.first]
}

// earliest is the first day, nil when there is none.
func (c *calendar) earliest() *forecast.Day {
	if c.empty() {
		return nil
	}
	return c.days[0]
}

func (c *calendar) empty() bool { return c == nil || len(c.days) == 0 }

// span is the numbers of a place's first and last day, while a calendar is made.
type span struct{ first, last int }

// byPlace files days; of two of one place and date the later one stays.
func byPlace(days []forecast.Day) map[string]*calendar {
	number, owner := make(map[string]int), make([]int, len(days))
	var spans []span
	for i := range days {
		n := days[i].Date.Number()
		place, known := number[days[i].Place]
		if !known {
			place = len(spans)
			number[days[i].Place] = place
			spans = append(spans, span{n, n})
		}
		owner[i] = place
		spans[place] = span{min(spans[place].first, n), max(spans[place].last, n)}
	}
	calendars := emptyCalendars(spans)
	for i := range days {
		c := &calendars[owner[i]]
		c.days[days[i].Date.Number()-c.first] = &days[i]
	}
	out := make(map[string]*calendar, len(number))
	for place, i := range number {
		out[place] = &calendars[i]
	}
	return out
}

// emptyCalendars share one list: there are thousands of them.
func emptyCalendars(spans []span) []calendar {
	room := 0
	for _, s := range spans {
		room += s.last - s.first + 1
	}
	all, calendars := make([]*forecast.Day, room), make([]calendar, len(spans))
	for i, s := range spans {
		n := s.last - s.first + 1
		calendars[i], all = calendar{s.first, all[:n:n]}, all[n:]
	}
	return calendars
}
