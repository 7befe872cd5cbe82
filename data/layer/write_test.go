package layer

import (
	"archive/zip"
	"bytes"
	"testing"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/layer/layertest"
)

func packed(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, data := range files {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// The .prj files of the tests: the right one, and one of nowhere near.
const (
	prjTM3 = layertest.PrjTM3
	prjHN  = `GEOGCS["GCS_Hanoi_1972",DATUM["D_Hanoi_1972",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
)

// box is a clockwise ring, as shapefiles have their outer ones.
func box(x, y, w, h float64) orb.Ring {
	return orb.Ring{{x, y}, {x, y + h}, {x + w, y + h}, {x + w, y}, {x, y}}
}

func turned(r orb.Ring) orb.Ring {
	r = r.Clone()
	r.Reverse()
	return r
}

// oneZone is a layer of one zone at Dầu Tiếng with such a name.
func oneZone(name string) layertest.Sheet {
	return layertest.Sheet{Columns: []string{"ID", "NAME"}, Rows: [][]string{{"a", name}}, Shapes: [][]orb.Ring{{box(559000, 1248000, 1000, 1000)}}}
}
