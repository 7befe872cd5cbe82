package layer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/geo"
)

// The head of a GeoPackage geometry (OGC 12-128r19, 2.1.3): GP, version, flags,
// srs_id, an envelope of a size that the flags say, then well-known binary.
var envelopeBytes = []int{0, 32, 48, 48, 64}

// readGeoPackage reads the areas of a geometry.
func readGeoPackage(blob []byte) (orb.MultiPolygon, *geo.Problem) {
	damaged := fault("shape_damaged")
	none := fault("record_bare")
	if len(blob) == 0 {
		return nil, none
	}
	if len(blob) < 8 || blob[0] != 'G' || blob[1] != 'P' {
		return nil, damaged
	}
	flags := blob[3]
	size := int(flags >> 1 & 7)
	if flags&0x10 != 0 { // empty
		return nil, none
	}
	if size >= len(envelopeBytes) || len(blob) < 8+envelopeBytes[size] {
		return nil, damaged
	}
	w := wkb{data: blob[8+envelopeBytes[size]:]}
	shape, err := w.areas(0)
	switch {
	case err != nil:
		return nil, fault("shape_unread", "cause", err.Error())
	case len(shape) == 0:
		return nil, none
	}
	return shape, nil
}

// wkb reads well-known binary (ISO 13249-3, with PostGIS's flags for height and
// measure, which are passed over).
type wkb struct {
	data []byte
	pos  int
}

var errCut = errors.New("cut off")

const (
	wkbPolygon, wkbMultiPolygon = 3, 6
	wkbCollection               = 7
	wkbDepth                    = 4
)

func (w *wkb) areas(depth int) (orb.MultiPolygon, error) {
	order, kind, dims, err := w.head()
	if err != nil {
		return nil, err
	}
	if kind == wkbPolygon {
		polygon, err := w.polygon(order, dims)
		return orb.MultiPolygon{polygon}, err
	}
	if kind != wkbMultiPolygon && kind != wkbCollection || depth > wkbDepth {
		return nil, fmt.Errorf("kind %d, no polygon", kind)
	}
	count, err := w.count(order, 9)
	if err != nil {
		return nil, err
	}
	var shape orb.MultiPolygon
	for range count {
		part, err := w.areas(depth + 1)
		if err != nil {
			return nil, err
		}
		shape = append(shape, part...)
	}
	return shape, nil
}

// head reads byte order, kind and the count of numbers a point has.
func (w *wkb) head() (order binary.ByteOrder, kind uint32, dims int, err error) {
	if len(w.data)-w.pos < 5 {
		return nil, 0, 0, errCut
	}
	order = binary.BigEndian
	if w.data[w.pos] == 1 {
		order = binary.LittleEndian
	}
	code := order.Uint32(w.data[w.pos+1:])
	w.pos += 5
	dims = 2
	if code&0x80000000 != 0 {
		dims++
	}
	if code&0x40000000 != 0 {
		dims++
	}
	if code&0x20000000 != 0 {
		w.pos += 4 // its own srid
	}
	code &= 0x0fffffff
	switch code / 1000 {
	case 1, 2:
		dims++
	case 3:
		dims += 2
	}
	return order, code % 1000, dims, nil
}

// count reads how many elements follow, which need so many bytes each at least.
func (w *wkb) count(order binary.ByteOrder, each int) (int, error) {
	if len(w.data)-w.pos < 4 {
		return 0, errCut
	}
	n := int(order.Uint32(w.data[w.pos:]))
	w.pos += 4
	if n > (len(w.data)-w.pos)/each {
		return 0, errCut
	}
	return n, nil
}

func (w *wkb) polygon(order binary.ByteOrder, dims int) (orb.Polygon, error) {
	count, err := w.count(order, 4)
	if err != nil {
		return nil, err
	}
	if count == 0 {
		return nil, errors.New("a part is empty")
	}
	polygon := make(orb.Polygon, count)
	for i := range polygon {
		n, err := w.count(order, 8*dims)
		if err != nil {
			return nil, err
		}
		polygon[i] = make(orb.Ring, n)
		for k := range polygon[i] {
			polygon[i][k] = orb.Point{w.float(order, 0), w.float(order, 1)}
			w.pos += 8 * dims
		}
	}
	return polygon, nil
}

func (w *wkb) float(order binary.ByteOrder, i int) float64 {
	return math.Float64frombits(order.Uint64(w.data[w.pos+8*i:]))
}
