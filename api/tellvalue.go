package api

import (
	"fmt"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// valuesText tells what the index was computed from at the noon hour.
func (t teller) valuesText() string {
	w := t.reason.Weather
	origin := "model"
	switch {
	case w.Bridged == forecast.ByNeighbours, w.Origin == forecast.Estimated:
		origin = "estimated"
	case w.Origin == forecast.Observed:
		origin = "observed"
	case w.Origin == "":
		return "" // there is nothing to tell, and why is said elsewhere
	}
	var list []string
	for _, v := range []struct {
		of       forecast.Variable
		value    forecast.Float
		decimals int
	}{{forecast.TempC, w.TempC, 1}, {forecast.DewPointC, w.DewPointC, 1}, {forecast.RHPct, t.row.RHPct, 0}, {windKmh, w.WindKmh, 1}} {
		name := t.say("explain_var_" + string(v.of))
		if v.value.OK {
			list = append(list, t.say("explain_value", "name", name, "value", t.num(v.value.V, v.decimals), "unit", unitsOf[v.of]))
		} else {
			list = append(list, t.say("explain_value_missing", "name", name))
		}
	}
	return t.say("explain_values", "origin", t.say("explain_origin_"+origin), "list", strings.Join(list, ", "))
}

// windKmh is the wind as a day has it.
const windKmh forecast.Variable = "wind_kmh"

var unitsOf = map[forecast.Variable]string{
	forecast.TempC: "°C", forecast.DewPointC: "°C", forecast.RHPct: "%", forecast.WindMS: "m/s", windKmh: "km/h",
	forecast.WindDirDeg: "°", forecast.PressureHPa: "hPa", forecast.MSLPressureHPa: "hPa", forecast.RainMM: "mm",
}

// flagTexts tell which readings a check held back, and why.
func (t teller) flagTexts() []string {
	var out []string
	told := map[string]bool{}
	for _, f := range t.reason.Weather.Flags {
		why := t.say("explain_test_" + f.Test)
		if why == "" {
			why = t.say("explain_test_other")
		}
		text := t.say("explain_flag_bare", "name", t.say("explain_var_"+string(f.Variable)), "why", why)
		if f.Value.OK {
			text = t.say("explain_flag", "name", t.say("explain_var_"+string(f.Variable)),
				"value", t.num(f.Value.V, 1), "unit", unitsOf[f.Variable], "why", why)
		}
		if !told[text] {
			told[text], out = true, append(out, capital(text))
		}
	}
	return out
}

// seasonText tells where P stands in the zone's own past of the season.
func (t teller) seasonText() string {
	if t.normal == nil || t.climate == nil || !t.row.P.OK {
		return ""
	}
	share, median := t.normal.Percentile(t.row.P.V), t.normal.At(0.5)
	if !share.OK || !median.OK {
		return ""
	}
	return t.say("explain_season", "share", t.num(share.V, 0), "median", t.num(median.V, 0),
		"years", fmt.Sprintf("%d–%d", t.climate.From.Year, t.climate.To.Year))
}

// spreadTexts tell how sure the date of the expected change is.
func (t teller) spreadTexts() []string {
	s := t.spread
	if s == nil {
		return nil
	}
	out := []string{t.say("explain_spread", "last", dateText(t.lang, s.Last), "share", t.num(100*s.Chance.V, 0))}
	parts := []struct {
		code string
		date *forecast.Date
	}{{"explain_spread_early", s.Early}, {"explain_spread_half", s.Median}, {"explain_spread_late", s.Late}}
	for i, part := range parts {
		said := i+1 < len(parts) && parts[i+1].date != nil && part.date != nil && *parts[i+1].date == *part.date
		if part.date != nil && !said { // else the larger share has changed by the same day
			out = append(out, t.say(part.code, "date", dateText(t.lang, *part.date)))
		}
	}
	return []string{strings.Join(out, " ")}
}

// membersText tells that an ensemble's members are corrected like the model.
func (t teller) membersText() string {
	o := t.row.Outlook
	if o == nil || o.Source != forecast.FromEnsemble || len(t.reason.Weather.Corrected) == 0 {
		return ""
	}
	return t.say("explain_members_corrected")
}
