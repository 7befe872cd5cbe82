package bufr

// reader reads the values of one subset from section 4. In compressed data the
// subsets' values of one element stand together: the least of them, the width of
// the increments in 6 bits, then an increment for each subset.
type reader struct {
	bits
	compressed bool
	subsets    int
	subset     int // the one that is read, 0-based
}

// wholly are all the bits of a width: the mark of a missing value.
func wholly(width int) uint64 { return 1<<width - 1 }

// value reads a number of 1–63 bits and says whether it is there.
func (r *reader) value(width int) (raw uint64, ok bool) {
	raw = r.read(width)
	if !r.compressed {
		return raw, raw != wholly(width)
	}
	w := int(r.read(6))
	if w == 0 {
		return raw, raw != wholly(width)
	}
	increment := r.at(r.pos+r.subset*w, w)
	r.skip(r.subsets * w)
	return raw + increment, increment != wholly(w)
}

// same reads a number that is the same for all subsets, or says that it is not.
func (r *reader) same(width int) (raw uint64, ok bool) {
	raw = r.read(width)
	return raw, !r.compressed || r.read(6) == 0
}

// text passes over a text and says where it stands: bit and octets.
func (r *reader) text(octets int) (pos, length int) {
	pos = r.pos
	r.skip(8 * octets)
	if !r.compressed {
		return pos, octets
	}
	each := int(r.read(6)) // octets, not bits
	if each == 0 {
		return pos, octets
	}
	pos = r.pos + 8*each*r.subset
	r.skip(8 * each * r.subsets)
	return pos, each
}

// octets copies a text into the buffer, as much of it as the buffer takes.
func (r *reader) octets(pos, length int, into []byte) []byte {
	into = into[:min(length, len(into))]
	for i := range into {
		into[i] = byte(r.at(pos+8*i, 8))
	}
	return into
}
