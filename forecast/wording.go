package forecast

import (
	"strconv"
	"strings"
	"time"
)

// Wording is the profile's texts, and how numbers and days are written, in one
// language.
type Wording struct {
	Province *Province
	Lang     string // vi, en
}

// Text fills a text's holes, given by name and value. A text that the profile
// lacks shows as its code: that is seen, and mended there. Where {n} is 1 or 0 the
// text's own _one or _none goes before it, if there is one.
func (w Wording) Text(code string, holes ...string) string {
	text := w.Province.Words[w.counted(code, holes)].In(w.Lang)
	if text == "" {
		return code
	}
	pairs := make([]string, len(holes))
	for i := 0; i+1 < len(holes); i += 2 {
		pairs[i], pairs[i+1] = "{"+holes[i]+"}", holes[i+1]
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func (w Wording) counted(code string, holes []string) string {
	for i := 0; i+1 < len(holes); i += 2 {
		end, special := map[string]string{"0": "_none", "1": "_one"}[holes[i+1]]
		if _, there := w.Province.Words[code+end]; holes[i] == "n" && special && there {
			return code + end
		}
	}
	return code
}

// Label is a level in words, as it stands behind its numeral.
func (w Wording) Label(l Level) string {
	style := w.Province.Styles[max(l, 0)]
	if short := style.Short.In(w.Lang); short != "" {
		return short
	}
	return style.Label.In(w.Lang)
}

var monthNames = [13]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// Date is a day in full: 02/03/2026, 2 March 2026.
func (w Wording) Date(d Date) string {
	if w.Lang == "en" {
		return strconv.Itoa(d.Day) + " " + monthNames[d.Month] + " " + strconv.Itoa(d.Year)
	}
	return w.Day(d) + "/" + strconv.Itoa(d.Year)
}

// Day is a day without its year: 02/03, 2 Mar.
func (w Wording) Day(d Date) string {
	if w.Lang == "en" {
		return strconv.Itoa(d.Day) + " " + monthNames[d.Month][:3]
	}
	return d.String()[8:] + "/" + d.String()[5:7]
}

// Instant is a time of the province with its day: 17:05 ngày 02/03/2026.
func (w Wording) Instant(at time.Time) string {
	local := at.In(w.Province.Location)
	between := " ngày "
	if w.Lang == "en" {
		between = " on "
	}
	return local.Format("15:04") + between + w.Date(DateOf(at, w.Province.Location))
}

// Number is a value with so many decimals, its thousands parted, in the language's
// own marks; "–" when missing.
func (w Wording) Number(v Float, decimals int) string {
	if !v.OK {
		return "–"
	}
	text := strconv.FormatFloat(v.V, 'f', decimals, 64)
	whole, part, hasPart := strings.Cut(text, ".")
	thousands, comma := ".", ","
	if w.Lang == "en" {
		thousands, comma = ",", "."
	}
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + thousands + whole[i:]
	}
	if hasPart {
		whole += comma + part
	}
	return whole
}

// Between is a range in whole numbers, or one number where both ends read the same.
func (w Wording) Between(low, high float64) string {
	from, to := w.Number(Some(low), 0), w.Number(Some(high), 0)
	if from == to {
		return from
	}
	return from + "–" + to
}
