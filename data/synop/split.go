package synop

import (
	"bytes"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

const (
	startOfHeading = 0x01 // SOH, opens a bulletin on a GTS line
	endOfText      = 0x03 // ETX, closes it
	longest        = 2000 // bytes; real reports stay under 700
)

// splitter cuts a text into reports. It walks the text once, token by token.
type splitter struct {
	text     []byte
	pos      int
	line     int  // of pos
	fresh    bool // the token is the first of its line
	again    bool // the token to come is read again, and was the first of its line
	received time.Time

	correction string // from the bulletin's heading
	land       bool   // in an AAXX section
	section    section
	sections   int // sections and empty bulletins seen

	buf    []byte // the report being gathered
	begun  int    // its line
	report report // the report next has found
}

// next finds the next report of a land station; false at the end of the text.
func (s *splitter) next() bool {
	s.buf = s.buf[:0]
	for {
		tok, end := s.token()
		if len(tok) > 0 {
			switch {
			case s.breaksIn(tok):
				s.dropLineNumber()
				if s.emit(nil) { // the "=" is missing: take the token again next time
					s.pos -= len(tok)
					s.again = s.fresh
					return true
				}
				s.mark(tok)
			case s.land:
				s.gather(tok)
			case string(tok) == "NIL":
				s.sections++ // a whole bulletin that has nothing to say
			}
		}
		switch end {
		case 0:
			return s.emit(s.cutOff())
		case '=':
			if s.emit(nil) {
				return true
			}
		case startOfHeading, endOfText:
			found := s.emit(nil)
			s.leave()
			if found {
				return true
			}
		}
	}
}

// token reads up to the next separator and says which: ' ' for any white space
// or line end, '=', SOH, ETX, or 0 at the end of the text. A separator other
// than white space directly before the token is returned with an empty token.
func (s *splitter) token() (tok []byte, end byte) {
	s.skipSpace()
	start := s.pos
	for ; s.pos < len(s.text); s.pos++ {
		if b := s.text[s.pos]; b <= ' ' || b == '=' {
			break
		}
	}
	tok = s.text[start:s.pos]
	if s.pos == len(s.text) {
		return tok, 0
	}
	switch b := s.text[s.pos]; b {
	case '=', startOfHeading, endOfText:
		s.pos++
		if len(tok) > 0 {
			s.pos-- // hand the token over first, the mark next time
			return tok, ' '
		}
		return nil, b
	}
	return tok, ' '
}

func (s *splitter) skipSpace() {
	s.fresh, s.again = s.again || s.pos == 0, false
	for ; s.pos < len(s.text); s.pos++ {
		b := s.text[s.pos]
		if b > ' ' || b == startOfHeading || b == endOfText {
			return
		}
		if b == '\n' || b == '\r' {
			s.fresh = true
		}
		if b == '\n' {
			s.line++
		}
	}
}

// gather adds a token to the report, with one space between.
func (s *splitter) gather(tok []byte) {
	if len(s.buf) == 0 {
		s.begun = s.line
	} else {
		s.buf = append(s.buf, ' ')
	}
	if len(s.buf) > longest {
		return
	}
	at := len(s.buf)
	s.buf = append(s.buf, tok[:min(len(tok), longest)]...)
	for i, b := range s.buf[at:] {
		if b > '~' {
			s.buf[at+i] = '?'
		}
	}
}

// emit turns what was gathered into the report; false when that is nothing.
func (s *splitter) emit(err *forecast.Invalid) bool {
	if len(s.buf) == 0 {
		return false
	}
	if len(s.buf) > longest {
		s.buf = s.buf[:longest]
		err = errTooLong
	}
	s.report = report{text: string(s.buf), section: s.section, correction: s.correction, line: s.begun, err: err}
	return true
}

// dropLineNumber forgets the number that stands above a heading: it is shorter
// than a group, or all there is.
func (s *splitter) dropLineNumber() {
	space := bytes.LastIndexByte(s.buf, ' ')
	last := s.buf[space+1:]
	if allBetween(last, '0', '9') && (len(last) < 5 || len(last) == 5 && space < 0) {
		s.buf = s.buf[:max(0, space)]
	}
}

// cutOff tells why a report that the text ends in cannot be trusted: a last
// group that is not whole. Without that, only the "=" is missing.
func (s *splitter) cutOff() *forecast.Invalid {
	last := s.buf[bytes.LastIndexByte(s.buf, ' ')+1:]
	if n := len(last); n == 0 || n == 5 || string(last) == "NIL" || string(last) == "333" {
		return nil
	}
	return errBreaksOff
}
