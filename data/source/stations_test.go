package source_test

import (
	"os"
	"testing"

	"github.com/canhlua/canhlua/data/source"
)

func TestStations(t *testing.T) {
	const text = "station,name,lat,lon,elevation_m\n" +
		"PG1,Trạm Phú Giáo,11.29,106.79,20\n" +
		"PG1,again,11.29,106.79,20\n" +
		"PG2,,11.3,106.8,\n" +
		",nameless,11.3,106.8,\n" +
		"PG3,north of the pole,111.3,106.8,\n" +
		"PG4,nowhere,,,\n"
	stations, rejects := source.DecodeStations([]byte(text), "s.csv")
	const got = `[{"id":"PG1","name":"Trạm Phú Giáo","lat":11.29,"lon":106.79,"elevation_m":20,"simulated":false,"source":"s.csv"},` +
		`{"id":"PG2","name":"PG2","lat":11.3,"lon":106.8,"elevation_m":null,"simulated":false,"source":"s.csv"}]`
	if line(t, stations) != got || len(rejects) != 4 {
		t.Fatalf("%s\n%v", line(t, stations), rejects)
	}
	want(t, rejects[0].Err, "s.csv:3", "PG1", "twice")
	want(t, rejects[1].Err, "s.csv:5", "no number")
	want(t, rejects[2].Err, "s.csv:6: lat", "111.3")
	want(t, rejects[3].Err, "s.csv:7", "PG4", "no place")
}

func TestStationsWIS2(t *testing.T) {
	const text = "station_name,wigos_station_identifier,traditional_station_identifier,latitude,longitude,elevation\n" +
		"MOT,0-20000-0-48998,48998,11,106,7\nHAI,0-704-1-XYZ,,11,106,7\n"
	stations, rejects := source.DecodeStations([]byte(text), "s.csv")
	if len(rejects) != 0 || stations[0].ID != "48998" || stations[0].WIGOS != "0-20000-0-48998" || stations[1].ID != "XYZ" {
		t.Errorf("%v %v", stations, rejects)
	}
	_, rejects = source.DecodeStations([]byte("a,b\n1,2\n"), "s.csv")
	want(t, rejects[0].Err, "not a list of stations")
	_, rejects = source.DecodeStations(nil, "s.csv")
	want(t, rejects[0].Err, "no header")
}

func TestRealStations(t *testing.T) {
	data, err := os.ReadFile(shared(t, "messages", "synop", "stations-romania.csv"))
	if err != nil {
		t.Fatal(err)
	}
	stations, rejects := source.DecodeStations(data, "romania")
	if len(stations) != 23 || len(rejects) != 0 || stations[0].ID != "15015" || stations[0].ElevationM.V != 503 {
		t.Errorf("%d %v", len(stations), rejects)
	}
}
