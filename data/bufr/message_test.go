package bufr_test

import (
	"bytes"
	"math/bits"
)

// message describes a BUFR message to be made; zero fields are the usual.
type message struct {
	edition    int // 4
	compressed bool
	update     int
	category   int
	version    int  // 39
	optional   bool // with a section 2
	template   []string
	subsets    []subset
}

// writer writes bits, the highest first.
type writer struct {
	out  []byte
	free int // bits of the last octet
}

func (w *writer) put(v uint64, width int) {
	for i := width - 1; i >= 0; i-- {
		if w.free == 0 {
			w.out, w.free = append(w.out, 0), 8
		}
		w.free--
		w.out[len(w.out)-1] |= byte(v>>i&1) << w.free
	}
}

func (w *writer) field(f field) {
	if f.octets == nil {
		w.put(f.raw, f.bits)
	}
	for _, b := range f.octets {
		w.put(uint64(b), 8)
	}
}

// column writes one element of all subsets, compressed.
func (w *writer) column(of [][]field, i int) {
	first, equal := of[0][i], true
	low, high := ^uint64(0), uint64(0)
	missing := uint64(1)<<first.bits - 1
	for _, fields := range of {
		f := fields[i]
		equal = equal && f.raw == first.raw && bytes.Equal(f.octets, first.octets)
		if f.raw != missing {
			low, high = min(low, f.raw), max(high, f.raw)
		}
	}
	switch {
	case equal:
		w.field(first)
		w.put(0, 6)
	case first.octets != nil:
		w.field(field{octets: make([]byte, len(first.octets))})
		w.put(uint64(len(first.octets)), 6)
		for _, fields := range of {
			w.field(fields[i])
		}
	default:
		width := bits.Len64(high - low + 1)
		w.put(low, first.bits)
		w.put(uint64(width), 6)
		for _, fields := range of {
			if raw := fields[i].raw; raw == missing {
				w.put(^uint64(0), width)
			} else {
				w.put(raw-low, width)
			}
		}
	}
}

func (m message) encode() []byte { return m.frame(m.data()) }

// data is what section 4 holds.
func (m message) data() []byte {
	var of [][]field
	for _, s := range m.subsets {
		e := encoder{subset: s, used: map[string]int{}, refs: map[string]int{}}
		e.expand(m.template)
		of = append(of, e.fields)
	}
	var w writer
	if m.compressed {
		for i := range of[0] {
			w.column(of, i)
		}
	} else {
		for _, fields := range of {
			for _, f := range fields {
				w.field(f)
			}
		}
	}
	return w.out
}

func section(data []byte) []byte {
	n := len(data) + 3
	return append([]byte{byte(n >> 16), byte(n >> 8), byte(n)}, data...)
}

func (m message) frame(data []byte) []byte {
	edition, version := byte(4), byte(39)
	if m.edition != 0 {
		edition = byte(m.edition)
	}
	if m.version != 0 {
		version = byte(m.version)
	}
	flags := byte(0)
	if m.optional {
		flags = 0x80
	}
	one := []byte{0, 0, 7, 0, 0, byte(m.update), flags, byte(m.category), 255, 0, version, 0, 0x07, 0xea, 3, 2, 6, 0, 0}
	if edition == 3 {
		one = []byte{0, 0, 7, byte(m.update), flags, byte(m.category), 0, version, 0, 26, 3, 2, 6, 0, 0}
	}
	body := section(one)
	if m.optional {
		body = append(body, section([]byte("\x00BUFRlocal"))...)
	}
	three := []byte{0, byte(len(m.subsets) >> 8), byte(len(m.subsets)), 0x80}
	if m.compressed {
		three[3] |= 0x40
	}
	for _, d := range m.template {
		three = append(three, (d[0]-'0')<<6|byte(atoi(d[1:3])), byte(atoi(d[3:])))
	}
	body = append(body, section(append(three, make([]byte, len(three)&1^1)...))...)
	body = append(body, section(append([]byte{0}, data...))...)
	n := len(body) + 12
	out := []byte{'B', 'U', 'F', 'R', byte(n >> 16), byte(n >> 8), byte(n), edition}
	return append(append(out, body...), "7777"...)
}
