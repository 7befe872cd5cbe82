// Package bufr decodes surface observations of land stations from WMO FM-94
// BUFR, editions 3 and 4 (Manual on Codes, WMO-No. 306, Volume I.2). It is pure:
// no clock, no I/O, no log; what it cannot read it hands back as rejects, and one
// bad message or subset never costs its neighbours.
package bufr

import "github.com/canhlua/canhlua/forecast"

// Options are what a file does not say itself.
type Options struct {
	Name string // file name, for rejects
}

// Decode reads every BUFR message of the data, whatever stands around them.
// Observations come in the order of the data; NIL reports and messages from
// ships (data category 1) are passed over in silence. Each message or subset that
// cannot be read is a reject whose Err is a *forecast.Invalid.
func Decode(data []byte, opt Options) ([]forecast.Observation, []forecast.Reject) {
	c := collector{refused: forecast.Refusals{Name: opt.Name, Room: 16 + len(data)/256}}
	c.walk.tables = tables()
	c.obs = make([]forecast.Observation, 0, c.expected(data))
	s := scanner{data: data}
	for {
		m, fault := s.next()
		if m.data == nil {
			break
		}
		if fault == nil {
			fault = c.take(&m)
		}
		if fault != nil {
			c.reject(&m, 0, fault, 0)
		}
	}
	c.close(s.number)
	return c.obs, c.refused.Rejects
}
