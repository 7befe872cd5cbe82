package table

import (
	"fmt"
	"strconv"
	"strings"
)

// Months is a set of calendar months; bit m stands for month m, 1–12.
type Months uint16

// readMonths reads "1-12", "11-4" (over the turn of the year), "1,2,12" and
// mixtures; none, and the part that is no month, when it cannot.
func readMonths(text string) (set Months, wrong string) {
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(strings.ReplaceAll(part, "–", "-"), "-")
		from := month(first)
		if from == 0 {
			return 0, strings.TrimSpace(first)
		}
		to := from
		if isRange {
			if to = month(last); to == 0 {
				return 0, strings.TrimSpace(last)
			}
		}
		for m := from; ; m = m%12 + 1 {
			set |= 1 << m
			if m == to {
				break
			}
		}
	}
	return set, ""
}

// month is 0 when the text is none.
func month(text string) int {
	m, err := strconv.ParseUint(strings.TrimSpace(text), 10, 8)
	if err != nil || m < 1 || m > 12 {
		return 0
	}
	return int(m)
}

// Has reports whether month m, 1–12, is in the set.
func (s Months) Has(m int) bool { return m >= 1 && m <= 12 && s&(1<<m) != 0 }

// String is the set as the canonical text writes it: spans in the order of their
// first month, one over the turn of the year last: "1-12", "2,11-12", "11-4".
func (s Months) String() string {
	if s == 0x1ffe {
		return "1-12"
	}
	var spans []string
	for first := 1; first <= 12; first++ {
		before := (first+10)%12 + 1
		if !s.Has(first) || s.Has(before) {
			continue
		}
		last := first
		for s.Has(last%12 + 1) {
			last = last%12 + 1
		}
		if last == first {
			spans = append(spans, strconv.Itoa(first))
		} else {
			spans = append(spans, fmt.Sprintf("%d-%d", first, last))
		}
	}
	return strings.Join(spans, ",")
}

// ParseMonths reads a cell of months: "1-12", "11-4", "1,2,12".
func ParseMonths(text string) (Months, error) {
	set, wrong := readMonths(text)
	if set == 0 {
		return 0, fmt.Errorf("%q is no month 1–12", wrong)
	}
	return set, nil
}
