package api

import (
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// rowText tells the row that decided: its forest group and months where it is not
// for all, and the range of every key.
func (t teller) rowText() string {
	var parts []string
	if t.class.ForestGroup != "all" {
		parts = append(parts, t.say("explain_row_group", "group", t.groupName()))
	}
	if t.class.Months != "1-12" {
		parts = append(parts, t.say("explain_row_months", "months", strings.ReplaceAll(t.class.Months, "-", "–")))
	}
	for i, k := range t.class.Ranges {
		switch text := t.span(k); {
		case text == "":
		case len(t.class.Ranges) == 1 && len(parts) == 0: // the class was told with its name just before
			parts = append(parts, text)
		default:
			parts = append(parts, t.say("explain_row_key", "index", t.keyName(i), "range", text))
		}
	}
	code := "explain_row"
	if t.row.Override != nil {
		code = "explain_row_override"
	}
	return t.say(code, "title", t.edition.Title, "row", strconv.Itoa(t.class.Row),
		"range", strings.Join(parts, ", "), "roman", t.class.Level.Roman())
}

// groupName is what the province calls the row's forest group.
func (t teller) groupName() string {
	if name := t.say("group." + t.class.ForestGroup); name != "" {
		return name
	}
	return t.class.ForestGroup
}

// computed is the level the table gave, whatever a person put in its place.
func computed(d forecast.ZoneDay) forecast.Level {
	if d.Override != nil {
		return d.Override.Before
	}
	return d.Level
}
