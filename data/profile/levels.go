package profile

import (
	"maps"
	"path"
	"regexp"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

type levelsFile struct {
	Levels []levelFile `yaml:"levels"`
}

type levelFile struct {
	Level   string        `yaml:"level"`
	Label   forecast.Text `yaml:"label"`
	Short   forecast.Text `yaml:"short"`
	Meaning forecast.Text `yaml:"meaning"`
	Color   string        `yaml:"color"`
	Duties  []dutyFile    `yaml:"duties"`
}

type dutyFile struct {
	Text  forecast.Text `yaml:"text"`
	Basis forecast.Text `yaml:"basis"`
}

var levelNames = []string{"unknown", "I", "II", "III", "IV", "V"}

var hexColor = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func (f *folder) readLevels(province *forecast.Province) {
	var file levelsFile
	d, ok := f.yaml("levels.yaml", &file)
	if !ok {
		return
	}
	seen := map[string]bool{}
	for i, l := range file.Levels {
		at := levelIndex(l.Level)
		if at < 0 || seen[l.Level] {
			d.bad(l.Level, "not a level, or there twice", "give unknown, I, II, III, IV and V, each once", "levels", i, "level")
			continue
		}
		seen[l.Level] = true
		province.Styles[at] = d.style(forecast.Level(at), l, i)
	}
	for _, name := range levelNames {
		if !seen[name] {
			d.bad(name, "the level is missing", "give unknown, I, II, III, IV and V, each once", "levels")
		}
	}
}

func levelIndex(name string) int {
	for i, known := range levelNames {
		if name == known {
			return i
		}
	}
	return -1
}

func (d *document) style(level forecast.Level, l levelFile, i int) forecast.LevelStyle {
	d.wantText(l.Label, "levels", i, "label")
	d.wantText(l.Meaning, "levels", i, "meaning")
	if !hexColor.MatchString(l.Color) {
		d.bad(l.Color, "not a colour", `write it as "#rrggbb", in quotes`, "levels", i, "color")
	}
	style := forecast.LevelStyle{Level: level, Label: l.Label, Short: l.Short, Meaning: l.Meaning, Color: l.Color}
	if l.Short == (forecast.Text{}) {
		style.Short = l.Label
	} else {
		d.wantText(l.Short, "levels", i, "short")
	}
	for k, duty := range l.Duties {
		d.wantText(duty.Text, "levels", i, "duties", k, "text")
		d.wantText(duty.Basis, "levels", i, "duties", k, "basis")
		style.Duties = append(style.Duties, forecast.Duty(duty))
	}
	return style
}

// readWords merges the files of words/; a code stands in one of them only.
func (f *folder) readWords(province *forecast.Province) {
	province.Words = map[string]forecast.Text{}
	files := f.in("words", ".yaml")
	if len(files) == 0 {
		f.add(&forecast.Invalid{File: f.label("words"), Reason: "there are no texts", Remedy: "copy words/ of the embedded profile"})
	}
	from := map[string]string{}
	for _, name := range files {
		var words map[string]forecast.Text
		d, ok := f.yaml(name, &words)
		if !ok {
			continue
		}
		for _, code := range slices.Sorted(maps.Keys(words)) {
			text := words[code]
			d.wantText(text, code)
			if other, twice := from[code]; twice {
				d.bad(text.Vi, "the code stands in "+path.Base(other)+" too", "keep one of the two", code)
			}
			from[code], province.Words[code] = name, text
		}
	}
}
