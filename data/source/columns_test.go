package source_test

import (
	"testing"

	"github.com/canhlua/canhlua/data/source"
)

func TestBadColumns(t *testing.T) {
	for name, c := range map[string]struct {
		yaml string
		want []string
	}{
		"empty":             {"", []string{"c.yaml: the mapping is empty"}},
		"unknown key":       {"date: D\nstation: {value: x}\ntemperature: T\n", []string{"c.yaml:3: temperature", "temp13_c"}},
		"unknown inner key": {"date: D\nstation: {value: x}\ntemp13_c:\n  column: T\n  units: C\n", []string{"c.yaml:5: temp13_c.units", "unknown key"}},
		"unknown unit":      {"date: D\nstation: S\ntemp13_c: {column: T, unit: km/h}\n", []string{"c.yaml:3: temp13_c.unit", `"km/h"`, "C, F, K"}},
		"unit of a text":    {"date: {column: D, unit: C}\nstation: S\ntemp13_c: T\n", []string{"date.unit", "unknown key"}},
		"key twice":         {"date: D\nstation: S\ntemp13_c: T\ntemp13_c: U\n", []string{"c.yaml", "temp13_c"}},
		"neither":           {"date: D\nstation: S\ntemp13_c: {unit: C}\n", []string{"c.yaml:3", "neither a column nor a value"}},
		"null":              {"date: D\nstation: S\ntemp13_c:\n", []string{"c.yaml:3", "neither a column nor a value"}},
		"no YAML":           {"date: [D\nstation: S\n", []string{"c.yaml", "not YAML"}},
		"a list":            {"- date\n- time\n", []string{"not one YAML mapping"}},
		"no station":        {"date: D\ntemp13_c: T\n", []string{"names no station"}},
		"date and time":     {"date: D\ntime: T\nstation: S\n", []string{"either date or time"}},
		"half a place":      {"date: D\nstation: {value: x, lat: 10}\ntemp13_c: T\n", []string{"c.yaml:2: station", "lat and lon"}},
		"off the earth":     {"date: D\nstation: {value: x, lat: 106.7, lon: 10.8}\ntemp13_c: T\n", []string{"station.lat", "106.7"}},
		"place of a column": {"date: D\nstation: {column: S, lat: 10, lon: 106}\ntemp13_c: T\n", []string{"place needs value"}},
		"not yes or no":     {"date: D\nstation: S\ntemp13_c: T\nestimated: maybe\n", []string{"c.yaml:4: estimated", "true or false"}},
		"missing of maps":   {"date: D\nstation: S\ntemp13_c: T\nmissing: [{a: b}]\n", []string{"c.yaml:4: missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := source.ReadColumns("c.yaml", []byte(c.yaml))
			want(t, err, c.want...)
		})
	}
}

func TestColumnsAndFile(t *testing.T) {
	mapping := columns(t, "date: DATE\nstation: {value: x}\ntemp13_c: TX\n")
	_, _, err := decodeCSV("DATE,TMAX\n2026-03-02,33\n", mapping)
	want(t, err, "in.csv:1: TX", "no such column", "temp13_c", "DATE, TMAX")
}
