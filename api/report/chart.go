package report

// Chart is a picture with what it shows in words: drawn alike on paper and on the
// page, in mm from its upper left corner.
type Chart struct {
	Caption       string
	Width, Height float64
	marks         []mark // the last on top
}

// mark is one thing on a chart: *box, *line or *label.
type mark any

// at is a place on a chart, mm.
type at struct{ x, y float64 }

// box is a filled rectangle.
type box struct {
	at
	width, height float64
	color         string
}

// line is drawn through its points, or fills what they enclose.
type line struct {
	points []at
	color  string
	width  float64 // 0 = filled
	dashed bool
}

// label is a text at its middle, left or right end; y is its middle.
type label struct {
	at
	text, align, color string
	size               float64 // points
	bold               bool
}

const (
	inkColor  = "#1b1f1d"
	gridColor = "#d5dcd8"
	bandColor = "#d9e4ec"
	greyColor = "#6b7671"
	lineColor = "#b3261e"
)

func (c *Chart) add(m mark) { c.marks = append(c.marks, m) }

func (c *Chart) rule(x1, y1, x2, y2, width float64, color string) {
	c.add(&line{points: []at{{x1, y1}, {x2, y2}}, color: color, width: width})
}

func (c *Chart) say(x, y, size float64, align, text string) {
	c.add(&label{at: at{x, y}, text: text, align: align, color: inkColor, size: size})
}

// frame is the field of a chart with its scale up the side.
type frame struct {
	left, top, width, height float64
	most                     float64 // at the top
}

func (f *frame) y(v float64) float64 { return f.top + f.height*(1-v/f.most) }

// steps draws the scale.
func (c *Chart) steps(f *frame, step float64, name func(float64) string) {
	for v := 0.0; v <= f.most*1.0001; v += step {
		c.rule(f.left, f.y(v), f.left+f.width, f.y(v), 0.1, gridColor)
		c.say(f.left-1.5, f.y(v), 7, "R", name(v))
	}
}
