package metar_test

import (
	"fmt"
	"strings"
	"testing"
)

// A text is seen as the list of its stations with minute and temperature; a reject
// shows as "!".
func TestBulletins(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"GTS bulletin": {"\x01\r\r\n031 \r\r\nSAVS31 VVTS 240300\r\r\nMETAR VVTS 240300Z 12005KT 9999 33/22 Q1010 NOSIG=\r\r\n" +
			"METAR VVCR 240300Z 09004KT 9999 30/24 Q1011=\r\r\n\x03", "VVTS:00 33, VVCR:00 30"},
		"keyword once": {"SAVS31 VVTS 240300\r\r\nMETAR\r\r\nVVTS 240300Z 12005KT 33/22=\r\r\nVVNB 240300Z 25/20=\r\r\nVVDN 240300Z NIL=\r\r\n",
			"VVTS:00 33, VVNB:00 25"},
		"no keyword": {"SPVS31 VVTS 240305\nVVTS 240305Z 12005KT 33/22=", "VVTS:05 33"},
		"two bulletins": {"ZCZC 101\r\r\nSAVS31 VVTS 240300\r\r\nMETAR VVTS 240300Z 33/22\r\r\n\nNNNN\nZCZC 102\nSAVS31 VVNB 240300\nMETAR VVNB 240300Z 25/20=\nNNNN",
			"VVTS:00 33, VVNB:00 25"},
		"bulletins without =": {"031\nSAVS31 VVTS 240300\nMETAR VVTS 240300Z 33/22\n032\nSAVS31 VVNB 240300\nMETAR VVNB 240300Z 25/20\n",
			"VVTS:00 33, VVNB:00 25"},
		"wrapped": {"METAR VVTS 240300Z 12005KT\r\r\n     9999 FEW017\r\r\n     33/22 Q1010\r\r\n     NOSIG=\r\r\nMETAR\r\r\nVVNB\r\r\n240300Z 25/20=",
			"VVTS:00 33, VVNB:00 25"},
		"wrapped with empty lines": {"METAR VVTS 240300Z 12005KT\r\n\r\n9999 33/22=\r\n", "VVTS:00 33"},
		"one a line":               {"VVTS 240300Z 12005KT 33/22\nVVNB 240230Z 25/20 Q1010\nMETAR VVDN 240300Z 28/22\nSPECI VVTS 240305Z 32/22\n", "VVTS:00 33, VVNB:30 25, VVDN:00 28, VVTS:05 32"},
		"one a line, wrapped":      {"VVTS 240300Z 12005KT\n  9999 33/22\nVVNB 240300Z\n 25/20\n", "VVTS:00 33, VVNB:00 25"},
		"many a line":              {"METAR VVTS 240300Z 33/22= VVNB 240300Z 25/20= METAR VVDN 240300Z 28/22=", "VVTS:00 33, VVNB:00 25, VVDN:00 28"},
		"many a line without =":    {"METAR VVTS 240300Z 33/22 METAR COR VVNB 240300Z 25/20 SPECI VVDN 240305Z 28/22", "VVTS:00 33, VVNB:00 25, VVDN:05 28"},
		"CRLF":                     {"VVTS 240300Z 33/22\r\nVVNB 240300Z 25/20\r\n", "VVTS:00 33, VVNB:00 25"},
		"small letters":            {"metar vvts 240300z 12005kt cavok 33/22 q1010 nosig=", "VVTS:00 33"},
		"NOAA": {"2026/11/24 03:00\nVVTS 240300Z 12005KT 33/22 Q1010\n\n2026/11/24 02:30\nVVNB 240230Z 25/20\n\n2026/10/31 23:50\nVVDN 010000Z 28/22",
			"VVTS:00 33, VVNB:30 25, VVDN:00 28"},
		"TAF beside": {"METAR VVTS 240300Z 33/22=\nTAF VVTS 240200Z 2403/2506 12005KT 9999\n  TX35/2407Z TN25/2423Z\n  TEMPO 2406/2410 10/10=\n" +
			"VVNB 240300Z 25/20=\nTAF\nVVDN 240200Z 2403/2506 12005KT=", "VVTS:00 33, VVNB:00 25"},
		"TAF without =":           {"TAF VVTS 240200Z 2403/2506 12005KT 9999\nTEMPO 2406/2410 20015KT\nVVNB 240300Z 25/20\n", "VVNB:00 25"},
		"TAF without its keyword": {"VVTS 240200Z 2403/2506 12005KT=VVNB 240300Z 25/20=VVDN 240200Z 240312 12005KT=", "VVNB:00 25"},
		"TAF bulletin":            {"FTVS31 VVTS 240200\nVVTS 240200Z 2403/2506 12005KT=\nSAVS31 VVTS 240300\nVVTS 240300Z 33/22=", "VVTS:00 33"},
		"only TAF":                {"TAF VVTS 240200Z 2403/2506 12005KT=", ""},
		"SYNOP before":            {"AAXX 24031\n48900 11470 71202 10330 20220=\nMETAR VVTS 240300Z 33/22=", "VVTS:00 33"},
		"SYNOP bulletin before":   {"SMVS01 VVNN 240300\nAAXX 24031\n48900 NIL=\nSAVS31 VVTS 240300\nVVTS 240300Z 33/22=", "VVTS:00 33"},
		"American product":        {"SAUS70 KWBC 240300\nMTRJFK\nMETAR KJFK 240251Z 12/05 A2992 RMK AO2 T01170045=\n", "KJFK:51 11.7"},
		"NIL for all":             {"SAVS31 VVTS 240300\nNIL=", ""},
		"NIL without time":        {"METAR VVTS NIL=", ""},
		"NIL after COR":           {"METAR VVTS 240300Z COR NIL=", ""},
		"remarks say NIL":         {"METAR VVTS 240300Z 33/22 RMK NIL=", "VVTS:00 33"},
		"AFTN message":            {"ZCZC ABC001\r\nFF VVHHZTZX\r\n240300 VVNBZTZX\r\nMETAR VVNB 240300Z 25/20 NOSIG=\r\nNNNN", "VVNB:00 25"},
		"AFTN, many addressees": {"GG VVTSYMYX VVNBYMYX VVDNYMYX\nVVCRYMYX VVPQYMYX\nVVCTYMYX\n240304 VVVVYMYX\nSAVS31 VVTS 240300\nVVTS 240300Z 33/22=",
			"VVTS:00 33"},
		"AFTN, one behind the other": {"FF VVHHZTZX\n240300 VVTSYMYX\nMETAR VVTS 240300Z 33/22\nFF VVHHZTZX\n240230 VVNBYMYX\nMETAR VVNB 240230Z 25/20\n",
			"VVTS:00 33, VVNB:30 25"},
		"AFTN behind a TAF bulletin": {"FTVS31 VVTS 240200\nVVTS 240200Z 2403/2506=\nFF VVHHZTZX\n240300 VVTSYMYX\nVVTS 240300Z 33/22=", "VVTS:00 33"},
		"no addressee":               {"FF\nVVTS 240300Z 33/22=\nOBSERVED AT NOON=\nVVNB 240300Z 25/20=", "VVTS:00 33, VVNB:00 25, !, !"},
		"byte order mark":            {"\xef\xbb\xbfMETAR VVTS 240300Z 33/22=", "VVTS:00 33"},
		"empty bulletin":             {"SAVS31 VVTS 240300\r\r\n", ""},
		"bad ones among good": {"SAVS31 VVTS 240300\nMETAR VVTS 240300Z 33/22=\nMETAR 240300Z VVNB 25/20=\n?&%=\nVVDN 240300Z 28/22=",
			"VVTS:00 33, VVDN:00 28, !, !"},
	} {
		t.Run(name, func(t *testing.T) {
			obs, rejects := decode(c.text)
			var got []string
			for _, o := range obs {
				got = append(got, fmt.Sprintf("%s:%02d %v", o.Station, o.Time.Minute(), o.TempC))
			}
			for range rejects {
				got = append(got, "!")
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got %q, want %q; rejects %v", s, c.want, rejects)
			}
		})
	}
}

func TestRaw(t *testing.T) {
	o := one(t, "\x01\r\r\nSAVS31 VVTS 240300\r\r\nMETAR  cor VVTS 240300Z 12005KT\r\r\n\t9999   33/22 é =\x03")
	if want := "VVTS 240300Z 12005KT 9999 33/22 ??"; o.Raw != want || o.Correction != "COR" {
		t.Errorf("raw %q, want %q", o.Raw, want)
	}
}
