package notify

import (
	"cmp"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// group is zones to which the same happens on the same day.
type group struct {
	kind  forecast.AlertKind
	date  forecast.Date
	level forecast.Level
	items []forecast.AlertItem
	names []string // of the zones, in the items' order
}

// weight puts what calls for action before what does not.
var weight = map[forecast.AlertKind]int{
	forecast.AlertRise: 0, forecast.AlertDaily: 1, forecast.AlertOutlook: 2, forecast.AlertCorrection: 3, forecast.AlertEased: 4, forecast.AlertFall: 5,
}

// grouped brings a message's items together, the gravest first.
func grouped(items []forecast.AlertItem, name func(set, zone string) string) []group {
	var groups []group
	for _, item := range items {
		at := slices.IndexFunc(groups, func(g group) bool {
			return g.kind == item.Kind && g.date == item.Date && g.level == item.Level
		})
		if at < 0 {
			at = len(groups)
			groups = append(groups, group{kind: item.Kind, date: item.Date, level: item.Level})
		}
		groups[at].items = append(groups[at].items, item)
		groups[at].names = append(groups[at].names, name(item.ZoneSet, item.Zone))
	}
	slices.SortStableFunc(groups, func(a, b group) int {
		return cmp.Or(cmp.Compare(weight[a.kind], weight[b.kind]), -cmp.Compare(a.level, b.level), a.date.Compare(b.date))
	})
	return groups
}

// zones names the group's zones, at most so many of them.
func (g *group) zones(w forecast.Wording, most int) string {
	if left := len(g.names) - most; left > 0 {
		return w.Text("alert_more", "zone", strings.Join(g.names[:most], ", "), "n", number(left))
	}
	return strings.Join(g.names, ", ")
}

// likely is the highest probability of the group's items, in per cent.
func (g *group) likely() forecast.Float {
	var most forecast.Float
	for _, item := range g.items {
		if v, ok := item.Probability.Get(); ok && (!most.OK || v*100 > most.V) {
			most = forecast.Some(v * 100)
		}
	}
	return most
}

// holes are what the group's sentences may use.
func (g *group) holes(w forecast.Wording, most int) []string {
	return []string{
		"date", w.Date(g.date), "day", w.Day(g.date), "roman", g.level.Roman(), "label", w.Label(g.level),
		"zones", g.zones(w, most), "percent", w.Number(g.likely(), 0),
	}
}

// code is the text's code for the group: an unknown level has a sentence of its own.
func (g *group) code(prefix string) string {
	code := prefix + string(g.kind)
	if g.kind == forecast.AlertCorrection && !g.level.Known() {
		code += "_unknown"
	}
	return code
}
