package report

import (
	"strconv"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/season"
	"github.com/canhlua/canhlua/forecast/verify"
)

// skill is how good the forecasts were.
func (p *Paper) skill() Section {
	s, r := Section{Key: "skill"}, p.of.Skill
	if r == nil {
		s.Lines = []string{p.text("none")}
		return s
	}
	s.Lines = []string{p.text("skill_how", "days", p.number(r.Days), "zones", p.number(r.Zones))}
	t := Table{Columns: []Column{{p.text("col_lead"), 1.6, "C"}, {p.text("col_pairs"), 1.5, "R"}, {p.text("col_right"), 1.6, "R"}, {p.text("col_heidke"), 1.4, "R"},
		{p.text("col_hits"), 1.7, "R"}, {p.text("col_false"), 1.7, "R"}, {p.text("col_rpss_climate"), 2, "R"}, {p.text("col_rpss_persistence"), 2, "R"}}}
	line := func(name string, r *verify.Report) {
		c := &r.Scores
		row := []Item{words(name), p.count(r.Counts.Given), p.value(c.PercentCorrect.Value, 0)}
		for _, score := range []verify.Score{c.Heidke, c.HitRate, c.FalseAlarmRatio, c.Climatology.RPSS, c.Persistence.RPSS} {
			row = append(row, p.value(score.Value, 2))
		}
		t.Rows = append(t.Rows, row)
	}
	for i := range r.Leads {
		line(strconv.Itoa(r.Leads[i].LeadDays), &r.Leads[i].Report)
	}
	line(p.text("all"), &r.All)
	s.Tables = []Table{t}
	if !r.All.Scores.Climatology.RPSS.Value.OK {
		s.Lines = append(s.Lines, p.text("no_climatology"))
	}
	for _, b := range r.All.Bins {
		if b.N > 0 {
			s.Lines = append(s.Lines, p.text("reliability_how"))
			s.Charts = []Chart{p.reliabilityChart()}
			return s
		}
	}
	s.Lines = append(s.Lines, p.text("no_probabilities"))
	return s
}

// stations is how complete the readings are.
func (p *Paper) stations() Section {
	s := Section{Key: "stations"}
	if len(p.of.Stations) == 0 {
		s.Lines = []string{p.text("none")}
		return s
	}
	s.Lines = []string{p.text("stations_how", "days", p.number(p.of.Days))}
	t := Table{Columns: []Column{{p.text("col_station"), 3.6, ""}, {p.text("col_any"), 1.5, "R"}, {p.text("col_noon"), 1.7, "R"}, {p.text("col_rain"), 1.7, "R"}, {p.text("col_both"), 1.7, "R"},
		{p.text("col_estimated"), 1.7, "R"}, {p.text("col_flagged"), 1.7, "R"}}}
	silent := 0
	for i := range p.of.Stations {
		if p.of.Stations[i].Any == 0 {
			silent++
			continue
		}
		t.Rows = append(t.Rows, p.station(&p.of.Stations[i]))
	}
	if silent > 0 {
		s.Lines = append(s.Lines, p.text("stations_silent", "n", p.number(silent), "names", p.silent()))
	}
	if len(t.Rows) > 0 {
		s.Tables = []Table{t}
	}
	return s
}

func (p *Paper) station(st *season.Station) []Item {
	return []Item{words(st.Name + " (" + st.ID + ")"), p.count(st.Any), p.share(st.Noon, st.Days), p.share(st.Rain, st.Days), p.share(st.Both, st.Days),
		p.share(st.Estimated, st.Any), p.share(st.Flagged, st.Any)}
}

func (p *Paper) silent() string {
	names := ""
	for i := range p.of.Stations {
		if st := &p.of.Stations[i]; st.Any == 0 {
			if names != "" {
				names += ", "
			}
			names += st.Name
		}
	}
	return names
}

// tables are the editions that decided, with their decisions.
func (p *Paper) tables() Section {
	s := Section{Key: "tables"}
	if len(p.of.Tables) == 0 {
		s.Lines = []string{p.text("none")}
		return s
	}
	t := Table{Columns: []Column{{p.text("col_table"), 4.5, ""}, {p.text("col_decision"), 4, ""}, {p.text("col_days_from"), 1.9, "C"}, {p.text("col_days_to"), 1.9, "C"}, {p.text("col_days"), 1.2, "R"}}}
	for i := range p.of.Tables {
		e := &p.of.Tables[i]
		title := e.Title
		if title == "" {
			title = p.text("table_lost", "id", e.ID)
		}
		t.Rows = append(t.Rows, []Item{words(title), words(p.decision(e)), p.date(e.First), p.date(e.Last), p.count(e.Days)})
	}
	s.Tables = []Table{t}
	return s
}

// decision is what an edition rests on.
func (p *Paper) decision(e *season.Table) string {
	if e.Decision == "" || e.Status == forecast.Provisional {
		return p.text("table_provisional")
	}
	text := e.Decision
	if !e.Date.IsZero() {
		text += ", " + p.text("table_date", "date", p.say.Date(e.Date))
	}
	if e.Issuer != "" {
		text += ", " + e.Issuer
	}
	return text
}

// sets are the zone sets that were in use.
func (p *Paper) sets() Section {
	s := Section{Key: "sets"}
	if len(p.of.Areas) == 0 {
		s.Lines = []string{p.text("none")}
		return s
	}
	t := Table{Columns: []Column{{p.text("col_set"), 3.5, ""}, {p.text("col_zones"), 1.1, "R"}, {p.text("col_days_from"), 1.9, "C"}, {p.text("col_days_to"), 1.9, "C"}, {p.text("col_basis"), 5, ""}}}
	for i := range p.of.Areas {
		a := &p.of.Areas[i]
		name := a.Name
		if a.Indicative {
			name += " (" + p.say.Text("indicative") + ")"
		}
		basis := a.Basis
		if basis == "" {
			basis = p.text("no_basis")
		}
		t.Rows = append(t.Rows, []Item{words(name), p.count(len(a.Season.Zones)), p.date(a.Season.From), p.date(a.Season.To), words(basis)})
	}
	s.Tables = []Table{t}
	return s
}
