package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"html/template"
	"strings"

	"github.com/canhlua/canhlua/api/bulletin"
)

//go:embed report.html
var pageText string

var pageTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"upper": upper,
	"ink":   bulletin.Ink,
	"color": func(hex string) template.CSS { return template.CSS(bulletin.Color(hex)) }, //nolint:gosec // a checked colour
	"svg":   func(c Chart) template.HTML { return template.HTML(c.svg()) },              //nolint:gosec // numbers, checked colours and escaped texts
	"align": func(a string) string { return map[string]string{"R": "r", "C": "c"}[a] },
}).Parse(pageText))

// HTML is the report as one page that needs nothing else, ready to print.
func (p *Paper) HTML() ([]byte, error) {
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, p); err != nil {
		return nil, fmt.Errorf("season report of %d as html: %w", p.of.Year, err)
	}
	return out.Bytes(), nil
}

// point is a size of letters in mm.
const point = 0.3528

// svg is the chart as it is drawn on paper.
func (c *Chart) svg() string {
	var out strings.Builder
	fmt.Fprintf(&out, `<svg viewBox="0 0 %.0f %.0f" role="img" aria-label="%s">`, c.Width, c.Height, html.EscapeString(c.Caption))
	for _, m := range c.marks {
		switch m := m.(type) {
		case *box:
			fmt.Fprintf(&out, `<rect x="%.2f" y="%.2f" width="%.2f" height="%.2f" fill="%s"/>`, m.x, m.y, m.width, m.height, bulletin.Color(m.color))
		case *line:
			m.svg(&out)
		case *label:
			m.svg(&out)
		}
	}
	out.WriteString("</svg>")
	return out.String()
}

func (l *line) svg(out *strings.Builder) {
	if len(l.points) == 0 {
		return
	}
	out.WriteString(`<path d="`)
	for i, p := range l.points {
		fmt.Fprintf(out, "%c%.2f %.2f", "ML"[min(i, 1)], p.x, p.y)
	}
	if l.width == 0 {
		fmt.Fprintf(out, `Z" fill="%s"/>`, bulletin.Color(l.color))
		return
	}
	dash := ""
	if l.dashed {
		dash = ` stroke-dasharray="1.2 0.8"`
	}
	fmt.Fprintf(out, `" fill="none" stroke="%s" stroke-width="%.2f"%s/>`, bulletin.Color(l.color), l.width, dash)
}

func (t *label) svg(out *strings.Builder) {
	anchor, weight := map[string]string{"C": "middle", "R": "end"}[t.align], ""
	if anchor == "" {
		anchor = "start"
	}
	if t.bold {
		weight = ` font-weight="bold"`
	}
	fmt.Fprintf(out, `<text x="%.2f" y="%.2f" font-size="%.2f" text-anchor="%s" dominant-baseline="central" fill="%s"%s>%s</text>`,
		t.x, t.y, t.size*point, anchor, bulletin.Color(t.color), weight, html.EscapeString(t.text))
}
