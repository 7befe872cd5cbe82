package source_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

func TestDetect(t *testing.T) {
	for name, c := range map[string]struct {
		text, want string
		skipped    bool
		reason     string
	}{
		"bulletin":          {text: "SMVS01 VNNN 020600\r\r\nAAXX 02061\r\r\n48999 NIL=", want: "synop"},
		"bulletin in SOH":   {text: "\x01\r\r\n031\r\r\nSMVS01 VNNN 020600\r\r\nAAXX 02061\r\r\n\x03", want: "synop"},
		"garbled bulletin":  {text: "AAXX 02061\n48999 41/// \xff\xfe50000=", want: "synop"},
		"NIL bulletin":      {text: "SMVS01 VNNN 020600\nNIL=", want: "synop"},
		"weather":           {text: "# c\nstation,time,temp_c\n", want: "csv"},
		"days":              {text: "\xef\xbb\xbfstation;date;temp13_c\n", want: "csv"},
		"stations":          {text: "station,name,lat,lon,elevation_m\n", want: "stations"},
		"WIS2 stations":     {text: "station_name,wigos_station_identifier,latitude,longitude\n", want: "stations"},
		"model":             {text: placeAnswer("1", "2"), want: "openmeteo"},
		"refusal":           {text: `{"error":true,"reason":"x"}`, want: "openmeteo"},
		"other JSON":        {text: `{"type":"FeatureCollection"}`, skipped: true, reason: "JSON"},
		"prose":             {text: "The AAXXs of this world", skipped: true, reason: "no known format"},
		"METAR":             {text: "SAVS31 VVTS 240300\r\r\nMETAR VVTS 240300Z 12005KT 33/22=", want: "metar"},
		"METAR one a line":  {text: "2026/11/24 03:00\nVVTS 240300Z 12005KT 33/22 Q1010\n", want: "metar"},
		"METAR, all NIL":    {text: "SAVS31 VVTS 240300\nNIL=", want: "metar"},
		"METAR in prose":    {text: "METAR reports are for pilots", skipped: true, reason: "no known format"},
		"BUFR":              {text: "ISMD02 LIIB 201200\r\r\nBUFR\x00\x00\xe0\x04rest of it", want: "bufr"},
		"BUFR edition 9":    {text: "BUFR\x00\x00\xe0\x09rest of it", skipped: true, reason: "binary"},
		"binary":            {text: "GRIB\x00\x00\xe0\x02rest of it", skipped: true, reason: "binary"},
		"empty":             {text: " \r\n", reason: "empty"},
		"UTF-16":            {text: "\xff\xfes\x00t\x00", reason: "UTF-16"},
		"UTF-16, no mark":   {text: "s\x00t\x00a\x00t\x00i\x00o\x00n\x00", reason: "UTF-16"},
		"Windows-1258":      {text: "station,name\nTr\xe3m", reason: "not UTF-8"},
		"cut in a letter":   {text: "station,date\n" + strings.Repeat("ộ", 40000), want: "csv"},
		"control all over":  {text: strings.Repeat("\x02\x05x", 100), skipped: true, reason: "binary"},
		"hotspots":          {text: "latitude,longitude,bright_ti4,acq_date,acq_time,satellite,confidence\n", want: "firms"},
		"foreign CSV":       {text: "latitude,longitude,brightness,acq_date\n", skipped: true, reason: "--columns"},
		"open quote in CSV": {text: "\"station,date\n", skipped: true, reason: "no known format"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := source.Detect("f.csv", []byte(c.text))
			if got != c.want || (err == nil) != (c.want != "") {
				t.Fatalf("%q, %v", got, err)
			}
			if err == nil {
				return
			}
			var skipped *source.Skipped
			var invalid *forecast.Invalid
			if errors.As(err, &skipped) != c.skipped || errors.As(err, &invalid) == c.skipped {
				t.Errorf("%T", err)
			}
			want(t, err, "f.csv", c.reason)
		})
	}
}
