package profile

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

const meridiansFile = "meridians.yaml"

type meridiansFileContent struct {
	Source    string `yaml:"source"`
	Meridians []struct {
		Meridian  string   `yaml:"meridian"` // 105-45
		Provinces []string `yaml:"provinces"`
	} `yaml:"meridians"`
}

// readMeridians reads meridians.yaml: in which zone of VN-2000 a province draws
// its maps. Without it systems are named by meridian or code only.
func (f *folder) readMeridians(p *Profile) {
	var file meridiansFileContent
	if !f.has(meridiansFile) {
		return
	}
	d, ok := f.yaml(meridiansFile, &file)
	if !ok {
		return
	}
	p.Meridians = map[string]geo.CRS{}
	for i, m := range file.Meridians {
		crs, err := geo.ParseCRS("VN-2000/" + m.Meridian)
		if err != nil {
			d.bad(m.Meridian, "not a central meridian", "write degrees and minutes: 105-45", "meridians", i, "meridian")
			continue
		}
		for k, name := range m.Provinces {
			if _, twice := p.Meridians[plainName(name)]; twice || plainName(name) == "" {
				d.bad(name, "the province is nameless or stands twice", "name it once", "meridians", i, "provinces", k)
			}
			p.Meridians[plainName(name)] = crs
		}
	}
}

// CRS reads the name of a coordinate system: as geo.ParseCRS does, or VN-2000 with
// a province's name, marks or none: "VN-2000/Bình Dương".
func (p *Profile) CRS(text string) (geo.CRS, error) {
	datum, name, _ := strings.Cut(text, "/")
	if datum = strings.ToUpper(strings.TrimSpace(datum)); datum == "VN-2000" || datum == "VN2000" {
		if crs, ok := p.Meridians[plainName(name)]; ok {
			return crs, nil
		}
	}
	return geo.ParseCRS(text)
}

// nearDegrees is how far outside the zones that the province knows a new zone may
// lie without a question: about 11 km.
const nearDegrees = 0.1

// Place says whether zones read from a layer lie in the province, which is where
// its own sets lie. A TM-3 zone taken for UTM puts them 80 km off, still in Viet
// Nam: that is an error for a layer in metres, with the systems that would put
// them right; for one in degrees a warning. None without zones to compare with.
func (p *Profile) Place(zones []forecast.Zone, crs geo.CRS) *geo.Problem {
	home := p.bound()
	if home.IsEmpty() || len(zones) == 0 {
		return nil
	}
	outside := 0
	var first *forecast.Zone
	for i := range zones {
		if !home.Contains(zones[i].Point) {
			if outside++; first == nil {
				first = &zones[i]
			}
		}
	}
	if 2*outside <= len(zones) {
		return nil
	}
	code, args := "outside", []string{"outside", strconv.Itoa(outside), "n", strconv.Itoa(len(zones)), "crs", crs.String()}
	if crs.Plane != nil {
		if fits := systemsWithin(home, crs.FromWGS84(first.Point)); len(fits) > 0 {
			code, args = "outside_fits", append(args, "fits", strings.Join(fits, ", "))
		}
	}
	bad := zoneKinds.Problem(code, args...)
	if crs.Plane == nil {
		bad.Severity = geo.Warning
	}
	bad.ID, bad.At, bad.Value = first.ID, first.Point, fmt.Sprintf("%.4f,%.4f", first.Point[0], first.Point[1])
	return &bad
}

// bound is the box around all zones of the profile, and somewhat more.
func (p *Profile) bound() orb.Bound {
	var shapes []orb.MultiPolygon
	for _, set := range p.ZoneSets {
		for _, z := range set.Zones {
			shapes = append(shapes, z.Shape)
		}
	}
	if bound := geo.Bound(shapes); !bound.IsEmpty() {
		return bound.Pad(nearDegrees)
	}
	return geo.Bound(nil)
}

// systemsWithin names the systems in which coordinates lie in a box.
func systemsWithin(home orb.Bound, there orb.Point) []string {
	var fits []string
	for _, c := range geo.KnownCRS() {
		if c.Plane != nil && home.Contains(c.ToWGS84(there)) {
			fits = append(fits, c.String())
		}
	}
	return fits
}
