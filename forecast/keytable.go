package forecast

import "strconv"

// KeyTable is the ranking as a table with a heading, numbers with a decimal point;
// an empty cell is unknown.
func KeyTable(areas []KeyArea) [][]string {
	head := []string{"rank", "zone", "name", "score", "score_low", "score_high", "known_share"}
	for _, name := range KeyPartNames {
		head = append(head, name, name+"_value", name+"_weight", name+"_unknown_because")
	}
	rows := [][]string{head}
	for _, a := range areas {
		rank := ""
		if a.Rank > 0 {
			rank = strconv.Itoa(a.Rank)
		}
		row := []string{rank, a.Zone, a.Name, cell(a.Score, 1), cell(Some(a.Low), 1), cell(Some(a.High), 1), cell(Some(a.Known), 2)}
		for _, name := range KeyPartNames {
			row = append(row, a.partCells(name)...)
		}
		rows = append(rows, row)
	}
	return rows
}

func (a *KeyArea) partCells(name string) []string {
	for _, p := range a.Parts {
		if p.Name != name {
			continue
		}
		measure := cell(p.Measure, 3)
		if p.Named != "" {
			measure = p.Named
		}
		return []string{measure, cell(p.Value, 3), cell(Some(p.Weight), 3), p.Why}
	}
	return []string{"", "", "0", "not_weighted"}
}

func cell(f Float, decimals int) string {
	if !f.OK {
		return ""
	}
	return strconv.FormatFloat(f.V, 'f', decimals, 64)
}
