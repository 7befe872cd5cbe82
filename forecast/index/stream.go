package index

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// InputError says what makes a whole CSV input unusable, and what to do. A single
// row that cannot be computed is no error: it gets empty results and a note.
type InputError struct {
	Line   int    // 1-based; 0 when there is none
	Column string // empty when there is none
	Value  string // as given
	Reason string
	Remedy string
}

// Error is "line 3: column: value: reason; remedy" without what is empty.
func (e *InputError) Error() string {
	var parts []string
	if e.Line > 0 {
		parts = append(parts, fmt.Sprintf("line %d", e.Line))
	}
	if e.Column != "" {
		parts = append(parts, e.Column)
	}
	if e.Value != "" {
		parts = append(parts, shown(e.Value))
	}
	text := strings.Join(append(parts, e.Reason), ": ")
	if e.Remedy != "" {
		text += "; " + e.Remedy
	}
	return text
}

// Stream reads CSV with a header line and writes every row again with the
// calculator's columns behind it and note at the end; a note that came in is kept
// before ours. It holds one row at a time. The error is an InputError, a fault of
// in or out; what was written before it stands.
func Stream(in io.Reader, out io.Writer, c Calculator) error {
	s := &stream{calc: c, in: csv.NewReader(&recordGuard{in: skipBOM(in)}), out: csv.NewWriter(out)}
	s.in.FieldsPerRecord = -1
	s.in.ReuseRecord = true
	if err := s.header(); err != nil {
		return err
	}
	for {
		err := s.row()
		if errors.Is(err, io.EOF) {
			s.out.Flush()
			return s.out.Error()
		}
		if err != nil {
			s.out.Flush()
			return err
		}
	}
}

type stream struct {
	calc    Calculator
	in      *csv.Reader
	out     *csv.Writer
	columns map[string]int
	width   int // cells of the header
	noteAt  int // where a note came in, −1 where none did
	adds    int
	record  []string // what goes out, used again for each row
}

func (s *stream) row() error {
	cells, err := s.read()
	if err != nil {
		return err
	}
	result := s.calc.Step(Row{s.columns, cells})
	s.record = s.record[:0]
	for i, cell := range cells {
		if i != s.noteAt {
			s.record = append(s.record, cell)
		}
	}
	for i := range s.adds {
		var cell Cell
		if i < len(result.Cells) {
			cell = result.Cells[i]
		}
		s.record = append(s.record, cell.String())
	}
	note := result.Note
	if s.noteAt >= 0 {
		note = joinNotes(cells[s.noteAt], note)
	}
	return s.out.Write(append(s.record, note))
}

// read gives a row as wide as the header; cells missing at its end are empty.
func (s *stream) read() ([]string, error) {
	cells, err := s.in.Read()
	if err != nil {
		return nil, readFault(err)
	}
	for len(cells) > s.width && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) > s.width {
		line, _ := s.in.FieldPos(s.width)
		return nil, &InputError{Line: line, Value: cells[s.width],
			Reason: fmt.Sprintf("the row has %d cells, the header %d", len(cells), s.width),
			Remedy: "quote cells that hold a comma, and write decimals with a point"}
	}
	for len(cells) < s.width {
		cells = append(cells, "")
	}
	return cells, nil
}

// readFault turns the CSV reader's complaint into ours; others pass.
func readFault(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	return &InputError{Line: parse.Line, Reason: parse.Err.Error(),
		Remedy: "save the sheet again as CSV, UTF-8, separated by commas"}
}

func joinNotes(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}

func skipBOM(in io.Reader) io.Reader {
	r := bufio.NewReader(in)
	if head, err := r.Peek(3); err == nil && string(head) == "\uFEFF" {
		_, _ = r.Discard(3) // it was just peeked
	}
	return r
}

// maxRecordBytes bounds what one row may hold in memory.
const maxRecordBytes = 1 << 20

// recordGuard stops a file that is no CSV, or an open quote, before the reader
// behind it has swallowed it whole.
type recordGuard struct {
	in     io.Reader
	line   int // line breaks passed
	length int // bytes since the row began
	quoted bool
}

// Read passes bytes on and counts them.
func (g *recordGuard) Read(p []byte) (int, error) {
	n, err := g.in.Read(p)
	for _, b := range p[:n] {
		g.length++
		switch b {
		case '"':
			g.quoted = !g.quoted
		case '\n':
			g.line++
			if !g.quoted {
				g.length = 0
			}
		}
		if g.length > maxRecordBytes {
			return 0, &InputError{Line: g.line + 1, Reason: "a row of more than 1 MiB",
				Remedy: "check that the file is CSV and that every quote is closed"}
		}
	}
	return n, err
}
