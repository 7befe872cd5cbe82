package bulletin_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/api/bulletin"
	"github.com/canhlua/canhlua/forecast"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it and run with -update:\n%s", name, got)
	}
}

// The text for the radio, of a day with all levels and of one at which nothing is
// dangerous, in both languages.
func TestRadioText(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		src := source(t, lang, forecast.V)
		src.Automatic = true
		src.Today[3].Apply(forecast.Override{ZoneChange: forecast.ZoneChange{Level: forecast.III}})
		golden(t, "radio-dangerous-"+lang+".golden.txt", bulletin.New(src).Text())
		calm := source(t, lang, forecast.I)
		calm.Run.Simulated, calm.Run.Provisional, calm.Stale = true, false, true
		calm.Today = append(calm.Today, forecast.ZoneDay{Zone: calm.Zones[35].ID, Level: forecast.I, Status: forecast.StatusForecast})
		for i := range calm.Ahead {
			for j := range calm.Ahead[i] {
				calm.Ahead[i][j].Outlook = nil
			}
		}
		golden(t, "radio-calm-"+lang+".golden.txt", bulletin.New(calm).Text())
	}
}

// What is read aloud has no signs, no numerals, no abbreviations, and no sentence
// that nobody can follow.
func TestRadioCanBeReadAloud(t *testing.T) {
	signs := regexp.MustCompile(`[%°/–—·()*&:;…<>=_{}]|\b(IV|V|III|II|UBND|TCN|NĐ-CP|QĐ-TTg|mm|km)\b`)
	for _, lang := range []string{"vi", "en"} {
		src := source(t, lang, forecast.V)
		src.Zones[0].Name = "Núi Cậu (tiểu khu 13–14)"
		src.Province.Styles[forecast.V].Duties = []forecast.Duty{{Text: forecast.Text{Vi: "Độ ẩm dưới 30 %: tuần tra; trực 24 giờ (mọi ngày).", En: "Humidity under 30 %: patrol; watch all day (daily)."}}}
		for i, line := range strings.Split(string(bulletin.New(src).Text()), "\n") {
			if found := signs.FindString(line); found != "" {
				t.Errorf("%s, line %d has %q: %s", lang, i+1, found, line)
			}
			if words := len(strings.Fields(line)); words > 34 {
				t.Errorf("%s, line %d has %d words: %s", lang, i+1, words, line)
			}
		}
	}
}

var pageObject = regexp.MustCompile(`/Type /Page\b[^s]`)

// One or two sheets, however the day is, with 36 zones of long names.
func TestAtMostTwoSheets(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		for _, highest := range []forecast.Level{forecast.Unknown, forecast.I, forecast.III, forecast.V} {
			src := source(t, lang, highest)
			for i := range src.Zones {
				src.Zones[i].Name = "Xã Trừ Văn Thố " + src.Zones[i].ID
			}
			src.Stale, src.Run.Simulated, src.Indicative, src.Automatic = true, true, true, true
			for i := range src.Today[:12] {
				src.Today[i].Apply(forecast.Override{ZoneChange: forecast.ZoneChange{Level: src.Today[i].Level}})
			}
			data, err := bulletin.New(src).PDF()
			if err != nil {
				t.Fatal(err)
			}
			if n := len(pageObject.FindAll(data, -1)); n < 1 || n > 2 {
				t.Errorf("%s, highest %v: %d sheets", lang, highest, n)
			}
		}
	}
}

// The words of the PDF can be taken out of it again: searched, copied, read to
// those who do not see.
func TestTextOfPDF(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("there is no pdftotext to read the text layer with (poppler-utils)")
	}
	for lang, wants := range map[string][]string{
		"vi": {"BẢN TIN DỰ BÁO CẤP CHÁY RỪNG", "Số: 61/2026", "Chi cục Kiểm lâm Thử", "cực kỳ nguy hiểm", "Điều 47", "Phát hành lúc 07:00", "Cấp độ rủi ro thiên tai", "NGƯỜI CHỊU TRÁCH NHIỆM BAN HÀNH", "TẠM THỜI", "Không xác định", "Triển vọng khí hậu"},
		"en": {"FOREST-FIRE DANGER BULLETIN", "No. 61/2026", "Forest rangers of Trial", "Article 47", "Disaster-risk level", "RESPONSIBLE FOR THE ISSUE", "PROVISIONAL", "Unknown", "Climatological outlook"},
	} {
		data, err := bulletin.New(source(t, lang, forecast.V)).PDF()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(tool, "-layout", "-", "-")
		cmd.Stdin = bytes.NewReader(data)
		text, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s: %q is not in the text of the PDF", lang, want)
			}
		}
	}
}

// A number that is not there yet, and one of a simulated season, are told as such.
func TestNumber(t *testing.T) {
	for name, c := range map[string]struct {
		number    int
		simulated bool
		want      string
	}{"published": {61, false, "Số: 61/2026"}, "simulated": {3, true, "Số mô phỏng: 3/2026"}, "none": {0, false, "Số: ……/2026"}} {
		src := source(t, "vi", forecast.III)
		src.Run.Number, src.Run.Simulated = c.number, c.simulated
		if got := bulletin.New(src).Number; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// The disaster-risk level is the authority's to set: none is made up.
func TestRiskLevelIsTheProfiles(t *testing.T) {
	src := source(t, "vi", forecast.V)
	src.Province.Words["bulletin_risk_V"] = forecast.Text{Vi: "cấp 2, theo Quyết định thử", En: "2"}
	media := bulletin.New(src).Media
	for _, line := range media {
		if line.Head == "Cấp độ rủi ro thiên tai" && line.Text == "cấp 2, theo Quyết định thử" {
			return
		}
	}
	t.Errorf("%+v", media)
}
