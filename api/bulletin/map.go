package bulletin

import (
	"image/color"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// fit places longitudes and latitudes on a sheet, north up, in the middle, with a
// degree of longitude as short as it is at the middle latitude.
func fit(shapes []shape, width, height float64) func(orb.Point) (x, y float64) {
	bound := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	for _, s := range shapes {
		if len(s.polygon) > 0 {
			bound = bound.Union(s.polygon.Bound())
		}
	}
	middle := bound.Center()
	narrow := math.Cos(middle.Lat() * math.Pi / 180)
	wide, high := (bound.Max.Lon()-bound.Min.Lon())*narrow, bound.Max.Lat()-bound.Min.Lat()
	scale := min(width*0.98/wide, height*0.98/high)
	return func(p orb.Point) (x, y float64) {
		return width/2 + (p.Lon()-middle.Lon())*narrow*scale, height/2 - (p.Lat()-middle.Lat())*scale
	}
}

// numeral is where a zone's level stands on a map, with the room it has to every
// side.
type numeral struct {
	x, y, room float64
	shape
}

// mostNumerals bounds how many zones bear their level on a map; more are too small.
const mostNumerals = 150

// numerals finds a place for the level of each zone that has room for it: never is
// a level told by its colour alone.
func numerals(shapes []shape, place func(orb.Point) (x, y float64), least float64) []numeral {
	if len(shapes) > mostNumerals {
		return nil
	}
	var out []numeral
	for _, s := range shapes {
		ring := placed(largestRing(s.polygon), place)
		if len(ring) < 3 {
			continue
		}
		if n := roomiest(ring); n.room >= least {
			n.shape = s
			out = append(out, n)
		}
	}
	return out
}

func largestRing(polygons orb.MultiPolygon) (largest orb.Ring) {
	most := 0.0
	for _, polygon := range polygons {
		if len(polygon) == 0 {
			continue
		}
		b := polygon[0].Bound()
		if size := (b.Max[0] - b.Min[0]) * (b.Max[1] - b.Min[1]); size > most {
			most, largest = size, polygon[0]
		}
	}
	return largest
}

// placed is a ring on the sheet, thinned to what finding room in it needs.
func placed(ring orb.Ring, place func(orb.Point) (x, y float64)) [][2]float64 {
	const enough = 120
	step := max(1, len(ring)/enough)
	out := make([][2]float64, 0, enough+2)
	for i := 0; i < len(ring); i += step {
		x, y := place(ring[i])
		out = append(out, [2]float64{x, y})
	}
	return out
}

// roomiest is the place of a grid over the ring that is farthest from its edge.
func roomiest(ring [][2]float64) (best numeral) {
	const steps = 14
	low, high := ring[0], ring[0]
	for _, p := range ring {
		for k := range p {
			low[k], high[k] = min(low[k], p[k]), max(high[k], p[k])
		}
	}
	for i := 1; i < steps; i++ {
		for j := 1; j < steps; j++ {
			x, y := low[0]+(high[0]-low[0])*float64(i)/steps, low[1]+(high[1]-low[1])*float64(j)/steps
			if inside, room := roomAt(ring, x, y); inside && room > best.room {
				best = numeral{x: x, y: y, room: room}
			}
		}
	}
	return best
}

// roomAt tells whether a place lies within the ring, and how far it is from it.
func roomAt(ring [][2]float64, x, y float64) (inside bool, room float64) {
	room = math.Inf(1)
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if (a[1] > y) != (b[1] > y) && x < (b[0]-a[0])*(y-a[1])/(b[1]-a[1])+a[0] {
			inside = !inside
		}
		dx, dy := b[0]-a[0], b[1]-a[1]
		along := 0.0
		if length := dx*dx + dy*dy; length > 0 {
			along = min(1, max(0, ((x-a[0])*dx+(y-a[1])*dy)/length))
		}
		room = min(room, math.Hypot(x-a[0]-along*dx, y-a[1]-along*dy))
	}
	return inside, room
}

// rgb reads #rrggbb; what is none is grey.
func rgb(text string) color.RGBA {
	v, err := strconv.ParseUint(safeColor(text)[1:], 16, 32)
	if err != nil {
		v = 0x9aa0a6
	}
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

func safeColor(text string) string {
	if len(text) != 7 || text[0] != '#' {
		return "#9aa0a6"
	}
	if _, err := strconv.ParseUint(text[1:], 16, 32); err != nil {
		return "#9aa0a6"
	}
	return text
}

// onDark reports whether white reads better than black on a colour (WCAG 2
// relative luminance).
func onDark(c color.RGBA) bool {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R)+0.7152*part(c.G)+0.0722*part(c.B) < 0.18
}
