package bulletin

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
)

//go:embed bulletin.html
var pageText string

var pageTemplate = template.Must(template.New("bulletin").Parse(pageText))

// HTML is the bulletin as one page that needs nothing else, ready to print.
func (b *Bulletin) HTML() ([]byte, error) {
	data := struct {
		*Bulletin
		Map    template.HTML
		Legend []Part
	}{b, template.HTML(b.svg()), b.counted()} //nolint:gosec // numbers and checked colours alone
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, data); err != nil {
		return nil, fmt.Errorf("bulletin of %s as html: %w", b.Day, err)
	}
	return out.Bytes(), nil
}

// Say is one of the profile's texts on the bulletin.
func (b *Bulletin) Say(code string) string { return b.say.Text("bulletin_" + code) }

// Count is how many zones, in words.
func (b *Bulletin) Count(p Part) string {
	return b.say.Text("bulletin_zones", "n", fmt.Sprint(len(p.Zones)))
}

// DateText is a day as the reader writes it, ShortDate without its year.
func (b *Bulletin) DateText(c Chip) string { return b.say.Date(c.Date) }

// ShortDate is a day without its year.
func (b *Bulletin) ShortDate(c Chip) string { return b.say.Day(c.Date) }

// Ink is the colour that reads on another.
func (b *Bulletin) Ink(hex string) string { return Ink(hex) }

// svg is the map, each zone with its numeral.
func (b *Bulletin) svg() string {
	const width, height = 640.0, 520.0
	place := fit(b.shapes, width, height)
	var out strings.Builder
	fmt.Fprintf(&out, `<svg viewBox="0 0 %.0f %.0f" aria-hidden="true">`, width, height)
	for _, s := range b.shapes {
		fmt.Fprintf(&out, `<path fill="%s" stroke="#fff" stroke-width="1" fill-rule="evenodd" d="`, safeColor(s.color))
		for _, polygon := range s.polygon {
			for _, ring := range polygon {
				for i, p := range ring {
					x, y := place(p)
					fmt.Fprintf(&out, "%c%.1f %.1f", "ML"[min(i, 1)], x, y)
				}
				out.WriteByte('Z')
			}
		}
		out.WriteString(`"/>`)
	}
	for _, n := range numerals(b.shapes, place, 7) {
		fmt.Fprintf(&out, `<text x="%.1f" y="%.1f" fill="%s" font-size="%.0f">%s</text>`, n.x, n.y, b.Ink(n.color), min(20, n.room), n.roman)
	}
	out.WriteString("</svg>")
	return out.String()
}
