package source

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// CSVOptions are what a weather CSV does not say itself.
type CSVOptions struct {
	Name     string         // file name, for rejects
	Columns  *Columns       // nil when the file has the service's own columns
	Location *time.Location // of the dates of daily rows
	NoonHour int            // local hour that daily rows stand for, 0–23
}

// DecodeCSV reads a weather CSV row by row, so that its size does not matter.
// Daily rows become an observation at the noon hour with the rain of 24 h. A row
// that cannot be taken goes to reject, the others go on. The error is of the
// file as a whole (its header, reading it) or from emit.
func DecodeCSV(r io.Reader, opt CSVOptions, emit func(forecast.Observation) error, reject func(forecast.Reject)) error {
	s, err := openSheet(r, opt.Name)
	if err != nil {
		return err
	}
	d, err := newRowReader(s, opt)
	if err != nil {
		return err
	}
	for {
		err := s.next()
		if err == io.EOF {
			return nil
		}
		var o forecast.Observation
		if err == nil {
			o, err = d.observation()
		}
		var invalid *forecast.Invalid
		switch {
		case errors.As(err, &invalid):
			reject(s.rejected(err))
		case err != nil:
			return err
		default:
			if err := emit(o); err != nil {
				return err
			}
		}
	}
}

// newRowReader finds where each field stands.
func newRowReader(s *sheet, opt CSVOptions) (*rowReader, error) {
	if opt.Location == nil {
		return nil, fmt.Errorf("%s: no time zone for local dates was given", opt.Name)
	}
	d := &rowReader{sheet: s, opt: opt, columns: opt.Columns, comma: s.sep != ','}
	if d.columns == nil {
		own, err := ownColumns(s)
		if err != nil {
			return nil, err
		}
		d.columns = own
	}
	d.estimated = d.columns.estimated
	for _, f := range d.columns.fields {
		if f.column != "" {
			if f.at = s.column(f.column); f.at < 0 {
				return nil, s.fault(f.column, "", "the file has no such column, which "+d.columns.name+" maps to "+f.name,
					"its columns are "+strings.Join(s.header, ", "))
			}
		}
		d.estimated = d.estimated || f.estimated
		d.place(f)
	}
	return d, nil
}

// ownColumns is the mapping of a file that has the service's own columns.
func ownColumns(s *sheet) (*Columns, error) {
	c := &Columns{name: s.name}
	for _, h := range s.header {
		t, ok := targets[h]
		if !ok {
			return nil, s.fault(h, "", "unknown column", "rename it, delete it, or map the file's columns with --columns; known are "+
				strings.Join(columnNames(true), ", ")+" for days and "+strings.Join(columnNames(false), ", ")+" for others")
		}
		if s.column(h) != len(c.fields) {
			return nil, s.fault(h, "", "stands twice in the header", "delete one of the two")
		}
		c.fields = append(c.fields, field{name: h, column: h, unit: t.units[t.unit], line: s.lines.n})
	}
	return c, c.check()
}
