package bufr

import (
	"bytes"

	"github.com/canhlua/canhlua/forecast"
)

var (
	begin = []byte("BUFR")
	end   = []byte("7777")
)

// smallest is the length of a message without descriptors and data, edition 3.
const smallest = 8 + 17 + 7 + 4 + 4

// message is one BUFR message, cut out of its bulletin.
type message struct {
	data       []byte // from BUFR to 7777; nil when there is none
	number     int    // in the file, 1-based
	offset     int    // of its first byte in the file
	correction string // CCA…, COR or empty, by the bulletin's heading
}

// What a message can be refused for before it is opened. They are shared, so
// that rubbish costs no memory.
var (
	errEdition = &forecast.Invalid{Reason: "neither edition 3 nor 4", Remedy: "give BUFR of edition 3 or 4"}
	errLength  = &forecast.Invalid{Reason: "its length goes past the end of the data, or is too short for a message", Remedy: "ask for the bulletin again: it is cut off or damaged"}
	errEnd     = &forecast.Invalid{Reason: "no 7777 where its length says it ends", Remedy: "ask for the bulletin again: it is damaged"}
)

// scanner finds the messages of a file.
type scanner struct {
	data       []byte
	pos        int
	number     int
	correction string // of the bulletin that is open
}

// next finds the next message. Behind one that is damaged the search goes on at
// its first bytes, for its length may be wrong.
func (s *scanner) next() (message, *forecast.Invalid) {
	at := bytes.Index(s.data[s.pos:], begin)
	if at < 0 {
		return message{}, nil
	}
	s.bulletin(s.data[s.pos : s.pos+at])
	s.pos += at
	s.number++
	rest := s.data[s.pos:]
	m := message{data: rest[:len(begin)], number: s.number, offset: s.pos, correction: s.correction}
	length, fault := frame(rest)
	if fault != nil {
		s.pos += len(begin)
		return m, fault
	}
	m.data = rest[:length]
	s.pos += length
	return m, nil
}

// frame checks section 0, "BUFR", length, edition, and the end it promises.
func frame(rest []byte) (length int, _ *forecast.Invalid) {
	if len(rest) < 8 {
		return 0, errLength
	}
	if edition := rest[7]; edition != 3 && edition != 4 {
		return 0, errEdition
	}
	length = int(uint24(rest[4:]))
	if length < smallest || length > len(rest) {
		return 0, errLength
	}
	if !bytes.Equal(rest[length-len(end):length], end) {
		return 0, errEnd
	}
	return length, nil
}
