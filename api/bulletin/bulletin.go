// Package bulletin writes the daily bulletin of a published run: as text to be
// read on the radio, HTML, PDF, PNG and XLSX. The words are the profile's; the
// same source gives the same bytes. It reads no clock and no store.
package bulletin

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
)

// Source is what a bulletin is made from.
type Source struct {
	Province *forecast.Province
	Lang     string // vi or en
	Run      forecast.Run
	Day      forecast.Date
	Zones    []forecast.Zone
	Today    []forecast.ZoneDay   // of Day, by zone
	Ahead    [][]forecast.ZoneDay // of the days behind it, as far as the run covers them
	Table    string               // title of the edition that decided; empty = none
	Season   *Season              // nil = nothing to hold the day against
	Stale    bool
}

// Season is where the day stands in the zones' own past: the share of the days
// around the date on which P was lower, 0–100, lowest and highest of the zones.
type Season struct {
	From, To  int // years
	Low, High float64
}

// Bulletin is a day's bulletin in one language, ready to be drawn.
type Bulletin struct {
	Lang      string
	Day       forecast.Date
	Published time.Time // with the province's offset
	Office    string
	Number    string
	Title     string
	DayLine   string
	Issued    string
	Marks     []string // provisional, simulated, stale
	Statement []string // sentences
	Levels    []Part   // highest first, unknown last; without those that no zone has
	Outlook   []Ahead
	OutlookIs []string // sentences on it
	Media     []string // the notice that levels IV and V ask for; none below
	Basis     []string
	Sign      [2]string

	say    words
	shapes []shape // largest first
}

// Part is the zones of one level.
type Part struct {
	Level forecast.Level
	Roman string
	Name  string // level and label
	Color string // #rrggbb
	Zones []string
	Do    []forecast.Duty
}

// Duties are what the level asks for, each with its basis.
func (p *Part) duties(lang string) []string {
	var out []string
	for _, d := range p.Do {
		text := d.Text.In(lang)
		if basis := d.Basis.In(lang); basis != "" {
			text += " (" + basis + ")"
		}
		out = append(out, text)
	}
	return out
}

// Ahead is a later day over all zones.
type Ahead struct {
	Date      forecast.Date
	Top       string // highest level, Roman; a dash when none is known
	Dangerous int    // zones at IV or V
	Chance    string // of IV or V, lowest to highest; a dash without members
	color     string
}

// shape is a zone to be drawn.
type shape struct {
	polygon orb.MultiPolygon
	color   string
	areaHa  float64
}

// New composes the bulletin. Zones of which the run says nothing are unknown.
func New(src Source) *Bulletin {
	loc := src.Province.Location
	b := &Bulletin{
		Lang: src.Lang, Day: src.Day, Published: src.Run.Published.In(loc),
		Office: src.Province.OfficeOn(src.Day).In(src.Lang), say: words{src.Province.Words, src.Lang},
	}
	if b.Office == "" {
		b.Office = src.Province.Name.In(src.Lang)
	}
	b.Title = b.say.text("bulletin_title")
	b.Number = b.say.text("bulletin_number", "number", strings.ReplaceAll(src.Day.String(), "-", "")+"-"+b.Published.Format("1504"))
	b.DayLine = b.say.text("bulletin_day", "date", b.say.date(src.Day))
	b.Issued = b.say.text("bulletin_issued", "time", b.Published.Format("15:04"), "date", b.say.date(forecast.DateOf(b.Published, loc)))
	b.Sign = [2]string{b.say.text("bulletin_sign"), b.say.text("bulletin_sign_here")}
	today := map[string]forecast.ZoneDay{}
	for _, d := range src.Today {
		today[d.Zone] = d
	}
	b.level(src, today)
	b.state(src, today)
	b.mark(src)
	b.look(src)
	b.notify(src, today)
	return b
}

// level sorts the zones by level.
func (b *Bulletin) level(src Source, today map[string]forecast.ZoneDay) {
	for _, l := range []forecast.Level{forecast.V, forecast.IV, forecast.III, forecast.II, forecast.I, forecast.Unknown} {
		style := src.Province.Styles[l]
		p := Part{Level: l, Roman: l.Roman(), Color: style.Color, Do: style.Duties,
			Name: b.say.text("bulletin_level", "roman", l.Roman(), "label", style.Short.In(b.Lang))}
		if l == forecast.Unknown {
			p.Name = b.say.text("bulletin_level_unknown")
		}
		for i := range src.Zones {
			z := &src.Zones[i]
			if today[z.ID].Level == l {
				p.Zones = append(p.Zones, z.Name)
				b.shapes = append(b.shapes, shape{z.Shape, style.Color, z.AreaHa})
			}
		}
		if len(p.Zones) > 0 {
			b.Levels = append(b.Levels, p)
		}
	}
	slices.SortStableFunc(b.shapes, func(x, y shape) int { return int(y.areaHa - x.areaHa) })
}

// state says the day in sentences.
func (b *Bulletin) state(src Source, today map[string]forecast.ZoneDay) {
	of := strconv.Itoa(len(src.Zones))
	for i := range b.Levels {
		p := &b.Levels[i]
		n := strconv.Itoa(len(p.Zones))
		switch {
		case p.Level == forecast.Unknown && i == 0:
			b.Statement = append(b.Statement, b.say.text("bulletin_none", "of", of))
		case p.Level == forecast.Unknown:
			b.Statement = append(b.Statement, b.say.text("bulletin_unknown", "n", n))
		case i == 0:
			b.Statement = append(b.Statement, b.say.text("bulletin_highest", "roman", p.Roman,
				"label", src.Province.Styles[p.Level].Short.In(b.Lang), "n", n, "of", of))
		}
	}
	dryLow, dryHigh, dry := span(today, func(d forecast.ZoneDay) forecast.Float { return d.DaysSinceRain })
	pLow, pHigh, p := span(today, func(d forecast.ZoneDay) forecast.Float { return d.P })
	if dry && p {
		b.Statement = append(b.Statement, b.say.text("bulletin_course", "dry", b.say.between(dryLow, dryHigh), "p", b.say.between(pLow, pHigh)))
	}
	if s := src.Season; s != nil {
		b.Statement = append(b.Statement, b.say.text("bulletin_season", "share", b.say.between(s.Low, s.High),
			"years", strconv.Itoa(s.From)+"–"+strconv.Itoa(s.To)))
	}
}

// span is the lowest and highest of what is known.
func span(days map[string]forecast.ZoneDay, of func(forecast.ZoneDay) forecast.Float) (low, high float64, ok bool) {
	for _, d := range days {
		f := of(d)
		if !f.OK {
			continue
		}
		if !ok {
			low, high, ok = f.V, f.V, true
		}
		low, high = min(low, f.V), max(high, f.V)
	}
	return low, high, ok
}

// mark says what the reader must know before anything else.
func (b *Bulletin) mark(src Source) {
	for _, m := range []struct {
		is   bool
		code string
	}{{src.Run.Simulated, "bulletin_mark_simulated"}, {src.Run.Provisional, "bulletin_mark_provisional"}, {src.Stale, "bulletin_mark_stale"}} {
		if m.is {
			b.Marks = append(b.Marks, b.say.text(m.code))
		}
	}
	if src.Table != "" {
		b.Basis = append(b.Basis, b.say.text("bulletin_basis", "title", strings.TrimRight(src.Table, ".")))
	}
}

// look says the days ahead.
func (b *Bulletin) look(src Source) {
	soon, climatological := map[string]bool{}, false
	for n, days := range src.Ahead {
		a := Ahead{Top: "–", Chance: "–", color: src.Province.Styles[forecast.Unknown].Color}
		top, low, high, any := forecast.Unknown, 1.0, 0.0, false
		for _, d := range days {
			a.Date = d.Date
			if top = max(top, d.Level); d.Level >= forecast.IV {
				a.Dangerous++
			}
			if d.Outlook == nil || d.Outlook.Members == 0 {
				continue
			}
			chance := d.Outlook.AtLeast(forecast.IV)
			low, high, any = min(low, chance), max(high, chance), true
			climatological = climatological || d.Outlook.Source == forecast.FromClimatology
			soon[d.Zone] = soon[d.Zone] || n < 3 && chance >= 0.5
		}
		if top.Known() {
			a.Top, a.color = top.Roman(), src.Province.Styles[top].Color
		}
		if any {
			a.Chance = b.say.between(100*low, 100*high) + " %"
		}
		if len(days) > 0 {
			b.Outlook = append(b.Outlook, a)
		}
	}
	b.sumUp(soon, len(src.Zones), climatological)
}

func (b *Bulletin) sumUp(soon map[string]bool, of int, climatological bool) {
	if len(soon) == 0 {
		return
	}
	n := 0
	for _, is := range soon {
		if is {
			n++
		}
	}
	b.OutlookIs = append(b.OutlookIs, b.say.text("bulletin_three", "n", strconv.Itoa(n), "of", strconv.Itoa(of)))
	if climatological {
		b.OutlookIs = append(b.OutlookIs, b.say.text("bulletin_climatology"))
	}
}

// notify writes the notice for the media, and names the levels that persons set.
func (b *Bulletin) notify(src Source, today map[string]forecast.ZoneDay) {
	groups, overridden := []string{}, []string{}
	for i := range src.Zones {
		z := &src.Zones[i]
		d := today[z.ID]
		if d.Override != nil {
			overridden = append(overridden, z.Name)
		}
		for _, g := range d.Groups {
			name := b.say.text("group." + g.Group)
			if g.Level >= forecast.IV && !slices.Contains(groups, name) {
				groups = append(groups, name)
			}
		}
	}
	if len(overridden) > 0 {
		b.Basis = append(b.Basis, b.say.text("bulletin_override", "zones", strings.Join(overridden, ", ")))
	}
	for i := range b.Levels {
		p := &b.Levels[i]
		if p.Level >= forecast.IV {
			b.Media = append(b.Media, b.say.text("bulletin_media_text", "office", b.Office, "date", b.say.date(b.Day), "roman", p.Roman,
				"label", src.Province.Styles[p.Level].Short.In(b.Lang), "zones", strings.Join(p.Zones, ", ")))
		}
	}
	if len(b.Media) > 0 && len(groups) > 0 {
		b.Media = append(b.Media, b.say.text("bulletin_media_groups", "groups", strings.Join(groups, ", ")))
	}
	if len(b.Media) > 0 {
		b.Media = append(b.Media, b.say.text("bulletin_media_risk"))
	}
}
