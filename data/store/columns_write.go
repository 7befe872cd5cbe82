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
	last    []lastText // by column
	all     []byte
}

// lastText is the text that a column was given last, with its number.
type lastText struct {
	text   string
	number uint64
	ok     bool
}

func (c *columns) writer() *columnWriter {
	return &columnWriter{plan: c, columns: make([][]byte, len(c.names)), texts: map[string]uint64{}, last: make([]lastText, len(c.names))}
}

// encode writes what v points to: for each column its length and its bytes. The
// next call overwrites them.
func (w *columnWriter) encode(v any) []byte {
	for i := range w.columns {
		w.columns[i] = w.columns[i][:0]
	}
	clear(w.texts)
	clear(w.last)
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
		if p.write != nil {
			p.write(w, p, v.Addr().Interface())
			return
		}
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
		w.leaf(p, v)
	}
}

func (w *columnWriter) leaf(p *plan, v reflect.Value) {
	switch p.kind {
	case kindText:
		w.putText(p, v.String())
	case kindInt:
		w.putInt(p, v.Int())
	case kindBool:
		w.putBool(p, v.Bool())
	case kindNumber:
		w.putNumber(p, v.Float())
	case kindFloat:
		w.putFloat(p, *v.Addr().Interface().(*forecast.Float))
	case kindDate:
		w.putDate(p, *v.Addr().Interface().(*forecast.Date))
	default: // kindTime
		n := uint64(0)
		if t := v.Addr().Interface().(*time.Time); !t.IsZero() {
			n = zigzag(t.UnixNano()) + 1
		}
		w.columns[p.column] = binary.AppendUvarint(w.columns[p.column], n)
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
		w.putText(p.parts[0], key)
		value = m[key]
		w.value(p.parts[1], to)
	}
}

// number is a text's number; a new text goes to the first column.
func (w *columnWriter) number(s string) uint64 {
	n, known := w.texts[s]
	if !known {
		n = uint64(len(w.texts))
		w.texts[s] = n
		w.columns[0] = binary.AppendUvarint(w.columns[0], uint64(len(s)))
		w.columns[0] = append(w.columns[0], s...)
	}
	return n
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
