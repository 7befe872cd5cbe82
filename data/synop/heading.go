package synop

import (
	"fmt"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// breaksIn reports whether the token cannot belong to a report: it opens a
// section or a bulletin, or closes one.
func (s *splitter) breaksIn(tok []byte) bool {
	switch len(tok) {
	case 4:
		return tok[0] >= 'A' && isCode(tok)
	case 6:
		return (s.fresh || !s.land) && isDesignator(tok)
	}
	return false
}

// isCode reports whether the token is a code name FM-12 shares bulletins with,
// or one of the marks that old teleprinter lines put round a bulletin.
func isCode(tok []byte) bool {
	switch string(tok) {
	case "AAXX", "BBXX", "OOXX", "ZZYY", "TTAA", "TTBB", "PPBB", "ZCZC", "NNNN":
		return true
	}
	return false
}

// isDesignator reports whether the token is a data designator TTAAii
// (Manual on the GTS, WMO-No. 386, Attachment II-5; unchecked).
func isDesignator(tok []byte) bool {
	return allBetween(tok[:4], 'A', 'Z') && allBetween(tok[4:], '0', '9')
}

func allBetween(s []byte, low, high byte) bool {
	for _, b := range s {
		if b < low || b > high {
			return false
		}
	}
	return true
}

// mark moves the splitter to where the token leads.
func (s *splitter) mark(tok []byte) {
	switch {
	case string(tok) == "AAXX":
		s.open()
	case len(tok) == 6:
		s.leave()
		s.heading()
	case string(tok) == "ZCZC":
		s.leave()
		s.restOfLine()
	case string(tok) == "NNNN":
		s.leave()
	default:
		s.land = false // another code's section
		s.sections++
	}
}

// leave ends the bulletin.
func (s *splitter) leave() { s.land, s.correction = false, "" }

// heading reads "CCCC YYGGgg BBB" behind the designator. BBB is CCA… for a
// correction; RRx (retarded) and AAx (amended) correct nothing that was observed.
func (s *splitter) heading() {
	rest := s.restOfLine()
	for len(rest) > 0 && rest[len(rest)-1] <= ' ' {
		rest = rest[:len(rest)-1]
	}
	if n := len(rest); n >= 4 && rest[n-4] == ' ' {
		s.correction = forecast.CorrectionOf(string(rest[n-3:]))
	}
}

// restOfLine moves to the end of the line and gives what it passed.
func (s *splitter) restOfLine() []byte {
	start := s.pos
	for s.pos < len(s.text) && s.text[s.pos] != '\n' && s.text[s.pos] != '\r' {
		s.pos++
	}
	return s.text[start:s.pos]
}

// open reads the YYGGiw that follows AAXX.
func (s *splitter) open() {
	s.land = true
	s.sections++
	tok, _ := s.token()
	s.section = readSection(string(tok), s.received)
}

func readSection(yyggiw string, received time.Time) section {
	day, okDay := number(yyggiw, 0, 2)
	hour, okHour := number(yyggiw, 2, 4)
	if len(yyggiw) != 5 || !okDay || !okHour || day < 1 || day > 31 || hour > 23 {
		return section{err: sectionError(yyggiw, "is not the day, hour and wind unit YYGGiw")}
	}
	unit, ok := windUnit(yyggiw[4])
	if !ok {
		return section{err: sectionError(yyggiw, "ends in no wind indicator: 0, 1, 3, 4 or /")}
	}
	t, ok := newest(day, hour, received)
	if !ok {
		return section{err: sectionError(yyggiw, "names no day before the time of receipt")}
	}
	return section{time: t, windUnit: unit}
}

func sectionError(yyggiw, reason string) *forecast.Invalid {
	return &forecast.Invalid{
		Reason: fmt.Sprintf("the head of its section, AAXX %.5s, %s", yyggiw, reason),
		Remedy: "correct the section's head, or give the time of receipt",
	}
}

// windUnit is the length of one unit of ff in m/s by code table 1855: 0 and 1
// are metres per second, 3 and 4 knots. A solidus says that no wind is reported.
func windUnit(iw byte) (float64, bool) {
	switch iw {
	case '0', '1':
		return 1, true
	case '3', '4':
		return 1852.0 / 3600, true
	case '/':
		return 0, true
	}
	return 0, false
}

// newest is the latest instant with that day of the month and hour, UTC, that is
// not after received. A day 31 is at most two months back.
func newest(day, hour int, received time.Time) (time.Time, bool) {
	if received.IsZero() {
		return time.Time{}, false
	}
	received = received.UTC()
	for back := range 3 {
		t := time.Date(received.Year(), received.Month()-time.Month(back), day, hour, 0, 0, 0, time.UTC)
		if t.Day() == day && !t.After(received) {
			return t, true
		}
	}
	return time.Time{}, false
}
