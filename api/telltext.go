package api

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// text is the further sentences: weather, rain, index, table, remarks.
func (t teller) text() []string {
	out := []string{}
	if t.reason != nil && !t.outlookOnly() { // else the summary has said it
		out = sentences(t.stationsText(), t.modelText(), t.valuesText(), t.correctedText(), t.analysedText())
		out = append(out, t.flagTexts()...)
		out = append(out, sentences(t.rainText(), t.stepText(), t.drySteps(), t.windText(), t.outlookText(), t.membersText())...)
	}
	out = append(out, sentences(t.chancesText(), t.headlineText())...)
	out = append(out, t.tableTexts()...)
	out = append(out, sentences(t.seasonText())...)
	out = append(out, t.aheadTexts()...)
	out = append(out, t.spreadTexts()...)
	return append(out, t.remarks()...)
}

func (t teller) stationsText() string {
	var list []string
	for _, st := range t.stations {
		share := t.num(100*st.Weight, 0)
		if km, ok := st.DistanceKm.Get(); ok {
			list = append(list, t.say("explain_station", "name", st.Name, "km", t.num(km, 0), "share", share))
		} else {
			list = append(list, t.say("explain_station_bare", "name", st.Name, "share", share))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return t.say("explain_stations", "list", strings.Join(list, ", "))
}

func (t teller) modelText() string {
	w := t.reason.Weather
	switch {
	case w.Origin != forecast.Model && w.Bridged != forecast.ByModel:
		return ""
	case w.Issued.IsZero():
		return t.say("explain_model_plain")
	}
	return t.say("explain_model", "issued", timeText(t.lang, t.s.local(w.Issued)))
}

// correctedText tells what readings of late changed in the model's temperature.
func (t teller) correctedText() string {
	c, ok := t.reason.Weather.Corrected["temp13_c"]
	if !ok || !t.reason.Weather.TempC.OK {
		return ""
	}
	return t.say("explain_corrected", "before", t.num(c.Model, 1), "after", t.num(t.reason.Weather.TempC.V, 1),
		"stations", strconv.Itoa(c.Stations), "days", strconv.Itoa(t.s.province.Rules.BiasDays))
}

func (t teller) rainText() string {
	w := t.reason.Weather
	pairs := []string{"from", dateText(t.lang, t.day.AddDays(-1)), "date", dateText(t.lang, t.day)}
	switch {
	case w.RainMM.OK:
		return t.say("explain_rain", append(pairs, "rain", t.num(w.RainMM.V, 1))...)
	case w.RainAtLeastMM.OK:
		return t.say("explain_rain_least", append(pairs, "rain", t.num(w.RainAtLeastMM.V, 1))...)
	}
	return t.say("explain_rain_missing", pairs...)
}

// stepText tells how yesterday's index became today's.
func (t teller) stepText() string {
	step := t.reason.Step
	if step.K == forecast.Some(0) {
		return t.say("explain_step_reset", "rain", t.num(t.fallen(), 1), "reset", t.num(t.resetMM(), 1))
	}
	if !step.K.OK {
		return ""
	}
	k := t.num(step.K.V, 0)
	if t.edition != nil && t.edition.Method == "h" {
		return t.stepH()
	}
	if !step.Before.P.OK || !step.DailyP.OK || !step.After.P.OK {
		return ""
	}
	return t.say("explain_step_p", "before", t.num(step.Before.P.V, 1), "t", t.num(t.reason.Weather.TempC.V, 1),
		"d", t.num(step.DeficitHPa.V, 2), "daily", t.num(step.DailyP.V, 1), "k", k, "p", t.num(step.After.P.V, 1))
}

// stepH tells how yesterday's dry days became today's.
func (t teller) stepH() string {
	step := t.reason.Step
	if !step.K.OK || !step.Before.H.OK || !step.After.H.OK {
		return ""
	}
	return t.say("explain_step_h", "before", t.num(step.Before.H.V, 0), "k", t.num(step.K.V, 0), "h", t.num(step.After.H.V, 0))
}

// drySteps tells the dry days where they are one of several keys: stepText tells P.
func (t teller) drySteps() string {
	if t.class == nil || t.edition.Method == "h" || t.reason.Step.K == forecast.Some(0) ||
		!slices.ContainsFunc(t.class.Ranges, func(k keyRange) bool { return k.Key == "h" }) {
		return ""
	}
	return t.stepH()
}

func (t teller) windText() string {
	step, wind := t.reason.Step, t.reason.Weather.WindKmh
	if !step.WindFactor.OK || !step.Key.OK || !wind.OK {
		return ""
	}
	return t.say("explain_wind", "wind", t.num(wind.V, 1), "factor", t.num(step.WindFactor.V, 1), "key", t.num(step.Key.V, 1))
}

func (t teller) tableTexts() []string {
	e := t.edition
	if e == nil {
		return nil
	}
	var out []string
	if t.class != nil {
		out = append(out, t.rowText())
	}
	if e.Decision != "" {
		decision := strings.Join(sentences(e.Decision, e.Issuer), ", ")
		out = append(out, t.say("explain_decision", "decision", unended(decision)))
	}
	if e.Basis != "" {
		out = append(out, t.say("explain_basis", "basis", unended(e.Basis)))
	}
	if e.Status == forecast.Provisional {
		out = append(out, t.say("explain_provisional"))
	}
	return out
}

func unended(text string) string { return strings.TrimRight(text, ". ") }

func (t teller) aheadTexts() []string {
	var out []string
	if left, ok := t.row.ToNext.Get(); ok && t.row.NextLevel.Known() {
		out = append(out, capital(t.say("explain_next", "left", t.num(left, 0), "roman", t.row.NextLevel.Roman())))
	}
	if next := t.row.NextChange; next != nil && next.Level.Known() {
		out = append(out, t.say("explain_change", "date", dateText(t.lang, next.Date), "roman", next.Level.Roman()))
	}
	return out
}

// remarks are what everybody must know, then the run's own notes.
func (t teller) remarks() []string {
	var out []string
	add := func(on bool, code string) {
		if on {
			out = append(out, t.say(code))
		}
	}
	add(t.zone.HasForest == forecast.No, "explain_no_forest")
	add(t.run != nil && t.run.Simulated, "explain_simulated")
	add(t.stale, "explain_stale")
	if t.reason == nil {
		return out
	}
	after := t.reason.Step.After
	add(t.row.Level.Known() && after.Status == forecast.StatusEstimated, "explain_estimated")
	add(t.row.Level.Known() && after.Lower, "explain_lower")
	for _, n := range t.reason.Notes {
		if n.Code == "outlook_climatology" && t.outlookOnly() {
			continue // the summary has said it
		}
		out = append(out, sentences(t.s.words.note(t.lang, n))...)
	}
	return append(out, t.s.remarksOf(t.run, t.lang)...)
}

// capital writes a sentence with its first letter large.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// analysedText tells what the stations made of the model's temperature, and how
// sure that is.
func (t teller) analysedText() string {
	temp := t.reason.Weather.TempC
	how, known := t.reason.Weather.Analysed["temp13_c"]
	switch {
	case !known || !how.Error.OK || !temp.OK:
		return ""
	case how.Method == string(geo.MethodOptimal):
		return t.say("explain_optimal", "background", t.num(how.Background.V, 1), "value", t.num(temp.V, 1), "error", t.num(how.Error.V, 1))
	}
	return t.say("explain_error", "error", t.num(how.Error.V, 1))
}
