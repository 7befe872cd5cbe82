package bufr

import (
	"bytes"

	"github.com/canhlua/canhlua/forecast"
)

// longestHeading bounds how far before a message its heading is looked for.
const longestHeading = 64

// bulletin reads what stands before a message. A new heading says whether the
// message is a correction; nothing but white space leaves the bulletin open.
func (s *scanner) bulletin(gap []byte) {
	if len(bytes.TrimSpace(gap)) == 0 && s.number > 0 {
		return
	}
	s.correction = ""
	for line := range bytes.SplitSeq(gap[max(0, len(gap)-longestHeading):], []byte("\n")) {
		line = bytes.TrimSpace(line)
		if n := len("ISVS01 VNNN 020600"); len(line) >= n && isHeading(line[:n]) {
			s.correction = forecast.CorrectionOf(string(bytes.TrimSpace(line[n:])))
		}
	}
}

// isHeading reports whether the line begins with TTAAii CCCC YYGGgg (Manual on
// the GTS, WMO-No. 386, Attachment II-5; unchecked).
func isHeading(line []byte) bool {
	return line[6] == ' ' && line[11] == ' ' &&
		allBetween(line[:4], 'A', 'Z') && allBetween(line[4:6], '0', '9') &&
		allBetween(line[7:11], 'A', 'Z') && allBetween(line[12:18], '0', '9')
}

func allBetween(s []byte, low, high byte) bool {
	for _, b := range s {
		if b < low || b > high {
			return false
		}
	}
	return true
}

// updated is the correction that an update sequence number of section 1 stands
// for: 1 is CCA, 2 is CCB, and so on. Where both are given they say the same.
func updated(sequence int) string {
	if sequence < 1 || sequence > 'X'-'A'+1 {
		return ""
	}
	return "CC" + string(rune('A'+sequence-1))
}
