package bulletin

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/canhlua/canhlua/forecast"
)

var (
	inBrackets = regexp.MustCompile(`\s*\([^)]*\)`)
	signs      = strings.NewReplacer(":", ",", ";", ",", " – ", ", ", "–", " ", "…", "", "*", "", "·", ",", "&", " ")
	percent    = map[string]*strings.Replacer{
		"vi": strings.NewReplacer(" %", " phần trăm", "%", " phần trăm"),
		"en": strings.NewReplacer(" %", " percent", "%", " percent"),
	}
)

// plain is a text without what cannot be read aloud.
func plain(text, lang string) string {
	return strings.TrimSpace(percent[langOf(lang)].Replace(signs.Replace(inBrackets.ReplaceAllString(text, ""))))
}

func langOf(lang string) string {
	if lang == "en" {
		return lang
	}
	return "vi"
}

func upperFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

func spokenDate(w forecast.Wording, d forecast.Date) string {
	if w.Lang == "en" {
		return w.Date(d)
	}
	return "ngày " + strconv.Itoa(d.Day) + " tháng " + strconv.Itoa(int(d.Month)) + " năm " + strconv.Itoa(d.Year)
}

// spokenTime is a time of day as it is said.
func spokenTime(w forecast.Wording, hour, minute int) string {
	if w.Lang != "en" {
		text := strconv.Itoa(hour) + " giờ"
		if minute > 0 {
			text += " " + strconv.Itoa(minute) + " phút"
		}
		return text
	}
	part := "in the evening"
	switch {
	case hour < 12:
		part = "in the morning"
	case hour < 18:
		part = "in the afternoon"
	}
	text := strconv.Itoa((hour+11)%12+1) + " " + part
	if minute > 0 {
		text = strconv.Itoa(minute) + " minutes past " + text
	}
	return text
}
