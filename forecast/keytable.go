package forecast

import (
	"cmp"
	"strconv"
	"strings"
)

// KeyTable is the ranking as a table for people: headings and reasons in the
// province's Vietnamese words, numbers with a decimal point; an empty cell is unknown.
func (p *Province) KeyTable(areas []KeyArea) [][]string {
	var head []string
	for _, code := range []string{"rank", "zone", "name", "score", "score_low", "score_high", "known_share"} {
		head = append(head, p.keyWord(code))
	}
	for _, name := range KeyPartNames {
		part := p.keyWord(name)
		head = append(head, part)
		for _, code := range []string{"value", "weight", "why"} {
			head = append(head, strings.ReplaceAll(cmp.Or(p.Words["key."+code].Vi, "{part}_"+code), "{part}", part))
		}
	}
	rows := [][]string{head}
	for _, a := range areas {
		rank := ""
		if a.Rank > 0 {
			rank = strconv.Itoa(a.Rank)
		}
		row := []string{rank, a.Zone, a.Name, cell(a.Score, 1), cell(Some(a.Low), 1), cell(Some(a.High), 1), cell(Some(a.Known), 2)}
		for _, name := range KeyPartNames {
			row = append(row, p.keyCells(&a, name)...)
		}
		rows = append(rows, row)
	}
	return rows
}

// keyWord is the province's word for a heading or a reason; the code where it has none.
func (p *Province) keyWord(code string) string { return cmp.Or(p.Words["key."+code].Vi, code) }

// keyCells are a part's measure or name, value, weight and why it is unknown.
func (p *Province) keyCells(a *KeyArea, name string) []string {
	for _, part := range a.Parts {
		if part.Name != name {
			continue
		}
		measure, why := cell(part.Measure, 3), ""
		switch {
		case part.Named != "" && name == KeyGroup:
			measure = cmp.Or(p.Words["group."+part.Named].Vi, part.Named)
		case part.Named != "":
			measure = cmp.Or(p.Words["key.access."+part.Named].Vi, part.Named)
		}
		if part.Why != "" {
			why = p.keyWord(part.Why)
		}
		return []string{measure, cell(part.Value, 3), cell(Some(part.Weight), 3), why}
	}
	return []string{"", "", "0", p.keyWord("not_weighted")}
}

func cell(f Float, decimals int) string {
	if !f.OK {
		return ""
	}
	return strconv.FormatFloat(f.V, 'f', decimals, 64)
}
