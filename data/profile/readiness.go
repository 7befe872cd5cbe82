package profile

import (
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

const readinessFile = "readiness.yaml"

// readReadiness reads the kinds of the register; without it there is none.
func (f *folder) readReadiness(p *Profile) {
	var file struct {
		Kinds []forecast.ReadinessKind `yaml:"kinds"`
	}
	if !f.has(readinessFile) {
		return
	}
	d, ok := f.yaml(readinessFile, &file)
	if !ok {
		return
	}
	for i, kind := range file.Kinds {
		twice := slices.ContainsFunc(file.Kinds[:i], func(o forecast.ReadinessKind) bool { return o.ID == kind.ID })
		if kind.ID == "" || twice {
			d.bad(kind.ID, "the kind has no id, or stands twice", "name each once", "kinds", i, "id")
		}
		d.wantText(kind.Name, "kinds", i, "name")
	}
	p.Province.Readiness = file.Kinds
}
