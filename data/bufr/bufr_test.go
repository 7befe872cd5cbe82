package bufr_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/data/bufr"
	"github.com/canhlua/canhlua/forecast"
)

// site is the head of a template: who, where, when.
var site = []string{"301001", "001015", "301011", "301012", "301021", "007030"}

// at is the head of a subset: station 48900+n on 2026-03-02 at 06:00.
func at(n int) subset {
	return subset{
		numbers: map[string][]float64{
			"001001": {48}, "001002": {900 + float64(n)},
			"004001": {2026}, "004002": {3}, "004003": {2}, "004004": {6}, "004005": {0},
			"005001": {11.32415}, "006001": {106.47005}, "007030": {21.5},
		},
		texts: map[string]string{"001015": "DAU TIENG"},
	}
}

// with adds values to a subset.
func (s subset) with(numbers map[string][]float64) subset {
	s.numbers = maps.Clone(s.numbers)
	maps.Copy(s.numbers, numbers)
	return s
}

func decode(data []byte) ([]forecast.Observation, []forecast.Reject) {
	return bufr.Decode(data, bufr.Options{Name: "in.bufr"})
}

// one decodes a message that must give one observation, coded in each way there
// is; 203 is not for compressed data.
func one(t *testing.T, m message) forecast.Observation {
	t.Helper()
	var first forecast.Observation
	for i, edition := range []int{4, 4, 3, 3} {
		m.edition, m.compressed, m.optional = edition, i%2 == 1 && !slices.Contains(m.template, "203014"), i > 1
		obs, rejects := decode(m.encode())
		if len(obs) != 1 || len(rejects) != 0 {
			t.Fatalf("%d observations, rejects %v", len(obs), rejects)
		}
		if i == 0 {
			first = obs[0]
		} else if line(t, first) != line(t, obs[0]) || *first.Place != *obs[0].Place {
			t.Errorf("edition %d, compressed %v:\n got %s\nwant %s", edition, m.compressed, line(t, obs[0]), line(t, first))
		}
	}
	return first
}

func v(f ...float64) []float64 { return f }

func TestElements(t *testing.T) {
	const base = `{"station":"48901","wigos":"0-20000-0-48901","time":"2026-03-02T06:00:00Z",%s"source":"bufr","raw":"BUFR message 1 subset 1"}`
	for name, c := range map[string]struct {
		template string
		numbers  map[string][]float64
		want     string
	}{
		"temperature and dew point": {"012101 012103", map[string][]float64{"012101": v(306.35), "012103": v(294.65)},
			`"temp_c":33.2,"dewpoint_c":21.5,"rh_pct":50.4,"derived":["rh_pct"],`},
		"in tenths": {"012001 012003", map[string][]float64{"012001": v(306.4), "012003": v(294.7)},
			`"temp_c":33.25,"dewpoint_c":21.55,"rh_pct":50.4,"derived":["rh_pct"],`},
		"no negative zero": {"012101 010004", map[string][]float64{"012101": v(273.15)}, `"temp_c":0,`},
		"at 2 m":           {"012004 012006 012104", map[string][]float64{"012004": v(300.1), "012104": v(300.15)}, `"temp_c":26.95,`},
		"humidity instead of dew point": {"012101 012103 013003", map[string][]float64{"012101": v(306.35), "013003": v(48)},
			`"temp_c":33.2,"dewpoint_c":20.7,"rh_pct":48,"derived":["dewpoint_c"],`},
		"reported humidity stays": {"012101 012103 013003", map[string][]float64{"012101": v(306.35), "012103": v(294.65), "013003": v(51)},
			`"temp_c":33.2,"dewpoint_c":21.5,"rh_pct":51,`},
		"extremes are no air temperature": {"302041 012016 012116 012113", map[string][]float64{
			"007032": v(2), "004024": v(-12, 0, -12, 0), "012111": v(310), "012112": v(290), "012016": v(310), "012116": v(310), "012113": v(285)}, ``},
		"first value counts": {"012101 012101", map[string][]float64{"012101": v(300.15, 310.15)}, `"temp_c":27,`},
		"not at the grass": {"007032 012101 007032 012101", map[string][]float64{"007032": v(0.05, 2), "012101": v(310.15, 300.15)},
			`"temp_c":27,`},
		"statistics are not read": {"302083 008023 012101", map[string][]float64{"004025": v(-60), "008023": v(2), "012101": v(310.15, 300.15), "013003": v(90)},
			`"temp_c":27,`},
		"forecasts are not read": {"008021 012101 008021 012101", map[string][]float64{"008021": v(4), "012101": v(310.15, 300.15)},
			`"temp_c":27,`},
		"other times are not read": {"012101 004015 012101 010004", map[string][]float64{"012101": v(300.15, 310.15), "004015": v(10), "010004": v(99000)},
			`"temp_c":27,`},
		"pressures": {"010004 010051 007004 010009", map[string][]float64{"010004": v(99820), "010051": v(101010), "007004": v(92500), "010009": v(780)},
			`"pressure_hpa":998.2,"msl_pressure_hpa":1010.1,`},
		"aerodrome pressure": {"010052", map[string][]float64{"010052": v(101300)}, `"msl_pressure_hpa":1013,"qnh":true,`},
		"wind of a synop template": {"302042", map[string][]float64{"007032": v(10), "008021": v(2), "004025": v(-10, -10, -180),
			"011001": v(250), "011002": v(3.1), "011043": v(260, 270), "011041": v(9.9, 12.3)}, `"wind_ms":3.1,"wind_dir_deg":250,`},
		"calm":                      {"011001 011002", map[string][]float64{"011001": v(0), "011002": v(0)}, `"wind_ms":0,`},
		"north":                     {"011011 011012", map[string][]float64{"011011": v(360), "011012": v(2)}, `"wind_ms":2,"wind_dir_deg":360,`},
		"variable":                  {"011001 011002", map[string][]float64{"011002": v(1.5)}, `"wind_ms":1.5,`},
		"10 minutes before 2":       {"004025 011002 004025 011002", map[string][]float64{"004025": v(-2, -10), "011002": v(4, 3)}, `"wind_ms":3,`},
		"10 m before 2 m":           {"007032 011002 007032 011002", map[string][]float64{"007032": v(2, 10), "011002": v(2, 3)}, `"wind_ms":3,`},
		"rain of a synop template":  {"302034 302040", map[string][]float64{"007032": v(1, 1), "013023": v(14.4), "004024": v(-6, -3), "013011": v(12, 5.5)}, `"rain":[{"mm":12,"hours":6},{"mm":5.5,"hours":3},{"mm":14.4,"hours":24}],`},
		"trace":                     {"004024 013011", map[string][]float64{"004024": v(-6), "013011": v(-0.1)}, `"rain":[{"mm":0.05,"hours":6}],`},
		"dry":                       {"004024 013011", map[string][]float64{"004024": v(-6), "013011": v(0)}, `"rain":[{"mm":0,"hours":6}],`},
		"minutes":                   {"004025 013011", map[string][]float64{"004025": v(-30), "013011": v(2)}, `"rain":[{"mm":2,"hours":0.5}],`},
		"fixed periods":             {"013019 013020 013021 013022 013023", map[string][]float64{"013019": v(1), "013020": v(2), "013021": v(3), "013022": v(4), "013023": v(5)}, `"rain":[{"mm":1,"hours":1},{"mm":2,"hours":3},{"mm":3,"hours":6},{"mm":4,"hours":12},{"mm":5,"hours":24}],`},
		"rain of no known period":   {"013011 004024 013011 010004", map[string][]float64{"013011": v(2, 3), "010004": v(99000)}, `"pressure_hpa":990,`},
		"period put out of force":   {"004024 004024 013011 004024 013011 010004", map[string][]float64{"004024": v(-6), "013011": v(2, 3), "010004": v(99000)}, `"pressure_hpa":990,`},
		"period that ended before":  {"004024 004024 013011", map[string][]float64{"004024": v(-18, -12), "013011": v(2)}, ``},
		"period that ends now":      {"004024 004024 013011", map[string][]float64{"004024": v(-18, 0), "013011": v(2)}, `"rain":[{"mm":2,"hours":18}],`},
		"rain to come":              {"004024 013011", map[string][]float64{"004024": v(6), "013011": v(2)}, ``},
		"same period twice":         {"004024 013011 013023", map[string][]float64{"004024": v(-24), "013011": v(2), "013023": v(2)}, `"rain":[{"mm":2,"hours":24}],`},
		"values and quality":        {"012101 222000 236000 103000 031002 031031 001031 001032 101000 031002 033007", map[string][]float64{"012101": v(300.15), "031002": v(2, 1), "031031": v(0, 0)}, `"temp_c":27,`},
		"repeated with its data":    {"101000 031011 012101 010004", map[string][]float64{"031011": v(200), "012101": v(300.15), "010004": v(99000)}, `"temp_c":27,"pressure_hpa":990,`},
		"replicated not at all":     {"101000 031000 012101 010004", map[string][]float64{"031000": v(0), "010004": v(99000)}, `"pressure_hpa":990,`},
		"replicated often":          {"104000 031002 004024 013011 101002 002177", map[string][]float64{"031002": v(300), "004024": v(-1, -2), "013011": v(1, 2)}, `"rain":[{"mm":1,"hours":1},{"mm":2,"hours":2}],`},
		"soil is content and empty": {"007061 012130", map[string][]float64{"012130": v(300)}, ``},
	} {
		t.Run(name, func(t *testing.T) {
			m := message{template: slices.Concat(site, strings.Fields(c.template)), subsets: []subset{at(1).with(c.numbers)}}
			if got, want := line(t, one(t, m)), fmt.Sprintf(base, c.want); got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
		})
	}
}

func TestPlace(t *testing.T) {
	m := message{template: append(slices.Clone(site), "010004"), subsets: []subset{at(1).with(map[string][]float64{"010004": v(99000)})}}
	o := one(t, m)
	want := forecast.Station{ID: "48901", WIGOS: "0-20000-0-48901", Name: "DAU TIENG", Lat: 11.32415, Lon: 106.47005, ElevationM: forecast.Some(21.5), Source: "bufr"}
	if *o.Place != want {
		t.Errorf("%+v", *o.Place)
	}
}

func TestIdentity(t *testing.T) {
	wigos := map[string][]float64{"001125": v(0), "001126": v(704), "001127": v(1), "010004": v(99000)}
	for name, c := range map[string]struct {
		head        string
		numbers     map[string][]float64
		texts       map[string]string
		id, station string
	}{
		"WMO number with zeros":     {"301001", map[string][]float64{"001001": v(2), "001002": v(7)}, nil, "0-20000-0-02007", "02007"},
		"WIGOS and WMO number":      {"301150 301001", wigos, map[string]string{"001128": "HCM012"}, "0-704-1-HCM012", "48901"},
		"WIGOS alone":               {"301150", wigos, map[string]string{"001128": "HCM012"}, "0-704-1-HCM012", "HCM012"},
		"WIGOS without WMO number":  {"301150 301001", map[string][]float64{"001001": nil, "001125": v(0), "001126": v(704), "001127": v(1)}, map[string]string{"001128": "HCM012"}, "0-704-1-HCM012", "HCM012"},
		"WIGOS whose end is absent": {"301150 301001", wigos, nil, "0-20000-0-48901", "48901"},
		"ICAO":                      {"001063", nil, map[string]string{"001063": "VVTS"}, "", "VVTS"},
	} {
		t.Run(name, func(t *testing.T) {
			s := at(1).with(map[string][]float64{"010004": v(99000)}).with(c.numbers)
			s.texts = c.texts
			m := message{template: slices.Concat(strings.Fields(c.head), []string{"301011", "301012", "301021", "010004"}), subsets: []subset{s}}
			if o := one(t, m); o.Station != c.station || o.WIGOS != c.id || o.Place.ID != c.station || o.Place.Name != c.station {
				t.Errorf("%s %s, place %+v; want %s %s", o.Station, o.WIGOS, *o.Place, c.station, c.id)
			}
		})
	}
}

func TestTime(t *testing.T) {
	for name, c := range map[string]struct {
		date [5]float64
		want string
	}{
		"new year":         {[5]float64{2026, 1, 1, 0, 0}, "2026-01-01T00:00:00Z"},
		"end of the day":   {[5]float64{2025, 12, 31, 24, 0}, "2026-01-01T00:00:00Z"},
		"minutes":          {[5]float64{2026, 12, 31, 23, 50}, "2026-12-31T23:50:00Z"},
		"leap day":         {[5]float64{2028, 2, 29, 18, 0}, "2028-02-29T18:00:00Z"},
		"no leap day":      {[5]float64{2026, 2, 29, 18, 0}, ""},
		"25 hours":         {[5]float64{2026, 2, 2, 25, 0}, ""},
		"past midnight":    {[5]float64{2026, 2, 2, 24, 10}, ""},
		"missing hour":     {[5]float64{2026, 2, 2, 31, 0}, ""},
		"missing minute":   {[5]float64{2026, 2, 2, 3, 63}, "2026-02-02T03:00:00Z"},
		"year of century":  {[5]float64{26, 2, 2, 3, 0}, ""},
		"a thirteen month": {[5]float64{2026, 13, 2, 3, 0}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := at(1).with(map[string][]float64{"010004": v(99000)})
			for i, part := range c.date {
				s.numbers[fmt.Sprintf("00400%d", i+1)] = v(part)
			}
			obs, rejects := decode(message{template: append(slices.Clone(site), "010004"), subsets: []subset{s}}.encode())
			switch {
			case c.want == "" && (len(obs) != 0 || len(rejects) != 1 || !strings.Contains(rejects[0].Err.Error(), "time of observation")):
				t.Errorf("%v, %v", obs, rejects)
			case c.want != "" && (len(obs) != 1 || !strings.Contains(line(t, obs[0]), c.want)):
				t.Errorf("%v, %v; want %s", obs, rejects, c.want)
			}
		})
	}
}

// The values are the same whatever operators stand around them.
func TestOperators(t *testing.T) {
	air := map[string][]float64{"012101": v(300.15), "013003": v(48.5), "010004": v(99000)}
	for name, template := range map[string]string{
		"none":                          "012101 010004",
		"201 and 202, width and scale":  "202129 201132 012101 201000 202000 010004",
		"202 does not touch codes":      "202129 020003 202000 012101 010004",
		"203, new reference value":      "203014 012101 203255 012101 203000 010004",
		"204, associated field":         "204018 031021 012101 204000 010004",
		"204 in 204":                    "204018 031021 204003 031021 012101 204000 204000 010004",
		"205, characters":               "205012 012101 205001 010004",
		"206, local descriptor":         "206037 012250 012101 206007 001200 010004",
		"206 before a known descriptor": "206009 012030 012101 010004",
		"207, scale and width":          "207002 012101 010004 207000",
		"208, length of texts":          "208040 001019 208000 012101 010004",
		"221, data not present":         "221004 012001 012003 007032 013003 012101 010004",
		"221 with a coordinate":         "012101 010004 221002 004024 013011",
	} {
		t.Run(name, func(t *testing.T) {
			s := at(1).with(air)
			s.numbers["203 012101"] = v(-1234)
			s.texts = map[string]string{"001015": "DAU TIENG", "001019": "HO DAU TIENG, TAY NINH"}
			o := one(t, message{template: slices.Concat(site, strings.Fields(template)), subsets: []subset{s}})
			if o.TempC.V != 27 || o.PressureHPa.V != 990 {
				t.Errorf("%s", line(t, o))
			}
			if name, want := o.Place.Name, strings.Contains(template, "001019"); want != (name == "HO DAU TIENG, TAY NINH") {
				t.Errorf("name %q", name)
			}
		})
	}
}

func TestRejects(t *testing.T) {
	good := message{template: append(slices.Clone(site), "010004"), subsets: []subset{at(1).with(map[string][]float64{"010004": v(99000)})}}
	whole := good.encode()
	made := func(change func(*message)) []byte {
		m := good
		m.subsets = []subset{good.subsets[0].with(map[string][]float64{})}
		change(&m)
		return m.encode()
	}
	broken := func(at int, b byte) []byte {
		data := slices.Clone(whole)
		data[at] = b
		return data
	}
	template := func(d ...string) func(*message) {
		return func(m *message) { m.template = slices.Concat(site, d) }
	}
	raw := func(d ...string) []byte {
		m := message{template: slices.Concat(site, d), subsets: make([]subset, 2)}
		return m.frame(make([]byte, 60))
	}
	for name, c := range map[string]struct {
		data   []byte
		reason string
	}{
		"edition 2":              {broken(7, 2), "edition"},
		"no message but a word":  {[]byte("a BUFR is a seal"), "edition"},
		"cut off":                {whole[:len(whole)-3], "length"},
		"no end":                 {broken(len(whole)-1, '8'), "7777"},
		"section 1 too long":     {broken(9, 9), "section 1"},
		"other master table":     {broken(11, 10), "master table"},
		"old master table":       {made(func(m *message) { m.version = 6 }), "older"},
		"upper air":              {made(func(m *message) { m.category = 2 }), "data category 2"},
		"summary":                {broken(19, 20), "CLIMAT"},
		"no subset":              {made(func(m *message) { *m = message{template: site, subsets: []subset{}} }), "no subset"},
		"no station":             {made(func(m *message) { m.subsets[0].numbers["001002"] = nil }), "no station"},
		"no time":                {made(func(m *message) { m.subsets[0].numbers["004003"] = nil }), "time of observation"},
		"unknown element":        {raw("012250"), "element 012250"},
		"unknown sequence":       {raw("307250"), "sequence 307250"},
		"operator not supported": {raw("209064"), "operator 209064"},
		"value by bitmap":        {raw("222000", "224255"), "operator 224255"},
		"replication too long":   {raw("105002", "012101"), "past the end"},
		"replication by nothing": {raw("101000", "012101"), "012101"},
		"replication at the end": {raw("101000"), "past the end"},
		"widths below nothing":   {raw("201001", "012101"), "width"},
		"widths beyond 63 bits":  {raw("201255", "012101"), "width"},
		"data too short":         {raw("101255", "307080"), "section 4 ends"},
		"nothing for ever":       {raw("105255", "104255", "103255", "102255", "101255", "202129"), "more values"},
		"factor that varies": {made(func(m *message) {
			template("101000", "031001", "012101")(m)
			m.compressed = true
			m.subsets = twoFactors()
		}), "differs"},
		"reference, compressed":   {made(func(m *message) { template("203014", "012101", "203255")(m); m.compressed = true }), "203014"},
		"reference that is wide":  {raw("203064", "012101"), "203064"},
		"compressed without data": {message{template: site, subsets: make([]subset, 9), compressed: true}.frame(nil), "section 4 ends"},
	} {
		t.Run(name, func(t *testing.T) {
			obs, rejects := decode(slices.Concat([]byte("ISVS01 VNNN 020600\r\r\n"), c.data, []byte("\r\r\n"), whole))
			if len(obs) != 1 || len(rejects) != 1 {
				t.Fatalf("%d observations, rejects %v", len(obs), rejects)
			}
			var invalid *forecast.Invalid
			if err := rejects[0].Err; !errors.As(err, &invalid) || !strings.Contains(err.Error(), c.reason) || invalid.Remedy == "" ||
				!strings.HasPrefix(err.Error(), "in.bufr: BUFR message 1") || !strings.HasPrefix(invalid.Column, rejects[0].Record) {
				t.Errorf("%v: want %q and a remedy", err, c.reason)
			}
		})
	}
	t.Run("no message", func(t *testing.T) {
		if obs, rejects := decode([]byte("AAXX 02061")); len(obs) != 0 || len(rejects) != 1 || !strings.Contains(rejects[0].Err.Error(), "no BUFR") {
			t.Errorf("%v, %v", obs, rejects)
		}
	})
}

// twoFactors are subsets that compressed data cannot hold together.
func twoFactors() []subset {
	return []subset{at(1).with(map[string][]float64{"031001": v(1)}), at(2).with(map[string][]float64{"031001": v(2)})}
}

// A subset that is refused costs no other; one whose data end takes those behind
// it along, and says so.
func TestNeighbours(t *testing.T) {
	press := map[string][]float64{"010004": v(99000)}
	nameless := at(2).with(press)
	nameless.numbers["001001"] = nil
	m := message{template: append(slices.Clone(site), "010004"), subsets: []subset{at(1).with(press), nameless, at(3).with(press)}}
	for _, m.compressed = range []bool{false, true} {
		obs, rejects := decode(m.encode())
		if len(obs) != 2 || obs[1].Raw != "BUFR message 1 subset 3" || len(rejects) != 1 || rejects[0].Record != "BUFR message 1 subset 2" {
			t.Errorf("%v, %v", obs, rejects)
		}
	}
	m.compressed = false
	half := m.data()
	obs, rejects := decode(m.frame(half[:len(half)/2]))
	if len(obs) != 1 || len(rejects) != 1 || !strings.Contains(rejects[0].Err.Error(), "section 4 ends before its descriptors do; subsets behind it that are lost: 1") {
		t.Errorf("%v, %v", obs, rejects)
	}
}

func TestSilence(t *testing.T) {
	nothing := subset{numbers: map[string][]float64{"001001": v(48), "001002": v(901)}}
	for name, m := range map[string]message{
		"NIL":            {template: []string{"307080"}, subsets: []subset{nothing}},
		"NIL with time":  {template: []string{"307080"}, subsets: []subset{at(1)}},
		"NIL compressed": {template: []string{"307080"}, subsets: []subset{at(1), nothing}, compressed: true},
		"ship":           {template: []string{"307080"}, subsets: []subset{at(1).with(map[string][]float64{"010004": v(99000)})}, category: 1},
	} {
		if obs, rejects := decode(m.encode()); len(obs) != 0 || len(rejects) != 0 {
			t.Errorf("%s: %v, %v", name, obs, rejects)
		}
	}
}

func TestCorrections(t *testing.T) {
	m := message{template: append(slices.Clone(site), "010004"), subsets: []subset{at(1).with(map[string][]float64{"010004": v(99000)})}}
	plain := string(m.encode())
	m.update = 2
	second := string(m.encode())
	for name, c := range map[string]struct{ data, want string }{
		"none":                       {"ISVS01 VNNN 020600\r\r\n" + plain, "|"},
		"heading":                    {"ISVS01 VNNN 020600 CCA\r\r\n" + plain, "CCA|"},
		"COR":                        {"\x01\r\r\n123\r\r\nISVS01 VNNN 020600 COR\r\r\n" + plain, "COR|"},
		"retarded":                   {"ISVS01 VNNN 020600 RRA\r\r\n" + plain, "|"},
		"amended":                    {"ISVS01 VNNN 020600 AAB\r\n" + plain, "|"},
		"count lost":                 {"ISVS01 VNNN 020600 CCY\r\n" + plain, "CCY|"},
		"no correction":              {"ISVS01 VNNN 020600 CC1\r\n" + plain, "|"},
		"two in one bulletin":        {"ISVS01 VNNN 020600 CCB\r\r\n" + plain + "\r\r\n" + plain, "CCB|CCB|"},
		"two bulletins":              {"ISVS01 VNNN 020600 CCB\r\r\n" + plain + "\r\r\n\x03ISVS02 VNNN 020600\r\r\n" + plain, "CCB||"},
		"junk between":               {"ISVS01 VNNN 020600 CCB\r\r\n" + plain + "\r\r\nNNNN\r\r\n" + plain, "CCB||"},
		"update sequence":            {second, "CCB|"},
		"heading before sequence":    {"ISVS01 VNNN 020600 CCC\r\r\n" + second, "CCC|"},
		"binary junk and no heading": {"\x00\xff7777\xfe" + plain + "\x007777" + plain, "||"},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			obs, rejects := decode([]byte(c.data))
			for _, o := range obs {
				got += o.Correction + "|"
			}
			if got != c.want || len(rejects) != 0 {
				t.Errorf("%q, want %q; %v", got, c.want, rejects)
			}
		})
	}
}
