package api

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// explainHoles are the texts that explain a level, each with the holes the
// service can fill.
var explainHoles = map[string]string{
	"explain_head": "zone date roman label", "explain_head_unknown": "zone date label",
	"explain_dry": "days reset", "explain_dry_one": "reset", "explain_wet": "rain hour",
	"explain_noon": "hour t d", "explain_noon_forecast": "hour t d", "explain_noon_estimated": "hour t d",
	"explain_class": "index value range roman", "explain_class_keys": "list roman",
	"explain_class_key": "index value range", "explain_class_key_any": "index value",
	"explain_chances": "list", "explain_chance": "roman share",
	"explain_headline_median": "", "explain_headline_probable": "share",
	"explain_row_override": "title row range roman", "explain_row_key": "index range",
	"explain_row_months": "months", "explain_row_group": "group",
	"explain_range": "over to", "explain_range_over": "over", "explain_range_to": "to",
	"explain_index_p": "", "explain_index_p_wind": "", "explain_index_h": "",
	"explain_no_run": "", "explain_no_weather": "hour", "explain_no_rain": "hour",
	"explain_gap": "days limit reset", "explain_no_state": "reset", "explain_no_table": "", "explain_no_row": "",
	"explain_stations": "hour list", "explain_station": "name km share", "explain_station_bare": "name share",
	"explain_model": "hour issued", "explain_model_plain": "hour", "explain_corrected": "before after stations days",
	"explain_rain": "hour from date rain", "explain_rain_least": "hour from date rain", "explain_rain_missing": "hour from date",
	"explain_step_p": "before t d daily k p", "explain_step_h": "before k h", "explain_step_reset": "rain reset",
	"explain_wind": "wind factor key", "explain_row": "title row range roman",
	"explain_decision": "decision", "explain_basis": "basis",
	"explain_next": "left roman", "explain_change": "date roman",
	"explain_provisional": "", "explain_simulated": "", "explain_estimated": "hour", "explain_lower": "",
	"explain_stale": "", "explain_no_forest": "",
	"explain_values": "hour origin list", "explain_value": "name value unit", "explain_value_missing": "name",
	"explain_flag": "name value unit why", "explain_flag_bare": "name why", "explain_test_other": "",
	"explain_season": "share median years", "explain_members_corrected": "",
	"explain_spread": "last share", "explain_spread_early": "date", "explain_spread_half": "date", "explain_spread_late": "date",
}

// wording is the profile's texts, cut at their holes.
type wording map[string]map[string]sentence

// sentence is text, hole, text, hole, … text.
type sentence []string

// readWording cuts every text of the profile, and checks that the ones the
// service needs are there with no hole it cannot fill.
func readWording(words map[string]forecast.Text) (wording, error) {
	w := wording{}
	for code, text := range words {
		w[code] = map[string]sentence{vi: cut(text.Vi), en: cut(text.En)}
	}
	for code, holes := range explainHoles {
		known := strings.Fields(holes)
		for lang, parts := range w[code] {
			for i := 1; i < len(parts); i += 2 {
				if !slices.Contains(known, parts[i]) {
					return nil, &forecast.Invalid{Column: code, Value: parts[i], Reason: "unknown hole in the " + lang + " text",
						Remedy: "the text may use: " + holes}
				}
			}
		}
		if words[code].Vi == "" || words[code].En == "" {
			return nil, &forecast.Invalid{Column: code, Reason: "this text is missing", Remedy: "add it in vi and en to the profile's words"}
		}
	}
	return w, nil
}

func cut(text string) sentence {
	var parts sentence
	for {
		before, rest, found := strings.Cut(text, "{")
		hole, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			return append(parts, text)
		}
		parts = append(parts, before, hole)
		text = after
	}
}

// say fills a text's holes from name, value pairs; empty when there is no such
// text.
func (w wording) say(lang, code string, pairs ...string) string {
	var b strings.Builder
	for i, part := range w[code][lang] {
		if i%2 == 0 {
			b.WriteString(part)
			continue
		}
		for j := 0; j+1 < len(pairs); j += 2 {
			if pairs[j] == part {
				b.WriteString(pairs[j+1])
			}
		}
	}
	return b.String()
}

// note words a remark of a run; empty when the profile has no words for it.
func (w wording) note(lang string, n forecast.Note) string {
	var pairs []string
	for name, value := range n.Args {
		pairs = append(pairs, name, argument(lang, value))
	}
	return w.say(lang, n.Code, pairs...)
}

// argument writes a note's argument as people do: numbers and days by the
// language, the rest as it is.
func argument(lang, value string) string {
	if d, err := forecast.ParseDate(value); err == nil {
		return dateText(lang, d)
	}
	whole, decimals, _ := strings.Cut(value, ".")
	v, err := strconv.ParseFloat(value, 64)
	if err != nil || strings.ContainsAny(value, "eExXnN") || strings.HasPrefix(whole, "0") && len(whole) > 1 {
		return value
	}
	return number(lang, v, len(strings.TrimRight(decimals, "0")))
}

// number writes a value with at most so many decimals: 1.234,5 in Vietnamese,
// 1,234.5 in English.
func number(lang string, v float64, decimals int) string {
	point, comma := ",", "."
	if lang == en {
		point, comma = ".", ","
	}
	text := strconv.FormatFloat(rounded(v, decimals), 'f', decimals, 64)
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "−", text[1:]
	}
	whole, rest, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + comma + whole[i:]
	}
	if rest = strings.TrimRight(rest, "0"); rest != "" {
		whole += point + rest
	}
	if whole == "0" {
		sign = ""
	}
	return sign + whole
}

// dateText is dd/mm/yyyy, in English 5 March 2016: readers there do not agree
// which of two numbers is the month.
func dateText(lang string, d forecast.Date) string {
	if lang == en {
		return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, int(d.Month), d.Year)
}

// timeText is an instant on the province's clock: 13 giờ 05/03/2016.
func timeText(lang string, t time.Time) string {
	if lang == en {
		return t.Format("15:04 on 2 January 2006")
	}
	if t.Minute() == 0 {
		return t.Format("15 giờ 02/01/2006")
	}
	return t.Format("15 giờ 04 02/01/2006")
}
