package forecast_test

import (
	"strings"
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

func TestPlainCell(t *testing.T) {
	for text, cell := range map[string]string{
		"":                       "",
		"Rừng thông":             "Rừng thông",
		"-1.5":                   "-1.5",
		"+7":                     "+7",
		"1e5":                    "1e5",
		`=HYPERLINK("http://x")`: `'=HYPERLINK("http://x")`,
		"+84 901 234 567":        "'+84 901 234 567",
		"-2+3+cmd|' /C calc'!A0": "'-2+3+cmd|' /C calc'!A0",
		"@SUM(A1)":               "'@SUM(A1)",
		"\t=1":                   "'\t=1",
		" =1":                    "' =1",
		"\u200b=1":               "'\u200b=1",
		"＝1":                     "'＝1",
		"'=1":                    "''=1",
		"''=1":                   "'''=1",
		"'tis":                   "'tis",
	} {
		if got := forecast.PlainCell(text); got != cell {
			t.Errorf("%q is written as %q, not %q", text, got, cell)
		}
		if back := forecast.CellText(cell); back != text {
			t.Errorf("%q reads as %q, not %q", cell, back, text)
		}
	}
}

func FuzzPlainCell(f *testing.F) {
	f.Add("'=1")
	f.Fuzz(func(t *testing.T, text string) {
		cell := forecast.PlainCell(text)
		if back := forecast.CellText(cell); back != text && !strings.HasPrefix(text, "'") {
			t.Errorf("%q → %q → %q", text, cell, back)
		}
		if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "@") {
			t.Errorf("%q runs", cell)
		}
	})
}
