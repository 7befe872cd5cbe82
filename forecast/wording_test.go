package forecast_test

import (
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Numbers, ranges and days are written in the marks of the reader's language; what
// is missing is a dash, never a zero.
func TestWordingWritesInTheReadersMarks(t *testing.T) {
	day := forecast.Date{Year: 2026, Month: time.March, Day: 2}
	for lang, want := range map[string][]string{
		"vi": {"1.234,5", "-12.000", "–", "999", "3–12.000", "7", "02/03/2026", "02/03", "Từ 5 giờ", "khong_co"},
		"en": {"1,234.5", "-12,000", "–", "999", "3–12,000", "7", "2 March 2026", "2 Mar", "From 5 h", "khong_co"},
	} {
		w := forecast.Wording{Lang: lang, Province: &forecast.Province{Words: map[string]forecast.Text{"from": {Vi: "Từ {n} giờ", En: "From {n} h"}}}}
		for i, got := range []string{
			w.Number(forecast.Some(1234.5), 1), w.Number(forecast.Some(-12000), 0), w.Number(forecast.Float{}, 1), w.Number(forecast.Some(999), 0),
			w.Between(3, 12000), w.Between(6.9, 7.1), w.Date(day), w.Day(day), w.Text("from", "n", "5"), w.Text("khong_co"),
		} {
			if got != want[i] {
				t.Errorf("%s, text %d: %q, want %q", lang, i, got, want[i])
			}
		}
	}
}
