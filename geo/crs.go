package geo

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// Datum is where the ellipsoid of WGS 84 is laid.
type Datum string

// The datums in use in Viet Nam that are understood here.
const (
	WGS84  Datum = "WGS 84"
	VN2000 Datum = "VN-2000"
)

// CRS is a coordinate reference system of two dimensions.
type CRS struct {
	Name  string
	EPSG  int // 0 where EPSG has none
	Datum Datum
	Plane *TransverseMercator // nil: degrees, longitude first
}

// WGS84Degrees are longitude and latitude on WGS 84, as everywhere inside.
var WGS84Degrees = CRS{Name: "WGS 84", EPSG: 4326, Datum: WGS84}

// vn2000Degrees are longitude and latitude on VN-2000.
var vn2000Degrees = CRS{Name: "VN-2000", EPSG: 4756, Datum: VN2000}

// String is the name with the EPSG code.
func (c CRS) String() string {
	if c.EPSG == 0 {
		return c.Name
	}
	return fmt.Sprintf("%s (EPSG:%d)", c.Name, c.EPSG)
}

// Same reports whether the two put every place alike.
func (c CRS) Same(d CRS) bool {
	if c.Datum != d.Datum || (c.Plane == nil) != (d.Plane == nil) {
		return false
	}
	return c.Plane == nil || *c.Plane == *d.Plane
}

// ToWGS84 gives longitude and latitude on WGS 84.
func (c CRS) ToWGS84(p orb.Point) orb.Point {
	if c.Plane != nil {
		p = c.Plane.Inverse(p)
	}
	if c.Datum == VN2000 {
		p = vn2000ToWGS84.shift(p)
	}
	return p
}

// FromWGS84 gives the coordinates of a longitude and latitude on WGS 84.
func (c CRS) FromWGS84(p orb.Point) orb.Point {
	if c.Datum == VN2000 {
		p = vn2000ToWGS84.unshift(p)
	}
	if c.Plane != nil {
		p = c.Plane.Forward(p)
	}
	return p
}

// vietNam is a box around the country with its islands, degrees.
var vietNam = orb.Bound{Min: orb.Point{102, 6}, Max: orb.Point{118, 23.6}}

// Place gives the shape in WGS 84, or says of the first point that cannot be in
// this system why. Eastings lie within 4° of the meridian, and everything in
// Viet Nam; plain WGS 84 may be anywhere.
func (c CRS) Place(shape orb.MultiPolygon) (orb.MultiPolygon, *Problem) {
	if c.Same(WGS84Degrees) {
		return shape, outOfDegrees(shape)
	}
	out := make(orb.MultiPolygon, len(shape))
	for i, polygon := range shape {
		out[i] = make(orb.Polygon, len(polygon))
		for j, ring := range polygon {
			out[i][j] = make(orb.Ring, len(ring))
			for k, p := range ring {
				if bad := c.implausible(p); bad != nil {
					bad.Part, bad.Ring = i+1, j+1
					return nil, bad
				}
				out[i][j][k] = c.ToWGS84(p)
			}
		}
	}
	return out, nil
}

func outOfDegrees(shape orb.MultiPolygon) *Problem {
	for i, polygon := range shape {
		s := scan{part: i + 1}
		for _, ring := range polygon {
			s.ring++
			for _, p := range ring {
				if bad := s.outOfRange(p); bad != nil {
					return bad
				}
			}
		}
	}
	return nil
}

// implausible says why a point cannot be in this system.
func (c CRS) implausible(p orb.Point) *Problem {
	value := fmt.Sprintf("[%v, %v]", p[0], p[1])
	switch {
	case c.Plane == nil && vietNam.Contains(p):
		return nil
	case c.Plane == nil:
		return problem("degrees_far", value, "crs", c.Name)
	case c.onPlane(p) && vietNam.Contains(c.Plane.Inverse(p)):
		return nil
	case c.onPlane(orb.Point{p[1], p[0]}):
		return problem("metres_swapped", value)
	case math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90:
		return problem("degrees_no_metre", value, "crs", c.Name)
	}
	return problem("metres_far", value, "crs", c.Name)
}

func (c CRS) onPlane(p orb.Point) bool {
	return math.Abs(p[0]-c.Plane.FalseEastingM) < 450e3 && p[1] > 600e3 && p[1] < 2700e3
}

// KnownCRS are the systems that official maps of Viet Nam come in.
func KnownCRS() []CRS {
	all := []CRS{WGS84Degrees, vn2000Degrees, utm(VN2000, 48), utm(VN2000, 49), utm(WGS84, 48), utm(WGS84, 49)}
	var minutes []int
	for m := range tm3Codes {
		minutes = append(minutes, m)
	}
	slices.Sort(minutes)
	for _, m := range minutes {
		all = append(all, TM3(float64(m)/60))
	}
	return all
}

// otherCodes are codes of the same grids with their axes the other way round,
// which files nevertheless write easting first.
var otherCodes = map[int]int{6956: 5896, 6957: 5897, 6958: 5898, 6959: 5899}

var tm3Name = regexp.MustCompile(`^(?:VN-?2000)?[ :/]*(?:TM-?3)?[ :/]*(10[2-9])(?:[-°d]([0-5]?\d)['′]?|(\.\d+))?$`)
var utmName = regexp.MustCompile(`^VN-?2000[ :/]*UTM[ -]*(?:ZONE)?[ -]*(48|49)N?$`)

// ParseCRS reads a system's name as people write it: WGS84, EPSG:9210,
// VN-2000/TM-3 105-45, 105°45', VN2000/UTM 48.
func ParseCRS(text string) (CRS, error) {
	name := strings.ToUpper(strings.TrimSpace(text))
	if code, ok := strings.CutPrefix(name, "EPSG:"); ok {
		return crsOfCode(code)
	}
	if name == "WGS84" || name == "WGS 84" || name == "CRS84" {
		return WGS84Degrees, nil
	}
	if name == "VN2000" || name == "VN-2000" {
		return CRS{}, crsProblem("crs_which_zone", "text", strconv.Quote(text))
	}
	if m := utmName.FindStringSubmatch(name); m != nil {
		zone, _ := strconv.Atoi(m[1]) // two digits
		return utm(VN2000, zone), nil
	}
	if m := tm3Name.FindStringSubmatch(name); m != nil {
		deg, _ := strconv.ParseFloat(m[1]+m[3], 64) // digits, by the pattern
		minutes, _ := strconv.ParseFloat("0"+m[2], 64)
		return TM3(deg + minutes/60), nil
	}
	return CRS{}, crsProblem("crs_unknown", "text", strconv.Quote(text))
}

func crsOfCode(text string) (CRS, error) {
	code, err := strconv.Atoi(text)
	if err == nil {
		if same, ok := otherCodes[code]; ok {
			code = same
		}
		if code == 5896 {
			return TM3(102), nil // zone 481, of no province
		}
		for _, c := range KnownCRS() {
			if c.EPSG == code {
				return c, nil
			}
		}
	}
	return CRS{}, crsProblem("crs_foreign", "text", text)
}
