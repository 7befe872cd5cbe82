package layer

import (
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/geo"
)

// The layout of .shp and .shx: ESRI Shapefile Technical Description, 1998, an
// ESRI White Paper. The header and the head of a record are big-endian, the rest
// little-endian; lengths count words of two bytes.
var shapeMagic = []byte{0, 0, 0x27, 0x0a} // 9994

const (
	shapeHeader = 100
	recordHead  = 8

	shapeNull     = 0
	shapePolygon  = 5
	shapePolygonZ = 15
	shapePolygonM = 25
)

// shapeFaults are the faults of the kinds that people meet and that are no areas.
var shapeFaults = map[uint32]string{1: "holds_points", 3: "holds_lines", 8: "holds_points", 11: "holds_points", 13: "holds_lines",
	18: "holds_points", 21: "holds_points", 23: "holds_lines", 28: "holds_points"}

// count holds the number of records of the .shx against the .dbf's.
func (r *reader) count(index []byte, rows int) bool {
	if len(index) < shapeHeader || string(index[:4]) != string(shapeMagic) || (len(index)-shapeHeader)%recordHead != 0 {
		r.fail("", "shx_damaged")
		return false
	}
	if shapes := (len(index) - shapeHeader) / recordHead; shapes != rows {
		r.fail("", "shx_dbf_apart", "shapes", count(shapes), "rows", count(rows))
		return false
	}
	return true
}

// shapes reads the records where the .shx says they are, each with its row.
func (r *reader) shapes(data, index []byte, rows *table) {
	if !r.shapeHead(data) {
		return
	}
	for n := 1; n <= rows.count; n++ {
		f := geo.Feature{File: r.name, Index: n}
		if rows.deleted(n) {
			r.note(fault("note_deleted", "n", count(n)))
			continue
		}
		f.Properties = rows.row(n)
		identify(&f)
		rings, bad := record(data, index, n)
		switch {
		case bad != nil:
			r.bad(&f, *bad)
		case !r.within(&f, points(rings)):
			return
		default:
			f.Shape = geo.Polygons(rings)
			r.add(f)
		}
	}
}

// record reads the rings of record n, from 1.
func record(data, index []byte, n int) ([]orb.Ring, *geo.Problem) {
	cut := fault("shp_cut")
	entry := index[shapeHeader+recordHead*(n-1):]
	at := int64(binary.BigEndian.Uint32(entry))*2 + recordHead
	if at < shapeHeader+recordHead || at > int64(len(data)) {
		return nil, cut
	}
	length := int64(binary.BigEndian.Uint32(data[at-4:])) * 2
	if length < 4 || length > int64(len(data))-at {
		return nil, cut
	}
	return readRings(data[at : at+length])
}

func (r *reader) shapeHead(data []byte) bool {
	switch {
	case len(data) < shapeHeader || string(data[:4]) != string(shapeMagic):
		r.fail("", "shp_damaged")
		return false
	}
	kind := binary.LittleEndian.Uint32(data[32:])
	if kind == shapePolygon || kind == shapePolygonZ || kind == shapePolygonM {
		return true
	}
	code := shapeFaults[kind]
	if code == "" {
		code = "holds_other"
	}
	r.fail("", code, "kind", count(int64(kind)))
	return false
}

// identify takes the feature's ID from the usual columns.
func identify(f *geo.Feature) {
	if f.ID = f.Text("id"); f.ID == "" {
		f.ID = f.Text("code")
	}
}

// readRings reads a polygon record; heights and measures behind are passed over.
func readRings(content []byte) ([]orb.Ring, *geo.Problem) {
	bad := fault("record_damaged")
	switch kind := binary.LittleEndian.Uint32(content); kind {
	case shapeNull:
		return nil, fault("record_bare")
	case shapePolygon, shapePolygonZ, shapePolygonM:
	default:
		return nil, fault("record_kind", "kind", count(int64(kind)))
	}
	if len(content) < 44 {
		return nil, bad
	}
	parts, total := int64(binary.LittleEndian.Uint32(content[36:])), int64(binary.LittleEndian.Uint32(content[40:]))
	if parts == 0 || total == 0 {
		return nil, fault("record_empty")
	}
	if 44+4*parts+16*total > int64(len(content)) {
		return nil, bad
	}
	starts, coordinates := content[44:], content[44+4*parts:]
	rings := make([]orb.Ring, parts)
	for i := range rings {
		from, to := int64(binary.LittleEndian.Uint32(starts[4*i:])), total
		if i+1 < len(rings) {
			to = int64(binary.LittleEndian.Uint32(starts[4*i+4:]))
		}
		if from >= to || to > total {
			return nil, bad
		}
		rings[i] = make(orb.Ring, 0, to-from)
		for k := from; k < to; k++ {
			rings[i] = append(rings[i], orb.Point{float(coordinates[16*k:]), float(coordinates[16*k+8:])})
		}
	}
	return rings, nil
}

func float(b []byte) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b)) }

func points(rings []orb.Ring) int {
	n := 0
	for _, ring := range rings {
		n += len(ring)
	}
	return n
}
