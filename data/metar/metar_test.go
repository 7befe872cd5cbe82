package metar_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/metar"
	"github.com/canhlua/canhlua/forecast"
)

var received = time.Date(2026, 11, 24, 3, 10, 0, 0, time.UTC)

func decode(text string) ([]forecast.Observation, []forecast.Reject) {
	return metar.Decode([]byte(text), metar.Options{Name: "in.txt", Received: received})
}

// one decodes a text of one report.
func one(t *testing.T, text string) forecast.Observation {
	t.Helper()
	obs, rejects := decode(text)
	if len(obs) != 1 || len(rejects) != 0 {
		t.Fatalf("%s: %d observations, rejects %v", text, len(obs), rejects)
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
	const base = `{"station":"VVTS","time":"2026-11-24T03:00:00Z",%s"source":"metar","raw":"VVTS 240300Z %s"}`
	for name, c := range map[string]struct{ groups, want string }{
		"Tan Son Nhat": {"12005KT 090V150 9999 FEW017 SCT040 33/22 Q1010 NOSIG",
			`"temp_c":33,"dewpoint_c":22,"rh_pct":52.6,"wind_ms":2.57,"wind_dir_deg":120,"msl_pressure_hpa":1010,"qnh":true,"derived":["rh_pct"],`},
		"shower": {"24015G27KT 3000 R25R/1200VP2000U +TSRA FEW015CB BKN017 26/25 Q1008 RETS WS R25R TEMPO 1500 24025G40KT",
			`"temp_c":26,"dewpoint_c":25,"rh_pct":94.2,"wind_ms":7.72,"wind_dir_deg":240,"msl_pressure_hpa":1008,"qnh":true,"derived":["rh_pct"],`},
		"CAVOK":                      {"36010KT CAVOK 30/10 Q1012", `"temp_c":30,"dewpoint_c":10,"rh_pct":28.9,"wind_ms":5.14,"wind_dir_deg":360,"msl_pressure_hpa":1012,"qnh":true,"derived":["rh_pct"],`},
		"automatic":                  {"AUTO 12005KT 9999NDV // ////// 33/22 Q1010", `"temp_c":33,"dewpoint_c":22,"rh_pct":52.6,"wind_ms":2.57,"wind_dir_deg":120,"msl_pressure_hpa":1010,"qnh":true,"derived":["rh_pct"],`},
		"automatic, all missing":     {"AUTO /////KT //// // ////// ///// Q////", ``},
		"below zero":                 {"01005MPS 9999 M01/M12", `"temp_c":-1,"dewpoint_c":-12,"rh_pct":42.9,"wind_ms":5,"wind_dir_deg":10,"derived":["rh_pct"],`},
		"zero from below":            {"01005MPS 9999 M00/M00", `"temp_c":0,"dewpoint_c":0,"rh_pct":100,"wind_ms":5,"wind_dir_deg":10,"derived":["rh_pct"],`},
		"dew point missing":          {"00000KT 33/// Q1010", `"temp_c":33,"wind_ms":0,"msl_pressure_hpa":1010,"qnh":true,`},
		"dew point left out":         {"00000KT 10/", `"temp_c":10,"wind_ms":0,`},
		"temperature missing":        {"00000KT ///M05", `"dewpoint_c":-5,"wind_ms":0,`},
		"temperatures as //":         {"00000KT // Q1010", `"wind_ms":0,"msl_pressure_hpa":1010,"qnh":true,`},
		"temperatures as ///":        {"00000KT /// Q1010", `"wind_ms":0,"msl_pressure_hpa":1010,"qnh":true,`},
		"temperatures as XX":         {"00000KT XX/XX Q1010", `"wind_ms":0,"msl_pressure_hpa":1010,"qnh":true,`},
		"dew point misspelt":         {"00000KT 36/4X", `"temp_c":36,"wind_ms":0,`},
		"temperature misspelt":       {"00000KT 3X/22", `"wind_ms":0,`},
		"temperature cut short":      {"00000KT 33/2", `"temp_c":33,"wind_ms":0,`},
		"visibility is none":         {"00000KT 1/2SM 11/4SM 15/16SM 33/22", `"temp_c":33,"dewpoint_c":22,"rh_pct":52.6,"wind_ms":0,"derived":["rh_pct"],`},
		"first temperature counts":   {"00000KT 33/// 21/20", `"temp_c":33,"wind_ms":0,`},
		"cloud of unknown amount":    {"00000KT ///015 //////TCU 10/09", `"temp_c":10,"dewpoint_c":9,"rh_pct":93.5,"wind_ms":0,"derived":["rh_pct"],`},
		"sky words":                  {"00000KT 0200 FG VV/// NSC NCD SKC CLR VV001 25/25", `"temp_c":25,"dewpoint_c":25,"rh_pct":100,"wind_ms":0,"derived":["rh_pct"],`},
		"sea and runway state":       {"00000KT W19/S4 R88/CLRD70 88//99// 8849//91 W20/H12 25/25", `"temp_c":25,"dewpoint_c":25,"rh_pct":100,"wind_ms":0,"derived":["rh_pct"],`},
		"calm":                       {"00000KT 9999", `"wind_ms":0,`},
		"no direction 000":           {"00005KT 9999", `"wind_ms":2.57,`},
		"variable":                   {"VRB02KT 9999", `"wind_ms":1.03,`},
		"variable gusts":             {"VRB05G17MPS 9999", `"wind_ms":5,`},
		"in kilometres":              {"27036KMH 9999", `"wind_ms":10,"wind_dir_deg":270,`},
		"three figures":              {"270104G120KT 9999", `"wind_ms":53.5,"wind_dir_deg":270,`},
		"over 99 kt":                 {"270P99KT 9999", `"wind_ms":51.44,"wind_dir_deg":270,`},
		"over 49 m/s":                {"270P49MPS 9999", `"wind_ms":50,"wind_dir_deg":270,`},
		"speed missing":              {"270//KT 9999", `"wind_dir_deg":270,`},
		"direction missing":          {"///05G15KT 9999", `"wind_ms":2.57,`},
		"direction of no circle":     {"37005KT 9999", `"wind_ms":2.57,`},
		"gust misspelt":              {"27005GXXKT 9999", `"wind_ms":2.57,"wind_dir_deg":270,`},
		"letter for figure":          {"27O05KT 9999", `"wind_ms":2.57,`},
		"wind without unit":          {"27005 9999", ``},
		"wind cut short":             {"2705KT 9999", ``},
		"first wind counts":          {"/////KT 27005KT", ``},
		"wind of words":              {"MAX25KT WIND25KT 9999", ``},
		"inches":                     {"00000KT A2992", `"wind_ms":0,"msl_pressure_hpa":1013.2,"qnh":true,`},
		"both pressures":             {"00000KT A2983 Q1010", `"wind_ms":0,"msl_pressure_hpa":1010.2,"qnh":true,`},
		"both pressures in one":      {"00000KT Q1010/2983", `"wind_ms":0,"msl_pressure_hpa":1010,"qnh":true,`},
		"pressure missing":           {"00000KT Q////", `"wind_ms":0,`},
		"pressure misspelt":          {"00000KT Q10I0 QFE754 Q101", `"wind_ms":0,`},
		"trend NOSIG":                {"00000KT NOSIG 27015KT 33/22 Q1010", `"wind_ms":0,`},
		"trend BECMG":                {"9999 BECMG FM0330 27015KT 33/22", ``},
		"trend TEMPO":                {"9999 TEMPO TL0430 27015KT Q1010", ``},
		"trend FM":                   {"9999 FM0330 27015KT", ``},
		"trend PROB30":               {"9999 PROB30 27015KT", ``},
		"remarks of no known form":   {"00000KT RMK 33/22 Q1010 A2992 T03330222 P0012 60012 240400Z", `"wind_ms":0,`},
		"groups of no known form":    {"00000KT QWERTY ... $ - 33/22/11 12345678901234567890 33/22", `"temp_c":33,"dewpoint_c":22,"rh_pct":52.6,"wind_ms":0,"derived":["rh_pct"],`},
		"dew point above, as it was": {"00000KT 20/21", `"temp_c":20,"dewpoint_c":21,"rh_pct":106.4,"wind_ms":0,"derived":["rh_pct"],`},
	} {
		t.Run(name, func(t *testing.T) {
			if got, want := line(t, one(t, "METAR VVTS 240300Z "+c.groups+"=")), fmt.Sprintf(base, c.want, c.groups); got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
		})
	}
}

// American remarks give tenths and rain; elsewhere the same letters may mean anything.
func TestRemarks(t *testing.T) {
	for name, c := range map[string]struct{ report, want string }{
		"tenths":              {"KJFK 232351Z 10SM 12/05 A2992 RMK AO2 SLP132 T01170045", `"temp_c":11.7,"dewpoint_c":4.5,"rh_pct":61.3,"msl_pressure_hpa":1013.2,"qnh":true,"derived":["rh_pct"],`},
		"tenths below zero":   {"PANC 232353Z M12/M16 RMK T11221161", `"temp_c":-12.2,"dewpoint_c":-16.1,"rh_pct":72.5,"derived":["rh_pct"],`},
		"tenths of one":       {"KJFK 232351Z 12/05 RMK T0117", `"temp_c":11.7,"dewpoint_c":5,"rh_pct":63.4,"derived":["rh_pct"],`},
		"tenths alone":        {"KJFK 232351Z RMK T01171005", `"temp_c":11.7,"dewpoint_c":-0.5,"rh_pct":42.8,"derived":["rh_pct"],`},
		"tenths contradict":   {"KJFK 232351Z 12/05 RMK T02170045", `"temp_c":12,"dewpoint_c":4.5,"rh_pct":60.1,"derived":["rh_pct"],`},
		"tenths of no sign":   {"KJFK 232351Z 12/05 RMK T21170XX5", `"temp_c":12,"dewpoint_c":5,"rh_pct":62.2,"derived":["rh_pct"],`},
		"rain of all periods": {"KJFK 232351Z 10SM RMK P0012 60123 70200", `"rain":[{"mm":3.05,"hours":1},{"mm":31.24,"hours":6},{"mm":50.8,"hours":24}],`},
		"three hours":         {"KJFK 240251Z 10SM RMK 60100", `"rain":[{"mm":25.4,"hours":3}],`},
		"no fixed period":     {"KJFK 240151Z 10SM RMK 60100 P0100", `"rain":[{"mm":25.4,"hours":1}],`},
		"trace":               {"KJFK 232351Z 10SM RMK P0000", `"rain":[{"mm":0.05,"hours":1}],`},
		"not measured":        {"KJFK 232351Z 10SM RMK P//// 6//// 7////", ``},
		"twice":               {"KJFK 232351Z 10SM RMK P0010 P0020", `"rain":[{"mm":2.54,"hours":1}],`},
		"between the hours":   {"KJFK 232320Z 10SM RMK P0012 60123", ``},
		"special":             {"SPECI KJFK 232351Z 10SM RMK P0012 60123", ``},
		"look-alikes":         {"KJFK 232351Z 10SM RMK PK WND 28045/15 TSB15 PRESRR 8/5// 10172 20028 51015 6001 P001 PNO $", ``},
		"main groups":         {"KJFK 232351Z 10SM RMK 28015KT 33/22 Q1010 A2992", ``},
		"not American":        {"CYYZ 232351Z 10SM RMK T01170045 P0012", ``},
		"no remarks":          {"KJFK 232351Z 10SM P0012 T01170045", ``},
	} {
		t.Run(name, func(t *testing.T) {
			got := line(t, one(t, c.report))
			_, got, _ = strings.Cut(got, `00Z",`)
			if got, _, _ = strings.Cut(got, `"source"`); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestMonth(t *testing.T) {
	for name, c := range map[string]struct{ text, received, want string }{
		"same hour":           {"VVTS 240300Z 00000KT", "2026-11-24T03:10:00Z", "2026-11-24T03:00:00Z"},
		"same instant":        {"VVTS 240330Z 00000KT", "2026-11-24T03:30:00Z", "2026-11-24T03:30:00Z"},
		"not yet":             {"VVTS 240330Z 00000KT", "2026-11-24T03:29:59Z", "2026-10-24T03:30:00Z"},
		"month before":        {"VVTS 302330Z 00000KT", "2026-12-01T00:10:00Z", "2026-11-30T23:30:00Z"},
		"year before":         {"VVTS 312330Z 00000KT", "2027-01-01T07:00:00+07:00", "2026-12-31T23:30:00Z"},
		"leap day":            {"VVTS 290000Z 00000KT", "2028-03-01T00:10:00Z", "2028-02-29T00:00:00Z"},
		"no leap day":         {"VVTS 290000Z 00000KT", "2026-03-01T00:10:00Z", "2026-01-29T00:00:00Z"},
		"short month":         {"VVTS 312330Z 00000KT", "2026-03-01T00:10:00Z", "2026-01-31T23:30:00Z"},
		"line above":          {"2019/05/24 03:00\nVVTS 240300Z 00000KT", "2026-11-24T03:10:00Z", "2019-05-24T03:00:00Z"},
		"line above, no time": {"2019/05/24 03:00\nVVTS 240300Z 00000KT", "", "2019-05-24T03:00:00Z"},
		"line of next year":   {"2020/01/01 00:00\nVVTS 312350Z 00000KT", "", "2019-12-31T23:50:00Z"},
		"line of last year":   {"2019/12/31 23:55\nVVTS 010000Z 00000KT", "", "2020-01-01T00:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			at, _ := time.Parse(time.RFC3339, c.received)
			obs, rejects := metar.Decode([]byte(c.text), metar.Options{Received: at})
			if len(rejects) != 0 || len(obs) != 1 || obs[0].Time.Format(time.RFC3339) != c.want {
				t.Errorf("%v, %v; want %s", obs, rejects, c.want)
			}
		})
	}
}

func TestCorrection(t *testing.T) {
	for text, want := range map[string]string{
		"METAR VVTS 240300Z 00000KT=":                                    "",
		"METAR COR VVTS 240300Z 00000KT=":                                "COR",
		"METAR VVTS 240300Z COR 00000KT=":                                "COR",
		"METAR VVTS COR 240300Z AUTO 00000KT=":                           "COR",
		"METAR CYYZ 240300Z CCB 00000KT=":                                "CCB",
		"SAVS31 VVTS 240300 CCA\r\r\nMETAR VVTS 240300Z 00000KT=":        "CCA",
		"SAVS31 VVTS 240300 COR\r\r\nMETAR VVTS 240300Z 00000KT=":        "COR",
		"SAVS31 VVTS 240300 RRA\r\r\nMETAR VVTS 240300Z 00000KT=":        "",
		"SAVS31 VVTS 240300 CCA\r\r\nMETAR COR VVTS 240300Z 00000KT=":    "COR",
		"SAVS31 VVTS 240300 CCA\r\r\nNIL=\x03VVTS 240300Z COR 00000KT\n": "COR",
		"SAVS31 VVTS 240300 CCA\r\r\nNIL=\x03VVTS 240300Z 00000KT\n":     "",
	} {
		o := one(t, text)
		if o.Correction != want || !strings.HasPrefix(o.Raw, o.Station) {
			t.Errorf("%q: %q, raw %q; want %q", text, o.Correction, o.Raw, want)
		}
	}
}

func TestRejects(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		good   int
		reason string
		line   int
	}{
		"empty":                {"", 0, "no METAR or SPECI report", 0},
		"another code":         {"AAXX 24031 48900 42/// 50000=", 0, "no METAR or SPECI report", 0},
		"rubbish":              {"good morning", 0, "DDHHMMZ", 1},
		"bad station":          {"METAR VV7 240300Z 00000KT=\nMETAR VVNB 240300Z 00000KT=", 1, "location indicator", 1},
		"no time":              {"METAR VVTS 12005KT 33/22=\nVVNB 240300Z 00000KT=", 1, "DDHHMMZ", 1},
		"day that is none":     {"METAR VVNB 240300Z 00000KT=\nVVTS 320300Z 00000KT=", 1, "DDHHMMZ", 2},
		"hour that is none":    {"METAR VVNB 240300Z 00000KT=\nVVTS 242400Z 00000KT=", 1, "DDHHMMZ", 2},
		"short time":           {"VVNB 240300Z 00000KT\nVVTS 2403Z 27015KT 33/22 Q1010\nVVDN 240300Z 00000KT", 2, "DDHHMMZ", 2},
		"time lost":            {"VVNB 240300Z 00000KT\nVVTS 27015KT 33/22 Q1010\nVVDN 240300Z 00000KT", 2, "DDHHMMZ", 2},
		"nothing said":         {"METAR VVTS 240300Z=VVNB 240300Z 00000KT=", 1, "NIL", 1},
		"lost =":               {"METAR VVTS 240300Z 00000KT VVNB 240300Z 27015KT=VVDN 240300Z 00000KT=", 1, "second time", 1},
		"longer than a report": {"VVTS 240300Z " + strings.Repeat("9999 ", 500) + "= VVNB 240300Z 00000KT=", 1, "longer", 1},
		"rubbish between":      {"VVNB 240300Z 00000KT\n\nout of order\n\nVVDN 240300Z 00000KT", 2, "location indicator", 3},
	} {
		t.Run(name, func(t *testing.T) {
			obs, rejects := decode(c.text)
			if len(obs) != c.good || len(rejects) != 1 {
				t.Fatalf("%d observations, rejects %v", len(obs), rejects)
			}
			var invalid *forecast.Invalid
			if err := rejects[0].Err; !errors.As(err, &invalid) || !strings.Contains(err.Error(), c.reason) ||
				invalid.Remedy == "" || invalid.File != "in.txt" || invalid.Line != c.line {
				t.Errorf("%v: want %q at line %d, a file and a remedy", err, c.reason, c.line)
			}
			for _, o := range obs {
				if o.WindMS != forecast.Some(0) || o.TempC.OK || o.MSLPressureHPa.OK {
					t.Errorf("%s took over its neighbour's values", line(t, o))
				}
			}
		})
	}
}

func TestNoReceipt(t *testing.T) {
	_, rejects := metar.Decode([]byte("METAR VVTS 240300Z 00000KT="), metar.Options{})
	if len(rejects) != 1 || !strings.Contains(rejects[0].Err.Error(), "time of receipt") {
		t.Error(rejects)
	}
}
