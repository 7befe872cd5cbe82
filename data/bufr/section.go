package bufr

import (
	"encoding/binary"
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// header is what sections 0, 1 and 3 say.
type header struct {
	edition     int
	update      int // update sequence number
	category    int // data category, Table A
	subcategory int // international, Common Code table C-13; 255 in edition 3
	version     int // of the master table
	subsets     int
	compressed  bool
	template    []byte // section 3's descriptors, two bytes each
	body        []byte // section 4 behind its head
}

// Data categories of Table A, and the sub-category of CLIMAT in table C-13.
const (
	surfaceLand = 0
	surfaceSea  = 1
	climat      = 20
)

func uint24(b []byte) uint32 { return uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2]) }

// sections walks over the sections of a framed message.
type sections struct{ rest []byte }

// next cuts a section off that has at least the given length; nil when there is
// none such.
func (s *sections) next(least int) []byte {
	if len(s.rest) < 3 {
		return nil
	}
	n := int(uint24(s.rest))
	if n < least || n > len(s.rest) {
		return nil
	}
	section := s.rest[:n]
	s.rest = s.rest[n:]
	return section
}

// The sections cannot be told apart, each for its number.
var errSection = [5]*forecast.Invalid{1: shortSection(1), 2: shortSection(2), 3: shortSection(3), 4: shortSection(4)}

func shortSection(n int) *forecast.Invalid {
	return &forecast.Invalid{
		Reason: fmt.Sprintf("section %d is shorter than it must be, or goes past the message's end", n),
		Remedy: "ask for the bulletin again: it is damaged",
	}
}

// readHeader reads a framed message as far as its data.
func readHeader(data []byte) (header, *forecast.Invalid) {
	h := header{edition: int(data[7])}
	s := sections{rest: data[8 : len(data)-len(end)]}
	optional, fault := h.identification(s.next(17))
	if fault != nil {
		return h, fault
	}
	if optional && s.next(4) == nil {
		return h, errSection[2]
	}
	three := s.next(7)
	if three == nil {
		return h, errSection[3]
	}
	h.subsets = int(binary.BigEndian.Uint16(three[4:]))
	h.compressed = three[6]&0x40 != 0
	h.template = three[7 : 7+(len(three)-7)&^1]
	four := s.next(4)
	if four == nil {
		return h, errSection[4]
	}
	h.body = four[4:]
	return h, nil
}

// identification reads section 1, whose layout depends on the edition, and says
// whether a section 2 follows.
func (h *header) identification(one []byte) (optional bool, _ *forecast.Invalid) {
	if one == nil || h.edition == 4 && len(one) < 22 {
		return false, errSection[1]
	}
	master := one[3]
	var flags byte
	if h.edition == 3 {
		h.update, flags, h.category, h.subcategory, h.version = int(one[6]), one[7], int(one[8]), 255, int(one[10])
	} else {
		h.update, flags, h.category, h.subcategory, h.version = int(one[8]), one[9], int(one[10]), int(one[11]), int(one[13])
	}
	if master != 0 {
		return false, errMaster
	}
	return flags&0x80 != 0, nil
}

var (
	errMaster  = &forecast.Invalid{Reason: "its master table is not that of meteorology", Remedy: "give BUFR of master table 0"}
	errVersion = &forecast.Invalid{Reason: "its master table is older than version 7", Remedy: "ask the sender for a newer version; the tables of the years before 2000 are not known here"}
	errClimat  = &forecast.Invalid{Reason: "a monthly summary (CLIMAT)", Remedy: "give observations, not summaries"}
)

// unfit tells why a message holds no observations of land stations, or nil.
func (h *header) unfit() *forecast.Invalid {
	switch {
	case h.version < oldestVersion:
		return errVersion
	case h.category != surfaceLand:
		return &forecast.Invalid{
			Reason: fmt.Sprintf("data category %d holds no observations of land stations", h.category),
			Remedy: "give surface observations, data category 0",
		}
	case h.subcategory == climat:
		return errClimat
	}
	return nil
}
