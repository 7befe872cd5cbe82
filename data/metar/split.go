package metar

import (
	"bytes"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

const (
	startOfHeading = 0x01 // SOH, opens a bulletin on a GTS line
	endOfText      = 0x03 // ETX, closes it
	longest        = 2000 // bytes; real reports stay under 400
)

// splitter cuts a text, in capitals, into reports. It walks the text once, token
// by token.
type splitter struct {
	text     []byte
	pos      int
	line     int  // of pos
	fresh    bool // the token is the first of its line
	blank    bool // an empty line stands before the token
	again    bool // the token to come is read again, and was the first of its line
	unmarked bool // no "=" in the text: an empty line ends a report too

	other      bool      // in a bulletin or section of another code
	correction string    // from the bulletin's heading
	speci      bool      // the last keyword was SPECI
	taf        bool      // the report being gathered is a TAF
	stamp      time.Time // from the line above the report, when there is one
	seen       bool      // a report, or a bulletin that holds such

	buf    []byte // the report being gathered
	begun  int    // its line
	report report // the report next has found
}

func newSplitter(text []byte) splitter {
	return splitter{text: text, line: 1, unmarked: bytes.IndexByte(text, '=') < 0}
}

// next finds the next report; false at the end of the text.
func (s *splitter) next() bool {
	s.buf = s.buf[:0]
	for {
		tok, end := s.token()
		if len(tok) > 0 {
			if s.add(tok) {
				return true
			}
			continue
		}
		switch end {
		case 0:
			return s.emit()
		case '=':
			if s.emit() {
				return true
			}
		case startOfHeading, endOfText:
			found := s.emit()
			s.leave()
			if found {
				return true
			}
		}
	}
}

// add takes the token to where it belongs. It reports whether that ended the
// report before; then the token is yet to be read.
func (s *splitter) add(tok []byte) bool {
	m := s.markOf(tok)
	if m == heading {
		s.dropLineNumber()
	}
	if (m != plain || s.unmarked && s.blank) && s.emit() {
		s.pos -= len(tok)
		s.again = s.fresh
		return true
	}
	if m == plain || m == opening {
		s.gather(tok)
	} else {
		s.pass(m, tok)
	}
	return false
}

// token reads up to the next separator. A separator other than white space that
// stands directly before the token comes with an empty token: '=', SOH, ETX, or
// 0 at the end of the text.
func (s *splitter) token() (tok []byte, end byte) {
	s.skipSpace()
	start := s.pos
	for ; s.pos < len(s.text); s.pos++ {
		if b := s.text[s.pos]; b <= ' ' || b == '=' {
			break
		}
	}
	if s.pos > start {
		return s.text[start:s.pos], ' '
	}
	if s.pos == len(s.text) {
		return nil, 0
	}
	s.pos++
	return nil, s.text[start]
}

func (s *splitter) skipSpace() {
	s.fresh, s.again = s.again || s.pos == 0, false
	before := s.line
	for ; s.pos < len(s.text); s.pos++ {
		b := s.text[s.pos]
		if b > ' ' || b == startOfHeading || b == endOfText {
			break
		}
		if b == '\n' || b == '\r' {
			s.fresh = true
		}
		if b == '\n' {
			s.line++
		}
	}
	s.blank = s.line-before > 1
}

// gather adds a token to the report, with one space between.
func (s *splitter) gather(tok []byte) {
	if s.other {
		return
	}
	if len(s.buf) == 0 {
		s.begun = s.line
	} else {
		s.buf = append(s.buf, ' ')
	}
	if len(s.buf) <= longest {
		s.buf = append(s.buf, tok[:min(len(tok), longest)]...)
	}
}

// emit turns what was gathered into the report; false when that is nothing.
func (s *splitter) emit() bool {
	if len(s.buf) == 0 {
		return false
	}
	var fault *forecast.Invalid
	if len(s.buf) > longest {
		s.buf = s.buf[:longest]
		fault = errTooLong
	}
	s.report = report{
		text: string(s.buf), correction: s.correction, speci: s.speci,
		taf: s.taf, stamp: s.stamp, line: s.begun, err: fault,
	}
	s.taf, s.stamp, s.seen = false, time.Time{}, true
	return true
}

// dropLineNumber forgets the number that stands above a heading.
func (s *splitter) dropLineNumber() {
	space := bytes.LastIndexByte(s.buf, ' ')
	if last := s.buf[space+1:]; len(last) < 6 && allBetween(last, '0', '9') {
		s.buf = s.buf[:max(0, space)]
	}
}
