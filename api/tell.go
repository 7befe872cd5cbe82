package api

import (
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// teller puts a case in sentences of one language. It chooses and fills the
// profile's texts; it has no words of its own.
type teller struct {
	s    *Server
	lang string
	finding
}

func (t teller) say(code string, pairs ...string) string {
	return t.s.words.say(t.lang, code, append(pairs, "hour", strconv.Itoa(t.s.province.Rules.NoonHour))...)
}

func (t teller) num(v float64, decimals int) string { return number(t.lang, v, decimals) }

func (t teller) resetMM() float64 {
	if t.edition != nil {
		return t.edition.RainResetMM
	}
	return t.reason.Step.After.ResetMM
}

// sentences joins what is not empty.
func sentences(all ...string) []string {
	out := []string{}
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// summary is the level and the reason for it in a few short sentences.
func (t teller) summary() string {
	label := t.s.style(t.row.Level).Short.In(t.lang)
	name, day := t.zone.Name, dateText(t.lang, t.day)
	switch unknown := t.say("explain_head_unknown", "zone", name, "date", day, "label", label); {
	case !t.row.Level.Known() && t.row.Override != nil:
		return strings.Join(sentences(unknown, t.overridden()), " ")
	case !t.row.Level.Known():
		return strings.Join(sentences(unknown, t.whyUnknown()), " ")
	}
	head := t.say("explain_head", "zone", name, "date", day, "roman", t.row.Level.Roman(), "label", label)
	if t.reason == nil {
		return head
	}
	if t.outlookOnly() {
		return strings.Join(sentences(head, t.say("outlook_climatology", "members", strconv.Itoa(t.row.Outlook.Members)), t.outlookText()), " ")
	}
	return strings.Join(sentences(head, t.overridden(), t.dry(), t.noon(), t.classed()), " ")
}

// overridden tells that the level is a person's, and why.
func (t teller) overridden() string {
	o := t.row.Override
	if o == nil {
		return ""
	}
	return t.say("explain_override", "before", t.romanOf(o.Before), "level", t.romanOf(o.Level), "reason", unended(o.Reason))
}

func (t teller) romanOf(l forecast.Level) string {
	if !l.Known() {
		return t.s.style(forecast.Unknown).Short.In(t.lang)
	}
	return l.Roman()
}

// outlookOnly reports whether the level comes from past years: then no weather of
// the day is there to be told.
func (t teller) outlookOnly() bool {
	return t.row.Outlook != nil && t.row.Outlook.Source == forecast.FromClimatology && !t.reason.Step.Key.OK
}

// whyUnknown is the first thing that is missing on the way to a level.
func (t teller) whyUnknown() string {
	r := t.reason
	switch {
	case r == nil:
		return t.say("explain_no_run")
	case r.Edition == "":
		return t.say("explain_no_table")
	case r.Step.Key.OK:
		return t.say("explain_no_row")
	case r.Step.After.GapDays > t.s.province.Rules.GapDays:
		return t.say("explain_gap", "days", strconv.Itoa(r.Step.After.GapDays),
			"limit", strconv.Itoa(t.s.province.Rules.GapDays), "reset", t.num(t.resetMM(), 1))
	case !r.Step.DailyP.OK:
		return t.say("explain_no_weather")
	case !r.Step.K.OK:
		return t.say("explain_no_rain")
	}
	return t.say("explain_no_state", "reset", t.num(t.resetMM(), 1))
}

// dry tells how long it has not rained, or that it did.
func (t teller) dry() string {
	step := t.reason.Step
	days, ok := step.After.H.Get()
	switch {
	case step.K == forecast.Some(0):
		return t.say("explain_wet", "rain", t.num(t.fallen(), 1))
	case ok && days == 1:
		return t.say("explain_dry_one", "reset", t.num(t.resetMM(), 1))
	case ok:
		return t.say("explain_dry", "days", t.num(days, 0), "reset", t.num(t.resetMM(), 1))
	}
	return ""
}

// fallen is the day's rain, or what fell at least, mm.
func (t teller) fallen() float64 {
	if t.reason.Weather.RainMM.OK {
		return t.reason.Weather.RainMM.V
	}
	return t.reason.Weather.RainAtLeastMM.V
}

// noon tells t13 and d13, as observed, estimated or forecast.
func (t teller) noon() string {
	temp, deficit := t.reason.Weather.TempC, t.reason.Step.DeficitHPa
	if !temp.OK || !deficit.OK {
		return ""
	}
	code := "explain_noon"
	switch {
	case t.row.Status == forecast.StatusForecast:
		code = "explain_noon_forecast"
	case t.reason.Weather.Origin != forecast.Observed:
		code = "explain_noon_estimated"
	}
	return t.say(code, "t", t.num(temp.V, 1), "d", t.num(deficit.V, 1))
}

// classed tells the class the index stands in; of a table of several keys, where
// each of them stands and what they make together.
func (t teller) classed() string {
	if t.class == nil || !t.reason.Step.Key.OK {
		return ""
	}
	if len(t.class.Ranges) == 1 {
		return capital(t.say("explain_class", "index", t.keyName(0), "value", t.keyValue(0),
			"range", t.span(t.class.Ranges[0]), "roman", t.class.Level.Roman()))
	}
	var told []string
	for i, k := range t.class.Ranges {
		code := "explain_class_key"
		if t.span(k) == "" {
			code = "explain_class_key_any"
		}
		told = append(told, t.say(code, "index", t.keyName(i), "value", t.keyValue(i), "range", t.span(k)))
	}
	return capital(t.say("explain_class_keys", "list", strings.Join(told, ", "), "roman", t.class.Level.Roman()))
}

// keyName is the name of one of the row's keys; where there is one alone, that of
// the method, which may have multiplied it.
func (t teller) keyName(i int) string {
	if len(t.class.Ranges) == 1 {
		return t.say("explain_index_" + t.edition.Method)
	}
	return t.say("explain_index_" + t.class.Ranges[i].Key)
}

func (t teller) keyValue(i int) string {
	name := t.class.Ranges[i].Key
	if len(t.class.Ranges) == 1 {
		name = t.edition.Method
	}
	return t.num(t.keyAt(i).V, decimalsOf(name))
}

// keyAt is the number that was looked up in one of the row's ranges.
func (t teller) keyAt(i int) forecast.Float {
	step := t.reason.Step
	if i == 0 || i > len(step.Others) {
		return step.Key
	}
	return step.Others[i-1]
}

// decimalsOf is how finely an index is told.
func decimalsOf(key string) int {
	switch key {
	case "angstrom", "fwi", "isi", "ffmc", "temp13_c", "vpd13_hpa", "rain24_mm":
		return 1
	}
	return 0
}

// span is a range of the deciding row in words.
func (t teller) span(r keyRange) string {
	over, hasOver := r.Over.Get()
	to, hasTo := r.To.Get()
	switch {
	case hasOver && hasTo:
		return t.say("explain_range", "over", t.num(over, 1), "to", t.num(to, 1))
	case hasOver:
		return t.say("explain_range_over", "over", t.num(over, 1))
	case hasTo:
		return t.say("explain_range_to", "to", t.num(to, 1))
	}
	return ""
}
