package profile

import (
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

const readinessFile = "readiness.yaml"

type readinessYAML struct {
	Kinds []forecast.ReadinessKind `yaml:"kinds"`
	Plan  planYAML                 `yaml:"plan"`
}

type planYAML struct {
	Basis forecast.Text `yaml:"basis"`
	Tasks []struct {
		Levels []string      `yaml:"levels"`
		Who    forecast.Text `yaml:"who"`
		Do     forecast.Text `yaml:"do"`
		Kinds  []string      `yaml:"kinds"`
	} `yaml:"tasks"`
}

// readReadiness reads the kinds of the register and the plan; without the file
// there is neither.
func (f *folder) readReadiness(p *Profile) {
	var file readinessYAML
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
	p.Province.Plan = d.plan(file)
}

// plan checks who does what: at levels there are, with kinds that are named.
func (d *document) plan(file readinessYAML) forecast.ReadinessPlan {
	plan := forecast.ReadinessPlan{Basis: file.Plan.Basis}
	if len(file.Plan.Tasks) > 0 {
		d.wantText(plan.Basis, "plan", "basis")
	}
	for i, task := range file.Plan.Tasks {
		out := forecast.PlanTask{Who: task.Who, Do: task.Do, Kinds: task.Kinds}
		d.wantText(task.Who, "plan", "tasks", i, "who")
		d.wantText(task.Do, "plan", "tasks", i, "do")
		if len(task.Levels) == 0 {
			d.bad("", "the task is of no level", "say at which it is done", "plan", "tasks", i, "levels")
		}
		for k, roman := range task.Levels {
			level := slices.Index(levelNames, roman)
			if level < 1 {
				d.bad(roman, "no level", "write I, II, III, IV or V", "plan", "tasks", i, "levels", k)
				continue
			}
			out.Levels = append(out.Levels, forecast.Level(level))
		}
		for k, id := range task.Kinds {
			if !slices.ContainsFunc(file.Kinds, func(o forecast.ReadinessKind) bool { return o.ID == id }) {
				d.bad(id, "no kind of the register", "use one of kinds above", "plan", "tasks", i, "kinds", k)
			}
		}
		plan.Tasks = append(plan.Tasks, out)
	}
	return plan
}
