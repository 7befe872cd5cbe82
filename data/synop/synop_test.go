package synop_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/synop"
	"github.com/canhlua/canhlua/forecast"
)

var update = flag.Bool("update", false, "write the golden files anew")

var received = time.Date(2026, 3, 2, 6, 20, 0, 0, time.UTC)

// one decodes a bulletin with one report in a section of 2026-03-02 06 UTC.
func one(t *testing.T, report string) forecast.Observation {
	t.Helper()
	obs, rejects := synop.Decode([]byte("AAXX 02061 "+report+"="), synop.Options{Received: received})
	if len(obs) != 1 || len(rejects) != 0 {
		t.Fatalf("%s: %d observations, rejects %v", report, len(obs), rejects)
	}
	return obs[0]
}

func line(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestGroups(t *testing.T) {
	const base = `{"station":"48999","wigos":"0-20000-0-48999","time":"2026-03-02T06:00:00Z",%s"source":"synop","raw":"%s"}`
	for name, c := range map[string]struct{ report, want string }{
		"temperature and dew point": {"48999 42/// ///// 10332 20215",
			`"temp_c":33.2,"dewpoint_c":21.5,"rh_pct":50.4,"derived":["rh_pct"],`},
		"below zero":       {"48999 42/// ///// 11004 21121", `"temp_c":-0.4,"dewpoint_c":-12.1,"rh_pct":40.7,"derived":["rh_pct"],`},
		"no negative zero": {"48999 42/// ///// 11000", `"temp_c":0,`},
		"humidity instead of dew point": {"48999 42/// ///// 10332 29048",
			`"temp_c":33.2,"dewpoint_c":20.7,"rh_pct":48,"derived":["dewpoint_c"],`},
		"sign that is no sign":        {"48999 42/// ///// 15332 20215", `"dewpoint_c":21.5,`},
		"all missing":                 {"48999 4//// ///// 1//// 2//// 3//// 4////", ``},
		"station pressure":            {"48999 42/// ///// 39982 40101", `"pressure_hpa":998.2,"msl_pressure_hpa":1010.1,`},
		"geopotential is no pressure": {"48999 42/// ///// 37578 47110", `"pressure_hpa":757.8,`},
		"calm":                        {"48999 42/// 50000", `"wind_ms":0,`},
		"variable wind":               {"48999 42/// 59902", `"wind_ms":2,`},
		"wind from north":             {"48999 42/// 53605", `"wind_ms":5,"wind_dir_deg":360,`},
		"wind over 99":                {"48999 42/// 52799 00104", `"wind_ms":104,"wind_dir_deg":270,`},
		"wind over 99 without amount": {"48999 42/// 52799", `"wind_dir_deg":270,`},
		"00fff without 99":            {"48999 42/// 52710 00104", `"wind_ms":10,"wind_dir_deg":270,`},
		"rain of 6 h":                 {"48999 11/// ///// 60121", `"rain":[{"mm":12,"hours":6}],`},
		"trace":                       {"48999 11/// ///// 69902", `"rain":[{"mm":0.05,"hours":12}],`},
		"tenths":                      {"48999 11/// ///// 69994", `"rain":[{"mm":0.9,"hours":24}],`},
		"989 and more":                {"48999 11/// ///// 69891", `"rain":[{"mm":989,"hours":6}],`},
		"period not known":            {"48999 11/// ///// 6012/", ``},
		"period not in the table":     {"48999 11/// ///// 60120", ``},
		"amount not measured":         {"48999 11/// ///// 6///1", ``},
		"section 3: rain, not extremes": {"48999 01/// ///// 10332 60001 333 10361 20244 60057 70144 83815",
			`"temp_c":33.2,"rain":[{"mm":0,"hours":6},{"mm":5,"hours":3},{"mm":14.4,"hours":24}],`},
		"trace of 24 h":                 {"48999 21/// ///// 333 79999", `"rain":[{"mm":0.05,"hours":24}],`},
		"same in both sections":         {"48999 01/// ///// 60121 333 60121", `"rain":[{"mm":12,"hours":6}],`},
		"radiation before rain":         {"48999 01/// ///// 333 55310 0//// 22591 3//// 60421 60027", `"rain":[{"mm":2,"hours":3}],`},
		"one 6-group behind sunshine":   {"48999 01/// ///// 333 55300 69907", `"rain":[{"mm":0.05,"hours":3}],`},
		"daily and hourly radiation":    {"48999 01/// ///// 333 55080 21234 60421 55310 20111 60042 60027 70024", `"rain":[{"mm":2,"hours":3},{"mm":2.4,"hours":24}],`},
		"section 2 is sea":              {"48999 41/// ///// 10332 222// 00301 20301 60031", `"temp_c":33.2,`},
		"radiation 222xx in section 3":  {"48999 01/// ///// 333 55310 22275 60057", `"rain":[{"mm":5,"hours":3}],`},
		"sections 444 and 555 are shut": {"48999 41/// ///// 444 60121 555 10332 60121", ``},
		"national groups behind 80000":  {"48999 41/// ///// 333 80000 60121", ``},
		"dry by iR at a main hour":      {"48999 32/// ///// 10332", `"temp_c":33.2,"rain":[{"mm":0,"hours":6}],"derived":["rain"],`},
		"dry by iR and humidity": {"48999 32/// ///// 10332 20215",
			`"temp_c":33.2,"dewpoint_c":21.5,"rh_pct":50.4,"rain":[{"mm":0,"hours":6}],"derived":["rh_pct","rain"],`},
		"not measured by iR": {"48999 42/// ///// 10332", `"temp_c":33.2,`},
		"garbage groups":     {"48999 42/// ///// QWERTY 1033 10332 ... 1O123 20215=", `"temp_c":33.2,"dewpoint_c":21.5,"rh_pct":50.4,"derived":["rh_pct"],`},
		"first value counts": {"48999 42/// ///// 10332 10111", `"temp_c":33.2,`},
	} {
		t.Run(name, func(t *testing.T) {
			report := strings.TrimSuffix(c.report, "=")
			if got, want := line(t, one(t, report)), fmt.Sprintf(base, c.want, report); got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
		})
	}
}

func TestWindUnits(t *testing.T) {
	for iw, want := range map[string]string{"0": "10", "1": "10", "3": "5.14", "4": "5.14", "/": "–"} {
		obs, rejects := synop.Decode([]byte("AAXX 0206"+iw+" 48999 42/// 52710="), synop.Options{Received: received})
		if len(rejects) != 0 || obs[0].WindMS.String() != want {
			t.Errorf("iw %s: %v, %v; want %s", iw, obs[0].WindMS, rejects, want)
		}
	}
}

func TestDryHours(t *testing.T) {
	for hour, want := range map[int]float64{0: 6, 6: 6, 18: 6, 3: 3, 21: 3, 7: 1} {
		text := fmt.Sprintf("AAXX 01%02d1 48999 32/// /////=", hour)
		obs, _ := synop.Decode([]byte(text), synop.Options{Received: received})
		if got := obs[0].Rain[0]; got != (forecast.Rain{MM: 0, Hours: want}) {
			t.Errorf("hour %d: %v", hour, got)
		}
	}
}

func TestMonth(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct{ section, received, want string }{
		{"21121", "2022-03-21T12:05:00Z", "2022-03-21T12:00:00Z"},
		{"21121", "2022-03-21T12:00:00Z", "2022-03-21T12:00:00Z"},
		{"21121", "2022-03-21T11:59:59Z", "2022-02-21T12:00:00Z"},
		{"31181", "2026-03-01T00:10:00Z", "2026-01-31T18:00:00Z"},
		{"31181", "2026-01-01T07:00:00+07:00", "2025-12-31T18:00:00Z"},
		{"29001", "2028-03-01T00:10:00Z", "2028-02-29T00:00:00Z"},
		{"29001", "2026-03-01T00:10:00Z", "2026-01-29T00:00:00Z"},
	} {
		obs, rejects := synop.Decode([]byte("AAXX "+c.section+" 48999 42/// 50000="), synop.Options{Received: at(c.received)})
		if len(rejects) != 0 || !obs[0].Time.Equal(at(c.want)) {
			t.Errorf("%s received %s: %v, %v; want %s", c.section, c.received, obs, rejects, c.want)
		}
	}
}

func TestBulletins(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("testdata: no bulletins", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			obs, rejects := synop.Decode(text, synop.Options{Name: filepath.Base(file), Received: received})
			var got strings.Builder
			for _, o := range obs {
				fmt.Fprintln(&got, line(t, o))
			}
			for _, r := range rejects {
				fmt.Fprintf(&got, "reject %q: %v\n", r.Record, r.Err)
			}
			golden(t, strings.TrimSuffix(file, ".txt")+".golden", got.String())
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s\n got:\n%s\nwant:\n%s", file, got, want)
	}
}

func TestRejects(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		good   int
		reason string
	}{
		"no section":            {"good morning", 0, "no section that begins with AAXX"},
		"bad station":           {"AAXX 02061 4899 41/// 50000= 48999 42/// 50000=", 1, "no station number"},
		"no control groups":     {"AAXX 02061 48998 good day= 48999 42/// 50000=", 1, "iRixhVV"},
		"station only":          {"AAXX 02061 48998=48999 42/// 50000=", 1, "iRixhVV"},
		"bad section":           {"AAXX 9206x 48998 41/// 50000= AAXX 02061 48999 42/// 50000=", 1, "YYGGiw"},
		"bad wind indicator":    {"AAXX 02062 48998 41/// 50000=", 0, "wind indicator"},
		"lost =":                {"AAXX 02061 48998 41/// 50000 333 56999 48999 41/// 50000 333 56999=", 0, "second section 3"},
		"breaks off":            {"AAXX 02061 48999 42/// 50000= 48998 41/// 50000 10", 1, "breaks off"},
		"breaks off before end": {"AAXX 02061 48999 42/// 50000= 48998 41/// 50000 10\n", 1, "breaks off"},
		"longer than a report":  {"AAXX 02061 48998 " + strings.Repeat("41/// ", 500) + "= 48999 42/// 50000=", 1, "longer"},
	} {
		t.Run(name, func(t *testing.T) {
			obs, rejects := synop.Decode([]byte(c.text), synop.Options{Name: "in.txt", Received: received})
			if len(obs) != c.good || len(rejects) != 1 {
				t.Fatalf("%d observations, rejects %v", len(obs), rejects)
			}
			var invalid *forecast.Invalid
			if err := rejects[0].Err; !errors.As(err, &invalid) || !strings.Contains(err.Error(), c.reason) || invalid.Remedy == "" {
				t.Errorf("%v: want %q and a remedy", err, c.reason)
			}
		})
	}
}

func TestSilence(t *testing.T) {
	for name, text := range map[string]string{
		"one NIL":         "AAXX 02061 48999 NIL=",
		"NIL for all":     "SMVS01 VNNN 020600\nNIL=",
		"NIL in section":  "AAXX 02061\nNIL=",
		"ships":           "BBXX SHIP1 02061 99106 11067 41/// 50000 10300=",
		"mobile stations": "OOXX POST1 02061 99106 11067 41/// 50000 10300=",
		"empty section":   "AAXX 02061\n",
	} {
		obs, rejects := synop.Decode([]byte(text), synop.Options{Received: received})
		if len(obs) != 0 || len(rejects) != 0 {
			t.Errorf("%s: %v, %v", name, obs, rejects)
		}
	}
}

func TestNoReceipt(t *testing.T) {
	_, rejects := synop.Decode([]byte("AAXX 02061 48999 42/// 50000="), synop.Options{})
	if len(rejects) != 1 || !strings.Contains(rejects[0].Err.Error(), "time of receipt") {
		t.Error(rejects)
	}
}

// The memory a bulletin takes stays within 50 times its text, and some KB.
func TestMemory(t *testing.T) {
	for name, piece := range map[string]string{
		"shortest reports": "48999 31/// 50000=",
		"rubbish":          "1=",
		"NIL":              "48999 NIL=",
		"signs":            "====",
		"no separators":    "99999",
		"sections":         "AAXX ",
		"letters":          "x ",
	} {
		text := append([]byte("AAXX 02061 "), bytes.Repeat([]byte(piece), 1<<20/len(piece))...)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		synop.Decode(text, synop.Options{Name: "x", Received: received})
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > uint64(50*len(text)) {
			t.Errorf("%s: %.1f bytes for each of %d bytes", name, float64(got)/float64(len(text)), len(text))
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	var text bytes.Buffer
	text.WriteString("SMVS01 VNNN 020600\r\r\nAAXX 02061\r\r\n")
	const reports = 1000
	for i := range reports {
		fmt.Fprintf(&text, "%05d 01597 71702 10157 20036 39390 40128 50004 60021 78082 87300 333\r\r\n10166 20029 4/000 55304 0//// 20643 3//// 69977 91003 91108=\r\r\n", 48000+i)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if obs, _ := synop.Decode(text.Bytes(), synop.Options{Received: received}); len(obs) != reports {
			b.Fatal(len(obs))
		}
	}
	b.ReportMetric(float64(b.N)*reports/b.Elapsed().Seconds(), "reports/s")
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("SMVS01 VNNN 020600 CCA\r\r\nAAXX 02061\r\r\n48999 32/// 52710 10332 20215 333 55300 22591 69907=\r\r\nNNNN"))
	f.Add([]byte("\x01\r\r\n031\r\r\nAAXX 0206/ 48999 NIL=48998 4/// 10\x03"))
	f.Add([]byte("BBXX \xff\xfe= AAXX 31991 =====ZCZC 12\nTTAA"))
	f.Fuzz(func(t *testing.T, text []byte) {
		obs, rejects := synop.Decode(text, synop.Options{Received: received})
		for _, o := range obs {
			if len(o.Station) != 5 || o.Time.After(received) || !json.Valid([]byte(line(t, o))) {
				t.Errorf("%+v", o)
			}
			again, _ := synop.Decode([]byte("AAXX "+o.Time.Format("0215")+"1 "+o.Raw+"="), synop.Options{Received: received})
			if len(again) != 1 || again[0].TempC != o.TempC || again[0].Raw != o.Raw {
				t.Errorf("%q read again gives %+v", o.Raw, again)
			}
		}
		for _, r := range rejects {
			var invalid *forecast.Invalid
			if !errors.As(r.Err, &invalid) {
				t.Errorf("%v is no *forecast.Invalid", r.Err)
			}
		}
	})
}

// TestByteOrderMark: a text that passed through an editor is read all the same.
func TestByteOrderMark(t *testing.T) {
	obs, rejects := synop.Decode([]byte("\ufeffAAXX 24061\n48900 41/// 22010 10334 20221=\n"), synop.Options{Received: time.Date(2026, 11, 24, 7, 0, 0, 0, time.UTC)})
	if len(obs) != 1 || len(rejects) != 0 {
		t.Errorf("%v, %v", obs, rejects)
	}
}
