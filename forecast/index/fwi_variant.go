package index

import "fmt"

// Variant is a reading of the FWI System where reference programs differ.
type Variant string

// The variants. All leave out overwintering.
const (
	CFFDRS        Variant = "cffdrs"        // cffdrs for R 1.10: constant 250·59.5/101; DMC equatorial up to 10°, DC up to 20°
	VanWagner1985 Variant = "vanwagner1985" // as printed for Canada: constant 147.2, Canadian day lengths everywhere
	GFWED         Variant = "gfwed"         // constant 147.2; DMC and DC equatorial up to 10° (as GEFF has it; unchecked)
)

// Variants lists them, the default first.
func Variants() []Variant { return []Variant{CFFDRS, VanWagner1985, GFWED} }

// Check names the variants when it is none of them.
func (v Variant) Check() error {
	switch v {
	case CFFDRS, VanWagner1985, GFWED:
		return nil
	}
	return fmt.Errorf("variant %q: there is no such; write cffdrs, vanwagner1985 or gfwed", string(v))
}

// moisture is the constant that turns FFMC into moisture and back.
func (v Variant) moisture() float64 {
	if v == CFFDRS {
		return 250 * 59.5 / 101
	}
	return 147.2
}

// The effective day lengths of DMC, hours, January first: Canada and 46° N and
// up to there from 30°; 20° N for 10–30°; 9 h at the equator; their mirror images
// (C. E. Van Wagner, 1987, Forestry Technical Report 35, table 1; the tropics
// from B. D. Lawson and O. B. Armitage, 2008, Weather Guide, table A3.1;
// unchecked).
var (
	dayNorth     = [12]float64{6.5, 7.5, 9.0, 12.8, 13.9, 13.9, 12.4, 10.9, 9.4, 8.0, 7.0, 6.0}
	dayTropicN   = [12]float64{7.9, 8.4, 8.9, 9.5, 9.9, 10.2, 10.1, 9.7, 9.1, 8.6, 8.1, 7.8}
	dayTropicS   = [12]float64{10.1, 9.6, 9.1, 8.5, 8.1, 7.8, 7.9, 8.3, 8.9, 9.4, 9.9, 10.2}
	daySouth     = [12]float64{11.5, 10.5, 9.2, 7.9, 6.8, 6.2, 6.5, 7.4, 8.7, 10.0, 11.2, 11.8}
	factorNorth  = [12]float64{-1.6, -1.6, -1.6, 0.9, 3.8, 5.8, 6.4, 5.0, 2.4, 0.4, -1.6, -1.6}
	factorSouth  = [12]float64{6.4, 5.0, 2.4, 0.4, -1.6, -1.6, -1.6, -1.6, -1.6, 0.9, 3.8, 5.8}
	dayEquator   = 9.0
	factorAtZero = 1.4
)

// dayLength is the effective day length of DMC, hours, month 1–12.
func (v Variant) dayLength(lat float64, month int) float64 {
	b := v.lengthBands(month)
	return b.at(lat)
}

// dayFactor is the day-length factor of DC, month 1–12.
func (v Variant) dayFactor(lat float64, month int) float64 {
	b := v.factorBands(month)
	return b.at(lat)
}

// bands is a number by latitude in one month, from the north: a band's value
// holds above its limit, the last one's everywhere south of the others.
type bands struct {
	above  [4]float64
	values [5]float64
}

func (b *bands) at(lat float64) float64 {
	for i, limit := range b.above {
		if lat > limit {
			return b.values[i]
		}
	}
	return b.values[len(b.above)]
}

// lengthBands are the effective day lengths of DMC, hours, month 1–12.
func (v Variant) lengthBands(month int) bands {
	i := month - 1
	if v == VanWagner1985 {
		return everywhere(dayNorth[i])
	}
	return bands{[4]float64{30, 10, -10, -30}, [5]float64{dayNorth[i], dayTropicN[i], dayEquator, dayTropicS[i], daySouth[i]}}
}

// factorBands are the day-length factors of DC, month 1–12.
func (v Variant) factorBands(month int) bands {
	i, equatorial := month-1, 20.0
	switch v {
	case VanWagner1985:
		return everywhere(factorNorth[i])
	case GFWED:
		equatorial = 10
	}
	south := factorSouth[i]
	return bands{[4]float64{equatorial, -equatorial, -equatorial, -equatorial}, [5]float64{factorNorth[i], factorAtZero, south, south, south}}
}

func everywhere(v float64) bands {
	return bands{[4]float64{-91, -91, -91, -91}, [5]float64{v, v, v, v, v}}
}
