package bufr

import (
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// moment is the nominal time of observation, the first date group of the subset.
type moment struct {
	parts [6]int  // year, month, day, hour, minute, by Y of the descriptor
	seen  [6]bool // given, be it as missing
	there [6]bool
}

func (m *moment) date(d descriptor, v value) {
	y := d.y()
	if m.seen[y] {
		return
	}
	m.seen[y] = true
	m.parts[y], m.there[y] = int(v.n), v.ok && v.n >= 0 && v.n < 10000
}

// What a subset can be refused for. They are shared, so that rubbish costs no
// memory.
var (
	errStation = &forecast.Invalid{Reason: "no station: neither WMO number nor WIGOS identifier nor ICAO indicator", Remedy: "give 001001 and 001002, or 301150"}
	errTime    = &forecast.Invalid{Reason: "no time of observation, or one that no calendar has", Remedy: "give year, month, day, hour and minute (004001–004005)"}
	errPack    = &forecast.Invalid{Reason: "more subsets than a message of this length can hold", Remedy: "ask for the bulletin again: it is damaged"}
	errEmpty   = &forecast.Invalid{Reason: "no subset", Remedy: "ask the sender for the message with its data"}
)

// when is the time in UTC; false when a part but the minute is missing or when
// there is no such day. 24:00 is the next day's 0:00.
func (m *moment) when() (time.Time, bool) {
	y, mo, d := m.parts[yearOf.y()], m.parts[monthOf.y()], m.parts[dayOf.y()]
	h, mi := m.parts[hourOf.y()], m.parts[minuteOf.y()]
	if !m.there[minuteOf.y()] {
		mi = 0
	}
	for part := yearOf.y(); part <= hourOf.y(); part++ {
		if !m.there[part] {
			return time.Time{}, false
		}
	}
	t := time.Date(y, time.Month(mo), d, h, mi, 0, 0, time.UTC)
	day := time.Date(y, time.Month(mo), d, 0, 0, 0, 0, time.UTC)
	ok := y >= 1900 && day.Month() == time.Month(mo) && day.Day() == d && mi < 60 && h < 24+btoi(mi == 0)
	return t, ok
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
