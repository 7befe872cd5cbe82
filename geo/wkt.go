package geo

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// node is an element of well-known text: NAME["text",number,CHILD[…],…].
type node struct {
	name     string // upper case
	text     string // the first quoted argument
	numbers  []float64
	children []node
}

// maxWKT bounds the text and its depth: a description of a coordinate system has
// a few kilobytes.
const (
	maxWKT      = 64 << 10
	maxWKTDepth = 24
)

// wktScan reads well-known text of either version, and ESRI's.
type wktScan struct {
	text string
	pos  int
}

func (s *wktScan) node(depth int) (node, error) {
	n := node{name: strings.ToUpper(s.word())}
	if n.name == "" || depth > maxWKTDepth {
		return n, s.lost()
	}
	if !s.take("[(") {
		return n, nil // a bare word such as EAST
	}
	for {
		if err := s.argument(&n, depth); err != nil {
			return n, err
		}
		if s.take("])") {
			return n, nil
		}
		if !s.take(",") {
			return n, s.lost()
		}
	}
}

func (s *wktScan) argument(n *node, depth int) error {
	s.space()
	switch c := s.peek(); {
	case c == '"':
		end := strings.IndexByte(s.text[s.pos+1:], '"')
		if end < 0 {
			return s.lost()
		}
		if n.text == "" {
			n.text = s.text[s.pos+1 : s.pos+1+end]
		}
		s.pos += end + 2
		return nil
	case c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.':
		start := s.pos
		for strings.IndexByte("+-.0123456789eE", s.peek()) >= 0 {
			s.pos++
		}
		v, err := strconv.ParseFloat(s.text[start:s.pos], 64)
		if err != nil {
			return s.lost()
		}
		n.numbers = append(n.numbers, v)
		return nil
	}
	child, err := s.node(depth + 1)
	n.children = append(n.children, child)
	return err
}

func (s *wktScan) lost() error {
	rest := s.text[min(s.pos, len(s.text)):]
	return crsProblem("wkt_lost", "at", quote(rest[:min(30, len(rest))]))
}

// peek is the next byte; 1 past the end, which is in no set of wanted ones.
func (s *wktScan) peek() byte {
	if s.pos >= len(s.text) {
		return 1
	}
	return s.text[s.pos]
}

func (s *wktScan) space() {
	for strings.IndexByte(" \t\r\n", s.peek()) >= 0 {
		s.pos++
	}
}

func (s *wktScan) take(set string) bool {
	s.space()
	if strings.IndexByte(set, s.peek()) < 0 {
		return false
	}
	s.pos++
	return true
}

func (s *wktScan) word() string {
	s.space()
	start := s.pos
	for c := s.peek(); c == '_' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || s.pos > start && c >= '0' && c <= '9'; c = s.peek() {
		s.pos++
	}
	return s.text[start:s.pos]
}

// find is the first element of one of the names, itself or below, in writing order.
func (n *node) find(names ...string) *node {
	for _, name := range names {
		if n.name == name {
			return n
		}
	}
	for i := range n.children {
		if found := n.children[i].find(names...); found != nil {
			return found
		}
	}
	return nil
}

// own is a direct child of one of the names.
func (n *node) own(names ...string) *node {
	for i := range n.children {
		for _, name := range names {
			if n.children[i].name == name {
				return &n.children[i]
			}
		}
	}
	return nil
}

// first is the element's first number, or other where it has none.
func (n *node) first(other float64) float64 {
	if n == nil || len(n.numbers) == 0 {
		return other
	}
	return n.numbers[0]
}

// ReadWKT recognises a coordinate system by its well-known text: a .prj file of
// ESRI's kind, OGC's of version 1, or version 2. It knows WGS 84 and VN-2000, in
// degrees, UTM and TM-3 of any meridian, by what the text defines and not only by
// its name; others are refused by name. A TOWGS84 in the text is not used: for
// VN-2000 the official parameters are.
func ReadWKT(text string) (CRS, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	if len(text) > maxWKT {
		return CRS{}, crsProblem("wkt_long", "n", strconv.Itoa(len(text)), "most", strconv.Itoa(maxWKT))
	}
	s := wktScan{text: text}
	root, err := s.node(0)
	if err != nil {
		return CRS{}, err
	}
	switch root.name {
	case "COMPD_CS", "COMPOUNDCRS", "BOUNDCRS":
		if inner := root.find("PROJCS", "PROJCRS", "PROJECTEDCRS", "GEOGCS", "GEOGCRS", "GEODCRS", "GEOGRAPHICCRS"); inner != nil {
			root = *inner
		}
	}
	switch root.name {
	case "PROJCS", "PROJCRS", "PROJECTEDCRS":
		return projected(&root)
	case "GEOGCS", "GEOGCRS", "GEODCRS", "GEOGRAPHICCRS":
		return geographic(&root)
	}
	return CRS{}, crsProblem("wkt_other", "kind", root.name, "name", quote(root.text))
}

var nameVN2000 = regexp.MustCompile(`(?i)vn[-_ ]?2000|viet_?[-_ ]?nam[-_ ]?2000`)
var nameNothing = regexp.MustCompile(`(?i)unknown|unnamed|not[-_ ]specified`)
var nameWGS84 = regexp.MustCompile(`(?i)wgs[-_ ]?(19)?84|world geodetic system 1984`)

// datumOf names the datum of the geographic part; its units and meridian must be
// degrees from Greenwich.
func datumOf(n *node) (Datum, error) {
	name := n.text
	if d := n.find("DATUM", "ENSEMBLE", "GEODETICDATUM", "TRF"); d != nil {
		name = d.text
	}
	switch m, unit := n.find("PRIMEM", "PRIMEMERIDIAN"), n.find("UNIT", "ANGLEUNIT"); {
	case m.first(0) != 0:
		return "", crsProblem("wkt_meridian", "value", fmt.Sprint(m.first(0)))
	case math.Abs(unit.first(math.Pi/180)-math.Pi/180) > 1e-9:
		return "", crsProblem("wkt_angles", "unit", quote(unit.text))
	}
	ellipsoid := n.find("SPHEROID", "ELLIPSOID")
	if ellipsoid != nil && len(ellipsoid.numbers) > 1 &&
		(math.Abs(ellipsoid.numbers[0]-semiMajorM) > 0.01 || math.Abs(ellipsoid.numbers[1]-298.257223563) > 1e-6) {
		return "", crsProblem("wkt_ellipsoid", "name", quote(name), "ellipsoid", quote(ellipsoid.text))
	}
	switch both := name + " " + n.text; {
	case nameNothing.MatchString(name): // an ellipsoid alone says nothing of where it lies
	case nameVN2000.MatchString(both):
		return VN2000, nil
	case nameWGS84.MatchString(both):
		return WGS84, nil
	}
	return "", crsProblem("wkt_datum", "name", quote(name))
}

func geographic(n *node) (CRS, error) {
	datum, err := datumOf(n)
	if err != nil {
		return CRS{}, err
	}
	if datum == VN2000 {
		return vn2000Degrees, nil
	}
	return WGS84Degrees, nil
}

// parameterNames are the projection's parameters in the three dialects.
var parameterNames = strings.NewReplacer("_", " ", "longitude of natural origin", "central meridian",
	"latitude of natural origin", "latitude of origin", "scale factor at natural origin", "scale factor")

// projected recognises a transverse Mercator by its numbers.
func projected(n *node) (CRS, error) {
	refuse := func(code string, args ...string) (CRS, error) {
		return CRS{}, crsProblem(code, append(args, "name", quote(n.text))...)
	}
	base := n.own("GEOGCS", "BASEGEOGCRS", "BASEGEODCRS", "GEOGCRS", "GEODCRS")
	if base == nil {
		return refuse("wkt_no_datum")
	}
	method := n.find("PROJECTION", "METHOD")
	if method == nil || !strings.HasPrefix(strings.ToLower(strings.ReplaceAll(method.text, "_", " ")), "transverse mercator") &&
		!strings.EqualFold(strings.ReplaceAll(method.text, "_", " "), "gauss kruger") {
		return refuse("wkt_no_tm")
	}
	datum, err := datumOf(base)
	if err != nil {
		return CRS{}, err
	}
	if unit := lengthUnit(n); unit.first(1) != 1 {
		return refuse("wkt_lengths", "unit", quote(unit.text))
	}
	in := n
	if conversion := n.own("CONVERSION"); conversion != nil {
		in = conversion
	}
	p := map[string]float64{"scale factor": 1}
	for i := range in.children {
		if c := &in.children[i]; c.name == "PARAMETER" {
			p[parameterNames.Replace(strings.ToLower(strings.ReplaceAll(c.text, "_", " ")))] = c.first(math.NaN())
		}
	}
	if p["latitude of origin"] != 0 || p["false northing"] != 0 {
		return refuse("wkt_origin", "lat", fmt.Sprint(p["latitude of origin"]), "northing", fmt.Sprint(p["false northing"]))
	}
	crs, ok := gridOf(datum, TransverseMercator{p["central meridian"], p["scale factor"], p["false easting"]})
	if !ok {
		return refuse("wkt_grid", "datum", string(datum), "meridian", fmt.Sprint(p["central meridian"]),
			"scale", fmt.Sprint(p["scale factor"]), "easting", fmt.Sprint(p["false easting"]))
	}
	return crs, nil
}

// lengthUnit is the unit of the plane: of the system, else of its first axis.
func lengthUnit(n *node) *node {
	if unit := n.own("UNIT", "LENGTHUNIT"); unit != nil {
		return unit
	}
	if axis := n.own("AXIS"); axis != nil {
		return axis.own("UNIT", "LENGTHUNIT")
	}
	return nil
}

// gridOf names a transverse Mercator grid that is in use in Viet Nam. A TM-3 zone
// on the datum of WGS 84 is none: such files are VN-2000 with a .prj that was
// typed by hand, and 225 m hang on it, so a person says which.
func gridOf(datum Datum, plane TransverseMercator) (CRS, bool) {
	near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
	if !near(plane.FalseEastingM, falseEastingM) || !(plane.MeridianDeg >= 102 && plane.MeridianDeg <= 111) {
		return CRS{}, false
	}
	if near(plane.Scale, utmScale) {
		for _, zone := range []int{48, 49} {
			if c := utm(datum, zone); near(c.Plane.MeridianDeg, plane.MeridianDeg) {
				return c, true
			}
		}
	}
	if near(plane.Scale, tm3Scale) && datum == VN2000 {
		return TM3(plane.MeridianDeg), true
	}
	return CRS{}, false
}
