package source_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

// sound refuses what no decoder may hand on.
func sound(t *testing.T, obs []forecast.Observation, rejects []forecast.Reject) {
	t.Helper()
	for _, o := range obs {
		if o.Station == "" || o.Source == "" || !json.Valid([]byte(line(t, o))) {
			t.Errorf("%+v", o)
		}
	}
	for _, r := range rejects {
		if r.Err == nil {
			t.Errorf("%+v", r)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("station,time,temp_c,rain_mm,rain_hours\nA,2026-03-02T13:00:00+07:00,33,1,24\n")
	f.Add("station;date;temp13_c\n\"A\"\"\";2026-03-02;33,5\r\n")
	f.Add("\xef\xbb\xbfstation\tdate\trh13_pct\nA\t2026-03-02\t1e999\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		obs, rejects, _ := decodeCSV(text, nil)
		sound(t, obs, rejects)
		stations, rejects := source.DecodeStations([]byte(text), "s")
		sound(t, nil, rejects)
		for _, s := range stations {
			if s.ID == "" || s.Name == "" || s.Lat < -90 || s.Lat > 90 {
				t.Errorf("%+v", s)
			}
		}
	})
}

func FuzzColumns(f *testing.F) {
	f.Add(nasa)
	f.Add("date: D\nstation: {value: x}\ntemp13_c: {column: T, unit: F}\nmissing: [-999, NA]\n")
	f.Add("date: &a [D\n? {}\n: *a")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := source.ReadColumns("c.yaml", []byte(text))
		var invalid *forecast.Invalid
		if err != nil && (!errors.As(err, &invalid) || invalid.Remedy == "") {
			t.Errorf("%v", err)
		}
		if err == nil {
			obs, rejects, _ := decodeCSV("D,T,S\n2026-03-02,33,x\n", c)
			sound(t, obs, rejects)
		}
	})
}

func FuzzOpenMeteo(f *testing.F) {
	f.Add([]byte(placeAnswer("1", "2")))
	f.Add([]byte("[" + strings.Replace(placeAnswer("1", "2"), "1772431200", `"2026-03-02T13:00"`, 1) + "]"))
	f.Add([]byte(`{"error":true,"reason":"x"}`))
	f.Add([]byte(ensembleAnswer))
	f.Add([]byte(strings.ReplaceAll(ensembleAnswer, "_member01", "_member01_gfs")))
	f.Fuzz(func(t *testing.T, data []byte) {
		obs, rejects := source.DecodeOpenMeteo("f.json", data, nil, time.Time{})
		sound(t, obs, rejects)
	})
}

func FuzzDetect(f *testing.F) {
	f.Add("a.csv", []byte(someWeather))
	f.Add("b", []byte(someSYNOP))
	f.Add("c", []byte("\xff\xfe\x00 AAXX"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if format, err := source.Detect(name, data); (format == "") != (err != nil) {
			t.Errorf("%q, %v", format, err)
		}
		r := source.Reader{Location: local, NoonHour: 13}
		b := r.Bulletin(name, data, folderOld, folderNow)
		sound(t, b.Observations, b.Rejects)
	})
}
