package forecast_test

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

// The page's words are held against this file; write it anew when a kind changes.
func TestAssetFaultKindsAreWritten(t *testing.T) {
	text, err := os.ReadFile("testdata/assetfaults.json")
	if err != nil {
		t.Fatal(err)
	}
	var told map[string][2]string
	if err := json.Unmarshal(text, &told); err != nil {
		t.Fatal(err)
	}
	if kinds := forecast.AssetFaultKinds(); !reflect.DeepEqual(told, kinds) {
		t.Errorf("the file says\n%q\nthe kinds are\n%q; word new ones on the page too", told, kinds)
	}
}
