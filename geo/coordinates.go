package geo

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// scan walks over coordinates that are known to be valid JSON. It is used in
// place of encoding/json because that reads null as 0.
type scan struct {
	data       []byte
	pos        int
	part, ring int
}

func readShape(kind string, raw []byte) (orb.MultiPolygon, *Problem) {
	s := &scan{data: raw}
	var shape orb.MultiPolygon
	var p *Problem
	switch kind {
	case "Polygon":
		var polygon orb.Polygon
		if polygon, p = s.polygon(); p == nil && len(polygon) > 0 {
			shape = orb.MultiPolygon{polygon}
		}
	case "MultiPolygon":
		p = s.list(func() *Problem {
			polygon, p := s.polygon()
			shape = append(shape, polygon)
			return p
		})
	default:
		return nil, problem("no_polygon", quote(kind))
	}
	if p != nil {
		return nil, p
	}
	return shape, noEmptyPart(shape)
}

func noEmptyPart(shape orb.MultiPolygon) *Problem {
	empty := problem("empty_geometry", "")
	if len(shape) == 0 {
		return empty
	}
	for i, polygon := range shape {
		if len(polygon) == 0 || len(polygon[0]) == 0 {
			empty.Part, empty.Ring = i+1, 1
			return empty
		}
	}
	return nil
}

func (s *scan) polygon() (orb.Polygon, *Problem) {
	s.part, s.ring = s.part+1, 0
	var polygon orb.Polygon
	p := s.list(func() *Problem {
		s.ring++
		var ring orb.Ring
		p := s.list(func() *Problem {
			point, p := s.position()
			ring = append(ring, point)
			return p
		})
		polygon = append(polygon, ring)
		return p
	})
	return polygon, p
}

// list reads "[" element "," … "]".
func (s *scan) list(element func() *Problem) *Problem {
	if !s.take('[') {
		return s.malformed()
	}
	if s.take(']') {
		return nil
	}
	for {
		if p := element(); p != nil {
			return p
		}
		if s.take(']') {
			return nil
		}
		if !s.take(',') {
			return s.malformed()
		}
	}
}

// position reads longitude and latitude; height and more are passed over.
func (s *scan) position() (orb.Point, *Problem) {
	var point orb.Point
	n, start := 0, s.pos
	p := s.list(func() *Problem {
		v, ok := s.number()
		if !ok {
			return s.malformed()
		}
		if n < 2 {
			point[n] = v
		}
		n++
		return nil
	})
	if p == nil && n < 2 {
		s.pos = start
		p = s.malformed()
	}
	return point, p
}

func (s *scan) number() (float64, bool) {
	s.space()
	end := s.pos
	for end < len(s.data) && bytes.IndexByte([]byte("+-.0123456789eE"), s.data[end]) >= 0 {
		end++
	}
	v, err := strconv.ParseFloat(string(s.data[s.pos:end]), 64)
	s.pos = end
	return v, err == nil
}

func (s *scan) space() {
	for s.pos < len(s.data) && bytes.IndexByte([]byte(" \t\r\n"), s.data[s.pos]) >= 0 {
		s.pos++
	}
}

func (s *scan) take(c byte) bool {
	s.space()
	if s.pos < len(s.data) && s.data[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

func (s *scan) malformed() *Problem {
	rest := s.data[min(s.pos, len(s.data)):]
	return s.at(problem("no_position", quote(string(rest[:min(40, len(rest))]))))
}

func (s *scan) at(p *Problem) *Problem {
	p.Part, p.Ring = s.part, s.ring
	return p
}

// outOfRange refuses what cannot be WGS 84, and says what it probably is.
func (s *scan) outOfRange(p orb.Point) *Problem {
	x, y := math.Abs(p[0]), math.Abs(p[1])
	if x <= 180 && y <= 90 {
		return nil
	}
	value := fmt.Sprintf("[%v, %v]", p[0], p[1])
	switch {
	case x <= 90 && y <= 180:
		return s.at(problem("degrees_swapped", value))
	case x > 1000 || y > 1000:
		return s.at(problem("metres", value))
	}
	return s.at(problem("no_degrees", value))
}
