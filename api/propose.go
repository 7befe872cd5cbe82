package api

import (
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
	"github.com/canhlua/canhlua/forecast/workshop"
)

// ProposedTable writes a calibration as a draft, its title, basis and notes in the
// province's words, Vietnamese.
func ProposedTable(province *forecast.Province, p *workshop.Proposal) table.Checked {
	w := annexWords{province, "vi"}
	span := map[string]string{"from": w.short(p.From), "to": w.short(p.To)}
	say := func(code string, args map[string]string) string {
		return province.Tell(forecast.Note{Code: code, Args: args}).Vi
	}
	span["goal"] = say("workshop_goal_"+p.Request.Goal, map[string]string{"shares": sharesText(p.Request.Shares)})
	var notes []string
	for _, l := range p.Ladders {
		notes = append(notes, say("workshop_limit", w.limitArgs(&l)))
	}
	if l := p.Loss; l.Share.OK {
		notes = append(notes, say("workshop_loss", map[string]string{"title": l.Title, "dangerous": strconv.Itoa(l.Dangerous),
			"lowered": strconv.Itoa(l.Lowered), "share": strings.Replace(strconv.FormatFloat(100*l.Share.V, 'f', 1, 64), ".", ",", 1), "fires": strconv.Itoa(l.Fires)}))
	}
	for _, n := range p.Notes {
		notes = append(notes, province.Tell(n).Vi)
	}
	return p.Table(say("workshop_title", span), say("workshop_basis", span), notes)
}

func sharesText(shares [5]float64) string {
	var parts []string
	for _, v := range shares {
		parts = append(parts, strconv.FormatFloat(100*v, 'f', -1, 64))
	}
	return strings.Join(parts, " – ")
}

func (w annexWords) limitArgs(l *workshop.Ladder) map[string]string {
	var limits, intervals []string
	for _, limit := range l.Limits {
		limits = append(limits, vietnamese(forecast.Some(limit.Value)))
		if limit.Low.OK {
			intervals = append(intervals, vietnamese(limit.Low)+"–"+vietnamese(limit.High))
		}
	}
	if len(intervals) == 0 {
		intervals = []string{w.say("no_interval")}
	}
	return map[string]string{"group": w.group(l.Group), "months": l.Months, "limits": strings.Join(limits, "; "), "intervals": strings.Join(intervals, "; ")}
}
