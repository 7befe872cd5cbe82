package source

import (
	"regexp"
	"strings"
	"time"
)

// early is how far a report may be ahead of its file's time: stations send the
// report of 12 UTC some minutes before, and clocks differ. Without it such a
// report would be taken for one of last month. A time given by hand has no such slack.
const early = 30 * time.Minute

// gtsName is the WMO's general file naming, A_TTAAiiCCCCYYGGggBBB_C_CCCC_yyyyMMddhhmmss_….ext,
// whose last time is that of receipt (Manual on the GTS, WMO-No. 386,
// Attachment II-15; unchecked).
var gtsName = regexp.MustCompile(`_C_[A-Z0-9]{4}_([0-9]{14})(?:[_.]|$)`)

const (
	gtsTime = "20060102150405"
	byMark  = "#notafter=" // what dated adds to a name
)

// dated is the name of a SYNOP or METAR file with the time that no report of it is later
// than, so that it can be decoded again: the Reader's, else the one in the
// file's name, else the file's.
func (r *Reader) dated(name string, modified time.Time) string {
	limit := modified.Add(early)
	if modified.IsZero() {
		limit = modified
	}
	if m := gtsName.FindStringSubmatch(name); m != nil {
		if t, err := time.Parse(gtsTime, m[1]); err == nil {
			limit = t.Add(early)
		}
	}
	if !r.Received.IsZero() {
		limit = r.Received
	}
	return name + byMark + limit.UTC().Format(time.RFC3339)
}

// notAfter parts a name from dated. Without a time SYNOP rejects every report.
func notAfter(dated string) (name string, limit time.Time) {
	name, text, _ := strings.Cut(dated, byMark)
	limit, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return name, time.Time{}
	}
	return name, limit
}
