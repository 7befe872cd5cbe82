package bufr

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/canhlua/canhlua/forecast"
)

// identity is which station it is and where it stands.
type identity struct {
	block, number         value
	series, issuer, issue value
	local, icao           label
	name, longName        label
	lat, lon              forecast.Float
	heightM               forecast.Float // ground, else station
}

// label is a text that was read, without memory of its own.
type label struct {
	octets [64]byte
	n      int
}

func (o *observer) text(d descriptor, pos, length int, r *reader) {
	o.follow(d)
	var into *label
	switch d {
	case wigosLocal:
		into = &o.local
	case icaoIndicator:
		into = &o.icao
	case longSiteName:
		into = &o.longName
	case siteName, shortSiteName:
		into = &o.name
	}
	if into != nil && into.n == 0 {
		into.n = len(r.octets(pos, length, into.octets[:]))
		into.trim()
	}
}

// trim empties a label that is missing (all bits one) or blank.
func (l *label) trim() {
	for l.n > 0 && (l.octets[l.n-1] <= ' ' || l.octets[l.n-1] == 0xff) {
		l.n--
	}
}

// String is the text without control characters; what is no UTF-8, which IA5 is
// part of, reads "?".
func (l *label) String() string {
	s := l.octets[:l.n]
	if isPlain(s) {
		return string(s)
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r == 0x7f:
			return -1
		case r == utf8.RuneError:
			return '?'
		}
		return r
	}, string(s)))
}

func isPlain(s []byte) bool {
	return len(s) > 0 && s[0] != ' ' && allBetween(s, ' ', '~')
}

// isName reports whether the label is letters and figures only, as identifiers are.
func (l *label) isName() bool {
	for _, b := range l.octets[:l.n] {
		if (b < '0' || b > '9') && (b < 'A' || b > 'Z') && (b < 'a' || b > 'z') && b != '-' && b != '_' {
			return false
		}
	}
	return l.n > 0
}

func (i *identity) identify(d descriptor, v value) {
	switch d {
	case wmoBlock:
		first(&i.block, v)
	case wmoNumber:
		first(&i.number, v)
	case wigosSeries:
		first(&i.series, v)
	case wigosIssuer:
		first(&i.issuer, v)
	case wigosIssue:
		first(&i.issue, v)
	}
}

func first(have *value, v value) {
	if !have.ok {
		*have = v
	}
}

func (i *identity) place(d descriptor, v value) {
	switch d {
	case latitude, latitudeCoarse:
		keep(&i.lat, v.get())
	case longitude, longitudeCoarse:
		keep(&i.lon, v.get())
	case groundHeight:
		if v.ok {
			i.heightM = v.get()
		}
	case stationHeight:
		keep(&i.heightM, v.get())
	}
}

// station is the identifier as reported: WMO block and number, else the local
// part of the WIGOS identifier, else the ICAO indicator; empty when there is none.
// The WIGOS identifier is the one given, or that of a WMO number.
func (i *identity) station() (id, wigos string) {
	number := i.wmo()
	if i.series.ok && i.issuer.ok && i.issue.ok && i.local.isName() {
		b := make([]byte, 0, 32)
		for _, part := range []value{i.series, i.issuer, i.issue} {
			b = append(strconv.AppendInt(b, part.n, 10), '-')
		}
		at := len(b)
		wigos = string(append(b, i.local.octets[:i.local.n]...))
		if number == "" {
			return wigos[at:], wigos
		}
		return number, wigos
	}
	if number != "" {
		wigos = "0-20000-0-" + number
		return wigos[len(wigos)-5:], wigos
	}
	if i.icao.isName() {
		return i.icao.String(), ""
	}
	return "", ""
}

// wmo is block and station number as five figures, empty when one is missing.
func (i *identity) wmo() string {
	if !i.block.ok || !i.number.ok || i.block.n < 1 || i.block.n > 99 || i.number.n < 0 || i.number.n > 999 {
		return ""
	}
	n := int(i.block.n)*1000 + int(i.number.n)
	return string([]byte{
		byte('0' + n/10000), byte('0' + n/1000%10), byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10),
	})
}

// stands is the station's place; nil when the subset does not say where it is.
func (i *identity) stands(id, wigos string) *forecast.Station {
	if !i.lat.OK || !i.lon.OK || i.lat.V < -90 || i.lat.V > 90 || i.lon.V < -180 || i.lon.V > 180 {
		return nil
	}
	st := &forecast.Station{ID: id, WIGOS: wigos, Lat: i.lat.V, Lon: i.lon.V, ElevationM: i.heightM, Source: "bufr"}
	switch {
	case i.longName.n > 0:
		st.Name = i.longName.String()
	case i.name.n > 0:
		st.Name = i.name.String()
	}
	if st.Name == "" {
		st.Name = id
	}
	return st
}
