package geo

import (
	"encoding/json"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// AppendGeometry writes the shape as a GeoJSON geometry with at most so many
// decimals of a degree; 5 is about a metre. Points that fall together by
// rounding are written once where the ring keeps four.
func AppendGeometry(dst []byte, shape orb.MultiPolygon, decimals int) []byte {
	if len(shape) == 1 {
		dst = append(dst, `{"type":"Polygon","coordinates":`...)
		dst = appendPolygon(dst, shape[0], decimals)
		return append(dst, '}')
	}
	dst = append(dst, `{"type":"MultiPolygon","coordinates":[`...)
	for i, polygon := range shape {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendPolygon(dst, polygon, decimals)
	}
	return append(dst, "]}"...)
}

func appendPolygon(dst []byte, polygon orb.Polygon, decimals int) []byte {
	dst = append(dst, '[')
	for i, ring := range polygon {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendRing(dst, ring, decimals)
	}
	return append(dst, ']')
}

func appendRing(dst []byte, ring orb.Ring, decimals int) []byte {
	dst = append(dst, '[')
	for i, p := range roundRing(ring, decimals) {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '[')
		dst = AppendNumber(dst, p[0], decimals)
		dst = append(dst, ',')
		dst = AppendNumber(dst, p[1], decimals)
		dst = append(dst, ']')
	}
	return append(dst, ']')
}

func roundRing(ring orb.Ring, decimals int) orb.Ring {
	scale := math.Pow10(decimals)
	all, slim := make(orb.Ring, 0, len(ring)), make(orb.Ring, 0, len(ring))
	for _, p := range ring {
		r := orb.Point{math.Round(p[0]*scale) / scale, math.Round(p[1]*scale) / scale}
		all = append(all, r)
		if len(slim) == 0 || slim[len(slim)-1] != r {
			slim = append(slim, r)
		}
	}
	if len(slim) < 4 {
		return all
	}
	return slim
}

// AppendNumber writes a number with at most so many decimals, without trailing
// zeros; what is not a finite number becomes null.
func AppendNumber(dst []byte, v float64, decimals int) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(dst, "null"...)
	}
	start := len(dst)
	dst = strconv.AppendFloat(dst, v, 'f', decimals, 64)
	if decimals > 0 {
		for dst[len(dst)-1] == '0' {
			dst = dst[:len(dst)-1]
		}
		if dst[len(dst)-1] == '.' {
			dst = dst[:len(dst)-1]
		}
	}
	if string(dst[start:]) == "-0" {
		return append(dst[:start], '0')
	}
	return dst
}

// AppendString writes a JSON string.
func AppendString(dst []byte, s string) []byte {
	quoted, err := json.Marshal(s)
	if err != nil { // a string always marshals
		return append(dst, `""`...)
	}
	return append(dst, quoted...)
}

// BeginCollection starts a FeatureCollection; EndCollection ends it.
func BeginCollection(dst []byte) []byte {
	return append(dst, `{"type":"FeatureCollection","features":[`...)
}

// AppendFeature adds a feature to a collection begun. The geometry and the
// properties are complete JSON values; AppendGeometry makes the first.
func AppendFeature(dst []byte, id string, geometry, properties []byte) []byte {
	if dst[len(dst)-1] != '[' {
		dst = append(dst, ',')
	}
	dst = append(dst, `{"type":"Feature","id":`...)
	dst = AppendString(dst, id)
	dst = append(dst, `,"geometry":`...)
	dst = append(dst, geometry...)
	dst = append(dst, `,"properties":`...)
	dst = append(dst, properties...)
	return append(dst, '}')
}

// EndCollection ends a collection. Members, when given, are further ones such
// as `"date":"2026-03-05"`, without braces.
func EndCollection(dst, members []byte) []byte {
	dst = append(dst, ']')
	if len(members) > 0 {
		dst = append(dst, ',')
		dst = append(dst, members...)
	}
	return append(dst, '}')
}
