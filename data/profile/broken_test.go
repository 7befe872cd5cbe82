package profile_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/data/profile"
	"github.com/canhlua/canhlua/geo"
	"github.com/paulmach/orb"
)

// copyProfile writes the embedded profile's files into a new folder.
func copyProfile(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	from := os.DirFS("binhduong")
	err := fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		write(t, dir, name, string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestBrokenProfiles(t *testing.T) {
	cases := []struct{ name, file, from, to, want string }{
		{"syntax", "profile.yaml", "rules:", "rules: [", "/profile.yaml:"},
		{"tab", "levels.yaml", "  - level: unknown", "\t- level: unknown", "/levels.yaml:4"},
		{"unknown key", "profile.yaml", "  gap_days: 3", "  gap_day: 3", `/profile.yaml:37: rules.gap_day: unknown key; known here: noon_hour`},
		{"missing key", "profile.yaml", "  gap_days: 3", "  # none", `/profile.yaml:30: rules.gap_days: the key is missing; give a number from 0 to 30`},
		{"wrong type", "profile.yaml", "gap_days: 3", "gap_days: three", `/profile.yaml:37: gap_days: "three": not a whole number; write a whole number`},
		{"text for a flag", "profile.yaml", "standing: true", "standing: [often]", `not true or false`},
		{"text for a list", "profile.yaml", `["0 6 * * *", "40 13 * * *", "30 16 * * *"]`, "{at: noon}", `/profile.yaml:61: runs: "{": mapping was used where sequence is expected; write it`},
		{"text for keys", "profile.yaml", "  folder:\n    enabled: true\n    path: var/inbox", "  folder: var/inbox", `/profile.yaml:76: folder: "var/inbox": string was used where mapping is expected; write it`},
		{"out of range", "profile.yaml", "noon_hour: 13", "noon_hour: 25", `/profile.yaml:31: rules.noon_hour: "25": out of range; give a number from 0 to 23`},
		{"method", "profile.yaml", "method: best", "method: nearest", `rules.method: "nearest": there is no such method; write one of best, optimal, kriging`},
		{"retention", "profile.yaml", "model_days: 400", "model_days: 30", `retention.model_days: "30": out of range; give a number from 366`},
		{"match distance", "fires.yaml", "match_km: 3", "match_km: 300", `match_km: "300": out of range`},
		{"a cause twice", "fires.yaml", "id: clearing", "id: swidden", `causes[2].id: "swidden": not an identifier, or there twice`},
		{"unknown key of fires", "fires.yaml", "phone_days: 90", "phone_day: 90", `phone_day: unknown key`},
		{"no place to sign", "report.yaml", "vi: Bình Dương, en: Bình Dương}", "vi: Bình Dương}", `places[1].name.en`},
		{"not finite", "profile.yaml", "power: 2", "power: .nan", `rules.power: "NaN": out of range`},
		{"id", "profile.yaml", "id: binhduong", "id: Bình Dương", `/profile.yaml:3: id: "Bình Dương": not an identifier`},
		{"time zone", "profile.yaml", "Asia/Ho_Chi_Minh", "Asia/Thu_Dau_Mot", `/profile.yaml:7: time_zone: "Asia/Thu_Dau_Mot": there is no such time zone; give a name of the IANA`},
		{"missing language", "profile.yaml", "en: former Bình Dương", "# en: former", `/profile.yaml:4: name.en: the wording is missing; write it in both languages`},
		{"bad day", "profile.yaml", "valid_to: 2025-02-28", "valid_to: 28/02/2025", `offices[1].valid_to: "28/02/2025": not a day; write it as YYYY-MM-DD`},
		{"offices overlap", "profile.yaml", "valid_to: 2025-02-28", "valid_to: 2025-03-15", "offices[2]: \"Sở Nông nghiệp và Môi trường tỉnh Bình Dương\": speaks on days of office 1"},
		{"backwards", "profile.yaml", "valid_to: 2025-06-30", "valid_to: 2024-06-30", `offices[2].valid_to: "2024-06-30": ends before it begins on 2025-03-01`},
		{"cron", "profile.yaml", "40 13 * * *", "13:40", `/profile.yaml:61: schedules.runs[2]: "13:40": not a schedule`},
		{"cron with seconds", "profile.yaml", "*/10 * * * *", "0 */10 * * * *", "schedules.observations: \"0 */10 * * * *\": not a schedule: expected exactly 5 fields"},
		{"cron macro", "profile.yaml", "*/10 * * * *", "@every 10m", "schedules.observations: \"@every 10m\": not a schedule"},
		{"cron zone", "profile.yaml", "*/10 * * * *", "CRON_TZ=UTC 0 * * * *", "schedules run in the province's time_zone"},
		{"no runs", "profile.yaml", `["0 6 * * *", "40 13 * * *", "30 16 * * *"]`, "[]", "/profile.yaml:61: schedules.runs: no time is given"},
		{"address", "profile.yaml", "url: https://api.open-meteo.com", "url: api.open-meteo.com", `sources.openmeteo.url: "api.open-meteo.com": not a web address; write it with https://`},
		{"password", "profile.yaml", "url: https://api", "url: https://me:secret@api", `bears a password; keep secrets`},
		{"time-out", "profile.yaml", "timeout_seconds: 30", "timeout_seconds: 0", `sources.openmeteo.timeout_seconds: "0": out of range`},
		{"folder", "profile.yaml", "path: var/inbox", `path: ""`, "sources.folder.path: the folder to watch is missing"},
		{"session", "profile.yaml", "idle_minutes: 60", "idle_minutes: 0", `accounts.idle_minutes: "0": out of range; give a number from 1`},
		{"proxy", "profile.yaml", "127.0.0.0/8", "127.0.0.1", `accounts.trusted_proxies[1]: "127.0.0.1": not a network; write it like 10.0.0.0/8`},
		{"sign-in service", "profile.yaml", "  oidc:\n    enabled: false", "  oidc:\n    enabled: true", `accounts.oidc.issuer: not a web address; write it with https://`},
		{"sign-in service's roles", "profile.yaml", "  oidc:\n    enabled: false", "  oidc:\n    enabled: true", `accounts.oidc.roles: nobody could sign in`},
		{"service's address", "profile.yaml", "base_url: http://127.0.0.1:8080", "base_url: canhlua.example", `alerts.base_url: "canhlua.example": not a web address`},
		{"mail without sender", "profile.yaml", `    host: ""`, "    host: mail.example", `alerts.email.from: nobody writes; write it like Canh Lửa <`},
		{"mail's security", "profile.yaml", "security: starttls", "security: ssl", `alerts.email.security: "ssl": unknown; write tls, starttls or none`},
		{"mail's port", "profile.yaml", "port: 587", "port: 70000", `alerts.email.port: "70000": out of range`},
		{"signature", "profile.yaml", `dkim: {domain: ""`, `dkim: {domain: a.example`, `alerts.email.dkim.selector: the selector is missing`},
		{"CAP's sender", "profile.yaml", `sender: ""`, `sender: "a, b"`, `alerts.sender: "a, b": CAP forbids spaces`},
		{"gateway", "profile.yaml", `        body: '{"to"`, `        boddy: '{"to"`, `alerts.webhook.gateways.sms_example.boddy: unknown key`},
		{"gateway's name", "profile.yaml", `sms_example:`, `SMS:`, `alerts.webhook.gateways.SMS: "SMS": not a name`},
		{"push", "profile.yaml", `subscriber: ""`, `subscriber: office`, `alerts.webpush.subscriber: "office": neither mailto: nor https:`},
		{"test address", "profile.yaml", `test: {email: ""`, `test: {email: nobody`, `alerts.test.email: "nobody": no mail address`},
		{"base map", "profile.yaml", `base_map: ""`, `base_map: https://tiles.example/{z}/{x}.png`, `/profile.yaml:10: base_map: "https://tiles.example/{z}/{x}.png": lacks {y}`},
		{"zone file", "profile.yaml", "file: zones.geojson", "file: zone.geojson", `zone_sets[1].file: "zone.geojson": there is no such file in the profile`},
		{"colour", "levels.yaml", `"#2e9e4f"`, "green", `/levels.yaml:12: levels[2].color: "green": not a colour; write it as "#rrggbb"`},
		{"level twice", "levels.yaml", "level: III", "level: II", `levels[4].level: "II": not a level, or there twice`},
		{"level missing", "levels.yaml", "level: III", "level: II", `/levels.yaml:3: levels: "III": the level is missing`},
		{"basis missing", "levels.yaml", "basis: *tower\n      - &timber", "basis: {vi: x}\n      - &timber", "levels[4].duties[2].basis.en: the wording is missing"},
		{"word twice", "words/marks.yaml", "stale:", "no_weather: {vi: x, en: x}\nstale:", `no_weather: "`},
		{"word without language", "words/marks.yaml", "en: stale", "fr: vieux", `/words/marks.yaml:6: stale.fr: unknown key; known here: vi, en`},
		{"words twice in a file", "words/marks.yaml", "stale:", "simulated: {vi: x, en: x}\nstale:", `/words/marks.yaml:6`},
		{"station's place", "stations.csv", "10.8167,106.6667", "106.6667,10.8167", `/stations.csv:3: lat: "106.6667": not a number in range; give one from -90 to 90`},
		{"station twice", "stations.csv", "tay-ninh,", "48900,", `/stations.csv:4: id: "48900": the station is there twice`},
		{"station column", "stations.csv", "elevation_m", "height", `/stations.csv:2: height: "height": unknown column`},
		{"station row", "stations.csv", "11.3167,106.0667,10,,", "11.3167,", `/stations.csv:4: wrong number of fields`},
		{"eleven months", "normals.yaml", "379, 442,", "442,", `/normals.yaml:8: stations[1].rain_mm: "11 numbers": not one a month`},
		{"month", "normals.yaml", "442", "-442", `/normals.yaml:8: stations[1].rain_mm[9]: "-442": out of range`},
		{"normals' station", "normals.yaml", "station: tay-ninh", "station: tayninh", `/normals.yaml:9: stations[2].station: "tayninh": no such station`},
		{"forest answer", "forest.yaml", "forest: no", "forest: maybe", `/forest.yaml:9: zones.25747.forest: "maybe": not an answer; write yes, no or unknown`},
		{"forest contradicts", "forest.yaml", "\"25777\": # xã Dầu Tiếng\n    forest: yes", "\"25777\":\n    forest: no", `zones.25777.forest: "no": there is forest among the parts`},
		{"zone crosses itself", "zones.geojson", `"coordinates":[[[`, `"coordinates":[[[107,12],[`, "/zones.geojson: feature 1 (25747): part 1 ring 1:"},
		{"zones cut off", "zones.geojson", "]}\n", "", "/zones.geojson: not JSON at line 37"},
		{"misspelt file", "station.csv", "", "id,name\n", "/station.csv: no part of a profile has this name"},
		{"not UTF-8", "levels.yaml", "thấp", "th\xe5p", "/levels.yaml: not UTF-8 text; save it in UTF-8"},
		{"empty", "levels.yaml", "", "\x00empty", "/levels.yaml: the file is empty"},
		{"missing", "levels.yaml", "", "\x00remove", "/levels.yaml: the file is missing"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := copyProfile(t)
			mutate(t, dir, c.file, c.from, c.to)
			p, err := profile.Load(dir)
			if err == nil || p != nil {
				t.Fatal("the profile was taken")
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), dir) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func mutate(t *testing.T, dir, name, from, to string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	data, err := os.ReadFile(file)
	switch {
	case to == "\x00remove":
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		return
	case to == "\x00empty":
		to = "# nothing\n"
	case from == "":
	case err != nil || !strings.Contains(string(data), from):
		t.Fatalf("%s does not hold %q (%v)", name, from, err)
	default:
		to = strings.Replace(string(data), from, to, 1)
	}
	write(t, dir, name, to)
}

func TestEveryMistakeIsReported(t *testing.T) {
	dir := copyProfile(t)
	mutate(t, dir, "profile.yaml", "gap_days: 3", "gap_day: 3")
	mutate(t, dir, "profile.yaml", "noon_hour: 13", "noon_hour: 31")
	mutate(t, dir, "profile.yaml", "standing: true", "standin: true")
	mutate(t, dir, "levels.yaml", `"#2e9e4f"`, `"#2e9e4"`)
	mutate(t, dir, "stations.csv", "10.8167", "108.167")
	mutate(t, dir, "stations.csv", "11.5333", "115.333")
	_, err := profile.Load(dir)
	if err == nil {
		t.Fatal("the profile was taken")
	}
	for _, want := range []string{"rules.gap_day", "rules.noon_hour", "publication.standin", "levels[2].color", "stations.csv:3: lat", "stations.csv:5: lat"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("nothing of %s in\n%v", want, err)
		}
	}
}

func TestNoFolder(t *testing.T) {
	if _, err := profile.Load(filepath.Join(t.TempDir(), "nowhere")); err == nil || !strings.Contains(err.Error(), "there is no such folder") {
		t.Errorf("got %v", err)
	}
	if _, err := profile.Load(t.TempDir()); err == nil || !strings.Contains(err.Error(), "profile.yaml: the file is missing") {
		t.Errorf("got %v", err)
	}
}

func TestZonesNamesMistakes(t *testing.T) {
	good := orb.MultiPolygon{{{{106, 11}, {106.1, 11}, {106.1, 11.1}, {106, 11}}}}
	feature := func(id string, shape orb.MultiPolygon, properties map[string]any) geo.Feature {
		return geo.Feature{ID: id, Shape: shape, Properties: properties, File: "z.geojson", Index: 2}
	}
	named := map[string]any{"name": "Một"}
	cases := []struct {
		name    string
		feature geo.Feature
		want    string
	}{
		{"no id", feature("", good, named), "z.geojson: feature 2: the zone has no id; give it an attribute id or code"},
		{"no name", feature("b", good, nil), "feature 2 (b): the zone has no name in name; say where the name is: --columns name=COLUMN"},
		{"same id", feature("a", good, named), "feature 2 (a): a: feature 1 has the same id"},
		{"bad id", feature("a/b", good, named), "cannot stand in an address"},
		{"open ring", feature("b", orb.MultiPolygon{{{{106, 11}, {106.1, 11}, {106.1, 11.1}, {106, 11.2}}}}, named), "the ring is open"},
		{"height", feature("b", good, map[string]any{"name": "Một", "elevation_m": "cao"}), `"cao": elevation_m is not a number in range`},
		{"area", feature("b", good, map[string]any{"name": "Một", "forest_area_ha": "-5"}), `"-5": forest_area_ha is not a number in range`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ok := feature("a", good, named)
			ok.Index = 1
			zones, problems := (&profile.Profile{}).Zones([]geo.Feature{ok, c.feature}, profile.Columns{})
			if len(zones) != 1 || zones[0].ID != "a" || len(problems) != 1 || !strings.Contains(problems[0].Error(), c.want) {
				t.Errorf("%d zones, problems %v, want %s", len(zones), problems, c.want)
			}
		})
	}
}
