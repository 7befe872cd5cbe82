package layer

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// abc writes a text as the ABC fonts did.
func abc(t testing.TB, text string) string {
	t.Helper()
	var out strings.Builder
	for _, c := range text {
		at := -1
		for i, letter := range tcvn3Letters {
			if letter == c && c != '.' {
				at = i
			}
		}
		switch {
		case at >= 0:
			out.WriteByte(byte(tcvn3First + at))
		case c < 0x80:
			out.WriteRune(c)
		default:
			t.Fatalf("%c has no byte in TCVN3", c)
		}
	}
	return out.String()
}

// windows writes a text as Windows did: some letters with their tone as a mark behind.
func windows(t testing.TB, text string) string {
	t.Helper()
	var out strings.Builder
	for _, c := range text {
		if b, ok := charmap.Windows1258.EncodeRune(c); ok {
			out.WriteByte(b)
			continue
		}
		parts := []rune(norm.NFD.String(string(c)))
		base, tone := norm.NFC.String(string(parts[:len(parts)-1])), parts[len(parts)-1]
		if strings.ContainsRune("\u0302\u0306\u031b", tone) { // the tone stands before: ộ is o, dot, circumflex
			base, tone = norm.NFC.String(string(parts[0])+string(parts[2])), parts[1]
		}
		b, ok := charmap.Windows1258.EncodeRune([]rune(base)[0])
		m, ok2 := charmap.Windows1258.EncodeRune(tone)
		if !ok || !ok2 {
			t.Fatalf("%c has no bytes in windows-1258", c)
		}
		out.Write([]byte{b, m})
	}
	return out.String()
}

const owner = "Ban quản lý rừng phòng hộ Núi Cậu, Đất Cuốc"

func TestTCVN3TableIsThatOfTheStandard(t *testing.T) {
	if len(tcvn3Letters) != 0xff-tcvn3First+1 {
		t.Fatalf("%d letters", len(tcvn3Letters))
	}
	// by hand, from the bytes of old maps: "Hạt Kiểm lâm", "Đất", "thường xuyên", "Ưu"
	for bytes, want := range map[string]string{
		"H\xb9t Ki\xd3m l\xa9m": "Hạt Kiểm lâm", "\xa7\xcat": "Đất", "th\xad\xeang xuy\xaan": "thường xuyên", "\xa6u": "Ưu",
		"TI\xd3U KHU 13": "TIỂU KHU 13", "c\xb8 \x96 \xf7\xfe": "cá – ữỵ",
	} {
		if got, err := readTCVN3(bytes, false); err != nil || got != want {
			t.Errorf("% x: %q %v, want %q", bytes, got, err, want)
		}
	}
	if _, err := readTCVN3("\xaf", false); err == nil || !strings.Contains(err.Error(), "AF") {
		t.Errorf("a byte of no letter: %v", err)
	}
}

func TestEncodingsAreReadOrOffered(t *testing.T) {
	cases := []struct {
		name, bytes, cpg, option string
		want                     string // the name read; else
		refused                  string
	}{
		{"plain letters", "Phu Giao", "", "", "Phu Giao", ""},
		{"UTF-8 named", owner, "UTF-8", "", owner, ""},
		{"UTF-8 not named", owner, "", "", owner, ""},
		{"UTF-8 in parts", norm.NFD.String("Núi Cậu"), "UTF-8", "", "Núi Cậu", ""},
		{"windows-1258 named", windows(t, owner), "1258", "", owner, ""},
		{"windows-1258 not named", windows(t, owner), "", "", "", "probably --encoding windows-1258, by which the first reads \"Ban quản lý rừng"},
		{"windows-1258 by hand", windows(t, owner), "", "windows-1258", owner, ""},
		{"TCVN3 not named", abc(t, owner), "", "", "", "an encoding that the file does not name; probably --encoding tcvn3, by which the first reads \"Ban quản lý rừng phòng hộ"},
		{"TCVN3 as Western", abc(t, owner), "ISO-8859-1", "", "", "not in the encoding that the file names, ISO-8859-1; probably --encoding tcvn3"},
		{"TCVN3 as UTF-8", abc(t, owner), "UTF-8", "", "", "not in the encoding that the file names, UTF-8; probably --encoding tcvn3"},
		{"TCVN3 by hand", abc(t, owner), "ISO-8859-1", "TCVN3", owner, ""},
		{"TCVN3 turned into UTF-8", norm.NFC.String(latin(abc(t, owner))), "UTF-8", "", "", "probably --encoding tcvn3"},
		{"TCVN3 turned into UTF-8, by hand", latin(abc(t, owner)), "UTF-8", "tcvn3", owner, ""},
		{"Western that spells the name", "X\xe3 B\xecnh H\xf2a", "ISO-8859-1", "", "Xã Bình Hòa", ""},
		{"unknown name", owner, "UTF-8", "koi8", "", "koi8: not an encoding known here; write one of utf-8"},
		{"not UTF-8 after all", "x\xff", "UTF-8", "utf-8", "", `"x\xff" is not UTF-8`},
		{"no sense in any", "\xff\xff\xff", "", "", "", "say which: --encoding"},
	}
	for _, c := range cases {
		got, problems := Read("r.zip", packed(t, oneZone(c.bytes).Files(prjTM3, c.cpg)), Options{Encoding: c.option})
		told(t, c.name, problems, c.refused)
		if c.refused == "" && (len(got.Features) != 1 || got.Features[0].Text("name") != c.want) {
			t.Errorf("%s: %+v, want %q", c.name, got.Features, c.want)
		}
	}
}

// latin is what a program makes of bytes that it takes for Western European.
func latin(bytes string) string {
	out, err := charmap.Windows1252.NewDecoder().String(bytes)
	if err != nil {
		panic(err) // every byte has a letter or the replacement
	}
	return out
}
