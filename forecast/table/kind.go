package table

import (
	"github.com/canhlua/canhlua/forecast"
)

// kind is one thing that can be wrong with a table, in English: why, and what to do.
// {names} are the arguments that come with its code.
type kind struct{ reason, remedy string }

const (
	plainNumber = "write the plain number without thousands separator, e.g. 2500 or 2500.5"
	isThisIt    = "check that this is a lookup table"
)

// kinds are all that can be wrong, by their codes. Those who show faults in another
// language have words for each code.
var kinds = map[string]kind{
	// files
	"too_large":      {"larger than {size}", isThisIt},
	"empty":          {"empty", "give comment lines, a header and rows"},
	"no_text":        {"not UTF-8 text", "save it again as CSV UTF-8"},
	"quotes":         {"{cause}", "quote cells that hold separators or quotes, and close every quote"},
	"xlsx_named_csv": {"an XLSX workbook, no CSV", "give it the ending .xlsx"},
	"macro_book":     {"is made for macros (XLSM)", "save it as XLSX without macros"},
	"macros":         {"holds macros", "save it as XLSX without macros"},
	"links":          {"links to other files", "copy the values in place of the links"},
	"old_book":       {"an old or locked workbook", "save it as XLSX without password"},
	"no_book":        {"no readable XLSX workbook ({cause})", "save it again as XLSX without password, or as CSV"},
	"sheets":         {"{n} sheets", "put the metadata on the first sheet and the rows on the second"},
	"dense":          {"{part} unfolds to more than {times} times its size", isThisIt},
	"unfolds":        {"unfolds to more than 32 MiB", isThisIt},
	"formula":        {"a formula in {sheet}", "replace formulas by their values"},
	"merged":         {"merged cells in {sheet}", "unmerge them and write the value into each row"},
	"far_cell":       {"a cell beyond row {row} or column {column} in {sheet}", "delete the cells outside the table"},
	"many_rows":      {"more than 10,000 rows", isThisIt},
	"more":           {"and {n} more", ""},

	// comment lines
	"missing":        {"is missing", "add the line # {key}: …"},
	"reset_missing":  {"is missing", "add the line # rain_reset_mm: …, since p and h begin again with rain"},
	"unprintable":    {"has characters that cannot be printed", "type the line again"},
	"unknown_entry":  {"unknown entry", "use one of {keys}; a free remark is a note"},
	"entry_twice":    {"is there already in line {line}", "remove one of them"},
	"unknown_method": {"unknown method", "use one of {methods}"},
	"unknown_status": {"no status of an edition", "write provisional, in_force, off or draft"},
	"no_day":         {"is no day", "write it as YYYY-MM-DD"},
	"days_swapped":   {"before valid_from {from}", "exchange the two dates"},
	"reset_outside":  {"outside 0.1 to 1000 mm", "write the day's rain in mm that resets the index, e.g. 5"},

	// header
	"unknown_column": {"unknown column for method {method}", "the columns are {columns}"},
	"column_twice":   {"the column is there twice", "remove one of them"},
	"column_missing": {"the column is missing", "the columns are {columns}"},
	"no_factor": {"no factor has range columns",
		"give each factor two columns, such as rh13_pct_over and rh13_pct_to; the factors are {factors}"},

	// cells
	"thousands":   {"may mean thousands or decimals", plainNumber},
	"no_number":   {"is no number", plainNumber},
	"huge":        {"is beyond a thousand million", plainNumber},
	"decimals":    {"has more than six decimals", plainNumber},
	"late_remark": {"a comment below the header", "move it above the header"},
	"many_cells":  {"the row has {cells} cells, the header {head}", `quote cells that hold a separator, such as "1,2,12"`},
	"no_group":    {"is no name of a forest group", "write the group, or all"},
	"no_month":    {`"{text}" is no month 1–12`, "write 1-12, 11-4 or 1,2,12; in a spreadsheet format the cell as text"},
	"no_level":    {"is no level 1–5", "write 1, 2, 3, 4 or 5"},
	"not_above":   {"not above {column} {over}", "a range is over < x ≤ to"},

	// all rows together
	"no_rows":     {"there are no rows", "add at least one row for each level"},
	"uncovered":   {"{where}: no row covers them", "add rows for these months, or for forest_group all"},
	"gap_below":   {"{where}: gap, nothing covers {to} and less", "leave {column} of the lowest range empty"},
	"gap":         {"{where}: gap from {from} to {to}", "set {column} to {from}"},
	"gap_above":   {"{where}: gap, nothing covers more than {from}", "leave {column} of the highest range empty"},
	"overlap":     {"{where}: overlaps the range of line {line}", "let each range begin where the one below ends"},
	"falls":       {"{where}: lower than level {level} of line {line}, whose range is lower", "levels never fall as the index rises"},
	"rises":       {"{where}: higher than level {level} of line {line}, whose range of {name} is lower", "danger rises as {name} falls"},
	"many_limits": {"{where}: too many combinations of limits", "use the same limits in all rows, and fewer of them"},
	"box_gap":     {"{where}: gap, no row covers {cell}", "add a row for it"},
	"box_overlap": {"{where}: overlaps line {line} at {cell}", "let one row alone cover it"},
}

// fault is a fault of a kind: where it is stands in at, whose reason and remedy are
// filled in.
func fault(at forecast.Invalid, code string, args ...string) error {
	n := forecast.NewNote(code, args...)
	k := kinds[code]
	at.Reason = forecast.Text{En: k.reason}.Fill(n.Args).En
	at.Remedy = forecast.Text{En: k.remedy}.Fill(n.Args).En
	return &forecast.Coded{Note: n, Err: &at}
}
