package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// This file says how the words of package forecast stand in columns.

// micros is an instant as it is stored: microseconds since 1970 UTC, 0 = none.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// instant reads micros.
type instant time.Time

// Scan reads a stored instant.
func (t *instant) Scan(v any) error {
	n, ok := v.(int64)
	if !ok && v != nil {
		return unreadable("instant", v)
	}
	*t = instant{}
	if n != 0 {
		*t = instant(time.UnixMicro(n).UTC())
	}
	return nil
}

// number is a Float as it is stored: NULL = missing.
func number(f forecast.Float) any {
	if !f.OK {
		return nil
	}
	return f.V
}

// float reads number.
type float forecast.Float

// Scan reads a stored number.
func (f *float) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*f = float{}
	case float64:
		*f = float{V: v, OK: true}
	case int64:
		*f = float{V: float64(v), OK: true}
	default:
		return unreadable("number", v)
	}
	return nil
}

// date reads a Date's String.
type date forecast.Date

// Scan reads a stored day.
func (d *date) Scan(v any) error {
	s, ok := v.(string)
	if !ok && v != nil {
		return unreadable("day", v)
	}
	return (*forecast.Date)(d).UnmarshalText([]byte(s))
}

// grade is a Level as it is stored: NULL = unknown.
func grade(l forecast.Level) any {
	if !l.Known() {
		return nil
	}
	return int64(l)
}

// level reads grade.
type level forecast.Level

// Scan reads a stored level.
func (l *level) Scan(v any) error {
	n, ok := v.(int64)
	if !ok && v != nil {
		return unreadable("level", v)
	}
	*l = level(n)
	return nil
}

// answer is a Tri as it is stored: NULL = not known.
func answer(t forecast.Tri) any {
	if t == forecast.NotKnown {
		return nil
	}
	return t == forecast.Yes
}

// words is a text that both engines take: PostgreSQL knows neither NUL nor
// broken UTF-8.
func words(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// optional is a text, or NULL for the empty one.
func optional(s string) any {
	if s == "" {
		return nil
	}
	return words(s)
}

// listed is a list as JSON, or NULL for an empty one.
func listed[T any](list []T) (any, error) {
	if len(list) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(list)
	return string(text), err
}

// document reads JSON into what it points to; NULL leaves that alone.
type document struct{ to any }

// Scan reads stored JSON.
func (d document) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(v), d.to)
	case []byte:
		return json.Unmarshal(v, d.to)
	}
	return unreadable("JSON", v)
}

// optionalText reads a text that may be NULL, which is the empty one.
type optionalText string

// Scan reads a stored text.
func (t *optionalText) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*t = ""
	case string:
		*t = optionalText(v)
	case []byte:
		*t = optionalText(v)
	default:
		return unreadable("text", v)
	}
	return nil
}

func unreadable(what string, v any) error {
	return fmt.Errorf("stored %s is a %T: the database was changed by another program", what, v)
}
