package store

import (
	"encoding/binary"
	"errors"
	"math"
	"reflect"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

var errColumns = errors.New("damaged: its columns do not fit together; restore it from a backup")

// columnReader empties the columns of one value.
type columnReader struct {
	columns [][]byte // by the plan's numbers; nil where the layout had none
	texts   []string
	err     error
}

// decode reads what encode wrote under a layout, maybe an older or newer one,
// into what v points to.
func (c *columns) decode(layout string, data []byte, v any) error {
	number := make(map[string]int, len(c.names))
	for i, name := range c.names {
		number[name] = i
	}
	r := &columnReader{columns: make([][]byte, len(c.names))}
	for name := range strings.SplitSeq(layout, "\n") {
		size, n := binary.Uvarint(data)
		if n <= 0 || size > uint64(len(data)-n) {
			return errColumns
		}
		if i, known := number[name]; known {
			r.columns[i] = data[n : n+int(size)]
		}
		data = data[n+int(size):]
	}
	r.readTexts()
	r.value(c.root, reflect.ValueOf(v).Elem())
	return r.err
}

func (r *columnReader) readTexts() {
	for list := r.columns[0]; len(list) > 0 && r.err == nil; {
		size, n := binary.Uvarint(list)
		if n <= 0 || size > uint64(len(list)-n) {
			r.err = errColumns
			return
		}
		r.texts = append(r.texts, string(list[n:n+int(size)]))
		list = list[n+int(size):]
	}
}

// next takes a varint from a column; 0, which all kinds read as nothing, when
// the layout had no such column or it is at its end.
func (r *columnReader) next(p *plan) uint64 {
	column := r.columns[p.column]
	if column == nil || r.err != nil {
		return 0
	}
	u, n := binary.Uvarint(column)
	if n <= 0 {
		r.err = errColumns
		return 0
	}
	r.columns[p.column] = column[n:]
	return u
}

func (r *columnReader) value(p *plan, v reflect.Value) {
	switch p.kind {
	case kindStruct:
		for i, f := range p.fields {
			r.value(p.parts[i], v.Field(f))
		}
	case kindList:
		if n, some := r.length(p); some {
			v.Set(reflect.MakeSlice(p.typ, n, n))
			for i := 0; i < n && r.err == nil; i++ {
				r.value(p.parts[0], v.Index(i))
			}
		}
	case kindMap:
		r.mapping(p, v)
	case kindOne:
		if r.next(p) == 1 {
			v.Set(reflect.New(p.typ.Elem()))
			r.value(p.parts[0], v.Elem())
		}
	default:
		r.leaf(p, v)
	}
}

func (r *columnReader) leaf(p *plan, v reflect.Value) {
	if r.columns[p.column] == nil {
		return // a field of a newer binary
	}
	switch u := r.next(p); p.kind {
	case kindText:
		if u >= uint64(len(r.texts)) {
			r.err = errColumns
			return
		}
		v.SetString(r.texts[u])
	case kindInt:
		v.SetInt(unzigzag(u))
	case kindBool:
		v.SetBool(u == 1)
	case kindNumber:
		v.SetFloat(r.number(p, u))
	case kindFloat:
		if u != numberMissing {
			v.Set(reflect.ValueOf(forecast.Some(r.number(p, u))))
		}
	case kindDate:
		if u > 0 {
			t := time.Unix(unzigzag(u-1)*86400, 0)
			v.Set(reflect.ValueOf(forecast.DateOf(t, time.UTC)))
		}
	case kindTime:
		if u > 0 {
			v.Set(reflect.ValueOf(time.Unix(0, unzigzag(u-1)).UTC()))
		}
	}
}

// maxLength bounds lists, so that a damaged length asks for no memory.
const maxLength = 1 << 20

func (r *columnReader) length(p *plan) (n int, some bool) {
	u := r.next(p)
	if u > maxLength {
		r.err = errColumns
		return 0, false
	}
	return int(u) - 1, u > 0
}

func (r *columnReader) mapping(p *plan, v reflect.Value) {
	n, some := r.length(p)
	if !some {
		return
	}
	v.Set(reflect.MakeMapWithSize(p.typ, n))
	for i := 0; i < n && r.err == nil; i++ {
		key, value := reflect.New(p.typ.Key()).Elem(), reflect.New(p.typ.Elem()).Elem()
		r.value(p.parts[0], key)
		r.value(p.parts[1], value)
		v.SetMapIndex(key, value)
	}
}

func (r *columnReader) number(p *plan, u uint64) float64 {
	switch {
	case u >= numberDecimal:
		return float64(unzigzag(u-numberDecimal)) / decimals
	case u == numberRaw && len(r.columns[p.column]) >= 8:
		column := r.columns[p.column]
		r.columns[p.column] = column[8:]
		return math.Float64frombits(binary.LittleEndian.Uint64(column))
	}
	r.err = errColumns
	return 0
}
