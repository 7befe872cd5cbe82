package geo

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// A tile is drawn a little beyond its border, so that no outline shows along it.
const (
	tileExtent = 4096 // units across a tile
	tileMargin = 64
)

// MaxTileZoom is the deepest level of the pyramid that tiles are made for.
const MaxTileZoom = 22

// Tile is a square of the Web Mercator pyramid (EPSG:3857); Y counts from the north.
type Tile struct{ Z, X, Y int }

// Valid reports whether the pyramid has the tile.
func (t Tile) Valid() bool {
	return t.Z >= 0 && t.Z <= MaxTileZoom && t.X >= 0 && t.Y >= 0 && t.X < 1<<t.Z && t.Y < 1<<t.Z
}

// units gives a place of WGS 84 in the tile's own units.
func (t Tile) units(p orb.Point) orb.Point {
	across := math.Exp2(float64(t.Z))
	sin := math.Sin(p[1] * math.Pi / 180)
	x := (p[0]/360 + 0.5) * across
	y := (0.5 - math.Atanh(sin)/(2*math.Pi)) * across
	return orb.Point{(x - float64(t.X)) * tileExtent, (y - float64(t.Y)) * tileExtent}
}

// TileFeature is an area with what is told of it.
type TileFeature struct {
	Shape      orb.MultiPolygon // WGS 84; it is not changed
	Properties []TileProperty
}

// TileProperty is a name with a string, float64, int or bool; other values, and
// nil, are left out: a vector tile has no null.
type TileProperty struct {
	Name  string
	Value any
}

// VectorTile writes one layer as a Mapbox Vector Tile 2.1. A tile that no area
// reaches is empty.
func VectorTile(layer string, t Tile, features []TileFeature) []byte {
	l := tileLayer{keys: map[string]uint64{}, values: map[any]uint64{}}
	for i := range features {
		if rings := t.draw(features[i].Shape); len(rings) > 0 {
			l.add(rings, features[i].Properties)
		}
	}
	if len(l.features) == 0 {
		return nil
	}
	var body []byte
	body = appendField(body, 1, []byte(layer))
	body = append(body, l.features...)
	body = append(body, l.names...)
	body = append(body, l.contents...)
	body = appendNumber(body, 5, tileExtent)
	body = appendNumber(body, 15, 2)
	return appendField(nil, 3, body)
}

// draw gives the rings of a shape within the tile, in whole units, the outer ones
// turning as the format wants it (positive area where y grows downwards), each
// followed by its holes.
func (t Tile) draw(shape orb.MultiPolygon) [][]cell {
	window := orb.Bound{Min: orb.Point{-tileMargin, -tileMargin}, Max: orb.Point{tileExtent + tileMargin, tileExtent + tileMargin}}
	if b := shape.Bound(); !window.Intersects(orb.Bound{Min: t.units(b.LeftTop()), Max: t.units(b.RightBottom())}) {
		return nil
	}
	var out [][]cell
	for _, polygon := range clip.MultiPolygon(window, t.project(shape)) {
		for i, ring := range polygon {
			cells := snapped(ring)
			if area := twiceArea(cells); area != 0 && (area > 0) != (i == 0) {
				slices.Reverse(cells)
			} else if area == 0 && i == 0 {
				break // nothing is left of it, nor of its holes
			} else if area == 0 {
				continue
			}
			out = append(out, cells)
		}
	}
	return out
}

// project gives a copy in the tile's units.
func (t Tile) project(shape orb.MultiPolygon) orb.MultiPolygon {
	out := make(orb.MultiPolygon, len(shape))
	for i, polygon := range shape {
		out[i] = make(orb.Polygon, len(polygon))
		for j, ring := range polygon {
			out[i][j] = make(orb.Ring, len(ring))
			for k, p := range ring {
				out[i][j][k] = t.units(p)
			}
		}
	}
	return out
}

// cell is a place in whole units.
type cell [2]int

// snapped are a ring's places in whole units, without the closing one and without
// repetitions.
func snapped(ring orb.Ring) []cell {
	var out []cell
	for _, p := range ring {
		c := cell{int(math.Round(p[0])), int(math.Round(p[1]))}
		if len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	for len(out) > 1 && out[len(out)-1] == out[0] {
		out = out[:len(out)-1]
	}
	return out
}

// twiceArea is twice the signed area, by the surveyor's formula.
func twiceArea(ring []cell) int {
	sum := 0
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		sum += a[0]*b[1] - b[0]*a[1]
	}
	return sum
}

// tileLayer gathers features; names and values are kept once.
type tileLayer struct {
	features, names, contents []byte
	keys                      map[string]uint64
	values                    map[any]uint64
}

func (l *tileLayer) add(rings [][]cell, properties []TileProperty) {
	var tags []byte
	for _, p := range properties {
		value := encodeValue(p.Value)
		if value == nil {
			continue
		}
		key, known := l.keys[p.Name]
		if !known {
			key = uint64(len(l.keys))
			l.keys[p.Name], l.names = key, appendField(l.names, 3, []byte(p.Name))
		}
		at, known := l.values[p.Value]
		if !known {
			at = uint64(len(l.values))
			l.values[p.Value], l.contents = at, appendField(l.contents, 4, value)
		}
		tags = binary.AppendUvarint(binary.AppendUvarint(tags, key), at)
	}
	var feature []byte
	feature = appendField(feature, 2, tags)
	feature = appendNumber(feature, 3, 3) // polygon
	feature = appendField(feature, 4, encodeRings(rings))
	l.features = appendField(l.features, 2, feature)
}

// encodeRings writes the commands that draw rings, each place from the one before.
func encodeRings(rings [][]cell) []byte {
	const moveTo, lineTo, closePath = 1, 2, 7
	var out []byte
	var pen cell
	step := func(to cell) {
		out = binary.AppendVarint(out, int64(to[0]-pen[0])) // varint is zigzag, as the format wants it
		out = binary.AppendVarint(out, int64(to[1]-pen[1]))
		pen = to
	}
	for _, ring := range rings {
		out = binary.AppendUvarint(out, moveTo|1<<3)
		step(ring[0])
		out = binary.AppendUvarint(out, lineTo|uint64(len(ring)-1)<<3)
		for _, c := range ring[1:] {
			step(c)
		}
		out = binary.AppendUvarint(out, closePath|1<<3)
	}
	return out
}

// encodeValue is a value of the format, nil for what it does not know.
func encodeValue(v any) []byte {
	switch v := v.(type) {
	case string:
		return appendField([]byte{}, 1, []byte(v))
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
		return binary.LittleEndian.AppendUint64([]byte{3<<3 | 1}, math.Float64bits(v))
	case int:
		return binary.AppendVarint([]byte{6 << 3}, int64(v)) // sint64
	case bool:
		if v {
			return []byte{7 << 3, 1}
		}
		return []byte{7 << 3, 0}
	}
	return nil
}

// appendField writes a field of bytes, appendNumber one of a number (protocol buffers).
func appendField(dst []byte, field uint64, content []byte) []byte {
	dst = binary.AppendUvarint(dst, field<<3|2)
	return append(binary.AppendUvarint(dst, uint64(len(content))), content...)
}

func appendNumber(dst []byte, field, n uint64) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(dst, field<<3), n)
}
