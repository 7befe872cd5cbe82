package source

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/canhlua/canhlua/forecast"
)

// sheet is a CSV file being read: a header, then rows.
type sheet struct {
	name   string
	lines  *lines
	sep    byte
	header []string
	text   string   // the row as it stands in the file
	cells  []string // its cells, as many as the header has
}

// openSheet reads the header: the first line that is neither empty nor a comment.
func openSheet(r io.Reader, name string) (*sheet, error) {
	s := &sheet{name: name, lines: newLines(r)}
	for {
		text, err := s.lines.next()
		switch {
		case err == io.EOF:
			return nil, s.fault("", "", "no header line", "put the names of the columns into the first line")
		case errors.Is(err, errLongLine):
			return nil, s.fault("", text, "the first line is "+err.Error(), "give a CSV file")
		case err != nil:
			return nil, fmt.Errorf("%s: %w", name, err)
		case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
			return nil, s.fault("", "", "the header is not UTF-8 text", "save the file as CSV UTF-8")
		}
		if text == "" || text[0] == '#' {
			continue
		}
		s.sep = separatorOf(text)
		if s.header, err = split(text, s.sep, nil); err != nil {
			return nil, s.fault("", text, err.Error(), "close the quotation mark")
		}
		return s, nil
	}
}

// next moves to the next row that is not empty; io.EOF after the last. An error
// that is a *forecast.Invalid concerns that row only.
func (s *sheet) next() error {
	for {
		text, err := s.lines.next()
		s.text = text
		switch {
		case errors.Is(err, errLongLine):
			return s.fault("", text, err.Error(), "give one row a line")
		case err == io.EOF:
			return err
		case err != nil:
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if text != "" && text[0] != '#' {
			return s.read(text)
		}
	}
}

func (s *sheet) read(text string) error {
	if !utf8.ValidString(text) || strings.IndexByte(text, 0) >= 0 {
		s.text = strings.ToValidUTF8(text, "?")
		return s.fault("", "", "not UTF-8 text", "save the file as CSV UTF-8")
	}
	var err error
	if s.cells, err = split(text, s.sep, s.cells); err != nil {
		return s.fault("", text, err.Error(), "close the quotation mark")
	}
	if got, want := len(s.cells), len(s.header); got != want {
		return s.fault("", text, fmt.Sprintf("%d cells under %d columns", got, want), "give every column a cell, empty where the value is missing")
	}
	return nil
}

// fault is what is wrong with the line just read.
func (s *sheet) fault(column, value, reason, remedy string) *forecast.Invalid {
	return &forecast.Invalid{File: s.name, Line: s.lines.n, Column: column, Value: value, Reason: reason, Remedy: remedy}
}

// rejected is the row just read, with what is wrong.
func (s *sheet) rejected(err error) forecast.Reject {
	record := []rune(s.text)
	return forecast.Reject{Name: s.name, Line: s.lines.n, Record: string(record[:min(len(record), 120)]), Err: err}
}

// column is where a column stands, −1 when the file has none of that name.
func (s *sheet) column(name string) int {
	for i, h := range s.header {
		if h == name {
			return i
		}
	}
	return -1
}
