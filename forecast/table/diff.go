package table

import "fmt"

// Diff lists, for people, what changes from edition a to edition b: metadata,
// then rows taken away (−), added (+) or with another level. None when they are
// the same.
func Diff(a, b Table) []string {
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
		now, ok := after[k]
		switch {
		case !ok:
			list = append(list, "− "+a.describe(r))
		case now.Level != r.Level:
			list = append(list, fmt.Sprintf("%s → %s", a.describe(r), now.Level))
		}
	}
	for _, r := range b.rows {
		if !kept[keyOf(r)] {
			list = append(list, "+ "+b.describe(r))
		}
	}
	return list
}

func diffEntries(a, b Table) []string {
	var list []string
	before, after := map[string]string{}, map[string]string{}
	for _, e := range a.entries() {
		before[e[0]] += e[1] + "\n"
	}
	for _, e := range b.entries() {
		after[e[0]] += e[1] + "\n"
	}
	for _, k := range metaKeys {
		if before[k] != after[k] {
			list = append(list, fmt.Sprintf("%s: %q → %q", k, tidy(before[k]), tidy(after[k])))
		}
	}
	return list
}

// describe is a row on one line: "all, months 1-12, 1000 < p ≤ 2500: II".
func (t Table) describe(r Row) string {
	text := fmt.Sprintf("%s, months %s", r.Group, r.Months)
	for i, x := range r.Ranges {
		text += ", " + x.describe(t.keys[i])
	}
	return fmt.Sprintf("%s: %s", text, r.Level)
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
