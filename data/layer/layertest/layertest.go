// Package layertest writes small shapefiles for tests: polygons with text columns.
// It checks nothing.
package layertest

import (
	"bytes"
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"
)

// PrjTM3 is ESRI's text of VN-2000 / TM-3 105-45 (EPSG:9210).
const PrjTM3 = `PROJCS["VN-2000_TM-3_105-45",GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.75],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`

// Sheet is a layer to be written: a row and the rings of each record.
type Sheet struct {
	Columns []string
	Rows    [][]string
	Shapes  [][]orb.Ring
}

// Files are the layer's parts under the name r; .prj and .cpg where there is text.
func (s Sheet) Files(prj, cpg string) map[string][]byte {
	shp, shx := s.shp()
	files := map[string][]byte{"r.shp": shp, "r.shx": shx, "r.dbf": s.DBF()}
	if prj != "" {
		files["r.prj"] = []byte(prj)
	}
	if cpg != "" {
		files["r.cpg"] = []byte(cpg)
	}
	return files
}

func (s Sheet) shp() (shp, shx []byte) {
	head := make([]byte, 100)
	copy(head, []byte{0, 0, 0x27, 0x0a})
	binary.LittleEndian.PutUint32(head[28:], 1000)
	binary.LittleEndian.PutUint32(head[32:], 5)
	shp, shx = bytes.Clone(head), bytes.Clone(head)
	for i, rings := range s.Shapes {
		content := record(rings)
		shx = binary.BigEndian.AppendUint32(shx, uint32(len(shp)/2))
		shx = binary.BigEndian.AppendUint32(shx, uint32(len(content)/2))
		shp = binary.BigEndian.AppendUint32(shp, uint32(i+1))
		shp = binary.BigEndian.AppendUint32(shp, uint32(len(content)/2))
		shp = append(shp, content...)
	}
	return shp, shx
}

func record(rings []orb.Ring) []byte {
	points := 0
	for _, ring := range rings {
		points += len(ring)
	}
	out := binary.LittleEndian.AppendUint32(nil, 5)
	out = append(out, make([]byte, 32)...) // the box, which nobody reads
	out = binary.LittleEndian.AppendUint32(out, uint32(len(rings)))
	out = binary.LittleEndian.AppendUint32(out, uint32(points))
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

// DBF is the table alone, every column a text of 60 bytes.
func (s Sheet) DBF() []byte {
	const width = 60
	out := make([]byte, 32)
	out[0] = 3
	binary.LittleEndian.PutUint32(out[4:], uint32(len(s.Rows)))
	binary.LittleEndian.PutUint16(out[8:], uint16(32+32*len(s.Columns)+1))
	binary.LittleEndian.PutUint16(out[10:], uint16(1+width*len(s.Columns)))
	for _, c := range s.Columns {
		f := make([]byte, 32)
		copy(f, c)
		f[11], f[16] = 'C', width
		out = append(out, f...)
	}
	out = append(out, 0x0d)
	for _, row := range s.Rows {
		out = append(out, ' ')
		for _, cell := range row {
			out = append(out, append([]byte(cell), bytes.Repeat([]byte(" "), width-len(cell))...)...)
		}
	}
	return out
}
