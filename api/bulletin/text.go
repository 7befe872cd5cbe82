package bulletin

import (
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// namesAtOnce is how many names are read in one sentence.
const namesAtOnce = 6

// speech is a text to be read aloud: short sentences without abbreviations and
// signs, levels as words.
type speech struct {
	strings.Builder
	say forecast.Wording
}

// Text is the bulletin to be read on the radio.
func (b *Bulletin) Text() []byte {
	s := &speech{say: b.say}
	s.line(plain(b.Office, b.Lang) + ".")
	s.tell("open", "date", spokenDate(s.say, b.Day))
	s.tell("issued", "time", spokenTime(s.say, b.Published.Hour(), b.Published.Minute()),
		"date", spokenDate(s.say, forecast.DateOf(b.Published, b.src.Province.Location)))
	b.sayMarks(s)
	s.line("")
	b.sayDay(s)
	for i := range b.Levels {
		s.line("")
		b.sayLevel(s, &b.Levels[i])
	}
	b.sayAhead(s)
	b.sayNotice(s)
	s.line("")
	s.tell("end")
	return []byte(s.String())
}

func (s *speech) line(text string) { s.WriteString(text + "\n") }

// tell says a text of the profile's words/radio.yaml.
func (s *speech) tell(code string, holes ...string) { s.line(s.say.Text("radio_"+code, holes...)) }

// names reads names, a few in each sentence.
func (s *speech) names(names []string) {
	for from := 0; from < len(names); from += namesAtOnce {
		code := "more"
		switch {
		case from == 0 && len(names) == 1:
			code = "namely_one"
		case from == 0:
			code = "namely"
		case from == len(names)-1:
			code = "more_one"
		}
		s.tell(code, "names", strings.Join(names[from:min(from+namesAtOnce, len(names))], ", "))
	}
}

func (b *Bulletin) sayMarks(s *speech) {
	for _, m := range []struct {
		is   bool
		code string
	}{
		{b.src.Run.Simulated, "simulated"}, {b.src.Run.Provisional, "provisional"}, {b.src.Stale, "stale"}, {b.src.Automatic, "automatic"},
	} {
		if m.is {
			s.tell(m.code)
		}
	}
}

func (b *Bulletin) sayDay(s *speech) {
	if len(b.Levels) > 0 && b.Levels[0].Level.Known() {
		s.tell("highest", "level", s.level(b.Levels[0].Level))
	}
	for _, status := range []forecast.Status{forecast.StatusEstimated, forecast.StatusForecast} {
		for _, d := range b.src.Today {
			if d.Status == status {
				s.tell(string(status))
				break
			}
		}
	}
	s.range_("dry", b.span, func(d forecast.ZoneDay) forecast.Float { return d.DaysSinceRain })
	s.range_("temp", b.span, func(d forecast.ZoneDay) forecast.Float { return d.TempC })
	s.range_("humid", b.span, func(d forecast.ZoneDay) forecast.Float { return d.RHPct })
	b.saySeason(s)
}

func (b *Bulletin) saySeason(s *speech) {
	if in := b.src.Season; in != nil {
		s.tell("season", "share", strconv.FormatFloat(in.Low, 'f', 0, 64), "from", strconv.Itoa(in.From), "to", strconv.Itoa(in.To))
	}
}

// range_ says a value, or from where to where it goes; nothing when it is unknown.
func (s *speech) range_(code string, span func(func(forecast.ZoneDay) forecast.Float) (low, high float64, ok bool), of func(forecast.ZoneDay) forecast.Float) {
	low, high, ok := span(of)
	from, to := strconv.FormatFloat(low, 'f', 0, 64), strconv.FormatFloat(high, 'f', 0, 64)
	switch {
	case !ok:
	case from == to:
		s.tell(code, "n", from)
	default:
		s.tell(code+"_range", "low", from, "high", to)
	}
}

func (s *speech) level(l forecast.Level) string { return s.say.Text("radio_level_" + l.Roman()) }

// sayLevel names the zones of a level, and what it asks for.
func (b *Bulletin) sayLevel(s *speech, p *Part) {
	var names []string
	for i := range b.src.Zones {
		if z := &b.src.Zones[i]; b.today[z.ID].Level == p.Level {
			names = append(names, plain(z.Name, b.Lang))
		}
	}
	code := "zones"
	switch {
	case p.Level == forecast.Unknown:
		code = "unknown"
	case len(names) == 1:
		code = "zone"
	}
	if len(names) == b.of && p.Level.Known() {
		s.tell("all", "level", s.level(p.Level), "of", strconv.Itoa(b.of))
	} else {
		s.tell(code, "level", upperFirst(s.level(p.Level)), "n", strconv.Itoa(len(names)))
		s.names(names)
	}
	if p.Level == forecast.Unknown {
		s.tell("unknown_warning")
		return
	}
	s.tell("duties")
	for _, d := range b.style(p.Level).Duties {
		s.line(upperFirst(strings.TrimRight(plain(d.Text.In(b.Lang), b.Lang), ".")) + ".")
	}
}

func (b *Bulletin) sayAhead(s *speech) {
	if len(b.Outlook) == 0 {
		return
	}
	s.line("")
	if _, any := b.likely(0, len(b.src.Ahead)); !any {
		s.tell("ahead_unknown")
		return
	}
	for _, span := range []struct{ from, to int }{{0, soon}, {0, len(b.src.Ahead)}} {
		n, any := b.likely(span.from, span.to)
		code := "ahead"
		switch {
		case !any:
			continue
		case n == 0:
			code = "ahead_none"
		case n == b.of:
			code = "ahead_all"
		}
		s.tell(code, "days", strconv.Itoa(span.to-span.from), "n", strconv.Itoa(n), "of", strconv.Itoa(b.of))
	}
	for _, days := range b.src.Ahead {
		for _, d := range days {
			if hasMembers(d) && d.Outlook.Source == forecast.FromClimatology {
				s.tell("climatology")
				return
			}
		}
	}
}

// likely counts the zones that have a day with a chance of one half or more of IV
// or V; false when no chance is known.
func (b *Bulletin) likely(from, to int) (zones int, any bool) {
	all := map[string]bool{}
	for _, days := range b.src.Ahead[from:min(to, len(b.src.Ahead))] {
		for _, d := range days {
			if hasMembers(d) {
				any = true
				all[d.Zone] = all[d.Zone] || d.Outlook.AtLeast(forecast.IV) >= 0.5
			}
		}
	}
	return count(all), any
}

// sayNotice says what levels IV and V ask the media for.
func (b *Bulletin) sayNotice(s *speech) {
	top, zones := b.dangerous(), b.overridden()
	if len(top)+len(zones) > 0 {
		s.line("")
	}
	if len(top) > 0 {
		if groups := b.groups(); len(groups) > 0 {
			s.tell("forest", "groups", strings.Join(groups, ", "))
		}
		if b.src.Province.Words["bulletin_risk_"+top[0].Roman].In(b.Lang) != "" {
			s.line(plain(b.risk(top[0].Level), b.Lang))
		}
		s.tell("media")
	}
	if len(zones) > 0 {
		s.tell("override")
		s.names(zones)
	}
}
