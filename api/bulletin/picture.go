package bulletin

import (
	"image"
	"image/color"
	"image/draw"
	"strings"
	"sync"

	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

var (
	plainFont = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(dejavusanscondensed.TTF) })
	boldFont  = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(dejavusanscondensedbold.TTF) })
)

// picture is a sheet with a pen that moves down.
type picture struct {
	*image.RGBA
	y     int
	faces map[faceKey]font.Face
	err   error
}

type faceKey struct {
	size float64
	bold bool
}

// face is the letters of a size; after an error those of none.
func (p *picture) face(size float64, bold bool) font.Face {
	key := faceKey{size, bold}
	if f, ok := p.faces[key]; ok {
		return f
	}
	of := plainFont
	if bold {
		of = boldFont
	}
	f, err := of()
	if err == nil {
		var made font.Face
		if made, err = opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72}); err == nil {
			if p.faces == nil {
				p.faces = map[faceKey]font.Face{}
			}
			p.faces[key] = made
			return made
		}
	}
	p.err = err
	return nil
}

// smallest is the size below which no letter goes.
const smallest = 24

// fit is the largest face up to a size in which the text keeps within a width.
func (p *picture) fit(text string, size float64, bold bool, width int) font.Face {
	for ; size > smallest; size -= 2 {
		if f := p.face(size, bold); f == nil || font.MeasureString(f, text).Round() <= width {
			return f
		}
	}
	return p.face(smallest, bold)
}

// band fills the whole width from a height to another.
func (p *picture) band(from, to int, c color.Color) {
	draw.Draw(p, image.Rect(0, from, pictureWidth, to), image.NewUniform(c), image.Point{}, draw.Src)
}

// chip is a box in a level's colour with its numeral.
func (p *picture) chip(box image.Rectangle, hex, roman string, size float64) {
	c := rgb(hex)
	draw.Draw(p, box, image.NewUniform(c), image.Point{}, draw.Src)
	p.middle(roman, box.Min.X+box.Dx()/2, box.Min.Y+box.Dy()/2, size, c)
}

// middle sets a text around a place, in the ink that reads on a colour.
func (p *picture) middle(text string, x, y int, size float64, on color.RGBA) {
	f := p.face(size, true)
	if f == nil {
		return
	}
	c := color.Color(ink)
	if onDark(on) {
		c = color.White
	}
	p.at(f, text, x-font.MeasureString(f, text).Round()/2, y+int(size*0.36), c)
}

// write sets a text in at most so many lines, the pen moving down; a text for one
// line shrinks to it.
func (p *picture) write(text string, size float64, bold bool, c color.Color, most int) {
	const width = pictureWidth - 2*margin
	face := p.face(size, bold)
	if most == 1 {
		face = p.fit(text, size, bold, width)
	}
	if face == nil || text == "" {
		return
	}
	lines := wrap(face, text, width)
	for _, line := range lines[:min(most, len(lines))] {
		p.y += int(size * 1.3)
		p.at(face, line, margin, p.y-int(size*0.3), c)
	}
}

// lines are the lines that write would set.
func (p *picture) lines(text string, size float64, bold bool) []string {
	face := p.face(size, bold)
	if face == nil || text == "" {
		return nil
	}
	return wrap(face, text, pictureWidth-2*margin)
}

func (p *picture) at(face font.Face, text string, x, y int, c color.Color) {
	if face == nil {
		return
	}
	d := font.Drawer{Dst: p, Src: image.NewUniform(c), Face: face, Dot: fixed.P(x, y)}
	d.DrawString(text)
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
