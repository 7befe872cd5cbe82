package bufr

import (
	"encoding/binary"
	"fmt"
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

// collector gathers what the messages of a file come to.
type collector struct {
	obs      []forecast.Observation
	refused  forecast.Refusals
	walk     walker
	template []descriptor
}

// take decodes a message. It gives back why the message as a whole is refused;
// subsets that are refused are listed.
func (c *collector) take(m *message) *forecast.Invalid {
	h, fault := readHeader(m.data)
	if fault != nil {
		return fault
	}
	if h.category == surfaceSea {
		return nil
	}
	if fault := h.unfit(); fault != nil {
		return fault
	}
	if h.subsets == 0 {
		return errEmpty
	}
	if m.correction == "" {
		m.correction = updated(h.update)
	}
	most, beside := c.allowance(m, &h)
	c.open(m, &h)
	c.subsets(m, h.subsets, most, beside)
	return nil
}

// open makes the walker ready for a message.
func (c *collector) open(m *message, h *header) {
	c.unpack(h.template)
	c.walk.open(h, len(m.data))
}

// subsets decodes one subset after the other. Behind one that is damaged the
// others cannot be found. It gives no more observations, and no larger ones, than
// the message is allowed.
func (c *collector) subsets(m *message, n, most, beside int) {
	for i := range n {
		fault := c.walk.readSubset(i, c.template)
		if fault == nil && c.walk.seen.content {
			most--
			beside -= c.walk.seen.beside()
			if most < 0 || beside < 0 {
				fault = errPack
			}
		}
		if fault != nil {
			c.reject(m, i+1, fault, n-i-1)
			return
		}
		c.observe(m, i+1)
	}
}

// unpack makes descriptors of section 3's octets.
func (c *collector) unpack(octets []byte) {
	c.template = c.template[:0]
	for ; len(octets) > 0; octets = octets[2:] {
		c.template = append(c.template, descriptor(binary.BigEndian.Uint16(octets)))
	}
}

// observe makes an observation of the subset that was read, unless it is NIL.
func (c *collector) observe(m *message, subset int) {
	seen := &c.walk.seen
	if !seen.content {
		return
	}
	id, wigos := seen.station()
	at, ok := seen.when()
	switch {
	case id == "":
		c.reject(m, subset, errStation, 0)
		return
	case !ok:
		c.reject(m, subset, errTime, 0)
		return
	}
	c.obs = append(c.obs, forecast.Observation{
		Station: id, WIGOS: wigos, Time: at,
		TempC: seen.tempC, DewPointC: seen.dewPointC, RHPct: seen.rhPct,
		WindMS: seen.speedMS, WindDirDeg: seen.direction(), Rain: seen.all(),
		PressureHPa: seen.pressureHPa, MSLPressureHPa: seen.mslHPa,
		Correction: m.correction, Source: "bufr", Raw: m.label(subset),
		Place: seen.stands(id, wigos),
	})
	o := &c.obs[len(c.obs)-1]
	if !o.MSLPressureHPa.OK && seen.qnhHPa.OK {
		o.MSLPressureHPa, o.QNH = seen.qnhHPa, true
	}
	derive(o)
}

// label names a message, or a subset of it where that is not 0.
func (m *message) label(subset int) string {
	b := strconv.AppendInt(append(make([]byte, 0, 40), "BUFR message "...), int64(m.number), 10)
	if subset > 0 {
		b = strconv.AppendInt(append(b, " subset "...), int64(subset), 10)
	}
	return string(b)
}

// reject lists a message or subset that was refused, and how many subsets behind
// it are lost with it.
func (c *collector) reject(m *message, subset int, fault *forecast.Invalid, lost int) {
	if c.refused.Full() {
		return
	}
	at, record := *fault, m.label(subset)
	at.Column = record + " at byte " + strconv.Itoa(m.offset)
	if lost > 0 {
		at.Reason += fmt.Sprintf("; subsets behind it that are lost: %d", lost)
	}
	c.refused.Add(record, &at)
}

func (c *collector) close(messages int) {
	if messages == 0 {
		c.refused.Add("", &forecast.Invalid{Reason: "no BUFR message", Remedy: "give WMO FM-94 BUFR, edition 3 or 4"})
	}
	c.refused.Close("messages or subsets", "look whether this is BUFR of surface observations at all")
}
