package source

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"github.com/canhlua/canhlua/data/bufr"
	"github.com/canhlua/canhlua/data/metar"
	"github.com/canhlua/canhlua/data/synop"
	"github.com/canhlua/canhlua/forecast"
)

// Formats are those a Reader reads, beside "auto".
var Formats = []string{FormatCSV, FormatSYNOP, FormatMETAR, FormatBUFR, FormatJSON, FormatFIRMS, FormatWIS2, FormatOpenMeteo, FormatStations, FormatXLSX}

// Reader turns whole files into bulletins.
type Reader struct {
	Format   string         // one of Formats; "auto" or empty: told by the content
	Columns  *Columns       // of foreign weather CSV
	Location *time.Location // of dates in CSV
	NoonHour int            // local hour that daily rows stand for
	Received time.Time      // reckons the month of SYNOP and METAR bulletins; zero: by the file's name, then its time
	MaxBytes int64          // default 64 MiB
}

// Bulletin decodes a file. What cannot be read is in its Rejects.
func (r *Reader) Bulletin(name string, data []byte, modified, received time.Time) forecast.Bulletin {
	format, err := r.format(name, data)
	if err != nil {
		b := forecast.Bulletin{Raw: rawOf(FormatAuto, name, received, data)}
		b.Rejects = []forecast.Reject{{Name: name, Err: err}}
		return b
	}
	if format == FormatSYNOP || format == FormatMETAR {
		name = r.dated(name, modified)
	}
	b := forecast.Bulletin{Raw: rawOf(format, name, received, data)}
	r.decode(&b)
	stamp(&b)
	return b
}

// Again decodes an input that was kept, as it was decoded when it came; foreign
// CSV needs the same Columns for that.
func (r *Reader) Again(raw forecast.Raw) forecast.Bulletin {
	b := forecast.Bulletin{Raw: raw}
	r.decode(&b)
	stamp(&b)
	return b
}

func (r *Reader) format(name string, data []byte) (string, error) {
	head := data[:min(len(data), headBytes)]
	if r.Format != "" && r.Format != FormatAuto {
		err := readable(name, head)
		if (r.Format == FormatBUFR || r.Format == FormatXLSX) && len(head) > 0 { // it is binary, and tells itself what it is not
			return r.Format, nil
		}
		if r.Format == FormatCSV && isWorkbook(head) { // the same rows in another file
			return FormatXLSX, nil
		}
		if skipped, ok := err.(*Skipped); ok { // the user says that it is not something else
			err = &forecast.Invalid{File: name, Reason: skipped.Reason, Remedy: "give a file of format " + r.Format}
		}
		return r.Format, err
	}
	if r.Columns != nil && r.Columns.fit(name, head) {
		return FormatCSV, nil
	}
	return Detect(name, data)
}

// fit reports whether the file has all columns of the mapping.
func (c *Columns) fit(name string, head []byte) bool {
	s, err := openSheet(bytes.NewReader(head), name)
	return err == nil && !slices.ContainsFunc(c.fields, func(f field) bool { return f.column != "" && s.column(f.column) < 0 })
}

func (r *Reader) decode(b *forecast.Bulletin) {
	name, data := b.Raw.Name, b.Raw.Data
	switch b.Raw.Source {
	case FormatSYNOP:
		file, before := notAfter(name)
		b.Observations, b.Rejects = synop.Decode(data, synop.Options{Name: file, Received: before})
	case FormatMETAR:
		file, before := notAfter(name)
		b.Observations, b.Rejects = metar.Decode(data, metar.Options{Name: file, Received: before})
	case FormatWIS2:
		r.decodeNotification(b)
	case FormatFIRMS:
		b.Fires, b.Rejects = DecodeFIRMS(data, name)
	case FormatJSON:
		rows, err := ReadJSON(name, data)
		bulletinOf(b, rows, err)
	case FormatBUFR:
		b.Observations, b.Rejects = bufr.Decode(data, bufr.Options{Name: name})
	case FormatStations:
		b.Stations, b.Rejects = DecodeStations(data, name)
	case FormatOpenMeteo:
		points, issued := readRawName(name)
		b.Observations, b.Rejects = DecodeOpenMeteo(name, data, points, issued)
	case FormatCSV:
		r.decodeCSV(b, data)
	case FormatXLSX:
		rows, err := workbookSheet(name, data, r.Location)
		if err != nil {
			b.Rejects = []forecast.Reject{{Name: name, Err: err}}
			return
		}
		r.decodeCSV(b, rows)
	default:
		b.Rejects = []forecast.Reject{{Name: name, Err: &forecast.Invalid{
			File: name, Value: b.Raw.Source, Reason: "no such format", Remedy: fmt.Sprintf("use one of %v", Formats)}}}
	}
}

// decodeCSV reads rows, which are the file itself or what a workbook holds.
func (r *Reader) decodeCSV(b *forecast.Bulletin, rows []byte) {
	opt := CSVOptions{Name: b.Raw.Name, Columns: r.Columns, Location: r.Location, NoonHour: r.NoonHour}
	if r.Columns != nil && !r.Columns.fit(opt.Name, rows[:min(len(rows), headBytes)]) {
		if format, err := Detect(opt.Name, rows); err == nil && format == FormatCSV {
			opt.Columns = nil // a file in our own form beside foreign ones
		}
	}
	var refused rejects
	err := DecodeCSV(bytes.NewReader(rows), opt,
		func(o forecast.Observation) error { b.Observations = append(b.Observations, o); return nil },
		refused.add)
	b.Rejects = refused.all(b.Raw.Name)
	if err != nil {
		b.Rejects = append(b.Rejects, forecast.Reject{Name: b.Raw.Name, Err: err})
	}
	if r.Columns != nil && opt.Columns != nil && r.Columns.station != nil && len(b.Observations) > 0 {
		b.Stations = []forecast.Station{*r.Columns.station}
	}
}
