package metar

import (
	"bytes"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// mark is what a token means for the cutting of the text.
type mark byte

const (
	plain    mark = iota // a group of a report, or none of our business
	opening              // the first group of a report
	keyword              // METAR, SPECI
	taf                  // TAF
	heading              // TTAAii of a bulletin
	section              // AAXX … of another code
	closing              // ZCZC, NNNN
	dateLine             // 2026/11/24 03:00 above a report
	label                // MTRxxx, an American product name
	envelope             // priority, addressees or origin of an AFTN message
)

// markOf says what the token is. Between reports words are taken at their face;
// within one only where nothing else can be meant.
func (s *splitter) markOf(tok []byte) mark {
	first := s.fresh || len(s.buf) == 0
	if s.isEnvelope(tok) {
		return envelope
	}
	switch len(tok) {
	case 3:
		if first && string(tok) == "TAF" {
			return taf
		}
	case 4:
		return s.markOfFour(tok)
	case 5:
		if isKeyword(tok) && (first || s.leadsIn()) {
			return keyword
		}
	case 6:
		return s.markOfSix(tok)
	case 10:
		if s.fresh && tok[4] == '/' && !s.readStamp(tok).IsZero() {
			return dateLine
		}
	}
	return plain
}

func isKeyword(tok []byte) bool { return string(tok) == "METAR" || string(tok) == "SPECI" }

func (s *splitter) markOfFour(tok []byte) mark {
	switch string(tok) {
	case "AAXX", "BBXX", "OOXX", "ZZYY", "TTAA", "TTBB", "PPBB":
		if s.fresh || s.other {
			return section
		}
	case "ZCZC", "NNNN":
		return closing
	default:
		if s.fresh && !s.other && !s.ledIn() && isStation(string(tok)) && s.opens() {
			return opening
		}
	}
	return plain
}

// markOfSix knows a bulletin's heading "TTAAii CCCC YYGGgg" (Manual on the GTS,
// WMO-No. 386, Attachment II-5; unchecked).
func (s *splitter) markOfSix(tok []byte) mark {
	switch {
	case allBetween(tok[:4], 'A', 'Z') && allBetween(tok[4:], '0', '9'):
		ahead := s.ahead()
		centre, _ := ahead.token()
		at, _ := ahead.token()
		if len(centre) == 4 && len(at) == 6 && allBetween(at, '0', '9') {
			return heading
		}
	case s.fresh && len(s.buf) == 0 && string(tok[:3]) == "MTR":
		return label
	}
	return plain
}

// ahead is a second splitter that may run on without moving the first.
func (s *splitter) ahead() splitter {
	return splitter{text: s.text[:min(len(s.text), s.pos+64)], pos: s.pos}
}

// leadsIn reports whether station and time follow the token, past COR and AUTO.
func (s *splitter) leadsIn() bool {
	ahead := s.ahead()
	tok, _ := ahead.token()
	for len(tok) > 0 && isLeadIn(string(tok)) {
		tok, _ = ahead.token()
	}
	at, _ := ahead.token()
	return isStation(string(tok)) && isTime(string(at))
}

// opens reports whether what follows a station's letters at the start of a line
// makes it a report: a time, good or bad, or a wind where the time was lost.
func (s *splitter) opens() bool {
	ahead := s.ahead()
	tok, _ := ahead.token()
	for len(tok) > 0 && isLeadIn(string(tok)) {
		tok, _ = ahead.token()
	}
	n := len(tok)
	return n >= 4 && tok[n-1] == 'Z' && allBetween(tok[:1], '0', '9') ||
		n >= 7 && (bytes.HasSuffix(tok, []byte("KT")) || bytes.HasSuffix(tok, []byte("MPS")))
}

// ledIn reports whether all that was gathered stands before a station.
func (s *splitter) ledIn() bool { return len(s.buf) <= len("AUTO") && isLeadIn(string(s.buf)) }

// pass moves the splitter over a mark.
func (s *splitter) pass(m mark, tok []byte) {
	switch m {
	case keyword:
		s.other, s.taf, s.seen, s.speci = false, false, true, tok[0] == 'S'
	case taf:
		s.taf, s.seen = true, true
	case heading:
		s.leave()
		s.heading(tok)
	case section:
		s.other = true
	case closing:
		s.leave()
		if tok[0] == 'Z' {
			s.restOfLine()
		}
	case envelope:
		s.leave()
		s.restOfLine()
	case dateLine:
		s.other, s.taf, s.stamp = false, false, s.readStamp(tok)
		s.token()
	}
}

// leave ends the bulletin.
func (s *splitter) leave() { s.other, s.speci, s.taf, s.correction = false, false, false, "" }

// heading reads "CCCC YYGGgg BBB" behind the designator, of which SA and SP are
// METAR and SPECI. BBB is CCA… for a correction; RRx (retarded) and AAx (amended)
// correct nothing that was observed.
func (s *splitter) heading(tok []byte) {
	kind := string(tok[:2])
	s.speci = kind == "SP"
	s.other = kind != "SA" && !s.speci
	s.seen = s.seen || !s.other
	s.token()
	s.token()
	rest := bytes.TrimSpace(s.restOfLine())
	if len(rest) >= 3 {
		s.correction = forecast.CorrectionOf(string(rest[:3]))
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

// readStamp reads "2026/11/24" and the "03:00" behind it; zero when they are none.
func (s *splitter) readStamp(date []byte) time.Time {
	ahead := s.ahead()
	clock, _ := ahead.token()
	t, err := time.Parse("2006/01/02 15:04", string(date)+" "+string(clock))
	if err != nil || t.Year() < 1900 {
		return time.Time{}
	}
	return t
}

func allBetween(s []byte, low, high byte) bool {
	for _, b := range s {
		if b < low || b > high {
			return false
		}
	}
	return true
}
