package report

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/season"
	"github.com/canhlua/canhlua/forecast/verify"
)

// summary says the season in sentences.
func (p *Paper) summary() Section {
	s, r := Section{Key: "summary"}, p.of
	if !r.Told {
		s.Lines = []string{p.text("nothing_told")}
		return s
	}
	l := &r.Levels
	all := known(l) + l.Unknown
	s.Lines = append(s.Lines,
		p.text("sum_levels", "days", p.number(r.Days), "known", p.percent(known(l), all), "unknown", p.percent(l.Unknown, all)),
		p.text("sum_danger", "share", p.percent(l.ByLevel[3]+l.ByLevel[4], known(l)), "five", p.percent(l.ByLevel[4], known(l)), "notice", p.number(r.Notice)))
	published, automatic := 0, 0
	for _, c := range r.Decisions.Roles {
		published += c.Published
		if c.Role == standingRule {
			automatic += c.Published
		}
	}
	s.Lines = append(s.Lines, p.text("sum_decisions", "published", p.number(published), "automatic", p.number(automatic),
		"withdrawn", p.number(len(r.Decisions.Withdrawals)), "overridden", p.number(len(r.Decisions.Overrides))))
	s.Lines = append(s.Lines, p.fireLine())
	return s
}

// fireLine is the fires in one sentence.
func (p *Paper) fireLine() string {
	f := &p.of.Fires
	spots, fires := p.text("none"), p.text("none")
	if f.Hotspots != nil {
		spots = p.number(*f.Hotspots)
	}
	if len(f.Records) > 0 {
		fires = p.number(len(f.Records))
	}
	return p.text("sum_fires", "hotspots", spots, "fires", fires)
}

func known(l *verify.LevelDays) (n int) {
	for _, days := range l.ByLevel {
		n += days
	}
	return n
}

// levelHeads are the columns of levels and of what is not known.
func (p *Paper) levelHeads(width float64) (columns []Column) {
	for _, l := range forecast.Levels {
		columns = append(columns, Column{l.Roman(), width, "R"})
	}
	return append(columns, Column{p.text("col_unknown"), width * 2, "R"})
}

func (p *Paper) levelItems(l *verify.LevelDays) (items []Item) {
	for _, n := range l.ByLevel {
		items = append(items, p.count(n))
	}
	return append(items, p.count(l.Unknown))
}

// months is the zone-days by level and month.
func (p *Paper) months() Section {
	s := Section{Key: "months", Lines: []string{p.text("months_how", "from", p.say.Date(p.of.From), "to", p.say.Date(p.of.Last))}}
	if !p.of.Told {
		s.Lines = []string{p.text("none")}
		return s
	}
	s.Charts = []Chart{p.monthChart()}
	t := Table{Columns: append(append([]Column{{p.text("col_month"), 2, ""}}, p.levelHeads(1.3)...), Column{p.text("col_known"), 1.8, "R"})}
	row := func(name string, l *verify.LevelDays) {
		t.Rows = append(t.Rows, append(append([]Item{words(name)}, p.levelItems(l)...), p.value(l.CompletePct, 1)))
	}
	for i := range p.of.Months {
		row(monthName(&p.of.Months[i]), &p.of.Months[i].Levels)
	}
	row(p.text("all"), &p.of.Levels)
	s.Tables = []Table{t}
	return s
}

func monthName(m *season.Month) string { return fmt.Sprintf("%02d/%d", int(m.Month), m.Year) }

// zones is the days by level of every zone, by the zone set in use.
func (p *Paper) zones() Section {
	s := Section{Key: "zones", Lines: []string{p.text("zones_how")}}
	for i := range p.of.Areas {
		s.Tables = append(s.Tables, p.area(&p.of.Areas[i]))
	}
	if !p.of.Told {
		s.Lines, s.Tables = []string{p.text("none")}, nil
	}
	return s
}

func (p *Paper) area(a *season.Area) Table {
	t := Table{Caption: p.text("zones_of", "set", a.Name, "from", p.say.Date(a.Season.From), "to", p.say.Date(a.Season.To))}
	t.Columns = append(append([]Column{{p.text("col_zone"), 3.1, ""}}, p.levelHeads(0.82)...),
		Column{p.text("col_highest"), 1.3, "C"}, Column{p.text("col_first"), 1.75, "C"}, Column{p.text("col_last"), 1.75, "C"},
		Column{p.text("col_longest"), 1.5, "R"}, Column{p.text("col_fires"), 1.2, "R"})
	for i := range a.Season.Zones {
		z := &a.Season.Zones[i]
		fires := p.count(z.Fires)
		if p.of.Fires.Hotspots == nil && len(p.of.Fires.Records) == 0 {
			fires = Item{Text: "–"} // nobody looked: not none
		}
		t.Rows = append(t.Rows, append(append([]Item{words(a.Names[z.Zone])}, p.levelItems(&z.Levels)...),
			p.level(z.Highest), p.date(z.FirstDangerous), p.date(z.LastDangerous), p.count(z.LongestDays), fires))
	}
	return t
}

// course is P by day against other years.
func (p *Paper) course() Section {
	s := Section{Key: "course"}
	any, usual := false, false
	for i := range p.of.Course {
		any = any || p.of.Course[i].P.OK
		usual = usual || p.of.Course[i].Median.OK
	}
	if !any {
		s.Lines = []string{p.text("none")}
		return s
	}
	s.Lines = []string{p.text("course_how")}
	if !usual {
		s.Lines = append(s.Lines, p.text("course_alone"))
	}
	s.Charts = []Chart{p.courseChart(usual)}
	return s
}

// rest is what must be said of the levels: of how many, and of what share.
func (p *Paper) rest() Section {
	m := &p.of.Marks
	s := Section{Key: "marks", Lines: []string{p.text("marks_how")}}
	if m.Known == 0 {
		s.Lines = []string{p.text("none")}
		return s
	}
	t := Table{Columns: []Column{{p.text("col_mark"), 6, ""}, {p.text("col_zone_days"), 2, "R"}, {p.text("col_share"), 2, "R"}}}
	for _, row := range []struct {
		code string
		n    int
	}{{"observed", m.Observed}, {"estimated", m.Estimated}, {"forecast", m.Forecast}, {"early", m.Early}, {"overridden", m.Overridden},
		{"provisional", m.Provisional}, {"simulated", m.Simulated}} {
		t.Rows = append(t.Rows, []Item{words(p.text("rests_" + row.code)), p.count(row.n), p.share(row.n, m.Known)})
	}
	s.Tables = []Table{t}
	return s
}
