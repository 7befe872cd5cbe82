package profile

import (
	"fmt"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

const normalsFile = "normals.yaml"

type normalsFileContent struct {
	Source   string       `yaml:"source"`
	Stations []normalFile `yaml:"stations"`
}

type normalFile struct {
	Station   string    `yaml:"station"`
	TempMaxC  []float64 `yaml:"temp_max_c"`
	VapourHPa []float64 `yaml:"vapour_hpa"`
	RainMM    []float64 `yaml:"rain_mm"`
}

// readNormals reads normals.yaml; without it there is no sample season.
func (f *folder) readNormals(p *Profile) {
	var file normalsFileContent
	if !f.has(normalsFile) {
		return
	}
	d, ok := f.yaml(normalsFile, &file)
	if !ok {
		return
	}
	if file.Source == "" {
		d.bad("", "it is not said where the figures are from", "write it", "source")
	}
	for i, n := range file.Stations {
		if !slices.ContainsFunc(p.Stations, func(s forecast.Station) bool { return s.ID == n.Station }) {
			d.bad(n.Station, "no such station", "give an id of "+stationsFile, "stations", i, "station")
		}
		p.Normals = append(p.Normals, Normal{Station: n.Station, Source: file.Source,
			TempMaxC:  d.months(n.TempMaxC, -40, 60, "stations", i, "temp_max_c"),
			VapourHPa: d.months(n.VapourHPa, 0.1, 60, "stations", i, "vapour_hpa"),
			RainMM:    d.months(n.RainMM, 0, 5000, "stations", i, "rain_mm")})
	}
}

// months checks one number a month.
func (d *document) months(values []float64, low, high float64, path ...any) (year [12]float64) {
	if len(values) != len(year) {
		d.bad(fmt.Sprintf("%d numbers", len(values)), "not one a month", "give 12, January first", path...)
		return year
	}
	for i, v := range values {
		d.wantWithin(v, low, high, with(path, i)...)
	}
	copy(year[:], values)
	return year
}

const forestFile = "forest.yaml"

type forestFileContent struct {
	Zones map[string]forestZoneFile `yaml:"zones"`
}

type forestZoneFile struct {
	Forest string           `yaml:"forest"`
	Note   string           `yaml:"note"`
	Parts  []forestPartFile `yaml:"parts"`
}

type forestPartFile struct {
	Group  string   `yaml:"group"`
	AreaHa *float64 `yaml:"area_ha"`
	Note   string   `yaml:"note"`
}

// readForest reads forest.yaml; a zone it does not name is not known to have forest.
func (f *folder) readForest(p *Profile) {
	var file forestFileContent
	p.Forest = map[string]Forest{}
	if !f.has(forestFile) {
		return
	}
	d, ok := f.yaml(forestFile, &file)
	if !ok {
		return
	}
	answers := map[string]forecast.Tri{"yes": forecast.Yes, "no": forecast.No, "unknown": forecast.NotKnown}
	for _, code := range sortedKeys(file.Zones) {
		zone := file.Zones[code]
		has, ok := answers[zone.Forest]
		if !ok {
			d.bad(zone.Forest, "not an answer", "write yes, no or unknown", "zones", code, "forest")
		}
		if has == forecast.No && len(zone.Parts) > 0 {
			d.bad("no", "there is forest among the parts", "write yes, or take the parts out", "zones", code, "forest")
		}
		p.Forest[code] = Forest{Has: has, Note: zone.Note, Parts: d.parts(zone.Parts, "zones", code, "parts")}
	}
}

func (d *document) parts(files []forestPartFile, path ...any) []forecast.ForestPart {
	var parts []forecast.ForestPart
	for i, file := range files {
		part := forecast.ForestPart{Group: file.Group, Note: file.Note}
		if file.Group == "" || slices.ContainsFunc(parts, func(o forecast.ForestPart) bool { return o.Group == file.Group }) {
			d.bad(file.Group, "no forest group, or there twice", `name each once, "all" where it is not known`, with(path, i, "group")...)
		}
		if file.AreaHa != nil {
			d.wantWithin(*file.AreaHa, 0, 1e7, with(path, i, "area_ha")...)
			part.AreaHa = forecast.Some(*file.AreaHa)
		}
		parts = append(parts, part)
	}
	return parts
}
