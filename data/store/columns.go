package store

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Reasons are most of what a run holds. As JSON they cost more than the rest of
// a run's way to the database and six times the room, so they are kept by
// column: all temperatures of a zone's reason, then all dew points. The names
// of the columns are kept once (table layout); a field that a later binary adds
// or drops is missing or passed over, and the others are read as before. A
// field's name here is its name in JSON.

// kind says how a value is written.
type kind byte

const (
	kindStruct kind = 's' // no column of its own
	kindList   kind = 'l' // 0 = nil, else length + 1
	kindMap    kind = 'm' // 0 = nil, else size + 1; then keys and values in the order of keys
	kindOne    kind = 'p' // a pointer: 0 = nil, 1 = a value
	kindText   kind = 't' // number in the list of texts
	kindInt    kind = 'i' // zigzag varint
	kindBool   kind = 'b' // 0 or 1
	kindNumber kind = 'n' // see appendNumber
	kindFloat  kind = 'f' // a forecast.Float: number, or missing
	kindDate   kind = 'd' // 0 = none, else days since 1970 (zigzag) + 1
	kindTime   kind = 'c' // 0 = none, else nanoseconds since 1970 (zigzag) + 1
)

// plan says in which columns a type is kept.
type plan struct {
	kind   kind
	column int // of the value, length or presence
	typ    reflect.Type
	fields []int // of a struct
	parts  []*plan
	write  func(w *columnWriter, p *plan, v any) // of a struct that is written without reflection; v points to it
}

// columns are the plan of a type with the names of all columns.
type columns struct {
	root  *plan
	names []string
}

// columnsOf plans a type. It panics on one that holds what no column can: the
// types are ours, and a test plans them.
func columnsOf(t reflect.Type) *columns {
	c := &columns{names: []string{"texts"}}
	c.root = c.plan(t, "")
	return c
}

// layout is the names in one text.
func (c *columns) layout() string { return strings.Join(c.names, "\n") }

func (c *columns) plan(t reflect.Type, name string) *plan {
	p := &plan{kind: kindOf(t), typ: t}
	if p.kind != kindStruct {
		p.column = len(c.names)
		c.names = append(c.names, name+" "+string(p.kind))
	}
	switch p.kind {
	case kindList, kindOne:
		p.parts = []*plan{c.plan(t.Elem(), name+"/")}
	case kindMap:
		p.parts = []*plan{c.plan(t.Key(), name+"/key"), c.plan(t.Elem(), name+"/")}
	case kindStruct:
		p.write = writerFor(t)
		for f := range t.Fields() {
			p.fields = append(p.fields, f.Index[0])
			p.parts = append(p.parts, c.plan(f.Type, name+"."+fieldName(f)))
		}
	}
	return p
}

func fieldName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "" {
		name = f.Name
	}
	return name
}

func kindOf(t reflect.Type) kind {
	switch t {
	case reflect.TypeFor[forecast.Float]():
		return kindFloat
	case reflect.TypeFor[forecast.Date]():
		return kindDate
	case reflect.TypeFor[time.Time]():
		return kindTime
	}
	switch t.Kind() {
	case reflect.Struct:
		return kindStruct
	case reflect.Slice:
		return kindList
	case reflect.Pointer:
		return kindOne
	case reflect.String:
		return kindText
	case reflect.Bool:
		return kindBool
	case reflect.Float64:
		return kindNumber
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return kindInt
	case reflect.Map:
		if t.Key().Kind() == reflect.String {
			return kindMap
		}
	}
	panic(fmt.Sprintf("no column can hold a %s", t))
}
