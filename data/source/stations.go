package source

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// stationColumns are the names that lists of stations use for the same thing:
// ours first, then those of WIS2 box and OSCAR/Surface.
var stationColumns = map[string][]string{
	"station":     {"station", "traditional_station_identifier"},
	"wigos":       {"wigos", "wigos_station_identifier"},
	"name":        {"name", "station_name"},
	"lat":         {"lat", "latitude"},
	"lon":         {"lon", "longitude"},
	"elevation_m": {"elevation_m", "elevation"},
}

// DecodeStations reads a list of stations with their places: our own columns
// `station,name,lat,lon,elevation_m` or those of WIS2 box. Other columns are
// passed over; a row that cannot be taken is a reject.
func DecodeStations(data []byte, name string) ([]forecast.Station, []forecast.Reject) {
	s, err := openSheet(bytes.NewReader(data), name)
	if err != nil {
		return nil, []forecast.Reject{{Name: name, Err: err}}
	}
	d := stationReader{sheet: s, at: map[string]int{}, seen: map[string]bool{}}
	for ours, names := range stationColumns {
		d.at[ours] = slices.IndexFunc(s.header, func(h string) bool { return slices.Contains(names, h) })
	}
	if d.at["station"] < 0 && d.at["wigos"] < 0 || d.at["lat"] < 0 || d.at["lon"] < 0 {
		return nil, []forecast.Reject{s.rejected(s.fault("", "", "not a list of stations", "give the columns station,name,lat,lon,elevation_m"))}
	}
	return d.all()
}

type stationReader struct {
	sheet *sheet
	at    map[string]int // index of our columns, −1 where the file has none
	seen  map[string]bool
}

func (d *stationReader) all() (stations []forecast.Station, _ []forecast.Reject) {
	var refused rejects
	for {
		err := d.sheet.next()
		if err == io.EOF {
			return stations, refused.all(d.sheet.name)
		}
		var st forecast.Station
		if err == nil {
			st, err = d.station()
		}
		if err == nil {
			stations = append(stations, st)
			continue
		}
		refused.add(d.sheet.rejected(err))
		if invalid := (*forecast.Invalid)(nil); !errors.As(err, &invalid) {
			return stations, refused.all(d.sheet.name)
		}
	}
}

func (d *stationReader) cell(column string) string {
	if i := d.at[column]; i >= 0 {
		return d.sheet.cells[i]
	}
	return ""
}

func (d *stationReader) station() (forecast.Station, error) {
	st := forecast.Station{ID: d.cell("station"), WIGOS: d.cell("wigos"), Name: d.cell("name"), Source: d.sheet.name}
	if st.ID == "" { // the local part of 0-20000-0-48900
		st.ID = st.WIGOS[strings.LastIndexByte(st.WIGOS, '-')+1:]
	}
	switch {
	case st.ID == "":
		return st, d.sheet.fault("station", "", "the station has no number", "fill the cell")
	case d.seen[st.ID]:
		return st, d.sheet.fault("station", st.ID, "stands twice in the list", "delete one of the two")
	}
	if st.Name == "" {
		st.Name = st.ID
	}
	lat, err := d.number("lat", 90)
	if err != nil {
		return st, err
	}
	lon, err := d.number("lon", 180)
	if err != nil {
		return st, err
	}
	if !lat.OK || !lon.OK {
		return st, d.sheet.fault("lat, lon", "", "station "+st.ID+" has no place", "fill both cells")
	}
	if st.ElevationM, err = d.number("elevation_m", 9000); err != nil {
		return st, err
	}
	st.Lat, st.Lon = lat.V, lon.V
	d.seen[st.ID] = true
	return st, nil
}

// number reads a cell that lies within ±limit; an empty one is missing.
func (d *stationReader) number(column string, limit float64) (forecast.Float, error) {
	cell := d.cell(column)
	if cell == "" {
		return forecast.Float{}, nil
	}
	v, ok := parseNumber(cell, d.sheet.sep != ',')
	if !ok || v < -limit || v > limit {
		return forecast.Float{}, d.sheet.fault(column, cell, "not within its limits", "give decimal degrees, or metres above the sea")
	}
	return forecast.Some(v), nil
}
