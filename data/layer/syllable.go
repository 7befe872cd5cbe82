package layer

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// syllable is the skeleton of a Vietnamese syllable without its marks.
var syllable = regexp.MustCompile(`^(ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(ch|ng|nh|[ckmnpt])?$`)

// shapes are the circumflex, breve and horn, which make letters of their own.
const shapes = "\u0302\u0306\u031b"

// tones are the combining marks of which a syllable bears at most one.
const tones = "\u0300\u0309\u0303\u0301\u0323"

// isSyllable reports whether a word with Vietnamese letters can be one: a
// wrongly read text nearly never is.
func isSyllable(word string) bool {
	skeleton, toned := make([]rune, 0, len(word)), 0
	for _, c := range norm.NFD.String(strings.ReplaceAll(strings.ToLower(word), "đ", "d")) {
		switch {
		case strings.ContainsRune(tones, c):
			toned++
		case strings.ContainsRune(shapes, c):
		default:
			skeleton = append(skeleton, c)
		}
	}
	return toned <= 1 && syllable.MatchString(string(skeleton)) && oneCase(word)
}

// oneCase refuses capitals behind a small letter.
func oneCase(word string) bool {
	small := false
	for _, c := range word {
		if unicode.IsUpper(c) && small {
			return false
		}
		small = small || unicode.IsLower(c)
	}
	return true
}

// sense is the share of words beyond ASCII that are syllables when the texts are
// read so; 0 where one cannot be read.
func sense(texts []string, encoding string, wide bool) float64 {
	good, all := 0, 0
	for _, text := range texts {
		out, err := decode(encoding, text, wide)
		if err != nil {
			return 0
		}
		for _, word := range strings.FieldsFunc(out, func(c rune) bool { return c <= ' ' || strings.ContainsRune("-–—.,;:()/\"'“”0123456789", c) }) {
			if plain(word) {
				continue
			}
			all++
			if isSyllable(word) {
				good++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(good) / float64(all)
}

// bestReading is the encoding by which most words are syllables, with the first
// text read so; none where less than half are.
func bestReading(texts []string, wide bool) (encoding, first string) {
	best := 0.5
	for _, e := range []string{UTF8, TCVN3, Windows1258, Windows1252} {
		if s := sense(texts, e, wide); s > best {
			out, err := decode(e, texts[0], wide)
			if err == nil {
				best, encoding, first = s, e, out
			}
		}
	}
	return encoding, first
}
