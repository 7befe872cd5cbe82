// Package synop decodes WMO FM-12 SYNOP bulletins of land stations into
// observations, after the Manual on Codes (WMO-No. 306, Volume I.1, Part A).
// It is pure: no clock, no I/O, no log; what it cannot read it hands back as
// rejects, and one bad report never costs its neighbours.
package synop

import (
	"bytes"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Options are what a bulletin does not say itself.
type Options struct {
	Name     string    // file name, for rejects
	Received time.Time // the bulletin bears no month: it is the newest one that is not after this
}

// Decode reads every AAXX section of the text. Station reports come in the order
// of the text; NIL reports, ships (BBXX) and mobile stations (OOXX) are passed
// over in silence. Each report that cannot be read is a reject whose Err is a
// *forecast.Invalid.
func Decode(text []byte, opt Options) ([]forecast.Observation, []forecast.Reject) {
	text = bytes.TrimPrefix(text, []byte("\ufeff")) // the mark of a text that passed through an editor
	c := collector{
		opt:     opt,
		obs:     make([]forecast.Observation, 0, expected(text)),
		refused: forecast.Refusals{Name: opt.Name, Room: 16 + len(text)/64},
	}
	s := splitter{text: text, line: 1, received: opt.Received}
	for s.next() {
		c.take(&s.report)
	}
	c.close(&s)
	return c.obs, c.refused.Rejects
}

// report is one station's report, cut out of its bulletin.
type report struct {
	text       string            // from the station number on, single spaces, without "="
	section    section           // the AAXX section it stands in
	correction string            // CCA…, COR or empty
	line       int               // 1-based
	err        *forecast.Invalid // why it cannot be a report, found while cutting
}

// section is the head of an AAXX section, "AAXX YYGGiw".
type section struct {
	time     time.Time // nominal time of observation, UTC
	windUnit float64   // metres per second of one unit of ff; 0 when not known
	err      *forecast.Invalid
}

// shortest is the length of the shortest report that can hold a value:
// station, iRixhVV and Nddff, with the "=".
const shortest = len("48900 41/// /1205=")

// expected bounds the number of reports, so that the memory taken stays in
// proportion to the text whatever it holds.
func expected(text []byte) int {
	n := 1
	for _, b := range text {
		if b == '=' {
			n++
		}
	}
	return min(n, 1+len(text)/shortest)
}
