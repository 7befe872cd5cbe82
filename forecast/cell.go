package forecast

import (
	"strconv"
	"strings"
)

// formulaStarts are what a spreadsheet takes for the beginning of a formula, or
// passes over before one; the wide ones are those of East Asian keyboards.
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// PlainCell is a text as it may stand in a cell of a CSV file: an apostrophe keeps
// a spreadsheet from running what somebody wrote as a formula. Numbers stay as they
// are. CellText is the way back.
func PlainCell(text string) string {
	if formula(text) {
		return "'" + text
	}
	return text
}

// CellText is the text of a cell that PlainCell wrote.
func CellText(cell string) string {
	if strings.HasPrefix(cell, "'") && formula(cell) {
		return cell[1:]
	}
	return cell
}

// PlainRow is a row of texts by PlainCell.
func PlainRow(row []string) []string {
	out := make([]string, len(row))
	for i, text := range row {
		out[i] = PlainCell(text)
	}
	return out
}

// PlainRows are rows of texts by PlainCell.
func PlainRows(rows [][]string) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = PlainRow(row)
	}
	return out
}

func formula(text string) bool {
	bare := strings.TrimLeft(text, "'")
	if len(bare) == len(text) {
		if _, err := strconv.ParseFloat(text, 64); err == nil {
			return false
		}
	}
	bare = strings.TrimLeft(bare, " \u00a0\u200b\u200e\u200f\ufeff") // seen by nobody
	return bare != "" && strings.ContainsRune(formulaStarts, []rune(bare)[0])
}
