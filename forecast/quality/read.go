package quality

import (
	"bytes"
	"errors"
	"io"

	"github.com/goccy/go-yaml"

	"github.com/canhlua/canhlua/forecast"
)

// settings is a province's file of checks: what it leaves out stays as it is.
type settings struct {
	Limits  Limits  `yaml:"limits"`
	Climate Climate `yaml:"climate"`
}

// Read gives the defaults with a province's YAML laid over them, `limits:` and
// `climate:`; normals fill the climate of their stations where the file does not
// name them. The area has the limits that the file gives it, else none: a station
// of another climate may report as well. An empty file is no mistake. Errors are *forecast.Invalid, joined.
func Read(name string, data []byte, normals []Normal) (Checker, error) {
	s := settings{Limits: DefaultLimits()}
	err := yaml.NewDecoder(bytes.NewReader(data), yaml.DisallowUnknownField()).Decode(&s)
	if err != nil && !errors.Is(err, io.EOF) {
		bad := &forecast.Invalid{File: name, Reason: err.Error(), Remedy: "write limits: and climate: as the defaults have them"}
		var at yaml.Error
		if errors.As(err, &at) && at.GetToken() != nil {
			bad.Line, bad.Reason = at.GetToken().Position.Line, at.GetMessage()
		}
		return Checker{}, bad
	}
	if s, err = withoutNulls(data); err != nil {
		return Checker{}, &forecast.Invalid{File: name, Reason: err.Error(), Remedy: "write limits: and climate: as the defaults have them"}
	}
	s.Limits.fill(DefaultLimits())
	if err := s.Climate.Check(); err != nil {
		return Checker{}, &forecast.Invalid{File: name, Column: "climate", Reason: err.Error()}
	}
	known := ClimateOf(normals, s.Limits.Margin)
	known.Area = nil
	return Checker{Limits: s.Limits, Climate: s.Climate.with(known)}, nil
}

// withoutNulls lays the file over the defaults once more, without the keys that
// have no value: to the decoder an empty "limits:" means limits of 0, and to the
// one who left it empty it means nothing.
func withoutNulls(data []byte) (settings, error) {
	s := settings{Limits: DefaultLimits()}
	var all map[string]any
	if err := yaml.Unmarshal(data, &all); err != nil {
		return s, err
	}
	prune(all)
	if len(all) == 0 {
		return s, nil
	}
	text, err := yaml.Marshal(all)
	if err != nil {
		return s, err
	}
	return s, yaml.Unmarshal(text, &s)
}

func prune(m map[string]any) {
	for key, value := range m {
		if value == nil {
			delete(m, key)
		} else if inner, ok := value.(map[string]any); ok {
			prune(inner)
		}
	}
}

// fill gives the maps what a file that names some variables has left out.
func (l *Limits) fill(from Limits) {
	keep(&l.Range, from.Range)
	keep(&l.StepPerHour, from.StepPerHour)
	keep(&l.Stuck, from.Stuck)
	keep(&l.Buddy, from.Buddy)
	keep(&l.Spatial, from.Spatial)
}

// with is the climate, and of the other what it lacks.
func (c Climate) with(other Climate) Climate {
	keep(&c.Area, other.Area)
	if c.Stations == nil {
		c.Stations = map[string]map[forecast.Variable]Year{}
	}
	for id, years := range other.Stations {
		own := c.Stations[id]
		keep(&own, years)
		c.Stations[id] = own
	}
	return c
}

func keep[V any](into *map[forecast.Variable]V, from map[forecast.Variable]V) {
	if *into == nil {
		*into = map[forecast.Variable]V{}
	}
	for v, value := range from {
		if _, ok := (*into)[v]; !ok {
			(*into)[v] = value
		}
	}
}
