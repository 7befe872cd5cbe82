package profile

import (
	"testing"
	"testing/fstest"
)

// FuzzRead puts anything in place of a file of the embedded profile: it is
// taken or refused with a reason, never with a panic.
func FuzzRead(f *testing.F) {
	names := []string{"profile.yaml", "levels.yaml", "words/marks.yaml", "normals.yaml", "forest.yaml", "stations.csv"}
	for i, name := range names {
		data, err := embedded.ReadFile(Embedded + "/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(uint8(i), data)
	}
	f.Add(uint8(0), []byte("id: [&a *a]\nrules: *b"))
	f.Add(uint8(5), []byte("id,name,lat,lon\n\"a"))
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		files := fstest.MapFS{names[int(which)%len(names)]: {Data: data}}
		if p, err := read(files, "fuzz"); (p == nil) == (err == nil) {
			t.Fatalf("profile %v, error %v", p, err)
		}
	})
}

func BenchmarkLoadEmbedded(b *testing.B) {
	for b.Loop() {
		if _, err := Load(""); err != nil {
			b.Fatal(err)
		}
	}
}
