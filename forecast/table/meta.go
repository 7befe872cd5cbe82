package table

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/canhlua/canhlua/forecast"
)

// metaKeys are the comment lines in canonical order; note may come many times.
var metaKeys = []string{"title", "method", "rain_reset_mm", "status", "basis", "decision",
	"issuer", "date", "valid_from", "valid_to", "note"}

// pair is one metadata entry with its line.
type pair struct {
	line       int
	key, value string
}

// readMeta fills the edition's metadata.
func (b *builder) readMeta() {
	seen := map[string]pair{}
	for _, p := range b.doc.meta {
		b.metaLine(p, seen)
	}
	e := &b.table.edition
	e.Title, e.Basis = b.require(seen, "title"), b.require(seen, "basis")
	e.Decision, e.Issuer = seen["decision"].value, seen["issuer"].value
	e.Method, e.Status = b.require(seen, "method"), b.require(seen, "status")
	e.Date, e.ValidFrom, e.ValidTo = b.date(seen["date"]), b.date(seen["valid_from"]), b.date(seen["valid_to"])
	if to := seen["valid_to"]; !e.ValidFrom.IsZero() && !e.ValidTo.IsZero() && e.ValidTo.Before(e.ValidFrom) {
		b.metaFault(to, "days_swapped", "from", e.ValidFrom.String())
	}
	switch e.Status {
	case "", forecast.Provisional, forecast.InForce, forecast.Off, forecast.Proposed:
	default:
		b.metaFault(seen["status"], "unknown_status")
	}
	b.readMethod(seen)
}

// metaLine notes one entry, or what is wrong with it.
func (b *builder) metaLine(p pair, seen map[string]pair) {
	p.value = tidy(p.value)
	_, twice := seen[p.key]
	switch {
	case strings.ContainsFunc(p.value, unicode.IsControl):
		b.metaFault(p, "unprintable")
	case p.key == "note":
		if p.value != "" {
			b.table.notes = append(b.table.notes, p.value)
		}
	case !knownKey(p.key):
		b.metaFault(p, "unknown_entry", "keys", strings.Join(metaKeys, ", "))
	case twice:
		b.metaFault(p, "entry_twice", "line", strconv.Itoa(seen[p.key].line))
	default:
		seen[p.key] = p
	}
}

func (b *builder) readMethod(seen map[string]pair) {
	name, reset := seen["method"], seen["rain_reset_mm"]
	m, ok := methodOf(name.value)
	b.table.method = m
	if !ok && name.value != "" {
		b.metaFault(name, "unknown_method", "methods", methodNames())
	}
	if m.resets && reset.value == "" {
		b.require(seen, "rain_reset_mm")
	}
	if reset.value == "" {
		return
	}
	v, code := parseLimit(reset.value, b.doc.decimalComma)
	if code == "" && (v.V < 0.1 || v.V > 1000) {
		code = "reset_outside"
	}
	if code != "" {
		b.metaFault(reset, code)
	}
	b.table.edition.RainResetMM = v.V
}

func (b *builder) require(seen map[string]pair, key string) string {
	if seen[key].value == "" {
		b.metaFault(pair{line: seen[key].line, key: key}, "missing", "key", key)
	}
	return seen[key].value
}

func (b *builder) date(p pair) forecast.Date {
	if p.value == "" {
		return forecast.Date{}
	}
	d, err := forecast.ParseDate(p.value)
	if err != nil {
		b.metaFault(p, "no_day")
	}
	return d
}

func (b *builder) metaFault(p pair, code string, args ...string) {
	b.add(fault(forecast.Invalid{File: b.doc.metaFile, Line: p.line, Column: p.key, Value: p.value}, code, args...))
}

func knownKey(key string) bool {
	for _, k := range metaKeys {
		if k == key {
			return true
		}
	}
	return false
}

// tidy puts a value on one line and takes off the separators that spreadsheets
// leave behind it.
func tidy(s string) string {
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), " ,;")
}

// entries are the metadata in canonical order.
func (t *Table) entries() [][2]string {
	e := &t.edition
	reset := ""
	if e.RainResetMM > 0 {
		reset = formatLimit(forecast.Some(e.RainResetMM))
	}
	values := []string{e.Title, e.Method, reset, e.Status, e.Basis, e.Decision, e.Issuer,
		e.Date.String(), e.ValidFrom.String(), e.ValidTo.String()}
	var list [][2]string
	for i, v := range values {
		if v != "" {
			list = append(list, [2]string{metaKeys[i], v})
		}
	}
	for _, n := range t.notes {
		list = append(list, [2]string{"note", n})
	}
	return list
}
