package bufr

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// walker goes through the descriptors of one subset after the other, expands
// them, reads each value and shows it to the observer. It keeps no list of
// values, so its memory does not depend on what a message claims to hold.
type walker struct {
	reader
	operators
	seen    observer
	tables  *table
	version int // of the master table
	work    int // descriptors that may still be visited in this message
}

var (
	errShort = &forecast.Invalid{Reason: "section 4 ends before its descriptors do", Remedy: "ask for the bulletin again: it is damaged, or uses tables of its own"}
	errWork  = &forecast.Invalid{Reason: "replications describe more values than a message of this length can mean", Remedy: "ask for the bulletin again: it is damaged"}
	errReach = &forecast.Invalid{Reason: "a replication reaches past the end of its descriptors", Remedy: "ask the sender to correct the template"}
	errVary  = &forecast.Invalid{Reason: "a replication factor of compressed data differs from subset to subset", Remedy: "ask the sender for uncompressed data"}
)

// open makes the walker ready for the subsets of a message.
func (w *walker) open(h *header, length int) {
	w.reader = reader{bits: bits{data: h.body}, compressed: h.compressed, subsets: h.subsets}
	w.version = h.version
	w.work = workAtLeast + workPerByte*length
}

// readSubset reads a subset by the template. Uncompressed subsets must be read in turn.
func (w *walker) readSubset(subset int, template []descriptor) *forecast.Invalid {
	w.subset = subset
	if w.compressed {
		w.pos = 0
	}
	w.operators = operators{refs: w.refs[:0]}
	w.seen.reset()
	return w.expand(template)
}

func (w *walker) expand(list []descriptor) *forecast.Invalid {
	for i := 0; i < len(list); i++ {
		if w.work--; w.work < 0 {
			return errWork
		}
		var fault *forecast.Invalid
		switch d := list[i]; d.f() {
		case 0:
			fault = w.element(d)
		case 1:
			i, fault = w.replicate(list, i)
		case 2:
			fault = w.operate(d)
		default:
			fault = w.expandSequence(d)
		}
		if fault != nil {
			return fault
		}
	}
	return nil
}

func (w *walker) expandSequence(d descriptor) *forecast.Invalid {
	members := w.tables.sequence(d, w.version)
	if members == nil {
		return w.notKnown("sequence", d)
	}
	return w.expand(members)
}

// replicate repeats the X descriptors behind 1XXYYY, YYY times or as often as the
// factor says that follows where YYY is 0. It gives the last descriptor's place.
func (w *walker) replicate(list []descriptor, i int) (last int, _ *forecast.Invalid) {
	length, times := list[i].x(), list[i].y()
	first := i + 1
	if times == 0 {
		if first == len(list) {
			return 0, errReach
		}
		var fault *forecast.Invalid
		if times, fault = w.factor(list[first]); fault != nil {
			return 0, fault
		}
		first++
	}
	if first+length > len(list) {
		return 0, errReach
	}
	for range times {
		if w.work--; w.work < 0 {
			return 0, errWork
		}
		if fault := w.expand(list[first : first+length]); fault != nil {
			return 0, fault
		}
	}
	return first + length - 1, nil
}

// factor reads a delayed replication factor. All ones are a number here, as in
// all of class 31. What is to be repeated with its data, by 031011 and 031012,
// is in the message once and says nothing more when it is read again.
func (w *walker) factor(d descriptor) (int, *forecast.Invalid) {
	switch d {
	case 31 << 8, 31<<8 | 1, 31<<8 | 2, 31<<8 | 11, 31<<8 | 12:
	default:
		return 0, &forecast.Invalid{
			Reason: fmt.Sprintf("descriptor %v stands where a delayed replication has its factor", d),
			Remedy: "ask the sender to correct the template",
		}
	}
	raw, same := w.same(int(w.tables.elements[d].width))
	switch {
	case w.short:
		return 0, errShort
	case !same:
		return 0, errVary
	case d.y() > 2:
		return min(int(raw), 1), nil
	}
	return int(raw), nil
}

func (w *walker) notKnown(what string, d descriptor) *forecast.Invalid {
	remedy := "ask the sender for a template of WMO's own, or to name its width with operator 206"
	if d.f() == 3 {
		remedy = "ask the sender for a template of WMO's own"
	}
	return &forecast.Invalid{
		Reason: fmt.Sprintf("%s %v is not in the tables known here (master table version %d)", what, d, w.version),
		Remedy: remedy,
	}
}
