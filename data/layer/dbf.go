package layer

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// table is a dBASE table (.dbf, version III and later), as in dBASE's own
// description of the file: a head, 32 bytes a field, rows of fixed length. Memo
// fields are not read. Texts stay the bytes they are until spell reads them.
type table struct {
	fields  []field
	rows    []byte
	length  int // of a row
	count   int
	charset byte // the language driver
}

type field struct {
	name   string
	kind   byte // C text, N and F numbers, L yes or no, D date
	at     int  // in the row
	length int
}

const (
	tableHead = 32
	tableEnd  = 0x0d
	rowGone   = '*'
)

// table reads a .dbf's head.
func (r *reader) table(data []byte) (*table, bool) {
	damaged := func(code string, args ...string) (*table, bool) {
		r.fail("", code, args...)
		return nil, false
	}
	if len(data) < tableHead+1 {
		return damaged("dbf_cut")
	}
	t := &table{count: int(binary.LittleEndian.Uint32(data[4:])), length: int(binary.LittleEndian.Uint16(data[10:])), charset: data[29]}
	head := int(binary.LittleEndian.Uint16(data[8:]))
	if head < tableHead+1 || head > len(data) || t.length < 1 {
		return damaged("dbf_head")
	}
	if t.count > maxFeatures {
		return damaged("records_many", "most", count(maxFeatures))
	}
	at := 1
	for f := data[tableHead:head]; len(f) >= 32 && f[0] != tableEnd; f = f[32:] {
		name, _, _ := bytes.Cut(f[:11], []byte{0})
		t.fields = append(t.fields, field{strings.TrimSpace(string(name)), f[11], at, int(f[16])})
		at += int(f[16])
	}
	t.rows = data[head:]
	if at > t.length {
		return damaged("dbf_fields", "need", count(at), "has", count(t.length))
	}
	if t.count*t.length > len(t.rows) {
		return damaged("dbf_rows", "has", count(len(t.rows)/t.length), "need", count(t.count))
	}
	return t, true
}

func (t *table) bytes(n int) []byte { return t.rows[(n-1)*t.length : n*t.length] }

// deleted reports whether row n, from 1, is marked as deleted.
func (t *table) deleted(n int) bool { return t.bytes(n)[0] == rowGone }

// row gives the fields of row n, from 1; empty ones are left out.
func (t *table) row(n int) map[string]any {
	row, out := t.bytes(n), map[string]any{}
	for _, f := range t.fields {
		raw := row[f.at : f.at+f.length]
		if v := f.value(raw); v != nil {
			out[f.name] = v
		}
	}
	return out
}

// value is nil where the field is empty or full of asterisks, which stand for a
// number that did not fit.
func (f field) value(raw []byte) any {
	text := string(bytes.Trim(raw, " \x00"))
	switch {
	case text == "" || strings.Trim(text, "*") == "" && f.kind != 'C':
		return nil
	case f.kind == 'C':
		return text
	case f.kind == 'N' || f.kind == 'F':
		return numeral(text)
	case f.kind == 'L':
		return logical(text)
	case f.kind == 'D' && len(text) == 8:
		return text[:4] + "-" + text[4:6] + "-" + text[6:]
	}
	return nil
}

// numeral keeps a number's own digits; a whole number written with zeros behind
// the point loses those, so that a code stays a code.
func numeral(text string) any {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return text // whoever needs a number says what is wrong with it
	}
	whole, rest, _ := strings.Cut(text, ".")
	if strings.Trim(rest, "0") == "" && json.Valid([]byte(whole)) {
		return json.Number(whole)
	}
	if !strings.ContainsAny(text, "eE") && rest != "" {
		text = strings.TrimRight(text, "0")
	}
	if json.Valid([]byte(text)) {
		return json.Number(text)
	}
	return json.Number(strconv.FormatFloat(v, 'f', -1, 64))
}

func logical(text string) any {
	switch text {
	case "T", "t", "Y", "y":
		return true
	case "F", "f", "N", "n":
		return false
	}
	return nil
}
