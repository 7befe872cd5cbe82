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
	type part struct {
		*Part
		Joined string
		Duties []string
	}
	data := struct {
		*Bulletin
		Parts   []part
		Map     template.HTML
		Heads   map[string]string
		Outlook []Ahead
	}{Bulletin: b, Map: template.HTML(b.svg()), Outlook: b.Outlook, Heads: map[string]string{}} //nolint:gosec // numbers and checked colours alone
	for _, key := range []string{"col_level", "col_zones", "col_duties", "outlook", "col_date", "col_top", "col_danger", "col_chance", "media"} {
		data.Heads[key] = b.say.text("bulletin_" + key)
	}
	for i := range b.Levels {
		p := &b.Levels[i]
		data.Parts = append(data.Parts, part{p, strings.Join(p.Zones, ", "), p.duties(b.Lang)})
	}
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, data); err != nil {
		return nil, fmt.Errorf("bulletin of %s as html: %w", b.Day, err)
	}
	return out.Bytes(), nil
}

// DateText is a day as the reader writes it.
func (b *Bulletin) DateText(a Ahead) string { return b.say.date(a.Date) }

// svg is the map.
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
	out.WriteString("</svg>")
	return out.String()
}
