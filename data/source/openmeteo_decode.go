package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// hourlyNames are the variables asked for. Precipitation is the sum of the hour
// before; the others hold at the hour.
var hourlyNames = []string{"temperature_2m", "dew_point_2m", "precipitation", "wind_speed_10m"}

// answer is one place of the service's answer.
type answer struct {
	Latitude  forecast.Float    `json:"latitude"` // of the model's grid cell, not as asked
	Longitude forecast.Float    `json:"longitude"`
	OffsetS   int               `json:"utc_offset_seconds"`
	Units     map[string]string `json:"hourly_units"`
	Hourly    hourly            `json:"hourly"`
	Error     bool              `json:"error"`
	Reason    string            `json:"reason"`

	ofVariable map[string]string // units by variable
}

type hourly struct {
	Time []json.RawMessage
	lists
	Members map[int]*lists // of an ensemble, from 1; nil for the one forecast
}

// lists are a forecast's values by hour.
type lists struct{ TempC, Dew, RainMM, WindMS []forecast.Float }

// DecodeOpenMeteo reads an answer of the forecast API: one place, or a list of
// them in the order of the points. Without points a station is called "lat,lon".
// A place or a member that cannot be read is a reject; hours without any value are
// left out, and null is a missing value. name is for rejects.
func DecodeOpenMeteo(name string, data []byte, points []Point, issued time.Time) ([]forecast.Observation, []forecast.Reject) {
	places, err := answers(data)
	if err == nil && points != nil && len(points) != len(places) {
		err = fmt.Errorf("has %d places, asked for were %d", len(places), len(points))
	}
	if err != nil {
		return nil, []forecast.Reject{openMeteoReject(name, "", err)}
	}
	var obs []forecast.Observation
	var rejects []forecast.Reject
	for i := range places {
		station := places[i].place()
		if points != nil {
			station = points[i].ID
		}
		if err := places[i].whole(); err != nil {
			rejects = append(rejects, openMeteoReject(name, station, err))
			continue
		}
		runs := places[i].Hourly.runs(station)
		for _, place := range slices.Sorted(maps.Keys(runs)) {
			some, err := places[i].runAt(place, runs[place], issued)
			if err != nil {
				rejects = append(rejects, openMeteoReject(name, place, err))
			}
			obs = append(obs, some...)
		}
	}
	return obs, rejects
}

func openMeteoReject(name, station string, err error) forecast.Reject {
	file, _, _ := strings.Cut(name, "#")
	return forecast.Reject{Name: file, Record: station, Err: &forecast.Invalid{
		File: file, Value: station, Reason: "Open-Meteo's answer: " + err.Error(), Remedy: "ask again; the other places are taken",
	}}
}

// answers reads the one object or the list.
func answers(data []byte) ([]answer, error) {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, byteOrder))
	var list []answer
	var err error
	if bytes.HasPrefix(data, []byte("[")) {
		err = json.Unmarshal(data, &list)
	} else {
		list = make([]answer, 1)
		err = json.Unmarshal(data, &list[0])
	}
	if err != nil {
		return nil, fmt.Errorf("is no JSON of the forecast API: %w", err)
	}
	return list, nil
}

func (a *answer) place() string { return a.Latitude.String() + "," + a.Longitude.String() }

// whole tells a place whose answer cannot be read at all.
func (a *answer) whole() error {
	if a.Error {
		return fmt.Errorf("an error: %s", a.Reason)
	}
	if !a.Latitude.OK || !a.Longitude.OK || len(a.Hourly.Time) == 0 {
		return fmt.Errorf("has no hourly values")
	}
	return a.readUnits()
}

// runAt are the hours of one forecast. A member that ends early or lacks a value
// lacks it: nothing is filled.
func (a *answer) runAt(station string, of *lists, issued time.Time) ([]forecast.Observation, error) {
	temp, rain, wind, err := a.units(of)
	if err != nil {
		return nil, err
	}
	obs := make([]forecast.Observation, 0, len(a.Hourly.Time))
	for i, raw := range a.Hourly.Time {
		at, err := a.time(raw)
		if err != nil {
			return nil, err
		}
		o := forecast.Observation{Station: station, Time: at, Source: FormatOpenMeteo, Issued: issued}
		o.TempC = converted(of.TempC, i, temp)
		o.DewPointC = converted(of.Dew, i, temp)
		o.WindMS = converted(of.WindMS, i, wind)
		if mm, ok := converted(of.RainMM, i, rain).Get(); ok {
			o.Rain = []forecast.Rain{{MM: mm, Hours: 1}}
		}
		if o.TempC.OK || o.DewPointC.OK || o.WindMS.OK || o.Rain != nil {
			deriveHumidity(&o)
			obs = append(obs, o)
		}
	}
	return obs, nil
}

// units finds the conversions, and checks that every list is as long as the
// hours: a shorter one would put values to wrong times.
func (a *answer) units(of *lists) (temp, rain, wind unit, err error) {
	for _, list := range []struct {
		name   string
		values []forecast.Float
		units  map[string]unit
		into   *unit
	}{
		{"temperature_2m", of.TempC, temperatures, &temp},
		{"dew_point_2m", of.Dew, temperatures, &temp},
		{"precipitation", of.RainMM, depths, &rain},
		{"wind_speed_10m", of.WindMS, speeds, &wind},
	} {
		if list.values == nil {
			continue
		}
		if got, want := len(list.values), len(a.Hourly.Time); got != want {
			return temp, rain, wind, fmt.Errorf("has %d values of %s for %d hours", got, list.name, want)
		}
		name := a.ofVariable[list.name]
		u, err := unitOf(list.units, ourUnit(name))
		if err != nil {
			return temp, rain, wind, fmt.Errorf("gives %s in %q: %w", list.name, name, err)
		}
		for _, v := range list.values {
			if math.Abs(v.V) >= absurd {
				return temp, rain, wind, fmt.Errorf("gives %s as %v", list.name, v.V)
			}
		}
		*list.into = u
	}
	return temp, rain, wind, nil
}

// readUnits finds the one unit of each variable, of whatever member.
func (a *answer) readUnits() error {
	a.ofVariable = map[string]string{}
	for name, u := range a.Units {
		c, ok, _ := columnOf(name)
		if have, twice := a.ofVariable[c.variable]; ok && twice && have != u {
			return fmt.Errorf("gives %s in %q and in %q", c.variable, min(have, u), max(have, u))
		}
		if ok {
			a.ofVariable[c.variable] = u
		}
	}
	return nil
}

// ourUnit writes the service's names of units as ours.
func ourUnit(name string) string {
	switch name {
	case "kn":
		return "kt"
	case "mp/h":
		return "mph"
	}
	return name
}

func converted(list []forecast.Float, i int, u unit) forecast.Float {
	if list == nil || !list[i].OK {
		return forecast.Float{}
	}
	return forecast.Some(u.of(list[i].V))
}

const lastSecond = 1 << 33 // in the year 2242

// time reads seconds since 1970, which are UTC whatever the offset, or local
// time as 2026-03-02T13:00.
func (a *answer) time(raw json.RawMessage) (time.Time, error) {
	var seconds int64
	if json.Unmarshal(raw, &seconds) == nil && seconds > 0 && seconds < lastSecond {
		return time.Unix(seconds, 0).UTC(), nil
	}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		if t, err := time.Parse("2006-01-02T15:04", text); err == nil {
			return t.Add(-time.Duration(a.OffsetS) * time.Second), nil
		}
	}
	return time.Time{}, fmt.Errorf("has a time that cannot be read: %.40s", raw)
}
