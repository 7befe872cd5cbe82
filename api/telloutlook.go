package api

import (
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// outlookText tells how sure the level is, and where the index goes.
func (t teller) outlookText() string {
	o := t.row.Outlook
	if o == nil || !o.Median.OK {
		return ""
	}
	key := t.firstKey()
	return t.say("explain_outlook", "members", strconv.Itoa(o.Members), "dangerous", t.num(100*o.AtLeast(forecast.IV), 0),
		"index", t.say("explain_index_"+key), "low", t.num(o.Low.V, decimalsOf(key)),
		"median", t.num(o.Median.V, decimalsOf(key)), "high", t.num(o.High.V, decimalsOf(key)))
}

// firstKey is what the percentiles of an outlook are of: the index of the table,
// or the first of its keys.
func (t teller) firstKey() string {
	if t.edition == nil {
		return "p"
	}
	if tab, err := read(t.edition); err == nil && len(tab.Keys()) > 1 {
		return tab.Keys()[0]
	}
	return t.edition.Method
}

// chancesText tells the probability of each level.
func (t teller) chancesText() string {
	o := t.row.Outlook
	if o == nil || o.Members == 0 {
		return ""
	}
	var list []string
	for i, share := range o.Probability() {
		list = append(list, t.say("explain_chance", "roman", forecast.Levels[i].Roman(), "share", t.num(100*share, 0)))
	}
	return t.say("explain_chances", "list", strings.Join(list, ", "))
}

// headlineText tells by which rule the members give the one level.
func (t teller) headlineText() string {
	if t.rule == nil || t.row.Override != nil || !t.row.Level.Known() || t.row.Outlook == nil || t.row.Outlook.Members == 0 {
		return ""
	}
	return t.say("explain_headline_"+t.rule.Rule, "share", t.num(100*t.rule.Probability.V, 0))
}
