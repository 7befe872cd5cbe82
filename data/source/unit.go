package source

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// unit turns a number as given into the unit of the observation.
type unit struct{ factor, offset float64 }

func (u unit) of(v float64) float64 {
	if u.factor == 1 && u.offset == 0 {
		return v
	}
	return round(v*u.factor+u.offset, 1000)
}

// The units by what is measured. The observation's own unit has factor 1.
var (
	temperatures = map[string]unit{"C": {1, 0}, "K": {1, -273.15}, "F": {5.0 / 9, -160.0 / 9}}
	speeds       = map[string]unit{"m/s": {1, 0}, "km/h": {1 / 3.6, 0}, "kt": {1852.0 / 3600, 0}, "mph": {0.44704, 0}}
	depths       = map[string]unit{"mm": {1, 0}, "cm": {10, 0}, "inch": {25.4, 0}}
	shares       = map[string]unit{"%": {1, 0}, "fraction": {100, 0}}
	pressures    = map[string]unit{"hPa": {1, 0}, "Pa": {0.01, 0}, "kPa": {10, 0}}
	angles       = map[string]unit{"deg": {1, 0}}
	spans        = map[string]unit{"h": {1, 0}, "min": {1.0 / 60, 0}}
)

// unitOf finds a unit by its name, with or without the degree sign.
func unitOf(units map[string]unit, name string) (unit, error) {
	if u, ok := units[strings.TrimPrefix(name, "°")]; ok {
		return u, nil
	}
	return unit{}, fmt.Errorf("no such unit here; use %s", strings.Join(slices.Sorted(maps.Keys(units)), ", "))
}

// absurd is a size that no measurement has in any unit; numbers that large would
// turn into infinities when converted.
const absurd = 1e9

// parseNumber reads a decimal number; with comma, also one with a decimal comma.
func parseNumber(s string, comma bool) (float64, bool) {
	if comma && strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	v, err := strconv.ParseFloat(s, 64)
	// ParseFloat also takes words, hexadecimals and underscores.
	return v, err == nil && math.Abs(v) < absurd && !strings.ContainsAny(s, "xXnNiI_")
}
