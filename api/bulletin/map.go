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
