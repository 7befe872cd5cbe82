package store

import (
	"encoding/binary"
	"math"
	"reflect"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// columnWriter fills the columns of one value after the other.
type columnWriter struct {
	plan    *columns
	columns [][]byte
	texts   map[string]uint64
	all     []byte
}

func (c *columns) writer() *columnWriter {
	return &columnWriter{plan: c, columns: make([][]byte, len(c.names)), texts: map[string]uint64{}}
}

// encode writes what v points to: for each column its length and its bytes. The
// next call overwrites them.
func (w *columnWriter) encode(v any) []byte {
	for i := range w.columns {
		w.columns[i] = w.columns[i][:0]
	}
	clear(w.texts)
	w.value(w.plan.root, reflect.ValueOf(v).Elem())
	w.all = w.all[:0]
	for _, column := range w.columns {
		w.all = binary.AppendUvarint(w.all, uint64(len(column)))
		w.all = append(w.all, column...)
	}
	return w.all
}

func (w *columnWriter) value(p *plan, v reflect.Value) {
	to := &w.columns[p.column]
	switch p.kind {
	case kindStruct:
		for i, f := range p.fields {
			w.value(p.parts[i], v.Field(f))
		}
	case kindList:
		w.list(p, v)
	case kindMap:
		w.mapping(p, v)
	case kindOne:
		if v.IsNil() {
			*to = append(*to, 0)
			return
		}
		*to = append(*to, 1)
		w.value(p.parts[0], v.Elem())
	default:
		*to = w.leaf(p.kind, *to, v)
	}
}

func (w *columnWriter) leaf(k kind, to []byte, v reflect.Value) []byte {
	switch k {
	case kindText:
		return w.text(to, v.String())
	case kindInt:
		return binary.AppendVarint(to, v.Int())
	case kindBool:
		if v.Bool() {
			return append(to, 1)
		}
		return append(to, 0)
	case kindNumber:
		return appendNumber(to, v.Float())
	case kindFloat:
		f := v.Addr().Interface().(*forecast.Float)
		if !f.OK {
			return append(to, numberMissing)
		}
		return appendNumber(to, f.V)
	case kindDate:
		d := v.Addr().Interface().(*forecast.Date)
		if d.IsZero() {
			return append(to, 0)
		}
		return binary.AppendUvarint(to, zigzag(int64(d.Number()))+1)
	default: // kindTime
		t := v.Addr().Interface().(*time.Time)
		if t.IsZero() {
			return append(to, 0)
		}
		return binary.AppendUvarint(to, zigzag(t.UnixNano())+1)
	}
}

func (w *columnWriter) list(p *plan, v reflect.Value) {
	to := &w.columns[p.column]
	if v.IsNil() {
		*to = append(*to, 0)
		return
	}
	*to = binary.AppendUvarint(*to, uint64(v.Len())+1)
	for i := range v.Len() {
		w.value(p.parts[0], v.Index(i))
	}
}

func (w *columnWriter) mapping(p *plan, v reflect.Value) {
	to := &w.columns[p.column]
	if v.IsNil() {
		*to = append(*to, 0)
		return
	}
	*to = binary.AppendUvarint(*to, uint64(v.Len())+1)
	switch m := v.Addr().Interface().(type) { // the ones that every reason has, without reflection
	case *map[string][]forecast.Part:
		writeMap(w, p, *m)
		return
	case *map[string]string:
		writeMap(w, p, *m)
		return
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		if a.String() < b.String() {
			return -1
		}
		return 1
	})
	value := reflect.New(p.typ.Elem()).Elem()
	for _, key := range keys {
		w.value(p.parts[0], key)
		value.Set(v.MapIndex(key))
		w.value(p.parts[1], value)
	}
}

// writeMap writes keys and values in the order of keys.
func writeMap[T any](w *columnWriter, p *plan, m map[string]T) {
	var few [8]string
	keys := few[:0]
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var value T
	to := reflect.ValueOf(&value).Elem()
	for _, key := range keys {
		numbers := &w.columns[p.parts[0].column]
		*numbers = w.text(*numbers, key)
		value = m[key]
		w.value(p.parts[1], to)
	}
}

// text writes a text's number; a new text goes to the first column.
func (w *columnWriter) text(to []byte, s string) []byte {
	n, known := w.texts[s]
	if !known {
		n = uint64(len(w.texts))
		w.texts[s] = n
		w.columns[0] = binary.AppendUvarint(w.columns[0], uint64(len(s)))
		w.columns[0] = append(w.columns[0], s...)
	}
	return binary.AppendUvarint(to, n)
}

// A number begins with a varint: 0 missing, 1 the eight bytes of a float64
// follow, else it is in ten-thousandths, zigzag + 2. Readings have one or two
// decimals, so that most take two or three bytes, and none loses a bit.
const (
	numberMissing = 0
	numberRaw     = 1
	numberDecimal = 2
	decimals      = 1e4
)

func appendNumber(to []byte, x float64) []byte {
	if m := math.Round(x * decimals); math.Abs(m) < 1<<50 && math.Float64bits(float64(int64(m))/decimals) == math.Float64bits(x) {
		return binary.AppendUvarint(to, zigzag(int64(m))+numberDecimal)
	}
	return binary.LittleEndian.AppendUint64(append(to, numberRaw), math.Float64bits(x))
}

func zigzag(n int64) uint64 { return uint64(n)<<1 ^ uint64(n>>63) }

func unzigzag(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }
