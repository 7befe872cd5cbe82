package table

import (
	"math"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// Bounds of every number of a table: together 15 digits, what a spreadsheet keeps.
const (
	maxNumber   = 1e9
	maxDecimals = 6
)

// parseLimit reads a limit; the empty text is an open end. code is the kind of
// fault, empty when it could be read. Numbers like "1.000" are refused: they are a thousand to a
// Vietnamese reader and one to a program.
func parseLimit(text string, decimalComma bool) (v forecast.Float, code string) {
	if text == "" {
		return forecast.Float{}, ""
	}
	if grouped(text) {
		return forecast.Float{}, "thousands"
	}
	if decimalComma {
		text = strings.Replace(text, ",", ".", 1)
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.Trim(text, "+-.0123456789") != "" {
		return forecast.Float{}, "no_number"
	}
	if math.Abs(n) > maxNumber {
		return forecast.Float{}, "huge"
	}
	if _, decimals, _ := strings.Cut(text, "."); len(strings.TrimRight(decimals, "0")) > maxDecimals {
		return forecast.Float{}, "decimals"
	}
	return forecast.Some(n + 0), "" // + 0 turns −0 into 0
}

// grouped reports whether a text looks like digits in groups of three.
func grouped(text string) bool {
	groups := strings.FieldsFunc(strings.TrimLeft(text, "+-"), func(r rune) bool { return r == '.' || r == ',' })
	if len(groups) < 2 || len(groups[0]) > 3 || strings.HasPrefix(groups[0], "0") {
		return false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return true
}

// formatLimit writes a limit so that parseLimit reads it back: 1.125, which could
// be taken for a thousand, becomes 1.1250.
func formatLimit(f forecast.Float) string {
	if !f.OK {
		return ""
	}
	text := strconv.FormatFloat(f.V, 'f', -1, 64)
	if grouped(text) {
		text += "0"
	}
	return text
}

// Number writes a limit as a table keeps it.
func Number(v float64) string { return formatLimit(forecast.Some(v)) }
