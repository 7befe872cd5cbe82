package source_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

const ensembleAnswer = `{"latitude":11.25,"longitude":106.5,"utc_offset_seconds":0,
"hourly_units":{"time":"unixtime","temperature_2m":"°C","dew_point_2m":"°C","precipitation":"mm","wind_speed_10m":"m/s","temperature_2m_member01":"°C"},
"hourly":{"time":[1772431200,1772434800],"temperature_2m":[33.2,33.5],"dew_point_2m":[21.5,21.0],"precipitation":[0,0.4],"wind_speed_10m":[2.5,3],
"temperature_2m_member01":[32.1,null],"dew_point_2m_member01":[22,null],"precipitation_member01":[1.2,null],"wind_speed_10m_member01":[1,null],
"temperature_2m_member02":[34,34.5],"cloud_cover_member02":[1,2]}}`

// TestEnsemble: the control and every member come as places of their own; a
// member that ends early lacks its hours, and the same run is asked for once.
func TestEnsemble(t *testing.T) {
	asked := 0
	s := client(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/data/") {
			fmt.Fprint(w, `{"last_run_initialisation_time":1772409600}`)
			return
		}
		asked++
		if r.URL.Path != "/v1/ensemble" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		fmt.Fprint(w, ensembleAnswer)
	})
	s.Ensemble, s.Model, s.Batch = true, "ecmwf_ifs025", 1
	got, err := fetch(t, s)
	if err != nil || len(got) != 3 || asked != 3 {
		t.Fatal(len(got), asked, err)
	}
	hours := map[string]int{}
	for _, o := range got[0].Observations {
		place, _, ok := forecast.MemberOf(o.Station)
		if !ok || place != "z1" || !o.Issued.Equal(time.Unix(1772409600, 0)) {
			t.Errorf("%+v", o)
		}
		hours[o.Station]++
	}
	if len(hours) != 3 || hours["member:00:z1"] != 2 || hours["member:01:z1"] != 1 || hours["member:02:z1"] != 2 || len(got[0].Rejects) > 0 {
		t.Errorf("%v, %v", hours, got[0].Rejects)
	}
	if again, err := fetch(t, s); err != nil || len(again) != 0 || asked != 3 {
		t.Errorf("the same run was asked for again: %d, %v", asked, err)
	}
}

func TestEnsembleBroken(t *testing.T) {
	for name, answer := range map[string]string{
		"a member is too short": strings.Replace(ensembleAnswer, `"temperature_2m_member02":[34,34.5]`, `"temperature_2m_member02":[34]`, 1),
		"no such member":        strings.Replace(ensembleAnswer, "temperature_2m_member02", "temperature_2m_member9999", 1),
		"not a list":            strings.Replace(ensembleAnswer, "[34,34.5]", `"hot"`, 1),
		"absurd":                strings.Replace(ensembleAnswer, "[34,34.5]", "[34,1e30]", 1),
	} {
		obs, rejects := source.DecodeOpenMeteo("e.json", []byte(answer), nil, modelNow)
		if len(rejects) != 1 || len(obs) != 0 {
			t.Errorf("%s: %d observations, %v", name, len(obs), rejects)
		}
	}
}

const hotspots = "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight\n" +
	"11.29,106.37,330.1,0.4,0.4,2026-03-02,0612,N,VIIRS,n,2.0NRT,295.2,3.1,D\n"

// TestFIRMSFetch: each set is asked for with the key and the area; one that fails
// stops no other, and the key is in no error, name or raw input.
func TestFIRMSFetch(t *testing.T) {
	const key = "s3cr3t-key"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/api/area/csv/" + key + "/VIIRS_SNPP_NRT/106.3,10.8,107,11.5/2":
			fmt.Fprint(w, hotspots)
		case "/api/area/csv/" + key + "/MODIS_NRT/106.3,10.8,107,11.5/2":
			fmt.Fprint(w, "Invalid MAP_KEY.")
		default:
			http.Error(w, "down", http.StatusBadGateway)
		}
	}))
	defer server.Close()
	s := &source.FIRMS{BaseURL: server.URL, Key: key, Sets: []string{"MODIS_NRT", "VIIRS_NOAA20_NRT", "VIIRS_SNPP_NRT"},
		Area: [4]float64{106.3, 10.8, 107, 11.5}, Tries: 2, Pause: time.Millisecond, Client: server.Client(), Clock: func() time.Time { return modelNow }}
	got, err := fetch(t, s)
	if len(got) != 1 || len(got[0].Fires) != 1 || len(got[0].Rejects) != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	if err == nil || !strings.Contains(err.Error(), "MODIS_NRT") || !strings.Contains(err.Error(), "VIIRS_NOAA20_NRT") {
		t.Errorf("%v", err)
	}
	if text := fmt.Sprintf("%v %+v", err, got[0].Raw); strings.Contains(text, key) {
		t.Errorf("the key leaks: %s", text)
	}
	server.Close()
	if _, err := fetch(t, s); err == nil || strings.Contains(err.Error(), key) {
		t.Errorf("%v", err)
	}
}
