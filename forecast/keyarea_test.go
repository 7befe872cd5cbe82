package forecast

import (
	"math"
	"testing"
)

var keyRules = KeyRules{Years: 5, LeastDays: 100, LeastKnown: 0.5, Parts: map[string]KeyPartRule{
	KeyDanger: {Weight: 4, Full: 0.4}, KeyFires: {Weight: 2, Full: 10}, KeySize: {Weight: 2, Full: 1000},
	KeyGroup: {Weight: 1, Values: map[string]float64{"thong": 1, "keo": 0.5}}, KeyAccess: {Weight: 1, Attribute: "access", Values: map[string]float64{"hard": 1}},
}}

func forest(id, group string, ha Float, access string) Zone {
	return Zone{ID: id, HasForest: Yes, Forest: []ForestPart{{Group: group, AreaHa: ha}}, Attributes: map[string]string{"access": access}}
}

func TestKeyAreasAreRankedByWhatIsKnown(t *testing.T) {
	zones := []Zone{
		forest("whole", "keo", Some(500), "hard"),
		forest("half", "all", Float{}, ""), // group, area and access unknown
		forest("little", "thong", Float{}, "?"),
		{ID: "town", HasForest: No},
		{ID: "nothing"},
	}
	got := RankKeyAreas(keyRules, zones, map[string]KeyFacts{
		"whole":  {KnownDays: 1000, DangerousDays: 200, FiresPerYear: Some(20)}, // 0.5, 1, 0.5, 0.5, 1
		"half":   {KnownDays: 1000, DangerousDays: 400, FiresPerYear: Some(0)},  // 1, 0
		"little": {KnownDays: 99, DangerousDays: 99},                            // too few days, no fires kept
	})
	want := []struct {
		zone                    string
		rank                    int
		score, known, low, high float64
	}{
		{"half", 1, 200. / 3, 0.6, 40, 80},
		{"whole", 2, 65, 1, 65, 65},
		{"little", 0, 100, 0.1, 10, 100},
		{"nothing", 0, math.NaN(), 0, 0, 100},
	}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, w := range want {
		g := got[i]
		near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
		if g.Zone != w.zone || g.Rank != w.rank || g.Score.OK == math.IsNaN(w.score) || g.Score.OK && !near(g.Score.V, w.score) ||
			!near(g.Known, w.known) || !near(g.Low, w.low) || !near(g.High, w.high) {
			t.Errorf("%d: %+v, want %+v", i, g, w)
		}
	}
	why := map[string]string{KeyDanger: "few_days", KeyFires: "no_fires_kept", KeySize: "no_area", KeyGroup: "", KeyAccess: "no_access"}
	for _, p := range got[2].Parts {
		if p.Why != why[p.Name] || (p.Why == "") != p.Value.OK {
			t.Errorf("%s: %+v, want why %q", p.Name, p, why[p.Name])
		}
	}
}
