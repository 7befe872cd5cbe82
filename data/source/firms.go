package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// firmsNeeds are the columns every file of NASA FIRMS has, whatever the sensor;
// MODIS adds brightness, VIIRS bright_ti4 (FIRMS, attribute fields of the active
// fire products; unchecked).
var firmsNeeds = []string{"latitude", "longitude", "acq_date", "acq_time", "satellite", "confidence"}

func isFIRMS(s *sheet) bool {
	for _, column := range firmsNeeds {
		if s.column(column) < 0 {
			return false
		}
	}
	return s.column("brightness") >= 0 || s.column("bright_ti4") >= 0
}

// MODIS gives its confidence in percent; these are the bounds under which FIRMS
// names it low, nominal, high (MODIS Collection 6 Active Fire Product User's
// Guide, table of confidence classes; unchecked).
const (
	lowBelowPct  = 30
	highFromPct  = 80
	mostFireRows = 500_000 // of one file
)

// DecodeFIRMS reads hotspots out of a CSV of NASA FIRMS, MODIS or VIIRS. A row
// that cannot be taken is a reject; the others are given.
func DecodeFIRMS(data []byte, name string) (fires []forecast.Fire, _ []forecast.Reject) {
	s, err := openSheet(bytes.NewReader(data), name)
	if err != nil {
		return nil, []forecast.Reject{{Name: name, Err: err}}
	}
	if !isFIRMS(s) {
		return nil, []forecast.Reject{s.rejected(s.fault("", "", "no hotspots of FIRMS",
			"give the columns "+strings.Join(firmsNeeds, ",")+" and brightness or bright_ti4"))}
	}
	var refused rejects
	for len(fires) < mostFireRows {
		err := s.next()
		if err == io.EOF {
			return fires, refused.all(name)
		}
		var fire forecast.Fire
		if err == nil {
			fire, err = firmsRow{s}.fire()
		}
		if err == nil {
			fires = append(fires, fire)
			continue
		}
		refused.add(s.rejected(err))
		if invalid := (*forecast.Invalid)(nil); !errors.As(err, &invalid) {
			return fires, refused.all(name)
		}
	}
	refused.add(forecast.Reject{Name: name, Err: &forecast.Invalid{File: name, Reason: fmt.Sprintf("more than %d hotspots", mostFireRows), Remedy: "cut the file into smaller ones"}})
	return fires, refused.all(name)
}

// firmsRow is the row a sheet stands at.
type firmsRow struct{ *sheet }

func (r firmsRow) cell(column string) string {
	if i := r.column(column); i >= 0 {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

func (r firmsRow) fire() (f forecast.Fire, err error) {
	f = forecast.Fire{Kind: forecast.Hotspot, Source: FormatFIRMS, Satellite: r.cell("satellite"), Version: r.cell("version"), Instrument: "MODIS"}
	brightness := "brightness"
	if r.column("bright_ti4") >= 0 {
		f.Instrument, brightness = "VIIRS", "bright_ti4"
	}
	if f.Time, err = r.time(); err != nil {
		return f, err
	}
	var lat, lon forecast.Float
	for _, n := range []struct {
		column    string
		low, high float64
		to        *forecast.Float
	}{
		{"latitude", -90, 90, &lat}, {"longitude", -180, 180, &lon}, {brightness, 200, 1000, &f.BrightnessK},
		{"frp", 0, 1e5, &f.FRPMW}, {"scan", 0, 20, &f.ScanKm}, {"track", 0, 20, &f.TrackKm},
	} {
		if *n.to, err = r.number(n.column, n.low, n.high); err != nil {
			return f, err
		}
	}
	if !lat.OK || !lon.OK {
		return f, r.fault("latitude, longitude", "", "the hotspot has no place", "fill both cells")
	}
	f.Lat, f.Lon = lat.V, lon.V
	switch r.cell("daynight") {
	case "D":
		f.Night = forecast.No
	case "N":
		f.Night = forecast.Yes
	}
	if err := r.confidence(&f); err != nil {
		return f, err
	}
	f.ID = fireID(f)
	return f, nil
}

// time reads acq_date and acq_time, HHMM UTC, whose zeros in front may be lost.
func (r firmsRow) time() (time.Time, error) {
	date, hhmm := r.cell("acq_date"), r.cell("acq_time")
	hhmm = strings.ReplaceAll(hhmm, ":", "")
	if len(hhmm) < 4 && hhmm != "" {
		hhmm = strings.Repeat("0", 4-len(hhmm)) + hhmm
	}
	t, err := time.Parse("2006-01-02 1504", date+" "+hhmm)
	if err != nil {
		return t, r.fault("acq_date, acq_time", date+" "+hhmm, "not a time", "write the day as 2018-05-23 and the time, UTC, as 0025")
	}
	return t, nil
}

// number reads a cell within its limits; an empty one is missing.
func (r firmsRow) number(column string, low, high float64) (forecast.Float, error) {
	cell := r.cell(column)
	if cell == "" {
		return forecast.Float{}, nil
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || !(v >= low && v <= high) {
		return forecast.Float{}, r.fault(column, cell, "not a number in range", fmt.Sprintf("give one from %v to %v", low, high))
	}
	return forecast.Some(v), nil
}

func (r firmsRow) confidence(f *forecast.Fire) error {
	cell := strings.ToLower(r.cell("confidence"))
	switch cell {
	case "l", "low":
		f.Confidence = forecast.LowConfidence
		return nil
	case "n", "nominal":
		f.Confidence = forecast.NominalConfidence
		return nil
	case "h", "high":
		f.Confidence = forecast.HighConfidence
		return nil
	}
	pct, err := r.number("confidence", 0, 100)
	if err != nil || !pct.OK {
		return r.fault("confidence", cell, "no confidence", "write low, nominal or high, or 0 to 100")
	}
	f.ConfidencePct = pct
	switch {
	case pct.V < lowBelowPct:
		f.Confidence = forecast.LowConfidence
	case pct.V < highFromPct:
		f.Confidence = forecast.NominalConfidence
	default:
		f.Confidence = forecast.HighConfidence
	}
	return nil
}

// fireID names a detection by what makes it one. The version stays out: the
// same hotspot comes again when the near-real-time data are replaced.
func fireID(f forecast.Fire) string {
	sum := sha256.Sum256([]byte(fmt.Sprintf("%s|%s|%s|%.4f|%.4f", f.Instrument, f.Satellite, f.Time.Format(time.RFC3339), f.Lat, f.Lon)))
	return hex.EncodeToString(sum[:8])
}
