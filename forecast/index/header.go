package index

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// header reads the first line, checks it against the calculator and writes it
// with the columns to come.
func (s *stream) header() error {
	head, err := s.in.Read()
	if errors.Is(err, io.EOF) {
		return &InputError{Reason: "the input is empty", Remedy: "give a CSV with the columns " + needed(s.calc)}
	}
	if err != nil {
		return readFault(err)
	}
	for len(head) > 1 && strings.TrimSpace(head[len(head)-1]) == "" {
		head = head[:len(head)-1]
	}
	line, _ := s.in.FieldPos(0)
	if err := s.place(head, line); err != nil {
		return err
	}
	if err := s.complete(head, line); err != nil {
		return err
	}
	adds := s.calc.Adds(func(c string) bool { _, ok := s.columns[c]; return ok })
	for _, name := range adds {
		if at, ok := s.columns[name]; ok {
			return &InputError{Line: line, Column: name, Value: head[at],
				Reason: "the input has a column of this name, and so has the result", Remedy: "rename or remove it"}
		}
	}
	s.adds = len(adds)
	record := slices.Clone(head)
	if s.noteAt >= 0 {
		record = slices.Delete(record, s.noteAt, s.noteAt+1)
	}
	return s.out.Write(append(append(record, adds...), "note"))
}

// place notes where each column stands. Two of one name are an error where the
// name means something to us.
func (s *stream) place(head []string, line int) error {
	s.columns, s.width, s.noteAt = map[string]int{}, len(head), -1
	for i, cell := range head {
		name := strings.ToLower(strings.TrimSpace(cell))
		if _, twice := s.columns[name]; twice && s.means(name) {
			return &InputError{Line: line, Column: name, Value: cell, Reason: "the column is there twice", Remedy: "remove one of them"}
		}
		s.columns[name] = i
		if name == "note" {
			s.noteAt = i
		}
	}
	return nil
}

func (s *stream) means(name string) bool {
	return name == "note" || slices.Contains(s.calc.Reads, name) ||
		slices.ContainsFunc(s.calc.Needs, func(one []string) bool { return slices.Contains(one, name) })
}

// complete reports the first column that is needed and not there.
func (s *stream) complete(head []string, line int) error {
	for _, one := range s.calc.Needs {
		if slices.ContainsFunc(one, func(c string) bool { _, ok := s.columns[c]; return ok }) {
			continue
		}
		remedy := "index " + s.calc.Name + " needs the columns " + needed(s.calc)
		if len(head) == 1 && strings.Contains(head[0], ";") {
			remedy = "save the file separated by commas, decimals with a point"
		}
		return &InputError{Line: line, Column: strings.Join(one, " or "), Value: strings.Join(head, ","),
			Reason: "there is no such column", Remedy: remedy}
	}
	return nil
}

// needed lists a calculator's columns as a person reads them.
func needed(c Calculator) string {
	var names []string
	for _, one := range c.Needs {
		names = append(names, strings.Join(one, " or "))
	}
	text := strings.Join(names, ", ")
	if len(c.Reads) > 0 {
		text += fmt.Sprintf(" (and may have %s)", strings.Join(c.Reads, ", "))
	}
	return text
}
