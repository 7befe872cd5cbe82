package bulletin

import (
	"slices"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// ground says what the bulletin rests on, and names the levels that persons set.
func (b *Bulletin) ground() {
	if b.src.Table != "" {
		b.Basis = append(b.Basis, b.say.Text("bulletin_basis", "title", strings.TrimRight(b.src.Table, ".")))
	}
	if zones := b.overridden(); len(zones) > 0 {
		b.Basis = append(b.Basis, b.say.Text("bulletin_override", "zones", strings.Join(zones, ", ")))
	}
	if b.src.Automatic {
		b.Basis = append(b.Basis, b.say.Text("bulletin_automatic"))
	}
}

// overridden are the zones whose level a person set.
func (b *Bulletin) overridden() (names []string) {
	for i := range b.src.Zones {
		if b.today[b.src.Zones[i].ID].Override != nil {
			names = append(names, b.src.Zones[i].Name)
		}
	}
	return names
}

// notify writes the notice for the media that levels IV and V ask for each day
// (Decree 156/2018/NĐ-CP art. 46), with what a warning has to contain (Decision
// 18/2021/QĐ-TTg arts. 26–27): past course, area and forest types, disaster-risk
// level, time of issue, name and signature.
func (b *Bulletin) notify() {
	top := b.dangerous()
	if len(top) == 0 {
		return
	}
	line := func(head, text string) {
		b.Media = append(b.Media, Line{b.say.Text("bulletin_media_" + head), text})
	}
	var zones []string
	for _, p := range top {
		zones = append(zones, b.say.Text("bulletin_media_level", "name", p.Name, "n", strconv.Itoa(len(p.Zones)), "zones", p.Listing()))
	}
	line("warning", b.say.Text("bulletin_media_text", "office", b.Office, "date", b.say.Date(b.Day), "roman", top[0].Roman, "label", top[0].Label))
	if past := b.lately(); past != "" {
		line("course", past)
	}
	line("area", strings.Join(zones, " "))
	if groups := b.groups(); len(groups) > 0 {
		line("forest", b.say.Text("bulletin_media_groups", "groups", strings.Join(groups, ", ")))
	}
	line("risk", b.risk(top[0].Level))
	line("issue", b.Issued+" · "+b.Number)
	line("signed", b.say.Text("bulletin_media_sign"))
}

// dangerous are the parts at IV and V.
func (b *Bulletin) dangerous() []Part {
	n := 0
	for n < len(b.Levels) && b.Levels[n].Level.Dangerous() {
		n++
	}
	return b.Levels[:n]
}

// lately is the course of the days that led here.
func (b *Bulletin) lately() string {
	parts := []string{}
	if n := len(b.src.Past); n > 0 {
		danger := 0
		for _, p := range b.src.Past {
			if _, zones := highest(p.Days); zones > 0 {
				danger++
			}
		}
		parts = append(parts, b.say.Text("bulletin_lately", "n", strconv.Itoa(danger), "days", strconv.Itoa(n)))
	}
	for _, text := range []string{b.course(), b.weather()} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

// groups are the forest types that stand at IV or V.
func (b *Bulletin) groups() (names []string) {
	for i := range b.src.Zones {
		d := b.today[b.src.Zones[i].ID]
		raised := d.Override != nil && d.Level.Dangerous() // by a person, for all its forest
		for _, g := range d.Groups {
			if name := b.say.Text("group." + g.Group); (raised || g.Level.Dangerous()) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// risk is the disaster-risk level that the authority has set for a danger level;
// a dotted line where the profile names none.
func (b *Bulletin) risk(l forecast.Level) string {
	if set := b.src.Province.Words["bulletin_risk_"+l.Roman()].In(b.Lang); set != "" {
		return set
	}
	return b.say.Text("bulletin_media_no_risk")
}
