package source

import (
	"fmt"
	"regexp"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// FireColumns are the columns of a list of fires, read and written.
var FireColumns = []string{"id", "time", "date", "out", "lat", "lon", "cause", "area_ha", "forest", "forces", "note", "status", "origin"}

// hourUnknown stands in the note of a fire of which the day alone is known; it
// is kept at the noon of that day.
const hourUnknown = "(giờ không rõ – hour not known)"

var plainName = regexp.MustCompile(`^[A-Za-z0-9._-]{1,60}$`)

// DecodeFires reads fires of the past out of a CSV or GeoJSON file. Each needs a
// place, and a time or date; times without an offset are the province's. The
// check may refuse one, or put its words in order. The same fire has the same ID
// each time.
func DecodeFires(data []byte, opt ListOptions, loc *time.Location, check func(*forecast.FireRecord) error) (fires []forecast.FireRecord, _ []forecast.Reject) {
	first := map[string]int{}
	refused := decodeList(data, opt, FireColumns, func(r *listRow) error {
		f, err := fireOf(r, loc)
		if err == nil {
			err = check(&f)
		}
		if err != nil {
			return err
		}
		if line, twice := first[f.ID]; twice {
			return r.fault("id", fmt.Sprintf("is the fire of row %d again: %s", line, f.ID), "delete one of the two, or give each an id")
		}
		fires = append(fires, f)
		first[f.ID] = len(fires)
		return nil
	})
	return fires, refused
}

func fireOf(r *listRow, loc *time.Location) (f forecast.FireRecord, err error) {
	f = forecast.FireRecord{Status: forecast.FireClosed, Origin: forecast.FireByImport, Cause: r.cells["cause"], Forest: r.cells["forest"],
		Forces: r.cells["forces"], Note: r.cells["note"]}
	if f.Lat, f.Lon, err = r.place(); err != nil {
		return f, err
	}
	if err := r.fireTimes(&f, loc); err != nil {
		return f, err
	}
	if f.AreaHa, err = r.number("area_ha", 0, 1e6); err != nil {
		return f, err
	}
	switch status := forecast.FireStatus(r.cells["status"]); status {
	case "", forecast.FireClosed:
	case forecast.FireConfirmed:
		f.Status = status
	default:
		return f, r.fault("status", "no state of a known fire", "write confirmed or closed, or nothing")
	}
	f.ID = r.cells["id"]
	if f.ID == "" {
		f.ID = forecast.FireID(forecast.DateOf(f.Time, loc), fmt.Sprintf("import %d %.5f %.5f", f.Time.Unix(), f.Lat, f.Lon))
	}
	if !plainName.MatchString(f.ID) {
		return f, r.fault("id", "not a plain name", "write at most 60 letters, digits, points, hyphens, or nothing")
	}
	f.Key = "import " + f.ID
	return f, nil
}

// fireTimes reads when a fire was seen and when it was out.
func (r *listRow) fireTimes(f *forecast.FireRecord, loc *time.Location) (err error) {
	switch {
	case r.cells["time"] != "":
		if f.Time, err = r.instant("time", loc); err != nil {
			return err
		}
	case r.cells["date"] != "":
		day, ok := dayOf(r.cells["date"], loc)
		if !ok {
			return r.fault("date", "not a day", "write it as 2016-03-05 or 05/03/2016")
		}
		f.Time = day.At(12, 0, loc).UTC()
		if f.Note != "" {
			f.Note += " "
		}
		f.Note += hourUnknown
	default:
		return r.fault("time", "the time is missing", "write time, or date where the hour is not known")
	}
	if f.Time.Year() < 1900 {
		return r.fault("time", "lies before 1900", "write the year with four digits")
	}
	if r.cells["out"] != "" {
		f.Out, err = r.instant("out", loc)
	}
	return err
}

func dayOf(text string, loc *time.Location) (forecast.Date, bool) {
	for _, layout := range []string{"2006-01-02", "02/01/2006"} {
		if t, err := time.ParseInLocation(layout, text, loc); err == nil {
			return forecast.DateOf(t, loc), true
		}
	}
	return forecast.Date{}, false
}

// instant reads a time; without an offset it is local.
func (r *listRow) instant(column string, loc *time.Location) (time.Time, error) {
	text := r.cells[column]
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UTC(), nil
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02 15:04:05", "02/01/2006 15:04"} {
		if t, err := time.ParseInLocation(layout, text, loc); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, r.fault(column, "not a time", "write it as 2016-03-05T14:30 or 05/03/2016 14:30")
}
