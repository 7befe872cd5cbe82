package source_test

import (
	"testing"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

// A fault keeps its code on its way out of the file, and says where it is.
func TestFaultsOfAssetsBearCodes(t *testing.T) {
	kinds := []forecast.ReadinessKind{{ID: "crew"}}
	for file, code := range map[string]string{
		"":                                    "no_heading",
		"id,nick\n":                           "unknown_column",
		"id,kind,name\n\"a,crew,A\n":          "no_csv",
		"{":                                   "no_points",
		"id,kind,name\na,crew,A\na,crew,B\n":  "id_twice",
		"id,kind,name,count\na,crew,A,many\n": "no_number",
		"id,kind,name\na,boat,A\n":            "unknown_kind",
	} {
		_, err := source.ReadAssets("a.csv", []byte(file), kinds)
		if got := forecast.CodeOf(err); got.Code != code {
			t.Errorf("%q: code %q, want %q (%v)", file, got.Code, code, err)
		}
	}
}
