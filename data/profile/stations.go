package profile

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

const stationsFile = "stations.csv"

var stationColumns = []string{"id", "name", "lat", "lon", "elevation_m", "wigos", "also", "source"}

// readStations reads stations.csv; a province without stations lives on model
// weather and on the stations that files bring with them.
func (f *folder) readStations(p *Profile) {
	if !f.has(stationsFile) {
		return
	}
	data, ok := f.text(stationsFile)
	if !ok {
		return
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment, r.TrimLeadingSpace = '#', true
	header, err := r.Read()
	if err != nil {
		f.addCSV(err)
		return
	}
	t := stationTable{f: f, r: r, at: map[string]int{}}
	if !t.columns(header) {
		return
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			f.addCSV(err)
			if row == nil {
				break
			}
			continue
		}
		t.row = row
		p.Stations = t.add(p)
	}
	slices.SortFunc(p.Stations, func(a, b forecast.Station) int { return cmp.Compare(a.ID, b.ID) })
}

func (f *folder) addCSV(err error) {
	bad := &forecast.Invalid{File: f.label(stationsFile), Reason: err.Error(),
		Remedy: "write the columns " + strings.Join(stationColumns, ",")}
	var at *csv.ParseError
	if errors.As(err, &at) {
		bad.Line, bad.Reason = at.Line, at.Err.Error()
	}
	f.add(bad)
}

type stationTable struct {
	f   *folder
	r   *csv.Reader
	at  map[string]int // column
	row []string
}

func (t *stationTable) columns(header []string) bool {
	good := true
	for i, name := range header {
		t.at[name] = i
		if !slices.Contains(stationColumns, name) {
			t.bad(name, name, "unknown column", "known: "+strings.Join(stationColumns, ", "))
			good = false
		}
	}
	for _, name := range stationColumns[:4] {
		if _, ok := t.at[name]; !ok {
			t.bad(name, "", "the column is missing", "known: "+strings.Join(stationColumns, ", "))
			good = false
		}
	}
	return good
}

func (t *stationTable) add(p *Profile) []forecast.Station {
	stations := p.Stations
	s := forecast.Station{ID: t.cell("id"), Name: t.cell("name"), WIGOS: t.cell("wigos"), Source: t.cell("source")}
	known := len(t.f.mistakes)
	if s.ID == "" || s.Name == "" {
		t.bad("id", s.ID, "a station needs id and name", "write both")
	}
	if slices.ContainsFunc(stations, func(o forecast.Station) bool { return o.ID == s.ID }) {
		t.bad("id", s.ID, "the station is there twice", "keep one of the two")
	}
	s.Lat, s.Lon = t.number("lat", -90, 90), t.number("lon", -180, 180)
	if t.cell("elevation_m") != "" {
		s.ElevationM = forecast.Some(t.number("elevation_m", -450, 9000))
	}
	t.alias(s.ID, p)
	if len(t.f.mistakes) > known {
		return stations
	}
	return append(stations, s)
}

// alias notes the other names under which the station reports.
func (t *stationTable) alias(id string, p *Profile) {
	for _, name := range strings.Fields(t.cell("also")) {
		if other, taken := p.Aliases[name]; taken {
			t.bad("also", name, "is a name of station "+other+" already", "give it to one of the two")
			continue
		}
		if p.Aliases == nil {
			p.Aliases = map[string]string{}
		}
		p.Aliases[name] = id
	}
}

func (t *stationTable) cell(column string) string {
	if i, ok := t.at[column]; ok {
		return strings.TrimSpace(t.row[i])
	}
	return ""
}

func (t *stationTable) number(column string, low, high float64) float64 {
	v, err := strconv.ParseFloat(t.cell(column), 64)
	if err != nil || !(v >= low && v <= high) {
		t.bad(column, t.cell(column), "not a number in range", fmt.Sprintf("give one from %v to %v, with a decimal point", low, high))
	}
	return v
}

func (t *stationTable) bad(column, value, reason, remedy string) {
	line := 1
	if i, ok := t.at[column]; ok {
		line, _ = t.r.FieldPos(i)
	}
	t.f.add(&forecast.Invalid{File: t.f.label(stationsFile), Line: line, Column: column, Value: value, Reason: reason, Remedy: remedy})
}
