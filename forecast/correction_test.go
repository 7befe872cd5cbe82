package forecast_test

import (
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

// All codes read a heading's indicator alike: what corrects is told from what is
// late or amended.
func TestCorrectionOfAHeading(t *testing.T) {
	for bbb, want := range map[string]string{
		"CCA": "CCA", "CCX": "CCX", "CCY": "CCY", "CCZ": "CCZ", "COR": "COR",
		"": "", "RRA": "", "AAB": "", "CC1": "", "CC": "", "CCAA": "", "cca": "", "PAA": "",
	} {
		if got := forecast.CorrectionOf(bbb); got != want {
			t.Errorf("%q: %q, want %q", bbb, got, want)
		}
	}
}
