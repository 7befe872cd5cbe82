package layer

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"github.com/paulmach/orb"
)

// A shapefile as these tests need it: polygons, text columns.
type sheet struct {
	columns []string
	rows    [][]string
	shapes  [][]orb.Ring
}

func (s sheet) files(prj, cpg string) map[string][]byte {
	shp, shx := s.shp()
	files := map[string][]byte{"r.shp": shp, "r.shx": shx, "r.dbf": s.dbf()}
	if prj != "" {
		files["r.prj"] = []byte(prj)
	}
	if cpg != "" {
		files["r.cpg"] = []byte(cpg)
	}
	return files
}

func (s sheet) shp() (shp, shx []byte) {
	head := make([]byte, shapeHeader)
	copy(head, shapeMagic)
	binary.LittleEndian.PutUint32(head[28:], 1000)
	binary.LittleEndian.PutUint32(head[32:], shapePolygon)
	shp, shx = bytes.Clone(head), bytes.Clone(head)
	for i, rings := range s.shapes {
		content := record5(rings)
		shx = binary.BigEndian.AppendUint32(shx, uint32(len(shp)/2))
		shx = binary.BigEndian.AppendUint32(shx, uint32(len(content)/2))
		shp = binary.BigEndian.AppendUint32(shp, uint32(i+1))
		shp = binary.BigEndian.AppendUint32(shp, uint32(len(content)/2))
		shp = append(shp, content...)
	}
	return shp, shx
}

func record5(rings []orb.Ring) []byte {
	out := binary.LittleEndian.AppendUint32(nil, shapePolygon)
	out = append(out, make([]byte, 32)...) // the box, which nobody reads
	out = binary.LittleEndian.AppendUint32(out, uint32(len(rings)))
	out = binary.LittleEndian.AppendUint32(out, uint32(points(rings)))
	start := 0
	for _, ring := range rings {
		out = binary.LittleEndian.AppendUint32(out, uint32(start))
		start += len(ring)
	}
	for _, ring := range rings {
		for _, p := range ring {
			out = binary.LittleEndian.AppendUint64(out, math.Float64bits(p[0]))
			out = binary.LittleEndian.AppendUint64(out, math.Float64bits(p[1]))
		}
	}
	return out
}

func (s sheet) dbf() []byte {
	const width = 60
	out := make([]byte, tableHead)
	out[0] = 3
	binary.LittleEndian.PutUint32(out[4:], uint32(len(s.rows)))
	binary.LittleEndian.PutUint16(out[8:], uint16(tableHead+32*len(s.columns)+1))
	binary.LittleEndian.PutUint16(out[10:], uint16(1+width*len(s.columns)))
	for _, c := range s.columns {
		f := make([]byte, 32)
		copy(f, c)
		f[11], f[16] = 'C', width
		out = append(out, f...)
	}
	out = append(out, tableEnd)
	for _, row := range s.rows {
		out = append(out, ' ')
		for _, cell := range row {
			out = append(out, append([]byte(cell), bytes.Repeat([]byte(" "), width-len(cell))...)...)
		}
	}
	return out
}

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

// The .prj files of the tests: ESRI's text of EPSG:9210, and one of nowhere near.
const (
	prjTM3 = `PROJCS["VN-2000_TM-3_105-45",GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.75],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
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
func oneZone(name string) sheet {
	return sheet{columns: []string{"ID", "NAME"}, rows: [][]string{{"a", name}}, shapes: [][]orb.Ring{{box(559000, 1248000, 1000, 1000)}}}
}
