package bufr

import (
	"reflect"

	"github.com/canhlua/canhlua/forecast"
)

// What decoding may take for each byte of a message. Compressed data can say a
// thing once for 65,535 subsets, and replications a thing often for nothing. Real
// subsets have 20 bytes and more, and some 5 descriptors a byte.
const (
	memoryPerByte = 44 // bytes, for observations
	workPerByte   = 64 // descriptors
	workAtLeast   = 4096
)

// The memory of an observation: itself, its texts, its place, its rain.
var (
	ownBytes   = int(reflect.TypeFor[forecast.Observation]().Size())
	placeBytes = int(reflect.TypeFor[forecast.Station]().Size()) + 24
	rainBytes  = int(reflect.TypeFor[forecast.Rain]().Size())
)

const (
	textBytes  = 64  // station, WIGOS identifier and raw text
	usualBytes = 320 // what an observation takes beside itself, at most, if it is like others
)

// beside is the memory that an observation of the subset takes beside itself.
func (o *observer) beside() int {
	n := textBytes + rainBytes*(len(o.sums)+1)
	if o.lat.OK && o.lon.OK {
		n += placeBytes + o.name.n + o.longName.n
	}
	return n
}

// allowance is how many observations a message may give, and the memory they may
// take beside themselves. Where the message is dense it goes by the first subset.
func (c *collector) allowance(m *message, h *header) (most, beside int) {
	memory := memoryPerByte * len(m.data)
	most = h.subsets
	if most*(ownBytes+usualBytes) > memory {
		each := usualBytes
		c.open(m, h)
		if c.walk.readSubset(0, c.template) == nil && c.walk.seen.content {
			each = c.walk.seen.beside() + rainBytes
		}
		most = min(most, memory/(ownBytes+each))
	}
	return most, memory - most*ownBytes
}

// expected is the number of observations that room is made for at once, so that
// no memory goes into making more.
func (c *collector) expected(data []byte) int {
	n := 0
	s := scanner{data: data}
	for {
		m, fault := s.next()
		if m.data == nil {
			return n
		}
		if fault != nil {
			continue
		}
		if h, fault := readHeader(m.data); fault == nil && h.category == surfaceLand {
			most, _ := c.allowance(&m, &h)
			n += most
		}
	}
}
