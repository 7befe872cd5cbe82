package bufr

import "encoding/binary"

// bits reads unsigned numbers from a string of bits, the first bit the highest.
type bits struct {
	data  []byte
	pos   int  // in bits
	short bool // something was read past the end
}

// at gives the number of that width, 0–64 bits, at that place. Past the end it
// is 0 and short is set.
func (b *bits) at(pos, width int) uint64 {
	if width == 0 {
		return 0
	}
	if pos < 0 || pos > len(b.data)*8-width {
		b.short = true
		return 0
	}
	first, skip := pos/8, pos%8
	if first+8 <= len(b.data) && skip+width <= 64 {
		return binary.BigEndian.Uint64(b.data[first:]) << skip >> (64 - width)
	}
	return b.slowly(first, skip, width)
}

// slowly gathers a number byte by byte, near the end and over nine bytes.
func (b *bits) slowly(first, skip, width int) uint64 {
	v := uint64(b.data[first]) & (0xff >> skip)
	have := 8 - skip
	if have >= width {
		return v >> (have - width)
	}
	for i := first + 1; ; i++ {
		if left := width - have; left <= 8 {
			return v<<left | uint64(b.data[i])>>(8-left)
		}
		v = v<<8 | uint64(b.data[i])
		have += 8
	}
}

// read gives the next number of that width.
func (b *bits) read(width int) uint64 {
	v := b.at(b.pos, width)
	b.skip(width)
	return v
}

// skip passes over bits.
func (b *bits) skip(width int) {
	b.pos += width
	if width < 0 || b.pos > len(b.data)*8 {
		b.short = true
		b.pos = len(b.data) * 8
	}
}
