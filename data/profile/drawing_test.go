package profile_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/canhlua/canhlua/geo"
	"github.com/paulmach/orb"
)

var update = flag.Bool("update", false, "draw the indicative zones again")

// Zones are drawn from published facts only: around each commune's middle a
// cell of a power diagram, inside the outline, its weight chosen so that the
// area comes near the published one.

type seat struct {
	code, kind, name string
	at               orb.Point // kilometres on the plane
	areaKm2, weight  float64
}

// plane is kilometres east and north of a point of the province.
type plane struct{ lon, lat, kmLon, kmLat float64 }

func planeAt(lon, lat float64) plane {
	return plane{lon, lat, 111.32 * math.Cos(lat*math.Pi/180), 110.6}
}

func (p plane) km(lon, lat float64) orb.Point {
	return orb.Point{(lon - p.lon) * p.kmLon, (lat - p.lat) * p.kmLat}
}

func (p plane) degrees(km orb.Point) orb.Point {
	return orb.Point{p.lon + km[0]/p.kmLon, p.lat + km[1]/p.kmLat}
}

func TestZonesFileIsDrawnFromItsSeats(t *testing.T) {
	dir := filepath.Join("binhduong")
	on := planeAt(106.64, 11.19)
	drawn := draw(t, on, readOutline(t, on, filepath.Join(dir, "drawing", "outline.csv")),
		readSeats(t, on, filepath.Join(dir, "drawing", "seats.csv")))
	file := filepath.Join(dir, "zones.geojson")
	if *update {
		if err := os.WriteFile(file, drawn, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(kept, drawn) {
		t.Errorf("%s is not what the seats and the outline give (%v); draw it again with -update", file, err)
	}
}

func draw(t *testing.T, on plane, outline []orb.Point, seats []seat) []byte {
	cells := weigh(outline, seats)
	known := corners{}
	out := geo.BeginCollection(nil)
	for i, s := range seats {
		var ring orb.Ring
		for _, p := range cells[i] {
			ring = append(ring, known.of(p))
		}
		ring = slices.Compact(ring)
		for k, p := range ring {
			ring[k] = on.degrees(p)
		}
		ring = append(ring, ring[0])
		if s.areaKm2/areaKm2(cells[i]) > 1.1 || s.areaKm2/areaKm2(cells[i]) < 0.9 {
			t.Errorf("%s: %.1f km², published %.1f", s.name, areaKm2(cells[i]), s.areaKm2)
		}
		properties := fmt.Sprintf(`{"code":%q,"name":%q,"kind":%q,"published_area_km2":%v}`, s.code, s.name, s.kind, s.areaKm2)
		out = geo.AppendFeature(out, s.code, geo.AppendGeometry(nil, orb.MultiPolygon{{ring}}, 5), []byte(properties))
	}
	begin := []byte(`{"type":"Feature",`) // a line each, so that a change can be read
	return append(bytes.ReplaceAll(geo.EndCollection(out, nil), begin, append([]byte("\n"), begin...)), '\n')
}

// weigh moves the weights until every cell has its share of the area.
func weigh(outline []orb.Point, seats []seat) [][]orb.Point {
	published := 0.0
	for _, s := range seats {
		published += s.areaKm2
	}
	scale := areaKm2(outline) / published
	cells := make([][]orb.Point, len(seats))
	for range 400 {
		for i := range seats {
			cells[i] = cell(outline, seats, i)
		}
		for i := range seats {
			seats[i].weight += 0.15 * (seats[i].areaKm2*scale - areaKm2(cells[i]))
		}
	}
	return cells
}

// cell is the largest part of the outline that is nearer to the seat, by
// distance squared less its weight, than to any other.
func cell(outline []orb.Point, seats []seat, of int) []orb.Point {
	s := seats[of]
	others := make([]seat, 0, len(seats))
	for i, o := range seats {
		if i != of {
			others = append(others, o)
		}
	}
	slices.SortFunc(others, func(a, b seat) int {
		return cmp.Compare(square(a.at, s.at), square(b.at, s.at))
	})
	parts := [][]orb.Point{outline}
	for _, o := range others {
		half := func(p orb.Point) float64 {
			return square(p, s.at) - s.weight - square(p, o.at) + o.weight
		}
		along := orb.Point{s.at[1] - o.at[1], o.at[0] - s.at[0]} // the border's direction
		var kept [][]orb.Point
		for _, part := range parts {
			kept = append(kept, clip(part, half, along)...)
		}
		parts = kept
	}
	return slices.MaxFunc(parts, func(a, b []orb.Point) int { return cmp.Compare(areaKm2(a), areaKm2(b)) })
}

func square(a, b orb.Point) float64 {
	return (a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1])
}

// clip keeps where the linear function is not above 0. A hollow outline may
// fall into several parts: the places where it crosses the border, in their
// order along it, are joined two by two.
func clip(ring []orb.Point, f func(orb.Point) float64, along orb.Point) [][]orb.Point {
	var points []orb.Point // the ring with its crossings
	var crossed []int
	for i, p := range ring {
		before := ring[(i+len(ring)-1)%len(ring)]
		if a, b := f(before), f(p); (a <= 0) != (b <= 0) {
			u := a / (a - b)
			crossed = append(crossed, len(points))
			points = append(points, orb.Point{before[0] + u*(p[0]-before[0]), before[1] + u*(p[1]-before[1])})
		}
		points = append(points, p)
	}
	if len(crossed) == 0 {
		if f(ring[0]) > 0 {
			return nil
		}
		return [][]orb.Point{ring}
	}
	slices.SortFunc(crossed, func(i, j int) int {
		return cmp.Compare(points[i][0]*along[0]+points[i][1]*along[1], points[j][0]*along[0]+points[j][1]*along[1])
	})
	partner := map[int]int{}
	for k := 0; k+1 < len(crossed); k += 2 {
		partner[crossed[k]], partner[crossed[k+1]] = crossed[k+1], crossed[k]
	}
	return loops(points, partner, f)
}

// loops follows the kept stretches of the ring, leaping from where one leaves
// the half-plane to its partner.
func loops(points []orb.Point, partner map[int]int, f func(orb.Point) float64) [][]orb.Point {
	var all [][]orb.Point
	done := map[int]bool{}
	next := func(i int) int { return (i + 1) % len(points) }
	for start := range points {
		if _, on := partner[start]; !on || done[start] || f(points[next(start)]) > 0 {
			continue
		}
		var loop []orb.Point
		for i := start; !done[i]; {
			done[i] = true
			loop = append(loop, points[i])
			i = next(i)
			if p, on := partner[i]; on { // leaves here
				loop = append(loop, points[i])
				i = p
			}
		}
		all = append(all, loop)
	}
	return all
}

func areaKm2(ring []orb.Point) float64 {
	sum := 0.0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += p[0]*q[1] - q[0]*p[1]
	}
	return math.Abs(sum) / 2
}

// corners makes one point of those that neighbours computed within a metre.
type corners struct{ known []orb.Point }

func (c *corners) of(p orb.Point) orb.Point {
	for _, q := range c.known {
		if square(p, q) < 1e-6 {
			return q
		}
	}
	c.known = append(c.known, p)
	return p
}

func readOutline(t *testing.T, on plane, file string) []orb.Point {
	var ring []orb.Point
	for _, row := range rows(t, file) {
		ring = append(ring, on.km(number(t, row[1]), number(t, row[0])))
	}
	return ring
}

func readSeats(t *testing.T, on plane, file string) []seat {
	var seats []seat
	for _, row := range rows(t, file) {
		seats = append(seats, seat{code: row[0], kind: row[1], name: row[2],
			at: on.km(number(t, row[4]), number(t, row[3])), areaKm2: number(t, row[5])})
	}
	return seats
}

func rows(t *testing.T, file string) [][]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment = '#'
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
