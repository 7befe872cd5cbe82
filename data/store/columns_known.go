package store

import (
	"encoding/binary"
	"reflect"

	"github.com/canhlua/canhlua/forecast"
)

// The structs that make up most of a reason are written field by field, without
// reflection: a field's number here is its place in the struct. When one has got
// another field, all are written by reflection until that is added here; a test
// holds both ways against each other.
var knownStructs = map[reflect.Type]struct {
	fields int
	write  func(w *columnWriter, p *plan, v any)
}{
	reflect.TypeFor[forecast.Day]():   {12, writeDay},
	reflect.TypeFor[forecast.State](): {10, writeState},
	reflect.TypeFor[forecast.Part]():  {5, writePart},

	reflect.TypeFor[forecast.DayReason]():   {9, writeDayReason},
	reflect.TypeFor[forecast.ZoneWeather](): {5, writeZoneWeather},
	reflect.TypeFor[forecast.Step]():        {8, writeStep},
	reflect.TypeFor[forecast.GroupLevel]():  {3, writeGroupLevel},
	reflect.TypeFor[forecast.Outlook]():     {8, writeOutlook},
}

func writerFor(t reflect.Type) func(*columnWriter, *plan, any) {
	for known, how := range knownStructs { // they write each other
		if known.NumField() != how.fields {
			return nil
		}
	}
	return knownStructs[t].write
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

func writeDayReason(w *columnWriter, p *plan, v any) {
	r := v.(*forecast.DayReason)
	w.putDate(p.parts[0], r.Date)
	writeZoneWeather(w, p.parts[1], &r.Weather)
	writeStep(w, p.parts[2], &r.Step)
	w.putText(p.parts[3], r.Edition)
	w.value(p.parts[4], reflect.ValueOf(&r.Groups).Elem())
	w.putInt(p.parts[5], int64(r.Level))
	w.putText(p.parts[6], string(r.Status))
	w.value(p.parts[7], reflect.ValueOf(&r.Outlook).Elem())
	w.value(p.parts[8], reflect.ValueOf(&r.Notes).Elem())
}

func writeZoneWeather(w *columnWriter, p *plan, v any) {
	z := v.(*forecast.ZoneWeather)
	writeDay(w, p.parts[0], &z.Day)
	w.putText(p.parts[1], string(z.Bridged))
	w.value(p.parts[2], reflect.ValueOf(&z.Parts).Elem())
	w.value(p.parts[3], reflect.ValueOf(&z.Corrected).Elem())
	w.value(p.parts[4], reflect.ValueOf(&z.Analysed).Elem())
}

func writeStep(w *columnWriter, p *plan, v any) {
	s := v.(*forecast.Step)
	writeState(w, p.parts[0], &s.Before)
	w.putFloat(p.parts[1], s.DeficitHPa)
	w.putFloat(p.parts[2], s.DailyP)
	w.putFloat(p.parts[3], s.K)
	w.putFloat(p.parts[4], s.WindFactor)
	w.putFloat(p.parts[5], s.Key)
	writeState(w, p.parts[6], &s.After)
	w.value(p.parts[7], reflect.ValueOf(&s.Others).Elem())
}

func writeGroupLevel(w *columnWriter, p *plan, v any) {
	g := v.(*forecast.GroupLevel)
	w.putText(p.parts[0], g.Group)
	w.putInt(p.parts[1], int64(g.Level))
	w.putInt(p.parts[2], int64(g.Row))
}

func writeOutlook(w *columnWriter, p *plan, v any) {
	o := v.(*forecast.Outlook)
	w.putText(p.parts[0], o.Source)
	w.putInt(p.parts[1], int64(o.Members))
	w.putInt(p.parts[2], int64(o.Broken))
	w.value(p.parts[3], reflect.ValueOf(&o.Counts).Elem())
	w.putFloat(p.parts[4], o.Low)
	w.putFloat(p.parts[5], o.Median)
	w.putFloat(p.parts[6], o.High)
	w.putFloat(p.parts[7], o.Changed)
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
