package store

import (
	"encoding/binary"
	"reflect"

	"github.com/canhlua/canhlua/forecast"
)

// The structs that make up most of a reason are written field by field, without
// reflection: a field's number here is its place in the struct. One that has got
// another field since is written by reflection until it is added here; a test
// holds both ways against each other.
var knownStructs = map[reflect.Type]struct {
	fields int
	write  func(w *columnWriter, p *plan, v any)
}{
	reflect.TypeFor[forecast.Day]():   {12, writeDay},
	reflect.TypeFor[forecast.State](): {10, writeState},
	reflect.TypeFor[forecast.Part]():  {5, writePart},
}

func writerFor(t reflect.Type) func(*columnWriter, *plan, any) {
	if known, ok := knownStructs[t]; ok && t.NumField() == known.fields {
		return known.write
	}
	return nil
}

func writeDay(w *columnWriter, p *plan, v any) {
	d := v.(*forecast.Day)
	w.putText(p.parts[0], d.Place)
	w.putDate(p.parts[1], d.Date)
	w.putFloat(p.parts[2], d.TempC)
	w.putFloat(p.parts[3], d.DewPointC)
	w.putFloat(p.parts[4], d.WindKmh)
	w.putFloat(p.parts[5], d.RainMM)
	w.putFloat(p.parts[6], d.RainAtLeastMM)
	w.value(p.parts[7], reflect.ValueOf(&d.At).Elem())
	w.putText(p.parts[8], string(d.Origin))
	w.value(p.parts[9], reflect.ValueOf(&d.Issued).Elem())
	w.value(p.parts[10], reflect.ValueOf(&d.Flags).Elem())
	w.putBool(p.parts[11], d.Simulated)
}

func writeState(w *columnWriter, p *plan, v any) {
	s := v.(*forecast.State)
	w.putText(p.parts[0], s.Zone)
	w.putDate(p.parts[1], s.Date)
	w.putNumber(p.parts[2], s.ResetMM)
	w.putFloat(p.parts[3], s.P)
	w.putFloat(p.parts[4], s.H)
	w.putText(p.parts[5], string(s.Status))
	w.putInt(p.parts[6], int64(s.GapDays))
	w.putBool(p.parts[7], s.FromModel)
	w.putBool(p.parts[8], s.Lower)
	w.value(p.parts[9], reflect.ValueOf(&s.Fuel).Elem())
}

func writePart(w *columnWriter, p *plan, v any) {
	part := v.(*forecast.Part)
	w.putText(p.parts[0], part.Station)
	w.putNumber(p.parts[1], part.Weight)
	w.putNumber(p.parts[2], part.Value)
	w.putNumber(p.parts[3], part.Adjusted)
	w.putFloat(p.parts[4], part.Background)
}

func (w *columnWriter) putText(p *plan, s string) {
	last := &w.last[p.column]
	if s != last.text || !last.ok {
		*last = lastText{s, w.number(s), true}
	}
	w.columns[p.column] = binary.AppendUvarint(w.columns[p.column], last.number)
}

func (w *columnWriter) putInt(p *plan, n int64) {
	w.columns[p.column] = binary.AppendVarint(w.columns[p.column], n)
}

func (w *columnWriter) putBool(p *plan, b bool) {
	n := byte(0)
	if b {
		n = 1
	}
	w.columns[p.column] = append(w.columns[p.column], n)
}

func (w *columnWriter) putNumber(p *plan, x float64) {
	w.columns[p.column] = appendNumber(w.columns[p.column], x)
}

func (w *columnWriter) putFloat(p *plan, f forecast.Float) {
	if !f.OK {
		w.columns[p.column] = append(w.columns[p.column], numberMissing)
		return
	}
	w.putNumber(p, f.V)
}

func (w *columnWriter) putDate(p *plan, d forecast.Date) {
	n := uint64(0)
	if !d.IsZero() {
		n = zigzag(int64(d.Number())) + 1
	}
	w.columns[p.column] = binary.AppendUvarint(w.columns[p.column], n)
}
