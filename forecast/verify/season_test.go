package verify_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

// Zone a: I V V IV ? V II; zone b: ? ? II II II IV II; zone c is not in the record.
func season(t *testing.T, fires []verify.Fire) *verify.Season {
	t.Helper()
	var levels []verify.Observed
	for zone, row := range map[string][]forecast.Level{"a": {1, 5, 5, 4, 0, 5, 2}, "b": {0, 0, 2, 2, 2, 4, 2}} {
		for i, l := range row {
			levels = append(levels, verify.Observed{Zone: zone, Date: start.AddDays(i), Level: l})
		}
	}
	o := verify.Defaults()
	o.MinFires = 3
	s, err := verify.SeasonOf(mustRecord(t, levels), []string{"a", "b", "c"}, start, start.AddDays(6), fires, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSeason(t *testing.T) {
	s := season(t, nil)
	if s.Days != 7 || s.NoticeDays != 4 || len(s.Zones) != 3 {
		t.Fatalf("%+v", s)
	}
	want := []verify.ZoneSeason{
		{Zone: "a", Levels: verify.LevelDays{ByLevel: [5]int{1, 1, 0, 1, 3}, Unknown: 1, CompletePct: forecast.Some(100 * 6.0 / 7)}, Highest: forecast.V,
			FirstDangerous: start.AddDays(1), LastDangerous: start.AddDays(5), LongestDays: 3},
		{Zone: "b", Levels: verify.LevelDays{ByLevel: [5]int{0, 4, 0, 1, 0}, Unknown: 2, CompletePct: forecast.Some(100 * 5.0 / 7)}, Highest: forecast.IV,
			FirstDangerous: start.AddDays(5), LastDangerous: start.AddDays(5), LongestDays: 1},
		{Zone: "c", Levels: verify.LevelDays{Unknown: 7, CompletePct: forecast.Some(0)}},
	}
	if diff := cmp.Diff(want, s.Zones); diff != "" {
		t.Error(diff)
	}
	if s.Levels.ByLevel != [5]int{1, 5, 0, 2, 3} || s.Levels.Unknown != 10 || math.Abs(s.Levels.CompletePct.V-100*11.0/21) > 1e-12 {
		t.Errorf("%+v", s.Levels)
	}
	if s.FireArea.Reason != verify.NoFires || len(s.ByFires.Curve) != 0 {
		t.Errorf("%+v", s.FireArea)
	}
}

// Of 11 zone-days, three stand at V, two at IV, five at II, one at I; of four
// fires with a level two burn at V, one at IV, one at II. Area by trapezoids.
func TestSeasonFires(t *testing.T) {
	fires := []verify.Fire{
		{Zone: "a", Date: start.AddDays(1)}, {Zone: "a", Date: start.AddDays(1)}, {Zone: "b", Date: start.AddDays(5)}, {Zone: "b", Date: start.AddDays(2)},
		{Zone: "a", Date: start.AddDays(4)},                                      // level unknown
		{Zone: "d", Date: start.AddDays(4)}, {Zone: "a", Date: start.AddDays(7)}, // not ours
	}
	s := season(t, fires)
	near(t, "area", s.FireArea, (3*0.25+2*(0.5+0.125)+5*(0.75+0.125)+1)/11, 1e-12)
	if s.FireArea.N != 4 || s.ByFires.LeftOut != 3 || s.Zones[0].Fires != 3 || s.Zones[1].Fires != 2 {
		t.Errorf("%+v", s)
	}
	if l := s.ByFires.Levels[4]; l.Level != forecast.V || l.ZoneDays != 3 || l.Fires != 2 || l.FireShare != forecast.Some(0.5) || math.Abs(l.ZoneDayShare.V-3.0/11) > 1e-12 {
		t.Errorf("%+v", l)
	}
	if c := s.ByFires.Curve; len(c) != 5 || c[0] != (verify.Point{}) || c[4].X != 1 || c[4].Y != 1 || c[4].From != forecast.Some(1) {
		t.Errorf("%+v", c)
	}
	if s := season(t, fires[:2]).FireArea; s.Reason != verify.TooFewFires || s.Value.OK || s.N != 2 {
		t.Errorf("%+v", s)
	}
}

// All zone-days at one level: the level tells fires nothing.
func TestFiresOfALevelThatNeverMoves(t *testing.T) {
	var pairs []verify.Pair
	var fires []verify.Fire
	for i := range 30 {
		d := start.AddDays(i)
		pairs = append(pairs, verify.Pair{Zone: "a", Date: d, Issued: d.AddDays(-1), Level: forecast.V, Observed: forecast.V},
			verify.Pair{Zone: "a", Date: d, Issued: d.AddDays(-2), Level: forecast.Levels[i%5], Observed: forecast.V})
		if i%5 == 4 {
			fires = append(fires, verify.Fire{Zone: "a", Date: d})
		}
	}
	r := mustVerify(t, pairs, nil, append(fires, verify.Fire{Zone: "b", Date: start}), bare())
	near(t, "always V", r.Leads[0].Scores.FireArea, 0.5, 1e-12)
	near(t, "fires at V only, a fifth of the days", r.Leads[1].Scores.FireArea, 0.9, 1e-12)
	if r.Leads[1].ByFires.LeftOut != 1 || r.All.ByFires.LeftOut != 2 || r.All.Scores.FireArea.N != 12 {
		t.Errorf("%+v", r.All.ByFires)
	}
}

func TestBadSeasons(t *testing.T) {
	o := verify.Defaults()
	cases := []struct {
		name     string
		zones    []string
		from, to forecast.Date
		says     string
	}{
		{"upside down", []string{"a"}, start, start.AddDays(-1), `season: "2020-01-01 to 2019-12-31": ends before it begins`},
		{"no first day", []string{"a"}, forecast.Date{}, start, "season: no calendar day"},
		{"a zone twice", []string{"a", "a"}, start, start, `zone: "a": asked for twice`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := verify.SeasonOf(nil, c.zones, c.from, c.to, nil, o); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want %q", err, c.says)
			}
		})
	}
	s, err := verify.SeasonOf(nil, []string{"a"}, start, start, nil, o)
	if err != nil || s.Levels.Unknown != 1 || s.Levels.ByLevel != [5]int{} {
		t.Errorf("without a record: %+v %v", s, err)
	}
	if s, err := verify.SeasonOf(nil, nil, start, start, slices.Repeat([]verify.Fire{{Zone: "a", Date: start}}, 2), o); err != nil || s.Levels.CompletePct.OK || s.ByFires.LeftOut != 2 {
		t.Errorf("without zones: %+v %v", s, err)
	}
}
