package bufr

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// element reads the value of one element under the operators in force.
func (w *walker) element(d descriptor) *forecast.Invalid {
	e := w.tables.element(d, w.version)
	if local := w.local; local > 0 {
		w.local = 0
		if e.kind == unknown || e.kind == text || int(e.width) != local {
			w.pass(local)
			return w.cut()
		}
	}
	switch {
	case e.kind == unknown:
		return w.notKnown("element", d)
	case w.absent > 0 && w.leftOut(d):
		return nil
	case w.refBits > 0 && d.x() != classControl:
		return w.newReference(d)
	}
	if w.nested > 0 && d.x() != classControl {
		w.pass(w.associated())
	}
	switch {
	case e.kind == text:
		w.readText(d, e)
	case e.kind == number && d.x() != classControl:
		if fault := w.readNumber(d, e); fault != nil {
			return fault
		}
	default:
		raw, ok := w.value(int(e.width))
		w.show(d, value{n: int64(raw), ok: ok && d.x() != classControl})
	}
	return w.cut()
}

// pass reads a value of any width that nobody wants.
func (w *walker) pass(width int) {
	w.skip(width)
	if w.compressed {
		w.skip(w.subsets * int(w.read(6)))
	}
}

// leftOut counts an element under 221 and says whether it has no data: all but
// coordinates (classes 1–9) and class 31.
func (w *walker) leftOut(d descriptor) bool {
	w.absent--
	return d.x() > 9 && d.x() != classControl
}

// newReference reads a reference value, sign and amount, in place of a value. In
// compressed data it is refused: programs disagree whether the width of increments
// follows (ecCodes 2.28 reads none, the Met Office's BUFD203 does).
func (w *walker) newReference(d descriptor) *forecast.Invalid {
	if w.refBits > 63 || len(w.refs) == mostRefs || w.compressed {
		return notSupported(descriptor(2<<14 | 3<<8 | w.refBits))
	}
	raw := w.read(w.refBits)
	v := int64(raw & wholly(w.refBits-1))
	if raw>>(w.refBits-1) == 1 {
		v = -v
	}
	w.refs = append(w.refs, reference{element: d, value: v})
	return w.cut()
}

func (w *walker) readText(d descriptor, e element) {
	octets := int(e.width) / 8
	if w.textLen > 0 {
		octets = w.textLen
	}
	pos, length := w.text(octets)
	if !w.quality && !w.short {
		w.seen.text(d, pos, length, &w.reader)
	}
}

// readNumber reads a value whose width, scale and reference operators may change.
func (w *walker) readNumber(d descriptor, e element) *forecast.Invalid {
	width := int(e.width) + w.widen
	scale := int(e.scale) + w.rescale
	ref := int64(e.reference)
	for _, r := range w.refs {
		if r.element == d {
			ref = r.value
		}
	}
	if w.raise > 0 {
		width += (10*w.raise + 2) / 3
		scale += w.raise
		for range min(w.raise, 20) {
			ref *= 10
		}
	}
	if width < 1 || width > 63 {
		return &forecast.Invalid{
			Reason: fmt.Sprintf("operators give element %v a width of %d bits", d, width),
			Remedy: "ask the sender to correct the template",
		}
	}
	raw, ok := w.value(width)
	w.show(d, value{n: int64(raw) + ref, scale: scale, ok: ok})
	return nil
}

func (w *walker) show(d descriptor, v value) {
	if !w.quality && !w.short {
		w.seen.number(d, v)
	}
}
