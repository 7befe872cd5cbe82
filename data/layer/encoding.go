package layer

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"github.com/canhlua/canhlua/geo"
)

// The encodings of Vietnamese texts in map layers.
const (
	UTF8        = "utf-8"
	Windows1258 = "windows-1258"
	Windows1252 = "windows-1252" // spells no Vietnamese with tones but some names
	TCVN3       = "tcvn3"        // the ABC fonts of the 1990s and 2000s
)

// Encodings are those that can be asked for.
var Encodings = []string{UTF8, Windows1258, Windows1252, TCVN3}

// labels are the names that .cpg files use, in capitals without - and spaces.
var labels = map[string]string{
	"UTF8": UTF8, "65001": UTF8, "CP65001": UTF8,
	"1258": Windows1258, "CP1258": Windows1258, "WINDOWS1258": Windows1258, "ANSI1258": Windows1258,
	"1252": Windows1252, "CP1252": Windows1252, "WINDOWS1252": Windows1252, "ANSI1252": Windows1252,
	"ISO88591": Windows1252, "88591": Windows1252, "LATIN1": Windows1252,
	"TCVN3": TCVN3, "ABC": TCVN3, "TCVN5712": TCVN3,
}

// driverLabels are the language drivers of a .dbf that say something; 0x57, the
// computer's own, does not.
var driverLabels = map[byte]string{0x03: "1252", 0x7a: "936", 0x7d: "1255"}

// canonical is the encoding of a label, and whether there is such.
func canonical(label string) (string, bool) {
	name, ok := labels[strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToUpper(label))]
	return name, ok
}

// decode reads a text of the file.
func decode(encoding, text string, wide bool) (string, error) {
	switch encoding {
	case UTF8:
		if !utf8.ValidString(text) {
			return "", fmt.Errorf("%s is not UTF-8", brief(text))
		}
		return norm.NFC.String(text), nil
	case TCVN3:
		return readTCVN3(text, wide)
	case Windows1258:
		return single(charmap.Windows1258, text, wide)
	}
	return single(charmap.Windows1252, text, wide)
}

// single reads a text of one byte a letter; wide ones were turned into UTF-8 by a
// program that took them for Western European.
func single(set *charmap.Charmap, text string, wide bool) (string, error) {
	text, err := narrow(text, wide)
	if err != nil {
		return "", err
	}
	out, err := set.NewDecoder().String(text)
	if err == nil && strings.ContainsRune(out, utf8.RuneError) {
		err = fmt.Errorf("%s is not %s", brief(text), set)
	}
	return norm.NFC.String(out), err
}

// narrow gives back the bytes that a text had before it became UTF-8.
func narrow(text string, wide bool) (string, error) {
	if !wide {
		return text, nil
	}
	out, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		return "", fmt.Errorf("%q is not a text of one byte a letter", text)
	}
	return out, nil
}

func brief(text string) string {
	if len(text) > 40 {
		text = text[:40]
	}
	return fmt.Sprintf("%q", text)
}

// spell turns the texts of all features into UTF-8: by the word of a person, else
// by the file's where that makes sense. Where it does not, the readings that would
// are offered and the file is refused: a misspelt owner is not found again.
func (r *reader) spell(label string) {
	wide := r.layer.Format != "shapefile"
	said, known := canonical(label)
	if wide {
		said, known = UTF8, true
	}
	samples := r.samples()
	var encoding string
	switch want := r.options.Encoding; {
	case want != "":
		if encoding, known = canonical(want); !known {
			r.fail(want, "encoding_unknown", "all", allEncodings())
			return
		}
		wide = wide || said == UTF8 && encoding != UTF8 && allUTF8(samples)
	case len(samples) == 0:
		encoding = UTF8 // plain letters are the same in all
	default:
		var ok bool
		if encoding, ok = r.guess(samples, label, said, known, wide); !ok {
			return
		}
	}
	r.layer.Encoding = encoding
	r.respell(encoding, wide)
}

func allEncodings() string { return strings.Join(Encodings, ", ") }

// guess takes the encoding that the file names, or UTF-8 where it names none, if
// the texts can be read so.
func (r *reader) guess(samples []string, label, said string, known, wide bool) (string, bool) {
	valid := allUTF8(samples)
	best, reading := bestReading(samples, wide || said == UTF8 && valid)
	switch {
	case (said == UTF8 || label == "") && valid && best != TCVN3:
		return UTF8, true
	case known && said != UTF8 && sense(samples, said, wide) >= 0.9 && sense(samples, said, wide) >= sense(samples, best, wide):
		return said, true
	}
	code := "encoding_unnamed"
	if label != "" {
		code = "encoding_other"
	} else if valid {
		code = "encoding_stored"
	}
	if reading != "" {
		code += "_likely"
	}
	r.fail(brief(samples[0]), code, "label", label, "all", allEncodings(), "best", best, "reading", quote(reading))
	return "", false
}

// samples are the distinct texts that are not plain ASCII, in the file's order.
func (r *reader) samples() []string {
	const enough = 500
	seen := map[string]bool{}
	var out []string
	for _, f := range r.layer.Features {
		for _, name := range sortedNames(f.Properties) {
			text, ok := f.Properties[name].(string)
			if ok && !plain(text) && !seen[text] && len(out) < enough {
				seen[text] = true
				out = append(out, text)
			}
		}
	}
	return out
}

func sortedNames(m map[string]any) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func plain(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

func allUTF8(texts []string) bool {
	return !slices.ContainsFunc(texts, func(s string) bool { return !utf8.ValidString(s) })
}

// respell turns every text; what cannot be is an error of its feature.
func (r *reader) respell(encoding string, wide bool) {
	kept := r.layer.Features[:0]
	for i := range r.layer.Features {
		f := &r.layer.Features[i]
		if bad := respell(f, encoding, wide); bad != nil {
			r.bad(f, *bad)
			continue
		}
		kept = append(kept, *f)
	}
	r.layer.Features = kept
}

func respell(f *geo.Feature, encoding string, wide bool) *geo.Problem {
	for name, value := range f.Properties {
		text, ok := value.(string)
		if !ok || plain(text) {
			continue
		}
		out, err := decode(encoding, text, wide)
		if err != nil {
			return fault("encoding_undecodable", "column", name, "cause", err.Error(), "all", allEncodings())
		}
		f.Properties[name] = out
	}
	if !plain(f.ID) {
		identify(f)
	}
	return nil
}
