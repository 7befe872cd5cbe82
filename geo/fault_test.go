package geo

import (
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/faults.json, which the page's words are held against")

// The page's words are held against this file.
func TestFaultKindsAreWritten(t *testing.T) {
	const file = "testdata/faults.json"
	words := map[string][2]string{}
	for code, k := range FaultKinds() {
		words[code] = [2]string{k.Reason, k.Remedy}
	}
	want, err := json.MarshalIndent(words, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("the kinds have changed: run it with -update, and word new kinds on the page")
	}
}
