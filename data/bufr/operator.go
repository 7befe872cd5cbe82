package bufr

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// mostRefs bounds the new reference values of a subset; mostFields the
// associated fields that are nested.
const (
	mostRefs   = 64
	mostFields = 8
)

// operators is what the operators of Table C have set, until the subset's end.
type operators struct {
	widen   int             // 201: bits added to the width
	rescale int             // 202: added to the scale
	refBits int             // 203: new reference values of that many bits are being defined; 0 none
	refs    []reference     // 203
	fields  [mostFields]int // 204: bits of the associated fields, the outermost first
	nested  int             // of fields
	local   int             // 206: bits of the element that follows
	raise   int             // 207: scale, reference and width raised together
	textLen int             // 208: length of texts; 0 that of Table B
	absent  int             // 221: elements that follow without data
	quality bool            // 222–225, 232: what follows is about the values, not values
}

// reference is a reference value that 203 has put in place of Table B's.
type reference struct {
	element descriptor
	value   int64
}

// operate carries out an operator. The definitions are those of Table C
// (WMO-No. 306, Volume I.2; unchecked in the print).
func (w *walker) operate(d descriptor) *forecast.Invalid {
	switch y := d.y(); d.x() {
	case 1:
		w.widen = shifted(y)
	case 2:
		w.rescale = shifted(y)
	case 3:
		w.redefine(y)
	case 4:
		return w.associate(d)
	case 5: // a text without descriptor
		w.text(y)
		return w.cut()
	case 6:
		w.local = y
	case 7:
		w.raise = y
	case 8:
		w.textLen = y
	case 21:
		w.absent = y
	case 22, 23, 24, 25, 32:
		// Bitmaps and quality information are elements like any other. Only a
		// substituted or statistical value would need its bitmap to be read.
		if y != 0 {
			return notSupported(d)
		}
		w.quality = true
	case 35, 36, 37:
	default:
		return notSupported(d)
	}
	return nil
}

// shifted is YYY−128, and 0 where YYY is 0, which cancels.
func shifted(y int) int {
	if y == 0 {
		return 0
	}
	return y - 128
}

func notSupported(d descriptor) *forecast.Invalid {
	return &forecast.Invalid{
		Reason: fmt.Sprintf("operator %v is not supported", d),
		Remedy: "ask the sender for a template of WMO's own for surface observations",
	}
}

// redefine begins (1–254), ends (255) or cancels (0) new reference values.
func (w *walker) redefine(y int) {
	w.refBits = y
	switch y {
	case 0:
		w.refs = w.refs[:0]
		w.refBits = 0
	case 255:
		w.refBits = 0
	}
}

// associate adds an associated field, or takes the last one away.
func (w *walker) associate(d descriptor) *forecast.Invalid {
	switch {
	case d.y() == 0:
		w.nested = max(0, w.nested-1)
	case w.nested == mostFields:
		return notSupported(d)
	default:
		w.fields[w.nested] = d.y()
		w.nested++
	}
	return nil
}

// associated is the bits of the field before each element: nested ones join.
func (o *operators) associated() int {
	bits := 0
	for _, width := range o.fields[:o.nested] {
		bits += width
	}
	return bits
}

// cut says whether what was read goes past the data.
func (w *walker) cut() *forecast.Invalid {
	if w.short {
		return errShort
	}
	return nil
}
