package report

import (
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

// standingRule is the role of what is published without a person.
const standingRule = "standing_rule"

// mostListed is how many withdrawals, overrides or fires the report lists; a
// workbook lists all.
const mostListed = 40

// role is the name of a role.
func (p *Paper) role(name string) string {
	if text := p.text("role_" + name); text != "report_role_"+name {
		return text
	}
	return name
}

// decisions are what was published, withdrawn and changed, by role.
func (p *Paper) decisions() Section {
	d := &p.of.Decisions
	s := Section{Key: "decisions"}
	if len(d.Roles) == 0 {
		s.Lines = []string{p.text("none")}
		return s
	}
	t := Table{Columns: []Column{{p.text("col_role"), 4, ""}, {p.text("col_published"), 2, "R"}, {p.text("col_withdrawn"), 2, "R"}, {p.text("col_overridden"), 2, "R"}}}
	for _, r := range d.Roles {
		t.Rows = append(t.Rows, []Item{words(p.role(r.Role)), p.count(r.Published), p.count(r.Withdrawn), p.count(r.Overridden)})
	}
	s.Lines = []string{p.text("decisions_how")}
	s.Tables = []Table{t}
	if len(d.Overrides) > 0 {
		s.Lines = append(s.Lines, p.text("overrides", "n", p.number(len(d.Overrides)), "up", p.number(d.Raised), "down", p.number(d.Lowered),
			"unknown", p.number(d.MadeUnknown), "known", p.number(d.MadeKnown)))
		s.Tables = append(s.Tables, p.overrides())
	}
	if len(d.Withdrawals) > 0 {
		t := Table{Caption: p.text("withdrawals"), Columns: []Column{{p.text("col_date"), 2, ""}, {p.text("col_at"), 3, ""}, {p.text("col_role"), 2.5, ""}, {p.text("col_reason"), 6, ""}}}
		for _, w := range d.Withdrawals {
			t.Rows = append(t.Rows, []Item{p.date(w.Date), words(p.say.Instant(w.At)), words(p.role(w.Role)), words(w.Reason)})
		}
		s.Tables = append(s.Tables, t)
	}
	return s
}

func (p *Paper) overrides() Table {
	t := Table{Caption: p.text("overrides_list"), Columns: []Column{{p.text("col_date"), 2, ""}, {p.text("col_zone"), 3, ""}, {p.text("col_before"), 1.8, "C"},
		{p.text("col_level"), 1.8, "C"}, {p.text("col_role"), 2, ""}, {p.text("col_reason"), 5, ""}}}
	names := map[string]string{}
	for _, a := range p.of.Areas {
		for id, name := range a.Names {
			names[id] = name
		}
	}
	for _, o := range p.of.Decisions.Overrides {
		if o.Override == nil {
			continue
		}
		zone := names[o.Override.Zone]
		if zone == "" {
			zone = o.Override.Zone
		}
		t.Rows = append(t.Rows, []Item{p.date(o.Override.Date), words(zone), p.level(o.Override.Before), p.level(o.Override.Level), words(p.role(o.Role)), words(o.Reason)})
	}
	return t
}

// alerts are what was sent, and whom it reached.
func (p *Paper) alerts() Section {
	s, a := Section{Key: "alerts"}, p.of.Alerts
	if a == nil {
		s.Lines = []string{p.text("none")}
		return s
	}
	s.Lines = []string{p.text("alerts_sum", "public", p.number(a.Public), "persons", p.number(a.Persons), "reached", p.number(a.Reached))}
	if len(a.Channels) == 0 {
		return s
	}
	t := Table{Columns: []Column{{p.text("col_channel"), 4, ""}, {p.text("col_meant"), 2, "R"}, {p.text("col_sent"), 2, "R"}, {p.text("col_failed"), 2, "R"}, {p.text("col_revoked"), 2, "R"}, {p.text("col_waiting"), 2, "R"}}}
	for _, c := range a.Channels {
		t.Rows = append(t.Rows, []Item{words(p.channel(c.Channel)), p.count(c.Meant), p.count(c.Sent), p.count(c.Failed), p.count(c.Revoked), p.count(c.Waiting)})
	}
	s.Tables = []Table{t}
	return s
}

func (p *Paper) channel(c forecast.Channel) string {
	if text := p.text("channel_" + string(c)); text != "report_channel_"+string(c) {
		return text
	}
	return string(c)
}

// fires are hotspots and fires by month, cause and place.
func (p *Paper) fires() Section {
	s, f := Section{Key: "fires", Lines: []string{p.fireLine()}}, &p.of.Fires
	if f.Hotspots == nil {
		s.Lines = append(s.Lines, p.text("no_hotspots"))
	}
	if len(f.Records) == 0 {
		s.Lines = append(s.Lines, p.text("no_records"))
	} else {
		area := p.text("none")
		if f.AreaHa.OK {
			area = p.say.Number(f.AreaHa, 2) + " ha"
		}
		s.Lines = append(s.Lines, p.text("fires_area", "area", area, "without", p.number(f.NoArea)))
	}
	if len(f.Months) > 0 {
		s.Tables = append(s.Tables, p.fireMonths())
	}
	if len(f.Records) > 0 {
		s.Tables = append(s.Tables, p.causes(), p.records())
	}
	if t, ok := p.fireLevels(); ok {
		s.Tables = append(s.Tables, t)
	}
	return s
}

func (p *Paper) fireMonths() Table {
	t := Table{Columns: []Column{{p.text("col_month"), 4, ""}, {p.text("col_hotspots"), 3, "R"}, {p.text("col_records"), 3, "R"}}}
	for _, m := range p.of.Fires.Months {
		spots, records := p.count(m.Hotspots), p.count(m.Records)
		if p.of.Fires.Hotspots == nil {
			spots = Item{Text: "–"}
		}
		if len(p.of.Fires.Records) == 0 {
			records = Item{Text: "–"}
		}
		name := strconv.Itoa(int(m.Month)) + "/" + strconv.Itoa(m.Year)
		if m.Month < 10 {
			name = "0" + name
		}
		t.Rows = append(t.Rows, []Item{words(name), spots, records})
	}
	return t
}

// cause is a cause in the profile's words.
func (p *Paper) cause(id string) string {
	for _, c := range p.say.Province.Fires.Causes {
		if c.ID == id {
			return c.Text.In(p.Lang)
		}
	}
	if id == "" {
		return p.text("cause_unknown")
	}
	return id
}

func (p *Paper) causes() Table {
	t := Table{Caption: p.text("causes"), Columns: []Column{{p.text("col_cause"), 5, ""}, {p.text("col_records"), 2, "R"}, {p.text("col_area"), 3, "R"}}}
	for _, c := range p.of.Fires.Causes {
		t.Rows = append(t.Rows, []Item{words(p.cause(c.Cause)), p.count(c.Fires), p.value(c.AreaHa, 2)})
	}
	return t
}

func (p *Paper) records() Table {
	t := Table{Caption: p.text("fires_list"), Columns: []Column{{p.text("col_date"), 2, ""}, {p.text("col_zone"), 3.5, ""}, {p.text("col_level"), 1.8, "C"},
		{p.text("col_cause"), 4, ""}, {p.text("col_forest"), 3, ""}, {p.text("col_area"), 1.8, "R"}}}
	for _, r := range p.of.Fires.Records {
		zone, forest := r.Name, ""
		if r.Zone == "" {
			zone = p.text("outside")
		}
		if r.Forest != "" {
			forest = p.say.Text("group." + r.Forest)
		}
		t.Rows = append(t.Rows, []Item{p.date(r.Date), words(zone), p.level(r.Level), words(p.cause(r.Cause)), words(forest), p.value(r.AreaHa, 2)})
	}
	return t
}

// fireLevels is the share of fires beside that of zone-days, by level.
func (p *Paper) fireLevels() (Table, bool) {
	t := Table{Caption: p.text("by_level"), Columns: []Column{{p.text("col_level"), 2, "C"}, {p.text("col_zone_days"), 2, "R"}, {p.text("col_share"), 2, "R"},
		{p.text("col_fires"), 2, "R"}, {p.text("col_share"), 2, "R"}}}
	var days, fires [5]int
	allDays, allFires := 0, 0
	for _, a := range p.of.Areas {
		for i, l := range a.Season.ByFires.Levels {
			days[i] += l.ZoneDays
			fires[i] += l.Fires
			allDays += l.ZoneDays
			allFires += l.Fires
		}
	}
	for i, l := range forecast.Levels {
		t.Rows = append(t.Rows, []Item{p.level(l), p.count(days[i]), p.share(days[i], allDays), p.count(fires[i]), p.share(fires[i], allFires)})
	}
	return t, allFires > 0 && allDays > 0
}
