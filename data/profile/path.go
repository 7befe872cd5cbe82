package profile

import (
	"fmt"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// pathText writes a path as rules.noon_hour or offices[2].name, counting from 1.
func pathText(path []any) string {
	var b strings.Builder
	for _, step := range path {
		switch step := step.(type) {
		case int:
			fmt.Fprintf(&b, "[%d]", step+1)
		case string:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(step)
		}
	}
	return b.String()
}

// with is the path one step or more deeper; it never shares memory.
func with(path []any, steps ...any) []any {
	return append(append(make([]any, 0, len(path)+len(steps)), path...), steps...)
}

// wantText reports a wording that lacks a language.
func (d *document) wantText(t forecast.Text, path ...any) {
	for _, c := range []struct{ lang, text string }{{"vi", t.Vi}, {"en", t.En}} {
		if strings.TrimSpace(c.text) == "" {
			d.bad("", "the wording is missing", "write it in both languages, vi and en", with(path, c.lang)...)
		}
	}
}

// wantDate reads a day; empty is no day.
func (d *document) wantDate(s string, path ...any) forecast.Date {
	if s == "" {
		return forecast.Date{}
	}
	day, err := forecast.ParseDate(s)
	if err != nil {
		d.bad(s, "not a day", "write it as YYYY-MM-DD", path...)
	}
	return day
}

// wantWithin reports a number out of its range, a missing key included.
func (d *document) wantWithin(v, low, high float64, path ...any) {
	if _, whole := d.find(path...); !whole {
		d.bad("", "the key is missing", fmt.Sprintf("give a number from %v to %v", low, high), path...)
		return
	}
	if !(v >= low && v <= high) {
		d.bad(fmt.Sprint(v), "out of range", fmt.Sprintf("give a number from %v to %v", low, high), path...)
	}
}
