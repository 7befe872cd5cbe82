package metar

import "bytes"

// An aeronautical (AFTN) message puts lines of its own round a bulletin (ICAO
// Annex 10, Volume II, 4.4; unchecked): "FF VVHHZTZX VVTSYMYX", priority and
// addressees; these may run over several lines; "240300 VVNBZTZX", filing time and
// originator.

// isEnvelope reports whether the token, the first of its line, opens such a line.
func (s *splitter) isEnvelope(tok []byte) bool {
	if !s.fresh {
		return false
	}
	switch len(tok) {
	case 2:
		return isPriority(tok) && s.addressed()
	case 6:
		return allBetween(tok, '0', '9') && s.addressed()
	case 8:
		return len(s.buf) == 0 && isAddress(tok) && (s.endsLine() || s.addressed())
	}
	return false
}

func isPriority(tok []byte) bool {
	switch string(tok) {
	case "SS", "DD", "FF", "GG", "KK":
		return true
	}
	return false
}

func isAddress(tok []byte) bool { return len(tok) == 8 && allBetween(tok, 'A', 'Z') }

// addressed reports whether an address follows on the same line.
func (s *splitter) addressed() bool {
	ahead := s.ahead()
	tok, _ := ahead.token()
	return isAddress(tok) && !ahead.fresh
}

// endsLine reports whether nothing follows on the same line.
func (s *splitter) endsLine() bool {
	ahead := s.ahead()
	return len(bytes.TrimSpace(ahead.restOfLine())) == 0
}
