package forecast

// CorrectionOf gives the indicator BBB of a bulletin's heading back where it says
// that the bulletin corrects one before it: CCA, CCB, … CCX by turns, CCY where the
// count was lost, CCZ a day late, or COR. It is empty for any other: RRx (retarded)
// and AAx (amended) correct nothing that was observed (Manual on the GTS, WMO-No.
// 386, Attachment II-12; unchecked).
func CorrectionOf(bbb string) string {
	switch {
	case bbb == "COR":
		return "COR"
	case len(bbb) == 3 && bbb[:2] == "CC" && bbb[2] >= 'A' && bbb[2] <= 'Z':
		return bbb
	}
	return ""
}

// correctionRank orders corrections: none 0, COR and CCA 1, CCB 2, … CCZ 26
// (WMO Manual on the GTS, BBB groups; unchecked).
func correctionRank(code string) int {
	switch {
	case code == "":
		return 0
	case len(code) == 3 && code[:2] == "CC" && code[2] >= 'A' && code[2] <= 'Z':
		return int(code[2]-'A') + 1
	}
	return 1
}
