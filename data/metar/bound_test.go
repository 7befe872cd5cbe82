package metar_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"testing"

	"github.com/canhlua/canhlua/data/metar"
	"github.com/canhlua/canhlua/forecast"
)

// The memory a text takes stays within 50 times its length.
func TestMemory(t *testing.T) {
	for name, piece := range map[string]string{
		"shortest reports":  "VVTS 240300Z /=",
		"one a line":        "VVTS 240300Z /\n",
		"with rain":         "KJFK 240000Z RMK P0001 60001 70001=",
		"reports and bad":   "VVTS 240300Z /=1=",
		"rubbish":           "1=",
		"times":             "0Z ",
		"NIL":               "VVTS 240300Z NIL=",
		"signs":             "====",
		"no separators":     "99999",
		"keywords":          "METAR ",
		"corrections":       "COR ",
		"headings":          "SAVS31 VVTS 240300\n",
		"date lines":        "2026/11/24 03:00\n",
		"bad date lines":    "2026/99/24\n",
		"letters":           "x ",
		"lines of a report": "VVTS 240300Z /\nVVTS ",
	} {
		text := bytes.Repeat([]byte(piece), 1<<20/len(piece))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		metar.Decode(text, metar.Options{Name: "x", Received: received})
		runtime.ReadMemStats(&after)
		got := float64(after.TotalAlloc-before.TotalAlloc) / float64(len(text))
		t.Logf("%s: %.1f", name, got)
		if got > 50 {
			t.Errorf("%s: %.1f bytes for each of %d bytes", name, got, len(text))
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	const reports = 1000
	var text bytes.Buffer
	text.WriteString("SAVS31 VVTS 240300\r\r\n")
	for i := range reports {
		fmt.Fprintf(&text, "METAR VV%c%c 240300Z 12005G16KT 090V150 8000 -SHRA FEW017CB SCT040 BKN100 33/22 Q1010 RETS TEMPO 3000 TSRA=\r\r\n", 'A'+i%26, 'A'+i/26%26)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if obs, _ := metar.Decode(text.Bytes(), metar.Options{Received: received}); len(obs) != reports {
			b.Fatal(len(obs))
		}
	}
	b.ReportMetric(float64(b.N)*reports/b.Elapsed().Seconds(), "reports/s")
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"SAVS31 VVTS 240300 CCA\r\r\nMETAR VVTS 240300Z 12005G16KT 090V150 9999 -SHRA FEW017CB 33/22 Q1010 NOSIG=\r\r\nVVNB 240300Z NIL=\x03",
		"\x01\r\r\n031\r\r\nSPVS31 VVTS 240305\r\r\nSPECI COR VVTS 240305Z AUTO /////KT //// // ////// M01/M12 Q////\r\r\n\x03",
		"2026/11/24 02:51\nKJFK 240251Z VRB03KT 10SM CLR 12/05 A2992 RMK AO2 SLP132 60100 P0012 70200 T01171045\n\n2020/02/29 00:00\nVVTS 290000Z 270P99KT CAVOK 10/",
		"VVTS 240300Z 36005MPS ///M05\nTAF VVTS 240200Z 2403/2506 12005KT\nVVNB 2403Z 36/4X",
		"ZCZC ABC001\r\nFF VVHHZTZX VVTSYMYX\r\nVVDNYMYX\r\n240300 VVNBZTZX\r\nMETAR VVNB 240300Z 15004KT CAVOK 28/24 Q1010 BECMG FM0330 09020KT=\r\nNNNN",
		"\xef\xbb\xbfmetar cor vvcr 240300z 09004mps 30/24 q1011 rmk 10/10\r\nSPECI VVPQ 240305Z 27036KMH ///015 30/// A2983 Q1010/2983\r\n",
		"MTRJFK\nMETAR KJFK 240251Z COR 28015G25KT 1/2SM R04R/2200FT M01/M12 A2992 RMK AO2 T10061122 P0000 6//// $=",
		"VVTS 240300Z /\nZTAF VVTS 240300Z 00000KT VVNB 240300Z NIL=VVDN NIL=",
		"ZCZC 1\nFTVS31 VVTS 240200\nAAXX 24031 \xff\xfe=== METAR METAR COR NNNN",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		obs, rejects := metar.Decode(text, metar.Options{Name: "x", Received: received})
		for i := range obs {
			checkObservation(t, &obs[i], text)
		}
		for _, r := range rejects {
			var invalid *forecast.Invalid
			if !errors.As(r.Err, &invalid) || invalid.Reason == "" || invalid.Remedy == "" || r.Line > 1+bytes.Count(text, []byte("\n")) {
				t.Errorf("%v is no *forecast.Invalid of this text", r.Err)
			}
		}
	})
}

// checkObservation holds an observation against what the code form can express.
func checkObservation(t *testing.T, o *forecast.Observation, text []byte) {
	t.Helper()
	if len(o.Station) != 4 || o.Source != "metar" || !json.Valid([]byte(line(t, o))) {
		t.Errorf("%+v", o)
	}
	if o.Time.After(received) && !bytes.ContainsRune(text, '/') {
		t.Errorf("%s is after its receipt", o.Time)
	}
	for v, limit := range map[forecast.Variable][2]float64{
		forecast.TempC: {-99.9, 99.9}, forecast.DewPointC: {-99.9, 99.9}, forecast.RHPct: {0, 1e9},
		forecast.WindMS: {0, 1000}, forecast.WindDirDeg: {1, 360}, forecast.MSLPressureHPa: {0, 9999},
	} {
		if x, ok := o.Value(v).Get(); ok && (!(x >= limit[0]) || !(x <= limit[1])) {
			t.Errorf("%s %v in %q", v, x, o.Raw)
		}
	}
	if o.RHPct.OK != (o.TempC.OK && o.DewPointC.OK) || o.QNH != o.MSLPressureHPa.OK || o.PressureHPa.OK {
		t.Errorf("%+v", o)
	}
	for _, r := range o.Rain {
		if !(r.MM > 0 && r.MM < 2540) || r.Hours != 1 && r.Hours != 3 && r.Hours != 6 && r.Hours != 24 {
			t.Errorf("rain %v in %q", r, o.Raw)
		}
	}
	again, _ := metar.Decode([]byte("METAR "+o.Raw+"="), metar.Options{Received: received})
	if len(again) != 1 || again[0].TempC != o.TempC || again[0].WindMS != o.WindMS || again[0].Raw != o.Raw {
		t.Errorf("%q read again gives %+v", o.Raw, again)
	}
}
