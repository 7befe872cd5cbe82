package bulletin

import (
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// words are the profile's texts in one language.
type words struct {
	texts map[string]forecast.Text
	lang  string
}

// text fills a text's holes, given by name and value. A text that the profile
// lacks shows as its code: that is seen, and mended there. Where {n} is 1 or 0 the
// text's own _one or _none goes before it, if there is one.
func (w words) text(code string, holes ...string) string {
	text := w.texts[w.counted(code, holes)].In(w.lang)
	if text == "" {
		return code
	}
	pairs := make([]string, len(holes))
	for i := 0; i+1 < len(holes); i += 2 {
		pairs[i], pairs[i+1] = "{"+holes[i]+"}", holes[i+1]
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func (w words) counted(code string, holes []string) string {
	for i := 0; i+1 < len(holes); i += 2 {
		end, special := map[string]string{"0": "_none", "1": "_one"}[holes[i+1]]
		if _, there := w.texts[code+end]; holes[i] == "n" && special && there {
			return code + end
		}
	}
	return code
}

// list is a text of several parts, parted by semicolons.
func (w words) list(code string) []string {
	var out []string
	for _, part := range strings.Split(w.text(code), ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

var months = [13]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

func (w words) date(d forecast.Date) string {
	if w.lang == "en" {
		return strconv.Itoa(d.Day) + " " + months[d.Month] + " " + strconv.Itoa(d.Year)
	}
	s := d.String()
	return s[8:] + "/" + s[5:7] + "/" + s[:4]
}

// short is a date without its year.
func (w words) short(d forecast.Date) string {
	if w.lang == "en" {
		return strconv.Itoa(d.Day) + " " + months[d.Month][:3]
	}
	return w.date(d)[:5]
}

// number is a whole number with its thousands parted.
func (w words) number(v float64) string {
	text, mark := strconv.FormatFloat(v, 'f', 0, 64), "."
	if w.lang == "en" {
		mark = ","
	}
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + mark + text[i:]
	}
	return text
}

// between is a range, or one number where both ends read the same.
func (w words) between(low, high float64) string {
	from, to := w.number(low), w.number(high)
	if from == to {
		return from
	}
	return from + "–" + to
}
