package table

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// Change is one thing that differs between two editions: an entry of the comment
// lines when Key is set, else a row.
type Change struct {
	Key string `json:"key,omitempty"` // title, basis, …
	Was string `json:"was,omitempty"` // the entry in the first
	Is  string `json:"is,omitempty"`  // in the second

	Group  string         `json:"group,omitempty"`
	Months string         `json:"months,omitempty"`
	Ranges []string       `json:"ranges,omitempty"` // "1000 < p ≤ 2500"
	Before forecast.Level `json:"before"`           // unknown = the row is added
	After  forecast.Level `json:"after"`            // unknown = the row is taken away
}

// String is the change on one line, in English.
func (c Change) String() string {
	if c.Key != "" {
		return fmt.Sprintf("%s: %q → %q", c.Key, c.Was, c.Is)
	}
	text := fmt.Sprintf("%s, months %s", c.Group, c.Months)
	for _, r := range c.Ranges {
		text += ", " + r
	}
	switch {
	case !c.After.Known():
		return fmt.Sprintf("− %s: %s", text, c.Before)
	case !c.Before.Known():
		return fmt.Sprintf("+ %s: %s", text, c.After)
	}
	return fmt.Sprintf("%s: %s → %s", text, c.Before, c.After)
}

// Diff lists what changes from edition a to edition b: comment lines, then rows
// taken away or with another level, then rows added. None when they are the same.
func Diff(a, b Table) []Change {
	list := diffEntries(a, b)
	type key struct {
		group  string
		months Months
		ranges string
	}
	keyOf := func(r Row) key { return key{r.Group, r.Months, fmt.Sprint(r.Ranges)} }
	after := map[key]Row{}
	for _, r := range b.rows {
		after[keyOf(r)] = r
	}
	kept := map[key]bool{}
	for _, r := range a.rows {
		k := keyOf(r)
		kept[k] = true
		if now := after[k].Level; now != r.Level { // unknown when it is gone
			list = append(list, a.change(r, r.Level, now))
		}
	}
	for _, r := range b.rows {
		if !kept[keyOf(r)] {
			list = append(list, b.change(r, forecast.Unknown, r.Level))
		}
	}
	return list
}

func diffEntries(a, b Table) []Change {
	var list []Change
	before, after := map[string]string{}, map[string]string{}
	for _, e := range a.entries() {
		before[e[0]] += e[1] + "\n"
	}
	for _, e := range b.entries() {
		after[e[0]] += e[1] + "\n"
	}
	for _, k := range metaKeys {
		if before[k] != after[k] {
			list = append(list, Change{Key: k, Was: tidy(before[k]), Is: tidy(after[k])})
		}
	}
	return list
}

func (t Table) change(r Row, before, after forecast.Level) Change {
	c := Change{Group: r.Group, Months: r.Months.String(), Before: before, After: after}
	for i, x := range r.Ranges {
		c.Ranges = append(c.Ranges, x.describe(t.keys[i]))
	}
	return c
}

func (r Range) describe(x string) string {
	if r.Over.OK {
		x = r.Over.String() + " < " + x
	}
	if r.To.OK {
		x += " ≤ " + r.To.String()
	}
	return x
}
