package bulletin

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
)

// Part is the zones of one level.
type Part struct {
	Level forecast.Level
	Roman string
	Label string   // nguy hiểm
	Name  string   // level and label
	Color string   // #rrggbb
	Zones []string // names
	Bare  []string // those of them that have no forest
	Do    []Duty

	none string // what stands before these
}

// Listing names the zones, those without forest last.
func (p Part) Listing() string {
	var with []string
	for _, zone := range p.Zones {
		if !slices.Contains(p.Bare, zone) {
			with = append(with, zone)
		}
	}
	text := strings.Join(with, ", ")
	if len(p.Bare) == 0 {
		return text
	}
	if text != "" {
		text += ". "
	}
	return text + p.none + strings.Join(p.Bare, ", ")
}

// Duty is what a level asks for, with the ground it rests on.
type Duty struct{ Text, Basis string }

// shape is a zone to be drawn.
type shape struct {
	polygon orb.MultiPolygon
	roman   string
	color   string
	areaHa  float64
	zone    string // its ID
}

// highestFirst are all levels in the order they are told.
var highestFirst = []forecast.Level{forecast.V, forecast.IV, forecast.III, forecast.II, forecast.I, forecast.Unknown}

// level sorts the zones by level.
func (b *Bulletin) level() {
	for _, l := range highestFirst {
		p := b.part(l)
		for i := range b.src.Zones {
			z := &b.src.Zones[i]
			if b.today[z.ID].Level == l {
				p.Zones = append(p.Zones, b.nameOf(z))
				if z.HasForest == forecast.No {
					p.Bare = append(p.Bare, b.nameOf(z))
				}
				b.shapes = append(b.shapes, shape{z.Shape, p.Roman, p.Color, z.AreaHa, z.ID})
			}
		}
		if len(p.Zones) > 0 {
			b.Levels = append(b.Levels, p)
		}
	}
	slices.SortStableFunc(b.shapes, func(x, y shape) int { return int(y.areaHa - x.areaHa) })
}

// part is a level without its zones.
func (b *Bulletin) part(l forecast.Level) Part {
	style := b.style(l)
	p := Part{Level: l, Roman: l.Roman(), Color: style.Color, Label: style.Short.In(b.Lang), none: b.say.Text("bulletin_bare")}
	if l == forecast.Unknown {
		p.Label = b.say.Text("bulletin_level_unknown")
		p.Name = p.Label
		p.Do = []Duty{{Text: style.Meaning.In(b.Lang)}}
	} else {
		p.Name = b.say.Text("bulletin_level", "roman", p.Roman, "label", p.Label)
	}
	for _, d := range style.Duties {
		p.Do = append(p.Do, Duty{d.Text.In(b.Lang), d.Basis.In(b.Lang)})
	}
	return p
}

// nameOf is a zone's name, with a star where a person set its level.
func (b *Bulletin) nameOf(z *forecast.Zone) string {
	if b.today[z.ID].Override != nil {
		return z.Name + "*"
	}
	return z.Name
}

// highest is the highest level of some days, and how many stand at IV or V.
func highest(days []forecast.ZoneDay) (top forecast.Level, dangerous int) {
	for _, d := range days {
		if top = max(top, d.Level); d.Level.Dangerous() {
			dangerous++
		}
	}
	return top, dangerous
}
