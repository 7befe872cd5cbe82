package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/canhlua/canhlua/forecast"
)

// Bounds of an input; a real table has some dozens of rows.
const (
	maxBytes = 1 << 20
	maxRows  = 10_000
)

// document is an edition taken apart, whatever file it came in.
type document struct {
	metaFile, rowFile string // how errors name the places
	meta              []pair
	head              record
	rows              []record
	decimalComma      bool // limits may have a decimal comma
}

type record struct {
	line  int
	cells []string
}

// Parse reads and checks an edition as CSV: comment lines `# key: value` first,
// then a header and the rows, separated by commas, or by semicolons when the
// header is (then limits may have decimal commas). A byte-order mark, CRLF and
// what spreadsheets add around comment lines are accepted.
//
// The error joins one *forecast.Invalid for each fault found, with file (name),
// line, column, value and remedy.
func Parse(name string, text []byte) (Table, error) {
	b, err := openCSV(name, text)
	if err != nil {
		return Table{}, err
	}
	return b.build()
}

// openCSV takes a text apart.
func openCSV(name string, text []byte) (*builder, error) {
	clean, err := cleanText(name, text)
	if err != nil {
		return nil, err
	}
	b := &builder{doc: document{metaFile: name, rowFile: name}}
	b.readCSV(clean)
	return b, nil
}

// cleanText refuses what is no text and normalises line ends.
func cleanText(name string, text []byte) (string, error) {
	refuse := func(code string, args ...string) (string, error) {
		return "", fault(forecast.Invalid{File: name}, code, args...)
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	switch {
	case len(text) > maxBytes:
		return refuse("too_large", "size", "1 MiB")
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return refuse("xlsx_named_csv")
	case !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0:
		return refuse("no_text")
	case len(bytes.TrimSpace(text)) == 0:
		return refuse("empty")
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text)), nil
}

// readCSV takes the comment block and the rows apart.
func (b *builder) readCSV(text string) {
	line := 0
	var comments []record
	for text != "" {
		first, rest, _ := strings.Cut(text, "\n")
		trimmed := strings.TrimSpace(first)
		isComment := strings.HasPrefix(trimmed, "#") || strings.HasPrefix(trimmed, `"#`)
		if !isComment && strings.Trim(trimmed, ",;") != "" {
			break
		}
		line, text = line+1, rest
		if isComment {
			comments = append(comments, record{line, []string{trimmed}})
		}
	}
	header, _, _ := strings.Cut(text, "\n")
	b.doc.decimalComma = strings.Contains(header, ";")
	for _, c := range comments {
		b.doc.meta = append(b.doc.meta, b.comment(c.line, c.cells[0]))
	}
	b.readRows(text, line)
}

// comment reads `# key: value`; a comment without a key is a note.
func (b *builder) comment(line int, text string) pair {
	if strings.HasPrefix(text, `"`) { // a spreadsheet quoted the line
		if cells, err := b.reader(text).Read(); err == nil {
			text = cells[0]
		}
	}
	text = strings.TrimSpace(strings.TrimLeft(text, `"#`))
	key, value, ok := strings.Cut(text, ":")
	key = strings.ToLower(strings.TrimSpace(key))
	if !ok || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz_") != "" || strings.HasPrefix(value, "//") {
		return pair{line, "note", text}
	}
	return pair{line, key, value}
}

func (b *builder) reader(text string) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	if b.doc.decimalComma {
		r.Comma = ';'
	}
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	return r
}

// readRows reads header and rows; skipped lines stood before them.
func (b *builder) readRows(text string, skipped int) {
	r := b.reader(text)
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			b.fault(skipped+parse.Line, "", "", "quotes", "cause", parse.Err.Error())
			b.broken = true
			return
		}
		line, _ := r.FieldPos(0)
		if !b.addRecord(record{skipped + line, cells}) {
			return
		}
	}
}

// addRecord takes the header first, then rows; empty ones are passed over. It is
// false when there are too many.
func (b *builder) addRecord(r record) bool {
	for i, c := range r.cells {
		r.cells[i] = strings.Join(strings.Fields(c), " ")
	}
	for len(r.cells) > 0 && r.cells[len(r.cells)-1] == "" {
		r.cells = r.cells[:len(r.cells)-1]
	}
	switch {
	case len(r.cells) == 0:
	case b.doc.head.cells == nil:
		b.doc.head = r
	case len(b.doc.rows) >= maxRows:
		b.fault(r.line, "", "", "many_rows")
		b.broken = true
		return false
	default:
		b.doc.rows = append(b.doc.rows, r)
	}
	return true
}
