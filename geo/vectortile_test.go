package geo_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/geo"
)

// proto is a message of protocol buffers: its fields in order, numbers as bytes.
type proto map[uint64][][]byte

func readProto(t testing.TB, data []byte) proto {
	t.Helper()
	out := proto{}
	for len(data) > 0 {
		tag, n := binary.Uvarint(data)
		data = data[n:]
		var size uint64
		switch tag & 7 {
		case 0:
			_, n = binary.Uvarint(data)
			size, n = uint64(n), 0
		case 1:
			size, n = 8, 0
		case 2:
			size, n = binary.Uvarint(data)
		default:
			t.Fatalf("wire type %d", tag&7)
		}
		data = data[n:]
		out[tag>>3], data = append(out[tag>>3], data[:size]), data[size:]
	}
	return out
}

// drawn is a feature of a tile as a map reads it.
type drawn struct {
	properties map[string]any
	rings      [][][2]int
}

func readTile(t testing.TB, data []byte) []drawn {
	t.Helper()
	if len(data) == 0 {
		return nil
	}
	layer := readProto(t, readProto(t, data)[3][0])
	if string(layer[1][0]) != "danger" || layer[15][0][0] != 2 || !bytes.Equal(layer[5][0], binary.AppendUvarint(nil, 4096)) {
		t.Fatalf("layer %q, version %v, extent %v", layer[1], layer[15], layer[5])
	}
	var out []drawn
	for _, body := range layer[2] {
		f := readProto(t, body)
		d := drawn{properties: map[string]any{}}
		for tags := f[2][0]; len(tags) > 0; {
			key, n := binary.Uvarint(tags)
			value, m := binary.Uvarint(tags[n:])
			tags = tags[n+m:]
			d.properties[string(layer[3][key])] = readValue(t, layer[4][value])
		}
		d.rings = readRings(t, f[4][0])
		out = append(out, d)
	}
	return out
}

func readValue(t testing.TB, body []byte) any {
	t.Helper()
	for field, v := range readProto(t, body) {
		switch field {
		case 1:
			return string(v[0])
		case 3:
			return math.Float64frombits(binary.LittleEndian.Uint64(v[0]))
		case 6:
			n, _ := binary.Varint(v[0])
			return int(n)
		case 7:
			return v[0][0] == 1
		}
	}
	t.Fatal("a value without one")
	return nil
}

func readRings(t testing.TB, commands []byte) (rings [][][2]int) {
	t.Helper()
	var pen [2]int
	for len(commands) > 0 {
		command, n := binary.Uvarint(commands)
		commands = commands[n:]
		if command&7 == 7 {
			continue
		}
		for range command >> 3 {
			dx, n := binary.Varint(commands)
			dy, m := binary.Varint(commands[n:])
			commands = commands[n+m:]
			pen = [2]int{pen[0] + int(dx), pen[1] + int(dy)}
			if command&7 == 1 {
				rings = append(rings, nil)
			}
			last := len(rings) - 1
			rings[last] = append(rings[last], pen)
		}
	}
	return rings
}

func areaOf(ring [][2]int) (sum int) {
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		sum += a[0]*b[1] - b[0]*a[1]
	}
	return sum / 2
}

func ringOf(west, south, east, north float64) orb.Ring {
	return orb.Ring{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}
}

func TestVectorTile(t *testing.T) {
	holed := orb.MultiPolygon{{ringOf(-90, -40, 90, 40), ringOf(-45, -20, 45, 20)}}
	tile := geo.VectorTile("danger", geo.Tile{}, []geo.TileFeature{
		{Shape: holed, Properties: []geo.TileProperty{{"name", "Núi Cậu"}, {"level", 5}, {"p", 12949.5}, {"stale", false}, {"h", nil}, {"k", math.NaN()}}},
		{Shape: orb.MultiPolygon{{ringOf(100, 10, 101, 11)}}, Properties: []geo.TileProperty{{"name", "Núi Cậu"}, {"stale", true}}},
	})
	got := readTile(t, tile)
	if len(got) != 2 {
		t.Fatalf("%d features", len(got))
	}
	p := got[0].properties
	if len(p) != 4 || p["name"] != "Núi Cậu" || p["level"] != 5 || p["p"] != 12949.5 || p["stale"] != false {
		t.Errorf("properties %v", p)
	}
	if _, known := got[1].properties["level"]; known || got[1].properties["stale"] != true {
		t.Errorf("what is not known is told: %v", got[1].properties)
	}
	if r := got[0].rings; len(r) != 2 || areaOf(r[0]) <= 0 || areaOf(r[1]) >= 0 {
		t.Errorf("the outer ring turns one way, holes the other: %v", r)
	}
	// 90° W is a quarter of the way; 40° N by the formula of the projection.
	north := int(math.Round((0.5 - math.Asinh(math.Tan(40*math.Pi/180))/(2*math.Pi)) * 4096))
	for _, c := range got[0].rings[0] {
		if c[0] != 1024 && c[0] != 3072 || c[1] != north && c[1] != 4096-north {
			t.Errorf("corner %v, want x 1024 or 3072, y %d or %d", c, north, 4096-north)
		}
	}
	if elsewhere := geo.VectorTile("danger", geo.Tile{Z: 8, X: 1, Y: 1}, []geo.TileFeature{{Shape: holed}}); len(elsewhere) != 0 {
		t.Errorf("a tile that nothing reaches has %d bytes", len(elsewhere))
	}
}

func TestTileIsValid(t *testing.T) {
	for tile, want := range map[geo.Tile]bool{{}: true, {8, 203, 120}: true, {8, 256, 0}: false, {8, 0, -1}: false, {-1, 0, 0}: false, {23, 0, 0}: false} {
		if tile.Valid() != want {
			t.Errorf("%v valid: %v", tile, !want)
		}
	}
}

// Whatever the shape and the tile: what is drawn lies within the tile and its margin,
// outer rings turn the right way, and the shape is not changed.
func TestVectorTileStaysInside(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		west, south := rapid.Float64Range(-170, 160).Draw(rt, "west"), rapid.Float64Range(-80, 70).Draw(rt, "south")
		shape := orb.MultiPolygon{{ringOf(west, south, west+rapid.Float64Range(0.1, 10).Draw(rt, "wide"), south+rapid.Float64Range(0.1, 10).Draw(rt, "high"))}}
		before := shape.Clone()
		z := rapid.IntRange(0, 12).Draw(rt, "z")
		tile := tileAt(z, west, south)
		got := readTile(t, geo.VectorTile("danger", tile, []geo.TileFeature{{Shape: shape}}))
		if z > 9 && len(got) != 1 {
			rt.Fatalf("%d features where the corner lies", len(got))
		}
		for _, f := range got {
			for _, ring := range f.rings {
				if len(ring) < 3 || areaOf(ring) < 0 {
					rt.Fatalf("ring %v", ring)
				}
				for _, c := range ring {
					if min(c[0], c[1]) < -64 || max(c[0], c[1]) > 4096+64 {
						rt.Fatalf("%v lies outside", c)
					}
				}
			}
		}
		if !shape.Equal(before) {
			rt.Fatal("the shape was changed")
		}
	})
}

// tileAt is the tile in which a place lies.
func tileAt(z int, lon, lat float64) geo.Tile {
	across := math.Exp2(float64(z))
	return geo.Tile{Z: z, X: int((lon/360 + 0.5) * across), Y: int((0.5 - math.Asinh(math.Tan(lat*math.Pi/180))/(2*math.Pi)) * across)}
}
