package profile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

const keyAreasFile = "keyareas.yaml"

// readKeyAreas reads keyareas.yaml; without it zones are not ranked.
func (f *folder) readKeyAreas(p *Profile) {
	if !f.has(keyAreasFile) {
		return
	}
	var rules forecast.KeyRules
	d, ok := f.yaml(keyAreasFile, &rules)
	if !ok {
		return
	}
	d.wantWithin(float64(rules.Years), 1, 50, "years")
	d.wantWithin(float64(rules.LeastDays), 1, 20000, "least_days")
	d.wantWithin(rules.LeastKnown, 0, 1, "least_known")
	d.wantText(rules.Basis, "basis")
	total := 0.0
	for _, name := range sortedKeys(rules.Parts) {
		total += rules.Parts[name].Weight
		d.checkKeyPart(name, rules.Parts[name])
	}
	if total <= 0 {
		d.bad(fmt.Sprint(total), "no part has a weight", "give at least one a weight above 0", "parts")
	}
	p.Province.KeyAreas = &rules
}

func (d *document) checkKeyPart(name string, part forecast.KeyPartRule) {
	if !slices.Contains(forecast.KeyPartNames, name) {
		d.bad(name, "no part of the score", "the parts are "+strings.Join(forecast.KeyPartNames, ", "), "parts", name)
		return
	}
	d.wantWithin(part.Weight, 0, 1000, "parts", name, "weight")
	for _, key := range sortedKeys(part.Values) {
		d.wantWithin(part.Values[key], 0, 1, "parts", name, "values", key)
	}
	measured := name == forecast.KeyDanger || name == forecast.KeyFires || name == forecast.KeySize
	switch {
	case measured && part.Full <= 0:
		d.bad(fmt.Sprint(part.Full), "the part has no full measure", "say from which measure on it is 1", "parts", name, "full")
	case name == forecast.KeyAccess && part.Attribute == "":
		d.bad("", "the attribute is not named", "name the zones' attribute that tells it", "parts", name, "attribute")
	}
}
