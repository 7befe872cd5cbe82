package profile_test

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/profile"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

func load(t *testing.T) *profile.Profile {
	t.Helper()
	p, err := profile.Load("")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEmbeddedProfile(t *testing.T) {
	p := load(t)
	province := p.Province
	if province.ID != "binhduong" || province.Location.String() != "Asia/Ho_Chi_Minh" || len(province.Hash) != 64 {
		t.Errorf("province %s, %v, hash %q", province.ID, province.Location, province.Hash)
	}
	for i, want := range []string{"không xác định", "cấp thấp", "cấp trung bình", "cấp cao", "cấp nguy hiểm", "cấp cực kỳ nguy hiểm"} {
		style := province.Styles[i]
		if style.Level != forecast.Level(i) || style.Label.Vi != want || style.Color == "" || style.Meaning.En == "" {
			t.Errorf("style %d: %+v", i, style)
		}
		if i > 0 && len(style.Duties) == 0 {
			t.Errorf("level %v has no duties", style.Level)
		}
	}
	wantRules := forecast.Rules{NoonHour: 13, NoonWithinMinutes: 60, AheadDays: 10, LookbackDays: 10, WarmupDays: 366,
		StartDryDays: 60, GapDays: 3, MinWeight: 0.5, NetworkDays: 30, BiasDays: 30, Method: "best", MinInfluence: 0.05, Members: 15, MinMembers: 5, ArchiveYears: 30, Headline: "median", HeadlineProbability: 0.5, RainResetMM: 5, AnnualRainMM: 1900, MaxKm: 150, MaxStations: 8, Power: 2,
		TempLapseKPerKm: 6.5, DewLapseKPerKm: 2, StaleHours: 30}
	if diff := cmp.Diff(wantRules, province.Rules); diff != "" {
		t.Errorf("rules: %s", diff)
	}
	if len(province.Schedules.Runs) != 3 || len(province.Schedules.Publications) != 2 || !p.Publication.Standing || !p.Sources.OpenMeteo.Enabled {
		t.Errorf("schedules %+v, publication %+v, sources %+v", province.Schedules, p.Publication, p.Sources)
	}
	for code, want := range map[string]string{"provisional": "tạm thời", "simulated": "mô phỏng", "estimated": "ước lượng", "stale": "số liệu cũ", "unknown": "không xác định"} {
		if got := province.Words[code].Vi; got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
	if len(p.Stations) != 4 || p.Stations[0].ID != "48900" || p.Stations[0].ElevationM != forecast.Some(19) || len(p.Normals) != 2 ||
		p.Normals[0].RainMM[8] != 442 || len(p.Tables) != 2 || p.Tables[1].Name != "tables/p-generic.csv" {
		t.Errorf("stations %v, normals %v, %d tables", p.Stations, p.Normals, len(p.Tables))
	}
}

func TestOfficesByDay(t *testing.T) {
	province := load(t).Province
	for day, want := range map[string]string{
		"2016-03-05": "Sở Nông nghiệp và Phát triển nông thôn tỉnh Bình Dương",
		"2025-02-28": "Sở Nông nghiệp và Phát triển nông thôn tỉnh Bình Dương",
		"2025-03-01": "Sở Nông nghiệp và Môi trường tỉnh Bình Dương",
		"2025-06-30": "Sở Nông nghiệp và Môi trường tỉnh Bình Dương",
		"2025-07-01": "Sở Nông nghiệp và Môi trường Thành phố Hồ Chí Minh",
	} {
		d, err := forecast.ParseDate(day)
		if got := province.OfficeOn(d).Vi; err != nil || got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
}

func TestIndicativeZones(t *testing.T) {
	p := load(t)
	if len(p.ZoneSets) != 1 {
		t.Fatalf("%d zone sets", len(p.ZoneSets))
	}
	set := p.ZoneSets[0]
	if !set.Indicative || set.Source == "" || set.Basis == "" || !set.Covers(forecast.Date{Year: 2016, Month: time.March, Day: 5}) ||
		!regexp.MustCompile(`^36-xa-phuong-ranh-gioi-chi-dan-[0-9a-f]{12}$`).MatchString(set.ID) || len(set.Zones) != 36 {
		t.Errorf("set %+v with %d zones", set, len(set.Zones))
	}
	sum, forest := 0.0, map[forecast.Tri]int{}
	for _, z := range set.Zones {
		if problems := geo.Check(z.Shape); len(problems) > 0 || !planar.MultiPolygonContains(z.Shape, z.Point) {
			t.Errorf("%s: %v, point %v", z.Name, problems, z.Point)
		}
		if z.HasForest == forecast.No && len(z.Forest) > 0 || z.Attributes["forest_note"] == "" || (z.Kind == "xã") != (z.HasForest == forecast.Yes) {
			t.Errorf("%s: forest %v %v, %v", z.Name, z.HasForest, z.Forest, z.Attributes)
		}
		sum += z.AreaHa / 100
		forest[z.HasForest]++
	}
	if math.Abs(sum/2694.58-1) > 0.05 {
		t.Errorf("area %.1f km², want 2694.58 within 5 %%", sum)
	}
	if want := map[forecast.Tri]int{forecast.Yes: 12, forecast.No: 20, forecast.NotKnown: 4}; !cmp.Equal(forest, want) {
		t.Errorf("forest %v, want %v", forest, want)
	}
}

// Every side belongs to two zones, or lies on the outline: so no zone lies over
// another and no gap is between them.
func TestIndicativeZonesFitTogether(t *testing.T) {
	set := load(t).ZoneSets[0]
	on := planeAt(106.64, 11.19)
	outline := readOutline(t, on, filepath.Join("binhduong", "drawing", "outline.csv"))
	count, total := map[[2]orb.Point]int{}, 0.0
	for _, z := range set.Zones {
		ring := z.Shape[0][0]
		total += z.AreaHa / 100
		for i := range len(ring) - 1 {
			a, b := ring[i], ring[i+1]
			if count[[2]orb.Point{b, a}] > 0 {
				count[[2]orb.Point{b, a}]++
			} else {
				count[[2]orb.Point{a, b}]++
			}
		}
	}
	for side, n := range count {
		middle := on.km((side[0][0]+side[1][0])/2, (side[0][1]+side[1][1])/2)
		if n != 2 && (n != 1 || offOutlineKm(middle, outline) > 0.02) {
			t.Errorf("side %v belongs to %d zones", side, n)
		}
	}
	if want := areaKm2(outline); math.Abs(total/want-1) > 0.002 {
		t.Errorf("the zones have %.1f km², their outline %.1f", total, want)
	}
}

func offOutlineKm(p orb.Point, outline []orb.Point) float64 {
	best := math.Inf(1)
	for i, a := range outline {
		b := outline[(i+1)%len(outline)]
		u := ((p[0]-a[0])*(b[0]-a[0]) + (p[1]-a[1])*(b[1]-a[1])) / square(a, b)
		u = math.Max(0, math.Min(1, u))
		best = math.Min(best, square(p, orb.Point{a[0] + u*(b[0]-a[0]), a[1] + u*(b[1]-a[1])}))
	}
	return math.Sqrt(best)
}

func TestSeatsLieInTheirZones(t *testing.T) {
	set := load(t).ZoneSets[0]
	var shapes []orb.MultiPolygon
	for _, z := range set.Zones {
		shapes = append(shapes, z.Shape)
	}
	locator := geo.NewLocator(shapes)
	at := func(lat, lon float64) string {
		if i := locator.Find(lon, lat); i >= 0 {
			return set.Zones[i].Name
		}
		return ""
	}
	for _, row := range rows(t, filepath.Join("binhduong", "drawing", "seats.csv")) {
		if got := at(number(t, row[3]), number(t, row[4])); got != row[2] {
			t.Errorf("the middle of %s lies in %q", row[2], got)
		}
	}
	// seats of the nine former districts
	for name, seat := range map[string][2]float64{
		"Thủ Dầu Một": {10.979, 106.653}, "Bến Cát": {11.153, 106.591}, "Tân Uyên": {11.062, 106.798}, "Lái Thiêu": {10.903, 106.701},
		"Dĩ An": {10.907, 106.769}, "Dầu Tiếng": {11.294, 106.367}, "Phú Giáo": {11.290, 106.794}, "Bàu Bàng": {11.243, 106.638},
		"Bắc Tân Uyên": {11.150, 106.844},
	} {
		if got := at(seat[0], seat[1]); got != name {
			t.Errorf("the seat %v lies in %q, want %s", seat, got, name)
		}
	}
}

// Names and codes are the published ones.
func TestRealCommunesInheritForest(t *testing.T) {
	dir := os.Getenv("CANHLUA_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	data, err := os.ReadFile(filepath.Join(dir, "data", "zones", "communes-36.geojson"))
	if err != nil {
		if strings.Contains(os.Getenv("CANHLUA_TEST_REQUIRE"), "shared") {
			t.Fatal(err)
		}
		t.Skip("the shared test data are not beside this checkout: this test did not run")
	}
	p := load(t)
	features, problems := geo.ReadFeatures("communes-36.geojson", data)
	zones, more := p.Zones(features, profile.Columns{})
	if geo.Failed(problems) || geo.Failed(more) || len(zones) != 36 {
		t.Fatalf("%d zones, problems %v %v", len(zones), problems, more)
	}
	spelling := strings.NewReplacer("oà", "òa")
	for i, z := range zones {
		own := p.ZoneSets[0].Zones[i]
		if z.ID != own.ID || spelling.Replace(z.Name) != own.Name || z.HasForest != own.HasForest || !cmp.Equal(z.Forest, own.Forest) {
			t.Errorf("%s %s %v, ours %s %s %v", z.ID, z.Name, z.Forest, own.ID, own.Name, own.Forest)
		}
		if z.Attributes["areaKm2"] == "" || z.Attributes["fullName"] == "" {
			t.Errorf("attributes %v", z.Attributes)
		}
	}
}

func TestAnotherProvince(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"profile.yaml": `
id: ha-giang
name: {vi: Hà Giang, en: Hà Giang}
time_zone: Asia/Ho_Chi_Minh
offices: [{name: {vi: Chi cục Kiểm lâm, en: Forest rangers}}]
rules: {noon_hour: 13, noon_within_minutes: 30, ahead_days: 3, lookback_days: 5, warmup_days: 60, start_dry_days: 30, gap_days: 0,
  min_weight: 1, network_days: 7, bias_days: 0, method: kriging, min_influence: 0, members: 0, min_members: 1, archive_years: 1, headline: probable, headline_probability: 0.3, max_km: 80, max_stations: 3, power: 1, temp_lapse_k_per_km: 5, dew_lapse_k_per_km: 1, stale_hours: 24}
schedules: {observations: "0 * * * *", model: "0 6 * * *", runs: ["0 14 * * *"], publications: ["0 15 * * *"]}
zone_sets: [{name: Đồng Văn 2026, file: a.geojson, valid_from: 2026-01-01, columns: {id: MA, name: TEN, forest_group: KIEU}}]
`,
		"levels.yaml":     levelsText(),
		"words/all.yaml":  "provisional: {vi: tạm thời, en: provisional}\n",
		"a.geojson":       `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"MA":"1","TEN":"Một","KIEU":"pine","x":5},"geometry":{"type":"Polygon","coordinates":[[[105,23],[105.1,23],[105.1,23.1],[105,23]]]}}]}`,
		"drawing/any.txt": "sub-folders may hold anything",
		".git/config":     "hidden files are passed over",
	} {
		write(t, dir, name, text)
	}
	p, err := profile.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	z := p.ZoneSets[0].Zones[0]
	if p.Province.ID != "ha-giang" || len(p.Stations) != 0 || p.Publication.Standing || z.ID != "1" || z.Name != "Một" || z.Groups()[0] != "pine" ||
		z.HasForest != forecast.Yes || !cmp.Equal(z.Attributes, map[string]string{"x": "5"}) || !strings.HasPrefix(p.ZoneSets[0].ID, "dong-van-2026-") {
		t.Errorf("profile %+v, zone %+v", p, z)
	}
	before := p.Province.Hash
	write(t, dir, "words/all.yaml", "provisional: {vi: tạm, en: provisional}\n")
	if again, err := profile.Load(dir); err != nil || again.Province.Hash == before {
		t.Errorf("the hash did not change with a word (%v)", err)
	}
}

func levelsText() string {
	var b strings.Builder
	b.WriteString("levels:\n")
	for _, level := range []string{"unknown", "I", "II", "III", "IV", "V"} {
		b.WriteString("- {level: " + level + ", color: \"#123456\", label: {vi: a, en: b}, meaning: {vi: c, en: d}}\n")
	}
	return b.String()
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestSetID(t *testing.T) {
	zones := slices.Clone(load(t).ZoneSets[0].Zones)
	id := profile.SetID("Đất Đỏ", zones)
	if !strings.HasPrefix(id, "dat-do-") || len(id) != len("dat-do-")+12 {
		t.Errorf("id %s", id)
	}
	slices.Reverse(zones)
	if got := profile.SetID("Đất Đỏ", zones); got != id {
		t.Errorf("in another order %s, want %s", got, id)
	}
	zones[0].Name += " "
	if got := profile.SetID("Đất Đỏ", zones); got == id {
		t.Error("another name, the same id")
	}
	if got := profile.SetID("…", nil); !strings.HasPrefix(got, "zones-") {
		t.Errorf("id of a name without letters %s", got)
	}
}
