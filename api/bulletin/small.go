package bulletin

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"slices"
)

// The small map's size, for a mail on a phone.
const (
	smallWidth  = 544
	smallHeight = 480
)

// SmallMap is the day's map alone, as a small picture, with some zones outlined.
// The level stands on the zones as a numeral too, where there is room.
func (b *Bulletin) SmallMap(marked []string) ([]byte, error) {
	p := &picture{RGBA: image.NewRGBA(image.Rect(0, 0, smallWidth, smallHeight))}
	draw.Draw(p, p.Bounds(), image.White, image.Point{}, draw.Src)
	b.drawMap(p, p.Bounds())
	if len(b.shapes) > 0 {
		b.drawMarked(p, marked)
	}
	if p.err != nil {
		return nil, fmt.Errorf("map of %s: %w", b.Day, p.err)
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, b.fewColors(p.RGBA)); err != nil {
		return nil, fmt.Errorf("map of %s: %w", b.Day, err)
	}
	return out.Bytes(), nil
}

// colorSteps is how many shades lie between a level's colour and the line beside it.
const colorSteps = 8

// fewColors is the picture in the colours of the levels and their shades towards
// white and black lines: a fourth of the bytes.
func (b *Bulletin) fewColors(full *image.RGBA) image.Image {
	palette := color.Palette{}
	shades := func(from, to color.RGBA) {
		mix := func(a, b uint8, n int) uint8 { return uint8((int(a)*(colorSteps-n) + int(b)*n) / colorSteps) }
		for n := range colorSteps {
			palette = append(palette, color.RGBA{mix(from.R, to.R, n), mix(from.G, to.G, n), mix(from.B, to.B, n), 255})
		}
	}
	white := color.RGBA{255, 255, 255, 255}
	shades(white, ink)
	palette = append(palette, ink)
	for i := range b.Levels {
		c := rgb(b.Levels[i].Color)
		shades(c, white)
		shades(c, ink)
	}
	few := image.NewPaletted(full.Bounds(), palette)
	near := map[color.RGBA]uint8{}
	for y := range full.Rect.Dy() {
		for x := range full.Rect.Dx() {
			c := full.RGBAAt(x, y)
			i, known := near[c]
			if !known {
				i = uint8(palette.Index(c)) //nolint:gosec // six levels have fewer than 256 shades
				near[c] = i
			}
			few.SetColorIndex(x, y, i)
		}
	}
	return few
}

// drawMarked outlines the marked zones; their levels stand on them as numerals too,
// where there is any room.
func (b *Bulletin) drawMarked(p *picture, marked []string) {
	place := fit(b.shapes, smallWidth, smallHeight)
	var chosen []shape
	for _, s := range b.shapes {
		if !slices.Contains(marked, s.zone) {
			continue
		}
		chosen = append(chosen, s)
		for _, polygon := range s.polygon {
			for _, ring := range polygon {
				outline(p, p.Bounds(), pixels(ring, place), 2, ink)
			}
		}
	}
	for _, n := range numerals(chosen, place, 4) {
		if n.room < 11 { // else it stands there already
			p.middle(n.roman, int(n.x), int(n.y), 13, rgb(n.color))
		}
	}
}
