package layer

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// tcvn3Letters are the letters of TCVN3 (the "ABC" fonts, after TCVN 5712:1993)
// from byte A1 on; a point stands where there is none. Capitals with tones have no
// place of their own: they are the small letter in a font of capitals.
var tcvn3Letters = []rune("ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ.")

// tcvn3First is the byte of the first of the letters.
const tcvn3First = 0xa1

// readTCVN3 reads a text of the ABC fonts. Bytes below A0 are those of Windows:
// dashes and quotes. A word of capitals gets capitals with its tones.
func readTCVN3(text string, wide bool) (string, error) {
	text, err := narrow(text, wide)
	if err != nil {
		return "", err
	}
	var out []rune
	for i := range len(text) {
		b := text[i]
		switch {
		case b < 0xa0:
			out = append(out, charmap.Windows1252.DecodeByte(b))
		case b == 0xa0:
			out = append(out, ' ')
		case tcvn3Letters[b-tcvn3First] == '.':
			return "", fmt.Errorf("%s: byte %02X is no letter of TCVN3", brief(text), b)
		default:
			out = append(out, tcvn3Letters[b-tcvn3First])
		}
	}
	return capitals(string(out)), nil
}

// capitals lifts the letters with tones in words whose plain letters, two or more,
// are all capitals: the font did that.
func capitals(text string) string {
	words := strings.SplitAfter(text, " ")
	for i, word := range words {
		upper, lower := 0, 0
		for _, c := range word {
			switch {
			case c > unicode.MaxASCII:
			case unicode.IsUpper(c):
				upper++
			case unicode.IsLower(c):
				lower++
			}
		}
		if upper >= 2 && lower == 0 {
			words[i] = strings.ToUpper(word)
		}
	}
	return strings.Join(words, "")
}
