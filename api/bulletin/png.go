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
)

// The picture's size, for phones and social media: a third of it is a phone's
// width, so that no letter is smaller than 28.
const (
	pictureWidth  = 1080
	pictureHeight = 1350
	margin        = 44
	legendRoom    = 336 // right of the map
)

var (
	ink    = color.RGBA{27, 31, 29, 255}
	soft   = color.RGBA{72, 82, 77, 255}
	forest = color.RGBA{24, 64, 46, 255}
	amber  = color.RGBA{107, 69, 0, 255}
	cream  = color.RGBA{255, 246, 224, 255}
	pale   = color.RGBA{238, 242, 239, 255}
)

// PNG is the day's level, map, duty and next days as one picture.
func (b *Bulletin) PNG() ([]byte, error) {
	p := &picture{RGBA: image.NewRGBA(image.Rect(0, 0, pictureWidth, pictureHeight))}
	draw.Draw(p, p.Bounds(), image.White, image.Point{}, draw.Src)
	b.pngHead(p)
	top := p.y
	foot := b.pngFoot(p)
	b.pngMap(p, image.Rect(margin, top+12, pictureWidth-margin, foot-8))
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

// pngHead is who speaks, of which day, what must be known first, and the level.
func (b *Bulletin) pngHead(p *picture) {
	p.band(0, 204, forest)
	p.y = 14
	p.write(b.Office, 32, false, color.White, 1)
	p.y += 8
	p.write(b.Title, 50, true, color.White, 1)
	p.write(b.DayLine+"  ·  "+b.Number, 36, true, color.White, 1)
	p.y = 204
	for _, m := range b.Marks {
		p.band(p.y, p.y+46, cream)
		p.write(m, 30, true, amber, 1)
		p.y += 7
	}
	if len(b.Levels) == 0 {
		return
	}
	top := &b.Levels[0]
	c := rgb(top.Color)
	on := color.Color(ink)
	if onDark(c) {
		on = color.White
	}
	from := p.y
	p.band(from, from+150, c)
	p.y = from + 12
	p.write(strings.ToUpper(top.Name), 62, true, on, 1)
	p.write(b.say.Text("bulletin_of", "n", strconv.Itoa(len(top.Zones)), "of", strconv.Itoa(b.of)), 36, false, on, 1)
	p.y = from + 150
}

// pngFoot is what the highest level asks for and the next days; it gives where it
// begins.
func (b *Bulletin) pngFoot(p *picture) int {
	var duty string
	if len(b.Levels) > 0 && len(b.Levels[0].Do) > 0 {
		duty = b.Levels[0].Do[0].Text
	}
	notes := []string{b.say.Text("bulletin_png_more", "issued", b.Issued)}
	if rest := b.rest(); rest != "" { // an estimate says so on the picture too, which goes round alone
		notes = append([]string{rest}, notes...)
	}
	near := b.near()
	if len(near) > 0 && len(b.Notes) > 0 {
		notes = append([]string{b.Notes[0]}, notes...)
	}
	lines := p.lines(duty, 36, true)
	height := 24 + 46*min(len(lines), 3)
	for _, n := range notes {
		height += 38 * len(p.lines(n, 28, false))
	}
	if len(near) > 0 {
		height += 158
	}
	foot := pictureHeight - height
	p.y = foot
	p.band(foot, pictureHeight, pale)
	p.y += 8
	p.write(duty, 36, true, ink, 3)
	b.pngNear(p, near)
	for _, n := range notes {
		p.write(n, 28, false, soft, 3)
	}
	return foot
}

func (b *Bulletin) near() (near []Ahead) {
	for _, a := range b.Outlook {
		if a.Soon {
			near = append(near, a)
		}
	}
	return near
}

// pngNear is the next days side by side.
func (b *Bulletin) pngNear(p *picture, near []Ahead) {
	if len(near) == 0 {
		return
	}
	p.write(b.say.Text("bulletin_next"), 30, true, soft, 1)
	top, width := p.y+6, (pictureWidth-2*margin)/soon
	for i, a := range near {
		x := margin + i*width
		p.chip(image.Rect(x, top, x+84, top+84), a.Color, a.Roman, 42)
		p.at(p.face(34, true), b.say.Day(a.Date), x+98, top+34, ink)
		text := b.say.Text("bulletin_chance_of", "chance", a.Chance)
		if a.Unknown == b.of {
			text = b.say.Text("bulletin_level_unknown")
		}
		p.at(p.fit(text, 30, false, width-108), text, x+98, top+74, ink)
	}
	p.y = top + 92
}

// pngMap is the map with every level beside it.
func (b *Bulletin) pngMap(p *picture, frame image.Rectangle) {
	b.drawMap(p, image.Rect(frame.Min.X, frame.Min.Y, frame.Max.X-legendRoom, frame.Max.Y))
	parts := b.counted()
	step := min(84, frame.Dy()/len(parts))
	y := frame.Min.Y + (frame.Dy()-step*len(parts))/2
	for i := range parts {
		part := &parts[i]
		box := image.Rect(frame.Max.X-legendRoom+18, y+4, frame.Max.X-legendRoom+18+step-12, y+step-8)
		p.chip(box, part.Color, part.Roman, 34)
		n := strconv.Itoa(len(part.Zones))
		p.at(p.fit(part.Label, 29, len(part.Zones) > 0, frame.Max.X-box.Max.X-14), part.Label, box.Max.X+14, y+step/2-6, ink)
		p.at(p.face(28, false), b.say.Text("bulletin_zones", "n", n), box.Max.X+14, y+step/2+26, soft)
		y += step
	}
}
