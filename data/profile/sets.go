package profile

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
	"golang.org/x/text/unicode/norm"
)

type zoneSetFile struct {
	Name       string  `yaml:"name"`
	File       string  `yaml:"file"`
	ValidFrom  string  `yaml:"valid_from"`
	ValidTo    string  `yaml:"valid_to"`
	Source     string  `yaml:"source"`
	Basis      string  `yaml:"basis"`
	Indicative bool    `yaml:"indicative"`
	Columns    Columns `yaml:"columns"`
}

type zoneSetFiles struct {
	in   *document
	sets []zoneSetFile
}

// readZoneSets reads the files that profile.yaml names. None at all is allowed:
// zones may be imported later.
func (f *folder) readZoneSets(p *Profile, files zoneSetFiles) {
	d := files.in
	for i, file := range files.sets {
		set := forecast.ZoneSet{Name: file.Name, Source: file.Source, Basis: file.Basis, Indicative: file.Indicative,
			ValidFrom: d.wantDate(file.ValidFrom, "zone_sets", i, "valid_from"),
			ValidTo:   d.wantDate(file.ValidTo, "zone_sets", i, "valid_to")}
		if file.Name == "" {
			d.bad("", "the zone set has no name", "name it", "zone_sets", i, "name")
		}
		if !set.ValidTo.IsZero() && set.ValidTo.Before(set.ValidFrom) {
			d.bad(file.ValidTo, "ends before it begins on "+file.ValidFrom, "exchange the two days", "zone_sets", i, "valid_to")
		}
		for k, other := range p.ZoneSets {
			if overlap(set.ValidFrom, set.ValidTo, other.ValidFrom, other.ValidTo) {
				d.bad(file.Name, fmt.Sprintf("holds on days of set %d", k+1), "end one the day before the other begins", "zone_sets", i)
			}
		}
		if !f.has(file.File) {
			d.bad(file.File, "there is no such file in the profile", "name a GeoJSON file of the folder", "zone_sets", i, "file")
			continue
		}
		set.Zones = f.readZones(p, file)
		set.ID = SetID(set.Name, set.Zones)
		p.ZoneSets = append(p.ZoneSets, set)
	}
}

func (f *folder) readZones(p *Profile, file zoneSetFile) []forecast.Zone {
	data, ok := f.text(file.File)
	if !ok {
		return nil
	}
	features, problems := geo.ReadFeatures(f.label(file.File), data)
	zones, more := p.Zones(features, file.Columns)
	for _, problem := range append(problems, more...) {
		if problem.Severity == geo.Error {
			f.add(problem)
		}
	}
	return zones
}

// readTables hands the lookup tables on as they are; package table reads them.
func (f *folder) readTables(p *Profile) {
	for _, name := range f.in("tables", ".csv", ".xlsx") {
		p.Tables = append(p.Tables, File{name, f.files[name]})
	}
}

// SetID is the name of a zone set in plain letters, a hyphen, and the first 12
// hex digits of the SHA-256 of its zones. The order of the zones is no matter.
func SetID(name string, zones []forecast.Zone) string {
	zones = slices.SortedFunc(slices.Values(zones), byID)
	h := sha256.New()
	for _, z := range zones {
		text, err := json.Marshal(z)
		if err != nil { // a zone of finite numbers always marshals; keep the ID total all the same
			text = []byte(err.Error())
		}
		_, _ = h.Write(text)
		_, _ = h.Write(geo.AppendGeometry(nil, z.Shape, 9))
	}
	id := hex.EncodeToString(h.Sum(nil))[:12]
	if plain := plainName(name); plain != "" {
		return plain + "-" + id
	}
	return "zones-" + id
}

// plainName keeps a–z and 0–9 of a name, marks taken off, hyphens between words.
func plainName(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == 'đ':
			b.WriteByte('d')
		case unicode.Is(unicode.Mn, r):
		default:
			if text := b.String(); text != "" && !strings.HasSuffix(text, "-") {
				b.WriteByte('-')
			}
		}
	}
	return strings.TrimRight(b.String(), "-")
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
