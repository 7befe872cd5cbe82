package forecast

import (
	"cmp"
	"slices"
)

// The parts of a key fire-prone area's score.
const (
	KeyDanger = "danger" // share of the known days that stood at IV or V
	KeyFires  = "fires"  // fires and hotspots a year
	KeyGroup  = "group"  // how easily the zone's forest groups burn
	KeySize   = "area"   // hectares of forest
	KeyAccess = "access" // how hard it is to get there
)

// KeyPartNames are the parts in the order they are told.
var KeyPartNames = []string{KeyDanger, KeyFires, KeyGroup, KeySize, KeyAccess}

// KeyPartRule says how a part counts.
type KeyPartRule struct {
	Weight    float64            `json:"weight" yaml:"weight"`                 // its share of the score, against the other weights
	Full      float64            `json:"full,omitzero" yaml:"full"`            // the measure from which the part is 1; below it in proportion
	Values    map[string]float64 `json:"values,omitempty" yaml:"values"`       // of named things: 0–1
	Attribute string             `json:"attribute,omitempty" yaml:"attribute"` // of the zone, in which the name stands
}

// KeyRules are a province's choices for the ranking. They are data of the profile.
type KeyRules struct {
	Years      int                    `json:"years" yaml:"years"`             // looked back
	LeastDays  int                    `json:"least_days" yaml:"least_days"`   // known days without which the danger's share is unknown
	LeastKnown float64                `json:"least_known" yaml:"least_known"` // share of the weights that must be known for a rank, 0–1
	Basis      Text                   `json:"basis" yaml:"basis"`             // what the weights rest on
	Parts      map[string]KeyPartRule `json:"parts" yaml:"parts"`
}

// KeyFacts are what the past says of a zone.
type KeyFacts struct {
	KnownDays, DangerousDays int
	FiresPerYear             Float
}

// KeyPart is one part of a score.
type KeyPart struct {
	Name    string  `json:"name" enum:"danger,fires,group,area,access"`
	Weight  float64 `json:"weight" doc:"Share of the score when all parts are known, 0–1"`
	Measure Float   `json:"measure" doc:"Share of days, fires a year, hectares; null where it is a name or unknown"`
	Days    int     `json:"days,omitempty" doc:"Known days that the share of days rests on"`
	Named   string  `json:"named,omitempty" doc:"The forest groups or the access"`
	Value   Float   `json:"value" doc:"0–1; null = unknown, which is not 0"`
	Why     string  `json:"why,omitempty" doc:"Why it is unknown" enum:"few_days,no_fires_kept,no_group,no_area,no_access,not_weighted"`
}

// KeyArea is a zone with its place in the ranking.
type KeyArea struct {
	Zone  string    `json:"zone"`
	Name  string    `json:"name"`
	Rank  int       `json:"rank" doc:"1 = first; 0 = not ranked, too little is known; equal scores share a rank"`
	Score Float     `json:"score" doc:"0–100, from the known parts alone; null where none is known"`
	Low   float64   `json:"low" doc:"The score if every unknown part were 0"`
	High  float64   `json:"high" doc:"The score if every unknown part were 1"`
	Known float64   `json:"known" doc:"Share of the weights that is known, 0–1"`
	Parts []KeyPart `json:"parts"`
}

// RankKeyAreas ranks the zones, the most fire-prone first. Zones known to have no
// forest are left out. An unknown part counts neither as 0 nor as anything else:
// the score rests on the others, and its bounds say what the unknown could make of it.
func RankKeyAreas(rules KeyRules, zones []Zone, facts map[string]KeyFacts) []KeyArea {
	var areas []KeyArea
	for i := range zones {
		if zones[i].HasForest != No {
			areas = append(areas, rules.score(&zones[i], facts[zones[i].ID]))
		}
	}
	slices.SortStableFunc(areas, func(a, b KeyArea) int {
		return cmp.Or(cmp.Compare(rules.ranked(b), rules.ranked(a)), cmp.Compare(b.Score.V, a.Score.V), cmp.Compare(b.Known, a.Known), cmp.Compare(a.Zone, b.Zone))
	})
	for i := range areas {
		switch {
		case rules.ranked(areas[i]) == 0:
		case i > 0 && areas[i].Score == areas[i-1].Score:
			areas[i].Rank = areas[i-1].Rank
		default:
			areas[i].Rank = i + 1
		}
	}
	return areas
}

// ranked is 1 where enough is known for a rank.
func (r KeyRules) ranked(a KeyArea) int {
	if a.Score.OK && a.Known >= r.LeastKnown-1e-9 {
		return 1
	}
	return 0
}

func (r KeyRules) score(z *Zone, facts KeyFacts) KeyArea {
	area := KeyArea{Zone: z.ID, Name: z.Name}
	total := 0.0
	for _, rule := range r.Parts {
		total += rule.Weight
	}
	sum := 0.0
	for _, name := range KeyPartNames {
		rule, ok := r.Parts[name]
		if !ok || rule.Weight <= 0 {
			continue
		}
		part := r.part(name, rule, z, facts)
		part.Weight = rule.Weight / total
		if part.Value.OK {
			sum += part.Weight * part.Value.V
			area.Known += part.Weight
		}
		area.Parts = append(area.Parts, part)
	}
	if area.Known > 0 {
		area.Score = Some(100 * sum / area.Known)
	}
	area.Low, area.High = 100*sum, 100*(sum+1-area.Known)
	return area
}

// part measures one part of a zone.
func (r KeyRules) part(name string, rule KeyPartRule, z *Zone, facts KeyFacts) KeyPart {
	p := KeyPart{Name: name}
	switch name {
	case KeyDanger:
		if p.Why = "few_days"; facts.KnownDays > 0 && facts.KnownDays >= r.LeastDays {
			p.Measure = Some(float64(facts.DangerousDays) / float64(facts.KnownDays))
		}
		p.Days = facts.KnownDays
	case KeyFires:
		p.Why, p.Measure = "no_fires_kept", facts.FiresPerYear
	case KeySize:
		p.Why, p.Measure = "no_area", z.forestHa()
	case KeyGroup:
		p.Why = "no_group"
		p.Named, p.Value = z.groupValue(rule.Values)
	case KeyAccess:
		p.Why = "no_access"
		if v, ok := rule.Values[z.Attributes[rule.Attribute]]; ok { // what is not of the list might be anything, and is not told
			p.Named, p.Value = z.Attributes[rule.Attribute], Some(v)
		}
	}
	if p.Measure.OK && rule.Full > 0 {
		p.Value = Some(min(1, p.Measure.V/rule.Full))
	}
	if p.Value.OK {
		p.Why = ""
	}
	return p
}

// forestHa is the forest's area; unknown when that of a part is.
func (z *Zone) forestHa() Float {
	sum := Float{OK: len(z.Forest) > 0}
	for _, part := range z.Forest {
		sum.V += part.AreaHa.V
		sum.OK = sum.OK && part.AreaHa.OK
	}
	if !sum.OK {
		return Float{}
	}
	return sum
}

// groupValue is the value of the group that burns most easily, with its name;
// unknown where a group has no value, since that could be the worst.
func (z *Zone) groupValue(values map[string]float64) (named string, value Float) {
	for _, part := range z.Forest {
		v, ok := values[part.Group]
		if !ok {
			return part.Group, Float{}
		}
		if !value.OK || v > value.V {
			named, value = part.Group, Some(v)
		}
	}
	return named, value
}
