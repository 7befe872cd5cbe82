package bulletin

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strconv"
	"strings"
	"sync"

	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// The picture's size, for phones and social media.
const (
	pictureWidth  = 1080
	pictureHeight = 1350
	margin        = 48
)

var (
	plainFont = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(dejavusanscondensed.TTF) })
	boldFont  = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(dejavusanscondensedbold.TTF) })

	ink    = color.RGBA{27, 31, 29, 255}
	forest = color.RGBA{24, 64, 46, 255}
	amber  = color.RGBA{107, 69, 0, 255}
)

// picture is a sheet with a pen that moves down.
type picture struct {
	*image.RGBA
	y   int
	err error
}

// PNG is the day's map with its legend, as one picture.
func (b *Bulletin) PNG() ([]byte, error) {
	p := &picture{RGBA: image.NewRGBA(image.Rect(0, 0, pictureWidth, pictureHeight))}
	draw.Draw(p, p.Bounds(), image.White, image.Point{}, draw.Src)
	head := image.Rect(0, 0, pictureWidth, 190)
	draw.Draw(p, head, image.NewUniform(forest), image.Point{}, draw.Src)
	p.y = 28
	p.write(b.Office, 26, false, color.White)
	p.write(b.Title, 44, true, color.White)
	p.write(b.DayLine+"  ·  "+b.Issued, 28, false, color.White)
	p.y = head.Max.Y + 16
	for _, m := range b.Marks {
		p.write(m, 24, true, amber)
	}
	if len(b.Statement) > 0 {
		p.write(b.Statement[0], 30, true, ink)
	}
	legend := 56*len(b.Levels) + 40
	b.drawMap(p, image.Rect(margin, p.y+8, pictureWidth-margin, pictureHeight-legend-24))
	p.y = pictureHeight - legend
	for i := range b.Levels {
		p.legend(&b.Levels[i])
	}
	if p.err != nil {
		return nil, fmt.Errorf("bulletin of %s as png: %w", b.Day, p.err)
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&out, p.RGBA); err != nil {
		return nil, fmt.Errorf("bulletin of %s as png: %w", b.Day, err)
	}
	return out.Bytes(), nil
}

// legend is one level with its zones.
func (p *picture) legend(part *Part) {
	c := rgb(part.Color)
	box := image.Rect(margin, p.y+6, margin+64, p.y+46)
	draw.Draw(p, box, image.NewUniform(c), image.Point{}, draw.Src)
	on := color.Color(ink)
	if onDark(c) {
		on = color.White
	}
	face := p.face(26, true)
	if face == nil {
		return
	}
	p.at(face, part.Roman, box.Min.X+(64-font.MeasureString(face, part.Roman).Round())/2, box.Max.Y-11, on)
	p.at(face, part.Name+": "+strconv.Itoa(len(part.Zones)), box.Max.X+20, box.Max.Y-11, ink)
	p.y += 56
}

// write sets a text in lines, the pen moving down.
func (p *picture) write(text string, size float64, bold bool, c color.Color) {
	face := p.face(size, bold)
	if face == nil {
		return
	}
	for _, line := range wrap(face, text, pictureWidth-2*margin) {
		p.y += int(size * 1.3)
		p.at(face, line, margin, p.y-int(size*0.3), c)
	}
}

func (p *picture) at(face font.Face, text string, x, y int, c color.Color) {
	d := font.Drawer{Dst: p, Src: image.NewUniform(c), Face: face, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

func (p *picture) face(size float64, bold bool) font.Face {
	of := plainFont
	if bold {
		of = boldFont
	}
	f, err := of()
	if err == nil {
		var face font.Face
		if face, err = opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72}); err == nil {
			return face
		}
	}
	p.err = err
	return nil
}

// wrap breaks a text between words.
func wrap(face font.Face, text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && font.MeasureString(face, longer).Round() > width {
			lines, longer = append(lines, line), word
		}
		line = longer
	}
	return append(lines, line)
}

// drawMap fills the zones and parts them by white lines.
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
				points := make([][2]float32, len(ring))
				for j, at := range ring {
					x, y := place(at)
					points[j] = [2]float32{float32(x), float32(y)}
				}
				fill(p, frame, points, c)
				outline(p, frame, points)
			}
		}
	}
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

// outline draws a ring's line as a box along each of its edges, all turned the
// same way so that they do not cancel out.
func outline(p *picture, frame image.Rectangle, points [][2]float32) {
	const half = 1
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
	r.Draw(p, box.Add(frame.Min), image.White, image.Point{})
}
