package report

import (
	"math"
	"strconv"

	"github.com/canhlua/canhlua/api/bulletin"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

// chartWidth is the width of the paper.
const chartWidth = bulletin.Width

// monthChart is the share of zone-days by level, a bar a month: I below, what is
// not known on top.
func (p *Paper) monthChart() Chart {
	c := Chart{Caption: p.text("months_chart"), Width: chartWidth, Height: 62}
	f := &frame{left: 12, top: 3, width: chartWidth - 12, height: 44, most: 100}
	c.steps(f, 20, func(v float64) string { return strconv.Itoa(int(v)) + " %" })
	step := f.width / float64(max(len(p.of.Months), 1))
	for i := range p.of.Months {
		m := &p.of.Months[i]
		x := f.left + step*(float64(i)+0.12)
		p.bar(&c, f, x, step*0.76, &m.Levels)
		c.say(x+step*0.38, f.top+f.height+3, 7, "C", monthName(m))
	}
	c.rule(f.left, f.top+f.height, f.left+f.width, f.top+f.height, 0.25, greyColor)
	p.legend(&c, f.left, f.top+f.height+9.5)
	return c
}

// bar stacks a month's shares; each part that has room bears its numeral, so that
// no level is told by its colour alone.
func (p *Paper) bar(c *Chart, f *frame, x, width float64, l *verify.LevelDays) {
	all := known(l) + l.Unknown
	if all == 0 {
		return
	}
	from := 0.0
	part := func(n int, level forecast.Level) {
		share := 100 * float64(n) / float64(all)
		top, low := f.y(from+share), f.y(from)
		if n > 0 {
			c.add(&box{at{x, top}, width, low - top, p.color(level)})
		}
		if low-top > 3.2 {
			c.add(&label{at: at{x + width/2, (top + low) / 2}, text: numeral(level), align: "C",
				color: bulletin.Ink(p.color(level)), size: 7.5, bold: true})
		}
		from += share
	}
	for i, level := range forecast.Levels {
		part(l.ByLevel[i], level)
	}
	part(l.Unknown, forecast.Unknown)
}

// numeral is a level's sign on a chart.
func numeral(l forecast.Level) string {
	if !l.Known() {
		return "?"
	}
	return l.Roman()
}

func (p *Paper) legend(c *Chart, x, y float64) {
	for _, l := range append(append([]forecast.Level{}, forecast.Levels[:]...), forecast.Unknown) {
		c.add(&box{at{x, y - 1.8}, 6, 3.6, p.color(l)})
		c.add(&label{at: at{x + 3, y}, text: numeral(l), align: "C", color: bulletin.Ink(p.color(l)), size: 7, bold: true})
		c.say(x+7.2, y, 7, "L", p.say.Label(l))
		x += 26
		if l == forecast.V {
			x += 9 // the longest name
		}
	}
}

// courseChart is P by day over the band of other years. A day that is not known
// breaks the line.
func (p *Paper) courseChart(usual bool) Chart {
	c := Chart{Caption: p.text("course_chart"), Width: chartWidth, Height: 66}
	days := p.of.Course
	most := 0.0
	for i := range days {
		most = max(most, days[i].P.V, days[i].High.V)
	}
	step := niceStep(most)
	f := &frame{left: 14, top: 3, width: chartWidth - 14, height: 48, most: max(step, math.Ceil(most/step)*step)}
	x := func(i int) float64 { return f.left + f.width*(float64(i)+0.5)/float64(len(days)) }
	high, low := p.runs(x, f, func(i int) forecast.Float { return days[i].High }), p.runs(x, f, func(i int) forecast.Float { return days[i].Low })
	for i := range high {
		band := append([]at{}, high[i]...)
		for j := len(low[i]) - 1; j >= 0; j-- {
			band = append(band, low[i][j])
		}
		c.add(&line{points: band, color: bandColor})
	}
	c.steps(f, step, func(v float64) string { return p.say.Number(forecast.Some(v), 0) })
	for i := range days {
		if d := days[i].Date; d.Day == 1 {
			c.rule(x(i), f.top+f.height, x(i), f.top+f.height+1.2, 0.2, greyColor)
			c.say(x(i), f.top+f.height+3.4, 7, "L", strconv.Itoa(int(d.Month))+"/"+strconv.Itoa(d.Year))
		}
	}
	for _, run := range p.runs(x, f, func(i int) forecast.Float { return days[i].Median }) {
		c.add(&line{points: run, color: greyColor, width: 0.3, dashed: true})
	}
	for _, run := range p.runs(x, f, func(i int) forecast.Float { return days[i].P }) {
		c.add(&line{points: run, color: lineColor, width: 0.5})
	}
	p.courseKey(&c, f, usual)
	return c
}

// runs are the unbroken parts of a course.
func (p *Paper) runs(x func(int) float64, f *frame, of func(int) forecast.Float) (runs [][]at) {
	broken := true
	for i := range p.of.Course {
		v := of(i)
		if !v.OK {
			broken = true
			continue
		}
		if broken {
			runs = append(runs, nil)
		}
		broken = false
		runs[len(runs)-1] = append(runs[len(runs)-1], at{x(i), f.y(v.V)})
	}
	return runs
}

func (p *Paper) courseKey(c *Chart, f *frame, usual bool) {
	y := f.top + f.height + 10
	c.rule(f.left, y, f.left+8, y, 0.5, lineColor)
	c.say(f.left+9.5, y, 7, "L", p.text("course_this", "from", p.say.Date(p.of.From), "to", p.say.Date(p.of.Last)))
	if !usual {
		return
	}
	c.add(&line{points: []at{{f.left + 62, y}, {f.left + 70, y}}, color: greyColor, width: 0.3, dashed: true})
	c.say(f.left+71.5, y, 7, "L", p.text("course_median"))
	c.add(&box{at{f.left + 112, y - 1.5}, 8, 3, bandColor})
	c.say(f.left+121.5, y, 7, "L", p.text("course_band"))
}

// niceStep parts a scale into four to eight steps of 1, 2 or 5 times a power of ten.
func niceStep(most float64) float64 {
	if most <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(most/5)))
	for _, k := range []float64{1, 2, 5} {
		if most/(k*power) <= 7 {
			return k * power
		}
	}
	return 10 * power
}

// reliabilityChart is how often IV or V came when its probability was so high.
func (p *Paper) reliabilityChart() Chart {
	const side = 62.0
	c := Chart{Caption: p.text("reliability_chart"), Width: chartWidth, Height: side + 16}
	f := &frame{left: 16, top: 3, width: side, height: side, most: 100}
	percent := func(v float64) string { return strconv.Itoa(int(v)) + " %" }
	c.steps(f, 20, percent)
	for v := 0.0; v <= 100; v += 20 {
		c.rule(f.left+side*v/100, f.top, f.left+side*v/100, f.top+side, 0.1, gridColor)
		c.say(f.left+side*v/100, f.top+side+3, 7, "C", percent(v))
	}
	c.add(&line{points: []at{{f.left, f.top + side}, {f.left + side, f.top}}, color: greyColor, width: 0.3, dashed: true})
	c.say(f.left+side/2, f.top+side+8, 7.5, "C", p.text("reliability_x"))
	c.say(f.left+side+6, f.top+4, 7.5, "L", p.text("reliability_y"))
	c.say(f.left+side+6, f.top+9, 7.5, "L", p.text("reliability_line"))
	y := f.top + 15
	c.add(&label{at: at{f.left + side + 6, y}, text: p.text("reliability_n"), align: "L", color: inkColor, size: 7.5, bold: true})
	var points []at
	for _, b := range p.of.Skill.All.Bins {
		y += 4
		text := p.number(int(100*b.From+0.5)) + "–" + percent(100*b.To+0.5) + ": " + p.number(b.N)
		if b.N > 0 && b.Forecast.OK && b.Observed.OK {
			points = append(points, at{f.left + side*b.Forecast.V, f.y(100 * b.Observed.V)})
			text += " → " + p.say.Number(forecast.Some(100*b.Observed.V), 0) + " %"
		}
		c.say(f.left+side+6, y, 7.5, "L", text)
	}
	c.add(&line{points: points, color: lineColor, width: 0.5})
	for _, point := range points {
		c.add(&box{at{point.x - 0.9, point.y - 0.9}, 1.8, 1.8, lineColor})
	}
	return c
}
