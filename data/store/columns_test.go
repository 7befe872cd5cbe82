package store

import (
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
)

// fill puts something other than nothing into every field, so that one that is
// not kept is found.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Type() {
	case reflect.TypeFor[forecast.Date]():
		v.Set(reflect.ValueOf(forecast.Date{Year: 1969, Month: 12, Day: 1}.AddDays(*n)))
		return
	case reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Unix(int64(*n)-20, int64(*n)).UTC()))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 3 {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(key, n)
			fill(value, n)
			v.SetMapIndex(key, value)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.String:
		v.SetString(strings.Repeat("ă", *n%5) + string(rune('a'+*n%26)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(float64(*n) + 1/float64(*n%7+1))
	default:
		v.SetInt(int64(*n%100 - 50))
	}
}

func filled() forecast.Reason {
	var reason forecast.Reason
	n := 0
	fill(reflect.ValueOf(&reason).Elem(), &n)
	return reason
}

func thereAndBack(t testing.TB, want forecast.Reason) {
	t.Helper()
	var got forecast.Reason
	data := reasonLayout().writer().encode(&want)
	if err := reasonLayout().decode(reasonLayout().names, data, &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestColumnsKeepEverything(t *testing.T) {
	for name, reason := range map[string]forecast.Reason{
		"every field":   filled(),
		"nothing":       {},
		"empty lists":   {Zone: "z", Days: []forecast.DayReason{}},
		"a day of none": {Days: []forecast.DayReason{{}, {Weather: forecast.ZoneWeather{Parts: map[string][]forecast.Part{"x": nil}}}}},
	} {
		t.Run(name, func(t *testing.T) { thereAndBack(t, reason) })
	}
}

// TestColumnsOfOtherBinaries reads with fields more and fewer than were written.
func TestColumnsOfOtherBinaries(t *testing.T) {
	type part struct {
		Old, Both string
		Values    []float64
	}
	type newer struct {
		New   forecast.Float
		Both  string
		Count map[string]int
	}
	type then struct{ Parts []part }
	type now struct {
		Parts []newer
		Added *bool
	}
	written := columnsOf(reflect.TypeFor[then]())
	data := written.writer().encode(&then{Parts: []part{{"a", "b", []float64{1, 2}}, {"c", "d", nil}}})
	var got now
	if err := columnsOf(reflect.TypeFor[now]()).decode(written.layout(), data, &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(now{Parts: []newer{{Both: "b"}, {Both: "d"}}}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestNumbersLoseNoBit(t *testing.T) {
	c := columnsOf(reflect.TypeFor[float64]())
	check := func(t interface{ Fatalf(string, ...any) }, x float64) {
		var got float64
		err := c.decode(c.layout(), c.writer().encode(&x), &got)
		if err != nil || math.Float64bits(got) != math.Float64bits(x) {
			t.Fatalf("%v came back as %v, %v", x, got, err)
		}
	}
	for _, x := range []float64{0, math.Copysign(0, -1), 0.1, -33.4, 0.05, 1e-5, 1.0 / 3, 1e12, 1e300, math.MaxFloat64, math.Inf(-1), math.NaN()} {
		check(t, x)
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, rapid.Float64().Draw(t, "any"))
		check(t, math.Round(rapid.Float64Range(-1e6, 1e6).Draw(t, "reading")*100)/100)
	})
}

// FuzzColumns reads damaged reasons: an error, never a panic, never much memory.
func FuzzColumns(f *testing.F) {
	reason := filled()
	whole := reasonLayout().writer().encode(&reason)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		var got forecast.Reason
		if err := reasonLayout().decode(reasonLayout().names, data, &got); err == nil {
			thereAndBackLength(t, got)
		}
	})
}

// thereAndBackLength writes again what was read.
func thereAndBackLength(t testing.TB, reason forecast.Reason) {
	t.Helper()
	var again forecast.Reason
	if err := reasonLayout().decode(reasonLayout().names, reasonLayout().writer().encode(&reason), &again); err != nil {
		t.Fatal(err)
	}
	if len(again.Days) != len(reason.Days) {
		t.Errorf("%d days became %d", len(reason.Days), len(again.Days))
	}
}

// byReflection is the plan without the writers of known structs.
func byReflection(p *plan) *plan {
	slow := *p
	slow.write, slow.parts = nil, nil
	for _, part := range p.parts {
		slow.parts = append(slow.parts, byReflection(part))
	}
	return &slow
}

// TestKnownStructsLikeReflection: a struct written field by field is written to
// the same bytes as by reflection, and none has got a field that is not.
func TestKnownStructsLikeReflection(t *testing.T) {
	fast := columnsOf(reflect.TypeFor[forecast.Reason]())
	slow := &columns{root: byReflection(fast.root), names: fast.names}
	for name, reason := range map[string]forecast.Reason{"filled": filled(), "empty": {Zone: "a", Days: make([]forecast.DayReason, 2)}} {
		if !bytes.Equal(fast.writer().encode(&reason), slow.writer().encode(&reason)) {
			t.Errorf("%s: written differently", name)
		}
	}
	for typ, known := range knownStructs {
		if typ.NumField() != known.fields {
			t.Errorf("%s has %d fields, %d are written without reflection", typ, typ.NumField(), known.fields)
		}
	}
}
