// Package metar decodes METAR and SPECI aerodrome reports (WMO FM-15 and FM-16,
// Manual on Codes, WMO-No. 306, Volume I.1; ICAO Annex 3) into observations.
// It is pure: no clock, no I/O, no log; what it cannot read it hands back as
// rejects, and one bad report never costs its neighbours.
package metar

import (
	"bytes"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Options are what a report does not say itself.
type Options struct {
	Name     string    // file name, for rejects
	Received time.Time // a report bears no month: it is the newest one that is not after this
}

// Decode reads every METAR and SPECI of the text: bulletins with their heading,
// reports ended by "=", or one a line; a line with year and month above a report,
// as in NOAA's files, goes before Options.Received. Reports come in the order of
// the text; NIL reports, TAFs and other bulletins are passed over in silence. Raw
// is the report from its station on, in capitals and single spaces. Each report
// that cannot be read is a reject whose Err is a *forecast.Invalid.
func Decode(text []byte, opt Options) ([]forecast.Observation, []forecast.Reject) {
	text = capitals(bytes.TrimPrefix(text, byteOrder))
	c := collector{
		opt:     opt,
		obs:     make([]forecast.Observation, 0, expected(text)),
		refused: forecast.Refusals{Name: opt.Name, Room: 16 + len(text)/64},
	}
	s := newSplitter(text)
	for s.next() {
		c.take(&s.report)
	}
	c.close(&s)
	return c.obs, c.refused.Rejects
}

// byteOrder is the mark that some editors put before a text.
var byteOrder = []byte("\xef\xbb\xbf")

// capitals is a copy in which small letters are capitals and bytes beyond ASCII
// are question marks.
func capitals(text []byte) []byte {
	out := make([]byte, len(text))
	for i, b := range text {
		switch {
		case b >= 'a' && b <= 'z':
			b -= 'a' - 'A'
		case b > '~':
			b = '?'
		}
		out[i] = b
	}
	return out
}

// shortest is the length of the shortest report that is taken: station, time,
// one group, and what ends it.
const shortest = len("VVTS 240300Z /=")

// expected bounds the number of reports, and one that is being read, by the times
// that stand in the text, so that the memory taken stays in proportion to it
// whatever it holds.
func expected(text []byte) int {
	n := 0
	for i := 1; i < len(text); i++ {
		if text[i] == 'Z' && text[i-1] >= '0' && text[i-1] <= '9' {
			n++
		}
	}
	return 1 + min(n, 1+len(text)/shortest)
}
