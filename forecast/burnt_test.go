package forecast_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
)

var clusterRules = forecast.FireRules{ClusterKm: 2, ClusterHours: 24, MatchKm: 3, MatchHours: 12}

// spot lies so many kilometres north of a place, seen so many hours after noon.
func spot(id string, km, hours float64) forecast.Fire {
	return forecast.Fire{ID: id, Kind: forecast.Hotspot, Lat: 11.3 + km/111.195, Lon: 106.4,
		Time: mergeNoon.Add(time.Duration(hours * float64(time.Hour))), Confidence: forecast.NominalConfidence}
}

func ids(fires []forecast.Fire) string {
	var out []string
	for _, f := range fires {
		out = append(out, f.ID)
	}
	return strings.Join(out, " ")
}

func TestClusters(t *testing.T) {
	for name, c := range map[string]struct {
		spots []forecast.Fire
		want  string
	}{
		"none":                  {nil, "[]"},
		"one overpass":          {[]forecast.Fire{spot("a", 0, 0), spot("b", 1, 0), spot("c", 1.9, 0)}, "[a b c]"},
		"two places":            {[]forecast.Fire{spot("a", 0, 0), spot("b", 5, 0)}, "[a] [b]"},
		"two times":             {[]forecast.Fire{spot("a", 0, 0), spot("b", 0, 30)}, "[a] [b]"},
		"a front that goes on":  {[]forecast.Fire{spot("a", 0, 0), spot("b", 1.5, 12), spot("c", 3, 24), spot("d", 4.5, 36)}, "[a b c d]"},
		"joined by a later one": {[]forecast.Fire{spot("a", 0, 0), spot("b", 3, 1), spot("c", 1.5, 2)}, "[a b c]"},
		"every day":             {[]forecast.Fire{spot("a", 0, 0), spot("b", 0, 24), spot("c", 0, 48), spot("d", 0, 72)}, "[a b c d]"},
		"in any order":          {[]forecast.Fire{spot("c", 3, 24), spot("x", 30, 1), spot("a", 0, 0), spot("b", 1.5, 12)}, "[a b c] [x]"},
	} {
		var got []string
		for _, cluster := range clusterRules.Clusters(c.spots) {
			got = append(got, "["+ids(cluster)+"]")
		}
		if text := strings.Join(got, " "); text != c.want && (c.spots != nil || text != "") {
			t.Errorf("%s: %s, want %s", name, text, c.want)
		}
	}
}

// A fire that nobody recorded counts once, however many hotspots it has; one that is
// recorded counts once, with all of its cluster.
func TestBurntCountsFiresOnce(t *testing.T) {
	spots := []forecast.Fire{spot("a", 0, 0), spot("b", 1, 0), spot("c", 2, 1), spot("x", 40, 0), spot("y", 41, 0)}
	spots[4].Confidence = forecast.HighConfidence
	got := clusterRules.Burnt(spots, nil)
	if ids(got) != "a x" || got[1].Confidence != forecast.HighConfidence {
		t.Errorf("%+v", got)
	}
	record := forecast.FireRecord{ID: "f", Time: mergeNoon, Lat: spot("", -2, 0).Lat, Lon: 106.4} // c lies 4 km from it
	if got := ids(clusterRules.Burnt(spots, []forecast.FireRecord{record})); got != "f x" {
		t.Error(got)
	}
}

// Clusters part the hotspots: none is lost or doubled, and those of two clusters are
// never near in place and time at once.
func TestClustersPart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var spots []forecast.Fire
		for i := range rapid.IntRange(0, 30).Draw(t, "n") {
			spots = append(spots, spot(fmt.Sprint(i), float64(rapid.IntRange(0, 60).Draw(t, "km"))/2, float64(rapid.IntRange(0, 300).Draw(t, "h"))))
		}
		clusters, of := clusterRules.Clusters(spots), map[string]int{}
		for n, cluster := range clusters {
			for _, f := range cluster {
				if _, twice := of[f.ID]; twice {
					t.Fatalf("%s stands twice", f.ID)
				}
				of[f.ID] = n
			}
		}
		if len(of) != len(spots) {
			t.Fatalf("%d of %d", len(of), len(spots))
		}
		for _, a := range spots {
			for _, b := range spots {
				near := clusterRules.Clusters([]forecast.Fire{a, b})
				if len(near) == 1 && of[a.ID] != of[b.ID] {
					t.Fatalf("%s and %s are of one fire, and of two clusters", a.ID, b.ID)
				}
			}
		}
	})
}
