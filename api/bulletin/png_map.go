package bulletin

import (
	"image"
	"image/color"

	"github.com/paulmach/orb"
	"golang.org/x/image/vector"
)

// drawMap fills the zones, parts them by white lines and puts their numerals in.
func (b *Bulletin) drawMap(p *picture, frame image.Rectangle) {
	if frame.Dy() < 50 || len(b.shapes) == 0 {
		return
	}
	place := fit(b.shapes, float64(frame.Dx()), float64(frame.Dy()))
	for _, s := range b.shapes {
		for _, polygon := range s.polygon {
			for i, ring := range polygon {
				c := image.NewUniform(rgb(s.color))
				if i > 0 {
					c = image.NewUniform(color.White) // what lies in the hole is drawn later
				}
				points := pixels(ring, place)
				fill(p, frame, points, c)
				outline(p, frame, points, 1, color.White)
			}
		}
	}
	for _, n := range numerals(b.shapes, place, 11) {
		p.middle(n.roman, frame.Min.X+int(n.x), frame.Min.Y+int(n.y), sizeIn(n.room), rgb(n.color))
	}
}

// pixels is a ring on the picture.
func pixels(ring orb.Ring, place func(orb.Point) (x, y float64)) [][2]float32 {
	points := make([][2]float32, len(ring))
	for j, at := range ring {
		x, y := place(at)
		points[j] = [2]float32{float32(x), float32(y)}
	}
	return points
}

// sizeIn is the size of a numeral with that room around it, one of few so that
// not every zone has letters of its own.
func sizeIn(room float64) float64 {
	switch {
	case room < 16:
		return 16
	case room < 24:
		return 22
	}
	return 30
}

// fill draws a ring within its own box.
func fill(p *picture, frame image.Rectangle, points [][2]float32, c image.Image) {
	box := boxOf(points)
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	for i, at := range points {
		x, y := at[0]-float32(box.Min.X), at[1]-float32(box.Min.Y)
		if i == 0 {
			r.MoveTo(x, y)
			continue
		}
		r.LineTo(x, y)
	}
	r.ClosePath()
	r.Draw(p, box.Add(frame.Min), c, image.Point{})
}

// outline draws a ring's line, twice half wide, as a box along each of its edges,
// all turned the same way so that they do not cancel out.
func outline(p *picture, frame image.Rectangle, points [][2]float32, half float32, c color.Color) {
	box := boxOf(points)
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		ax, ay, bx, by := a[0]-float32(box.Min.X), a[1]-float32(box.Min.Y), b[0]-float32(box.Min.X), b[1]-float32(box.Min.Y)
		nx, ny := by-ay, ax-bx
		length := sqrt(nx*nx + ny*ny)
		if length == 0 {
			continue
		}
		nx, ny = nx*half/length, ny*half/length
		r.MoveTo(ax+nx, ay+ny)
		r.LineTo(bx+nx, by+ny)
		r.LineTo(bx-nx, by-ny)
		r.LineTo(ax-nx, ay-ny)
		r.ClosePath()
	}
	r.Draw(p, box.Add(frame.Min), image.NewUniform(c), image.Point{})
}
