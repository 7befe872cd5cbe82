package notify

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/canhlua/canhlua/forecast"
)

// The longest single SMS: 160 letters of the GSM alphabet (3GPP TS 23.038, 6.2.1),
// 70 of any other.
const (
	mostGSM     = 160
	mostUnicode = 70
)

// plainMarks are signs of ours that the GSM alphabet lacks or counts twice.
var plainMarks = strings.NewReplacer("đ", "d", "Đ", "D", "–", "-", "—", "-", "…", "...", "“", `"`, "”", `"`, "’", "'", "‘", "'",
	"[", "(", "]", ")", "{", "(", "}", ")", "~", "-", "^", "", "|", "/", `\`, "/", "`", "'", "°", "", "·", ",", "\u00a0", " ")

// plain is a text in ASCII letters of the GSM alphabet: Vietnamese without its
// diacritics, as it is read on every phone. What has no such letter becomes "?".
func plain(text string) string {
	bare, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn))), text)
	if err != nil {
		bare = text
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r >= ' ' && r < 0x7f {
			return r
		}
		return '?'
	}, plainMarks.Replace(bare))
}

// fitsSMS reports whether a text goes into one SMS.
func fitsSMS(text string) bool {
	for _, r := range text {
		if r > 0x7e {
			return len([]rune(text)) <= mostUnicode
		}
	}
	return len(text) <= mostGSM
}

// sms is the message in one SMS: the gravest group, with as many zones, and the
// link, as find room. A name that is too long is cut.
func (c *Composer) sms(w forecast.Wording, groups []group, link, marks string) string {
	g := groups[0]
	for most := min(len(g.names), 3); most >= 1; most-- {
		text := marks + w.Text(smsCode(&g), g.holes(w, most)...)
		if with := plain(text + " " + link); link != "" && fitsSMS(with) {
			return with
		}
		if text = plain(text); fitsSMS(text) {
			return text
		}
	}
	return cutName(w, g, marks)
}

// cutName is the short form with the first zone's name cut until it fits.
func cutName(w forecast.Wording, g group, marks string) string {
	write := func() string { return plain(marks + w.Text(smsCode(&g), g.holes(w, 1)...)) }
	name := []rune(g.names[0])
	over := len(write()) - mostGSM
	g.names = slices.Clone(g.names)
	g.names[0] = string(name[:max(len(name)-over-1, 0)]) + "."
	text := write()
	return text[:min(len(text), mostGSM)]
}

// smsCode is the code of the group's short form. Only IV and V forbid burning.
func smsCode(g *group) string {
	switch g.kind {
	case forecast.AlertRise, forecast.AlertDaily, forecast.AlertEased:
		if !g.level.Dangerous() {
			return "alert_sms_low"
		}
		if g.kind == forecast.AlertEased {
			return "alert_sms_daily"
		}
	}
	return g.code("alert_sms_")
}
