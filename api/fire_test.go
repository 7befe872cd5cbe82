package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// fireSeason is the season with hotspots in and beside the zones.
func fireSeason() *fakeStore {
	store := season()
	fire := func(id string, ago time.Duration, lat, lon float64, c forecast.Confidence) forecast.Fire {
		at := evening.Add(-ago)
		return forecast.Fire{ID: id, Kind: forecast.Hotspot, Time: at.UTC(), Received: at.Add(3 * time.Hour), Lat: lat, Lon: lon, Confidence: c,
			FRPMW: forecast.Some(9.5), Satellite: "T", Instrument: "MODIS", Source: "firms"}
	}
	store.fires = []forecast.Fire{
		fire("late", time.Hour, 11.25, 106.45, forecast.HighConfidence), // not received yet
		fire("sure", 5*time.Hour, 11.25, 106.45, forecast.HighConfidence),
		fire("doubtful", 30*time.Hour, 11.25, 106.45, forecast.LowConfidence),
		fire("outside", 5*time.Hour, -5.5, 148.4, forecast.HighConfidence),
		fire("old", 20*24*time.Hour, 11.25, 106.45, forecast.NominalConfidence),
	}
	return store
}

func TestFires(t *testing.T) {
	h := serve(t, fireSeason(), evening)
	for query, want := range map[string][]string{
		"":                                     {"sure", "doubtful"},
		"?confidence=high":                     {"sure"},
		"?zone=nowhere":                        {},
		"?from=" + today.AddDays(-30).String(): {"sure", "doubtful", "old"},
		"?to=" + today.AddDays(-15).String():   {"old"},
	} {
		resp, body := get(t, h, "/api/v1/fires"+query)
		var a struct {
			Fires []struct{ ID, Zone, Name string }
		}
		if err := json.Unmarshal([]byte(body), &a); err != nil || resp.StatusCode != http.StatusOK {
			t.Fatal(resp.Status, err, body)
		}
		got := []string{}
		for _, f := range a.Fires {
			got = append(got, f.ID)
			if f.Zone == "" || f.Name == "" {
				t.Errorf("%s lies in no zone", f.ID)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, not %v", query, got, want)
		}
		_, features := get(t, h, "/api/v1/fires.geojson"+query)
		var c struct {
			Features []struct {
				ID       string
				Geometry struct{ Coordinates [2]float64 }
			}
		}
		if err := json.Unmarshal([]byte(features), &c); err != nil || len(c.Features) != len(want) {
			t.Errorf("%q: %s", query, features)
		}
	}
	for _, query := range []string{"?confidence=some", "?from=2016-03-05&to=2016-03-01", "?from=2010-01-01", "?day=1"} {
		if resp, _ := get(t, h, "/api/v1/fires"+query); resp.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%q: %s", query, resp.Status)
		}
	}
}
