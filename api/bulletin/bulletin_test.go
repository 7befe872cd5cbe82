package bulletin_test

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/api/bulletin"
	"github.com/canhlua/canhlua/forecast"
)

var (
	local = time.FixedZone("+07", 7*3600)
	day   = forecast.Date{Year: 2026, Month: time.March, Day: 2}
)

func words(t testing.TB) map[string]forecast.Text {
	t.Helper()
	all := map[string]forecast.Text{}
	for _, name := range []string{"bulletin.yaml", "marks.yaml", "radio.yaml"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "data", "profile", "binhduong", "words", name))
		if err != nil {
			t.Fatal(err)
		}
		part := map[string]forecast.Text{}
		if err := yaml.Unmarshal(data, &part); err != nil {
			t.Fatal(err)
		}
		for code, text := range part {
			all[code] = text
		}
	}
	return all
}

// source is 36 zones in a square, the levels of their numbers, the last unknown.
func source(t testing.TB, lang string, highest forecast.Level) bulletin.Source {
	t.Helper()
	p := &forecast.Province{Name: forecast.Text{Vi: "Tỉnh Thử", En: "Trial Province"}, Location: local, Words: words(t),
		Offices: []forecast.Office{{Name: forecast.Text{Vi: "Chi cục Kiểm lâm Thử", En: "Forest rangers of Trial"}}}}
	for i, short := range []string{"không xác định", "thấp", "trung bình", "cao", "nguy hiểm", "cực kỳ nguy hiểm"} {
		p.Styles[i] = forecast.LevelStyle{Level: forecast.Level(i), Short: forecast.Text{Vi: short, En: "level " + short}, Color: "#f28c28",
			Duties: []forecast.Duty{{Text: forecast.Text{Vi: "Không đốt nương rẫy.", En: "No burning."}, Basis: forecast.Text{Vi: "Điều 47", En: "Article 47"}}}}
	}
	src := bulletin.Source{Province: p, Lang: lang, Day: day, Table: "Bảng tra thử",
		Run: forecast.Run{ID: "r", Date: day, Published: day.At(7, 0, local), Provisional: true, Number: 61}}
	for z := range 36 {
		x, y := 106+float64(z%6)*0.1, 11+float64(z/6)*0.1
		square := orb.MultiPolygon{{{{x, y}, {x + 0.1, y}, {x + 0.1, y + 0.1}, {x, y + 0.1}, {x, y}}}}
		id := string(rune('A'+z%26)) + string(rune('a'+z/26))
		src.Zones = append(src.Zones, forecast.Zone{ID: id, Name: "Xã " + id, Shape: square, AreaHa: 100})
		if z == 35 {
			continue // nothing is known of it
		}
		src.Today = append(src.Today, forecast.ZoneDay{Zone: id, Date: day, Level: min(forecast.Level(1+z%5), highest), P: forecast.Some(float64(1000 * z)), DaysSinceRain: forecast.Some(float64(z)),
			Groups: []forecast.GroupLevel{{Group: "all", Level: min(forecast.Level(1+z%5), highest)}}})
	}
	for back := range 7 {
		src.Past = append(src.Past, bulletin.PastDay{Date: day.AddDays(back - 7), Days: []forecast.ZoneDay{{Zone: "Aa", Level: min(forecast.IV, highest)}}})
	}
	for k := range 10 {
		var days []forecast.ZoneDay
		for _, z := range src.Zones {
			days = append(days, forecast.ZoneDay{Zone: z.ID, Date: day.AddDays(k + 1), Level: forecast.IV,
				Outlook: &forecast.Outlook{Source: forecast.FromClimatology, Members: 10, Counts: []int{0, 1, 2, 4, 3}}})
		}
		src.Ahead = append(src.Ahead, days)
	}
	return src
}

func TestEveryZoneIsToldAndUnknownIsNoLevel(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		src := source(t, lang, forecast.V)
		b := bulletin.New(src)
		text := string(b.Text())
		html, err := b.HTML()
		if err != nil {
			t.Fatal(err)
		}
		for _, z := range src.Zones {
			if strings.Count(text, z.Name) == 0 || !strings.Contains(string(html), z.Name) {
				t.Errorf("%s: %s is not told of", lang, z.Name)
			}
		}
		last := b.Levels[len(b.Levels)-1]
		if last.Level.Known() || len(last.Zones) != 1 || b.Levels[0].Level != forecast.V {
			t.Errorf("%s: levels %+v", lang, b.Levels)
		}
		for _, all := range []string{text, string(html)} {
			if strings.Contains(all, "bulletin_") || strings.Contains(all, "radio_") || strings.Contains(all, "{") && all == text {
				t.Errorf("%s: a text or hole is open: %s", lang, all)
			}
		}
		if !strings.Contains(text, map[string]string{"vi": "tạm thời", "en": "provisional"}[lang]) || !strings.Contains(string(html), map[string]string{"vi": "TẠM THỜI", "en": "PROVISIONAL"}[lang]) {
			t.Errorf("%s: the mark is missing", lang)
		}
	}
}

// The media notice belongs to levels IV and V alone, and names the risk level as
// something to be filled in.
func TestMediaNotice(t *testing.T) {
	if b := bulletin.New(source(t, "vi", forecast.III)); len(b.Media) != 0 {
		t.Errorf("at III: %v", b.Media)
	}
	b := bulletin.New(source(t, "vi", forecast.V))
	all := ""
	for _, line := range b.Media {
		all += line.Head + ": " + line.Text + "\n"
	}
	for _, want := range []string{"cấp V", "cấp IV", "Chi cục Kiểm lâm Thử", "02/03/2026", "Loại rừng: các loại rừng", "Cấp độ rủi ro thiên tai: …",
		"Diễn biến đã qua: Trong 7 ngày trước đó có 7 ngày ở cấp IV–V.", "Thời điểm ban hành: Phát hành lúc 07:00", "Người ban hành: họ tên và chữ ký"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in the notice: %s", want, all)
		}
	}
}

func TestNothingKnown(t *testing.T) {
	src := source(t, "vi", forecast.V)
	src.Today, src.Ahead, src.Past = nil, nil, nil
	b := bulletin.New(src)
	if len(b.Levels) != 1 || len(b.Media) != 0 || !strings.Contains(b.Statement[0], "không có nghĩa là an toàn") {
		t.Errorf("%+v %v", b.Levels, b.Statement)
	}
	for _, write := range []func() ([]byte, error){b.PDF, b.PNG, b.HTML, b.XLSX} {
		if _, err := write(); err != nil {
			t.Error(err)
		}
	}
}

func TestOverridesAreNamed(t *testing.T) {
	src := source(t, "vi", forecast.V)
	src.Today[3].Apply(forecast.Override{ZoneChange: forecast.ZoneChange{Level: forecast.I}})
	b := bulletin.New(src)
	if text := string(b.Text()); !strings.Contains(text, "do cán bộ có trách nhiệm điều chỉnh.\nĐó là "+src.Zones[3].Name+".") {
		t.Error(text)
	}
	if html, err := b.HTML(); err != nil || !strings.Contains(string(html), "Cấp của "+src.Zones[3].Name+" do cán bộ") || !strings.Contains(string(html), src.Zones[3].Name+"*") {
		t.Errorf("%v %s", err, html)
	}
}

// The same source gives the same bytes, in every form that has no time of its own.
func TestSameBytes(t *testing.T) {
	for name, write := range map[string]func(*bulletin.Bulletin) ([]byte, error){
		"pdf": (*bulletin.Bulletin).PDF, "png": (*bulletin.Bulletin).PNG, "html": (*bulletin.Bulletin).HTML,
	} {
		one, err := write(bulletin.New(source(t, "vi", forecast.V)))
		if err != nil {
			t.Fatal(err)
		}
		two, err := write(bulletin.New(source(t, "vi", forecast.V)))
		if err != nil || !bytes.Equal(one, two) {
			t.Errorf("%s differs (%v)", name, err)
		}
	}
}

func TestPictureAndBook(t *testing.T) {
	b := bulletin.New(source(t, "vi", forecast.V))
	data, err := b.PNG()
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil || picture.Bounds().Dx() != 1080 || picture.Bounds().Dy() != 1350 {
		t.Fatalf("%v %v", picture.Bounds(), err)
	}
	painted := 0
	for y := 450; y < 850; y++ {
		for x := 230; x < 530; x++ {
			if r, g, bl, _ := picture.At(x, y).RGBA(); r>>8 == 0xf2 && g>>8 == 0x8c && bl>>8 == 0x28 {
				painted++
			}
		}
	}
	if painted < 400*300*8/10 {
		t.Errorf("%d pixels of the map are painted", painted)
	}
	if data, err = b.XLSX(); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows(book.GetSheetList()[0])
	if err != nil || len(rows) != 1+36 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// A name that looks like markup or a formula stays a name.
func TestStrangeNames(t *testing.T) {
	src := source(t, "vi", forecast.V)
	src.Zones[0].Name = `<script>alert(1)</script>`
	src.Zones[1].Name = `=HYPERLINK("http://x")`
	b := bulletin.New(src)
	html, err := b.HTML()
	if err != nil || strings.Contains(string(html), "<script>") {
		t.Errorf("%v: markup went through", err)
	}
	data, err := b.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := book.GetRows(book.GetSheetList()[0])
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if formula, _ := book.GetCellFormula(book.GetSheetList()[0], cell); formula != "" {
			t.Errorf("row %d is a formula: %v", i+1, row)
		}
	}
}

func BenchmarkPDF(b *testing.B) { benchmark(b, (*bulletin.Bulletin).PDF) }
func BenchmarkPNG(b *testing.B) { benchmark(b, (*bulletin.Bulletin).PNG) }

func benchmark(b *testing.B, write func(*bulletin.Bulletin) ([]byte, error)) {
	src := source(b, "vi", forecast.V)
	b.ResetTimer()
	for b.Loop() {
		if _, err := write(bulletin.New(src)); err != nil {
			b.Fatal(err)
		}
	}
}
