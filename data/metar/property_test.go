package metar_test

import (
	"bytes"
	"fmt"
	"math"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/data/metar"
	"github.com/canhlua/canhlua/forecast"
)

// draws are what a report is made of; what it has to come to follows from them.
type draws struct {
	station, unit, lead, middle, tail string
	dir, speed, gust, temp, dew, qnh  int // −1 or −999 for missing, dir 0 for variable
	inches                            bool
}

func drawn(t *rapid.T) draws {
	pick := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
	number := func(name string, low, high, missing int) int {
		if rapid.IntRange(0, 9).Draw(t, name+" missing") == 0 {
			return missing
		}
		return rapid.IntRange(low, high).Draw(t, name)
	}
	d := draws{
		station: rapid.StringMatching(`VV[A-Z]{2}`).Draw(t, "station"), unit: pick("unit", "KT", "MPS", "KMH"),
		lead:   pick("lead", "", "AUTO ", "COR ", "COR AUTO "),
		middle: pick("middle", "CAVOK", "9999 FEW017 SCT040", "3000 +TSRA R25R/1200VP2000U FEW015CB", "//// // ////// //////CB", "0200 FG VV///", "9999 -SHRA BKN100 ///015"),
		tail:   pick("tail", "", " NOSIG", " RETS WS R25R", " TEMPO 3000 24025G40KT TSRA", " BECMG FM0330 09020KT 20/20 Q0990", " RMK 10/10 A2950 27045KT"),
		dir:    number("direction", 0, 360, -1), speed: number("speed", 0, 130, -1), gust: number("gust", 0, 150, -1),
		temp: number("temperature", -45, 55, -999), dew: number("dew point", -60, 35, -999),
		qnh: number("QNH", 900, 1080, -1), inches: rapid.Bool().Draw(t, "inches"),
	}
	return d
}

func orSlashes(format string, v, missing, width int) string {
	if v == missing {
		return strings.Repeat("/", width)
	}
	return fmt.Sprintf(format, v)
}

func degrees(v int) string {
	if v < 0 && v != -999 {
		return fmt.Sprintf("M%02d", -v)
	}
	return orSlashes("%02d", v, -999, 2)
}

// text is the report without keyword and "=".
func (d draws) text() string {
	dir := orSlashes("%03d", d.dir, -1, 3)
	if d.dir == 0 {
		dir = "VRB"
	}
	gust := ""
	if d.gust >= 0 {
		gust = fmt.Sprintf("G%02d", d.gust)
	}
	pressure := orSlashes("Q%04d", d.qnh, -1, 5)
	if d.inches {
		pressure = orSlashes("A%04d", d.qnh*3, -1, 5) // 27.00 to 32.40
	}
	return fmt.Sprintf("%s 240300Z %s%s%s%s%s %s %s/%s %s%s", d.station, d.lead, dir, orSlashes("%02d", d.speed, -1, 2), gust, d.unit,
		d.middle, degrees(d.temp), degrees(d.dew), pressure, d.tail)
}

func (d draws) check(t *rapid.T, o *forecast.Observation) {
	metres := map[string]float64{"KT": 0.514444, "MPS": 1, "KMH": 1 / 3.6}[d.unit]
	pressure, within := float64(d.qnh), 1e-9
	if d.inches {
		pressure, within = float64(d.qnh)*3/100*33.8639, 0.051
	}
	for name, c := range map[string]struct {
		got          forecast.Float
		ok           bool
		want, within float64
	}{
		"temperature": {o.TempC, d.temp != -999, float64(d.temp), 0},
		"dew point":   {o.DewPointC, d.dew != -999, float64(d.dew), 0},
		"direction":   {o.WindDirDeg, d.dir > 0, float64(d.dir), 0},
		"speed":       {o.WindMS, d.speed >= 0, float64(d.speed) * metres, 0.0051},
		"pressure":    {o.MSLPressureHPa, d.qnh >= 0, pressure, within},
	} {
		if c.got.OK != c.ok || c.ok && math.Abs(c.got.V-c.want) > c.within {
			t.Errorf("%s: %s %v, want %v %v", d.text(), name, c.got, c.ok, c.want)
		}
	}
	if o.Station != d.station || !o.Time.Equal(time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)) || len(o.Rain) != 0 ||
		o.QNH != (d.qnh >= 0) || (o.Correction == "COR") != strings.HasPrefix(d.lead, "COR") {
		t.Errorf("%s: %+v", d.text(), o)
	}
}

// What a report says comes back, whatever is missing and whatever stands round it.
func TestReportRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawn(t)
		obs, rejects := decode("METAR " + d.text() + "=")
		if len(obs) != 1 || len(rejects) != 0 {
			t.Fatalf("%s: %d observations, rejects %v", d.text(), len(obs), rejects)
		}
		d.check(t, &obs[0])
	})
}

// The same reports are the same observations in every form a text may have.
func TestLayout(t *testing.T) {
	forms := map[string]func(texts []string) string{
		"GTS bulletin": func(texts []string) string {
			return "\x01\r\r\n031\r\r\nSAVS31 VVTS 240300\r\r\nMETAR " + strings.Join(texts, "=\r\r\nMETAR ") + "=\r\r\n\x03"
		},
		"keyword once": func(texts []string) string {
			return "SAVS31 VVTS 240300\nMETAR\n" + strings.Join(texts, "=\n") + "=\n"
		},
		"one a line":    func(texts []string) string { return strings.Join(texts, "\n") + "\n" },
		"small letters": func(texts []string) string { return strings.ToLower(strings.Join(texts, "\n")) },
		"wrapped":       func(texts []string) string { return strings.ReplaceAll(strings.Join(texts, "=\n"), " ", "\r\n  ") },
		"many a line":   func(texts []string) string { return "METAR " + strings.Join(texts, "= SPECI ") + "=" },
		"AFTN": func(texts []string) string {
			return "FF VVHHZTZX\n240300 VVTSYMYX\n" + strings.Join(texts, "=\n") + "="
		},
		"of a NOAA cycle": func(texts []string) string {
			return "2026/11/24 03:00\n" + strings.Join(texts, "\n\n2026/11/24 03:00\n")
		},
	}
	rapid.Check(t, func(t *rapid.T) {
		reports := rapid.SliceOfN(rapid.Custom(drawn), 1, 8).Draw(t, "reports")
		texts := make([]string, len(reports))
		for i, d := range reports {
			texts[i] = d.text()
		}
		for name, form := range forms {
			obs, rejects := decode(form(texts))
			if len(obs) != len(reports) || len(rejects) != 0 {
				t.Fatalf("%s of %q: %d observations, rejects %v", name, texts, len(obs), rejects)
			}
			for i, d := range reports {
				d.check(t, &obs[i])
			}
		}
	})
}

// A report that is damaged anywhere costs its neighbours nothing.
func TestNeighbours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reports := rapid.SliceOfN(rapid.Custom(drawn), 2, 8).Draw(t, "reports")
		bad := rapid.IntRange(0, len(reports)-1).Draw(t, "bad")
		var text strings.Builder
		var want []forecast.Observation
		for i, d := range reports {
			if i == bad {
				fmt.Fprintf(&text, "%s=\r\r\n", damaged(t, "METAR "+d.text()))
				continue
			}
			fmt.Fprintf(&text, "METAR %s=\r\r\n", d.text())
			alone, _ := decode("METAR " + d.text() + "=")
			want = append(want, alone...)
		}
		obs, rejects := decode(text.String())
		switch len(obs) - len(want) {
		case 0: // refused, or silent
		case 1: // still readable: leave it out
			obs = append(obs[:bad:bad], obs[bad+1:]...)
		default:
			t.Fatalf("%d observations of %d good reports in %q", len(obs), len(want), text.String())
		}
		if len(rejects) > 1 || !reflect.DeepEqual(obs, want) {
			t.Errorf("%q gives %v, rejects %v", text.String(), obs, rejects)
		}
	})
}

// damaged cuts a report or garbles some of its characters.
func damaged(t *rapid.T, report string) string {
	text := []byte(report)
	for range rapid.IntRange(1, 4).Draw(t, "garbled") {
		at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		text[at] = rapid.SampledFrom([]byte("/?#09ZQ\xff ")).Draw(t, "by")
	}
	from := rapid.IntRange(0, len(text)/2).Draw(t, "from")
	return string(text[from:rapid.IntRange(from, len(text)).Draw(t, "to")])
}

// The time is the newest of that day and hour that is not after the receipt.
func TestMonthProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
		at := start.Add(time.Duration(rapid.IntRange(0, 60*366*24*60).Draw(t, "minutes")) * time.Minute)
		delay := time.Duration(rapid.IntRange(0, 27*24*60).Draw(t, "delay")) * time.Minute
		zone := time.FixedZone("", 3600*rapid.IntRange(-11, 13).Draw(t, "zone"))
		text := "VVTS " + at.Format("021504Z") + " 00000KT"
		obs, rejects := metar.Decode([]byte(text), metar.Options{Received: at.Add(delay).In(zone)})
		if len(obs) != 1 || !obs[0].Time.Equal(at) || obs[0].Time.Location() != time.UTC {
			t.Fatalf("%s sent %s, received %s later: %v, %v", text, at, delay, obs, rejects)
		}
	})
}

// Whatever a text is made of, the memory it takes stays within 50 times its length.
func TestMemoryProperty(t *testing.T) {
	pieces := rapid.SampledFrom([]string{
		"VVTS 240300Z /=", "VVTS 240300Z /\n", "VVTS 240300Z 12005KT 33/22 Q1010", "0Z", "Z", "1=", "=", "\n", "\n\n", " ", "METAR ", "SPECI COR ", "TAF ", "NIL=",
		"SAVS31 VVTS 240300 CCA\n", "FTVS31 VVTS 240200\n", "AAXX 24031\n", "ZCZC 1\n", "NNNN\n", "\x01", "\x03", "2026/11/24 03:00\n", "MTRJFK\n", "RMK ", "P0001 60001 70001 ",
		"KJFK 240000Z RMK P0001 6////=", "FF VVHHZTZX\n", "240300 VVTSYMYX\n", "VVTSYMYX\n", "99999", "\xff\xfe", strings.Repeat("9999 ", 450),
	})
	rapid.Check(t, func(t *rapid.T) {
		piece := strings.Join(rapid.SliceOfN(pieces, 1, 6).Draw(t, "pieces"), "")
		text := bytes.Repeat([]byte(piece), 1+1<<15/len(piece))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		metar.Decode(text, metar.Options{Name: "x", Received: received})
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > uint64(50*len(text)) {
			t.Errorf("%q: %.1f bytes for each of %d bytes", piece, float64(got)/float64(len(text)), len(text))
		}
	})
}
