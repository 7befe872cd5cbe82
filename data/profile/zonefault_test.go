package profile_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/canhlua/canhlua/data/profile"
)

// The page's words are held against this file; write it anew when a kind changes.
func TestZoneFaultKindsAreWritten(t *testing.T) {
	text, err := os.ReadFile("testdata/zonefaults.json")
	if err != nil {
		t.Fatal(err)
	}
	var told map[string][2]string
	if err := json.Unmarshal(text, &told); err != nil {
		t.Fatal(err)
	}
	kinds := profile.ZoneFaultKinds()
	for code, k := range kinds {
		if want := [2]string{k.Reason, k.Remedy}; told[code] != want {
			t.Errorf("%s stands there as %q, want %q; word it on the page too", code, told[code], want)
		}
	}
	for code := range told {
		if _, there := kinds[code]; !there {
			t.Errorf("%s is a kind no more", code)
		}
	}
}
