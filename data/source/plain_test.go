package source_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

// What people write is no formula in the file that comes out, and the same words
// again when the file comes back.
func TestListsHoldNoFormulas(t *testing.T) {
	kinds := []forecast.ReadinessKind{{ID: "crew"}}
	asset := forecast.Asset{ID: "a1", Kind: "crew", Name: `=HYPERLINK("http://evil.example")`, Phone: "+84 901 234 567", Note: "'=1+1"}
	var out bytes.Buffer
	if err := source.WriteAssets(&out, []forecast.Asset{asset}); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); strings.Contains(text, ",=") || strings.Contains(text, `,"=`) || strings.Contains(text, ",+") {
		t.Errorf("%s", text)
	}
	back, err := source.ReadAssets("a.csv", out.Bytes(), kinds)
	if err != nil || len(back) != 1 || back[0].Name != asset.Name || back[0].Phone != asset.Phone || back[0].Note != asset.Note {
		t.Errorf("%+v, %v", back, err)
	}
	sign := "id,name,lat,lon,ranger\nb1,'=1+1,11,106,'+84 901\n"
	signs, refused := source.DecodeSigns([]byte(sign), source.ListOptions{Name: "s.csv"}, func(*forecast.Sign) error { return nil })
	if len(refused) > 0 || len(signs) != 1 || signs[0].Name != "=1+1" || signs[0].Ranger != "+84 901" {
		t.Errorf("%+v, %v", signs, refused)
	}
}

// sized is an archive whose parts say that they are so large.
func sized(t *testing.T, sizes ...uint64) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i, size := range sizes {
		h := &zip.FileHeader{Name: "xl/worksheets/sheet" + string(rune('1'+i)) + ".xml", Method: zip.Store, UncompressedSize64: size, CompressedSize64: 4}
		part, err := w.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte("<x/>")); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Sizes that together run over the largest number, or that read as negative, are no
// small workbook; the file is refused and nothing breaks.
func TestWorkbookOfAbsurdSizes(t *testing.T) {
	for _, sizes := range [][]uint64{{1 << 63, 1 << 63}, {1 << 63}, {1<<64 - 1, 1}, {1<<64 - 8, 8}} {
		reader := source.Reader{Format: source.FormatXLSX, Location: time.UTC}
		b := reader.Again(forecast.Raw{Name: "w.xlsx", Source: source.FormatXLSX, Data: sized(t, sizes...)})
		if len(b.Rejects) != 1 || !strings.Contains(b.Rejects[0].Err.Error(), "64 MiB") && !strings.Contains(b.Rejects[0].Err.Error(), "no readable") {
			t.Errorf("%v: %v", sizes, b.Rejects)
		}
	}
}
