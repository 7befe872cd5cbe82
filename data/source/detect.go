package source

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/canhlua/canhlua/forecast"
)

// headBytes is how much of a file tells its format.
const headBytes = 64 << 10

// Skipped says that a file is of no format the service reads. It is no fault of
// the file: folders hold other things too.
type Skipped struct {
	Name   string
	Reason string
}

// Error names the file and the reason.
func (e *Skipped) Error() string { return e.Name + ": passed over: " + e.Reason }

// Detect tells a file's format from its first 64 KiB: bufr, synop, metar, stations,
// csv, json, firms, wis2, openmeteo. Where it cannot tell, the error is a *Skipped when the file may well be
// something else, and a *forecast.Invalid when it is a broken text.
func Detect(name string, data []byte) (string, error) {
	head := data[:min(len(data), headBytes)]
	if isWorkbook(head) {
		return FormatXLSX, nil
	}
	if isBUFR(head) {
		return FormatBUFR, nil
	}
	if err := readable(name, head); err != nil {
		return "", err
	}
	text := bytes.TrimSpace(bytes.TrimPrefix(head, byteOrder))
	switch {
	case isSYNOP(text):
		return FormatSYNOP, nil // its decoder bears garbled characters
	case aerodrome.Match(text):
		return FormatMETAR, nil // as does this one
	case !isUTF8(head, len(head) < len(data)):
		return "", &forecast.Invalid{File: name, Reason: "not UTF-8 text, perhaps an old Windows encoding", Remedy: "save it as UTF-8"}
	case text[0] == '{' || text[0] == '[':
		if bytes.Contains(text, []byte(`"hourly"`)) || bytes.Contains(text, []byte(`"reason"`)) {
			return FormatOpenMeteo, nil
		}
		if isNotification(text) {
			return FormatWIS2, nil
		}
		if bytes.Contains(text, []byte(`"station"`)) && bytes.Contains(text, []byte(`"time"`)) {
			return FormatJSON, nil
		}
		return "", &Skipped{Name: name, Reason: "JSON, but no readings and no answer of Open-Meteo's forecast API"}
	}
	return detectSheet(name, text)
}

// readable refuses what no decoder can read.
func readable(name string, head []byte) error {
	refuse := func(reason, remedy string) error {
		return &forecast.Invalid{File: name, Reason: reason, Remedy: remedy}
	}
	switch {
	case len(bytes.TrimSpace(bytes.TrimPrefix(head, byteOrder))) == 0:
		return refuse("empty", "send the file again")
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return refuse("UTF-16 text", "save it as UTF-8")
	case looksUTF16(head):
		return refuse("UTF-16 text without a mark", "save it as UTF-8")
	case isBinary(head):
		return &Skipped{Name: name, Reason: "binary"}
	}
	return nil
}

// isUTF8 allows for a character that is split where the head was cut off.
func isUTF8(head []byte, cut bool) bool {
	if cut {
		head = bytes.TrimRightFunc(head, func(r rune) bool { return r == utf8.RuneError })
	}
	return utf8.Valid(head)
}

// looksUTF16 reports whether every other byte is zero, as with Latin letters.
func looksUTF16(head []byte) bool {
	if len(head) < 4 {
		return false
	}
	zeros := [2]int{}
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	most, least := max(zeros[0], zeros[1]), min(zeros[0], zeros[1])
	return most > len(head)*2/5 && least < len(head)/20+1
}

// isBinary reports whether there are control characters that no text has. SOH,
// ETX and the like stand round bulletins, so a few are let pass.
func isBinary(head []byte) bool {
	odd := 0
	for _, b := range head {
		if b == 0 {
			return true
		}
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' {
			odd++
		}
	}
	return odd > 4+len(head)/50
}

// isBUFR reports whether a message of an edition that is in use begins somewhere:
// the word, its length in three bytes, the edition.
func isBUFR(head []byte) bool {
	for {
		at := bytes.Index(head, []byte("BUFR"))
		if at < 0 || at+8 > len(head) {
			return false
		}
		if edition := head[at+7]; edition >= 2 && edition <= 4 {
			return true
		}
		head = head[at+4:]
	}
}

// aerodrome finds a report of an aerodrome, with its keyword or at the beginning
// of a line, or the heading of a bulletin of such with NIL.
var aerodrome = regexp.MustCompile(`(?i)(?:^|[\s=])(?:METAR|SPECI)\s+(?:COR\s+)?[A-Z][A-Z0-9]{3}\s+(?:[0-9]{6}Z|NIL)` +
	`|(?m:^)[A-Z][A-Z0-9]{3} [0-9]{6}Z\s|(?m:^)S[AP][A-Z]{2}[0-9]{2} [A-Z]{4} [0-9]{6}\s+(?:[A-Z]{3}\s+)?NIL`)

// isSYNOP reports whether a section of land stations begins somewhere, or the
// text is a heading of surface data with NIL.
func isSYNOP(text []byte) bool {
	for i := 0; ; i += 4 {
		at := bytes.Index(text[i:], []byte("AAXX"))
		if at < 0 {
			break
		}
		i += at
		if (i == 0 || text[i-1] <= ' ' || text[i-1] == '=') && i+4 < len(text) && text[i+4] <= ' ' {
			return true
		}
	}
	return len(text) > 6 && text[0] == 'S' && bytes.IndexByte([]byte("IMN"), text[1]) >= 0 && text[6] == ' ' &&
		bytes.Contains(text, []byte("NIL"))
}

// detectSheet looks at the header of a CSV file.
func detectSheet(name string, text []byte) (string, error) {
	s, err := openSheet(bytes.NewReader(text), name)
	if err != nil {
		return "", &Skipped{Name: name, Reason: "text of no known format"}
	}
	has := func(columns ...string) bool {
		return slices.ContainsFunc(columns, func(c string) bool { return s.column(c) >= 0 })
	}
	switch {
	case isFIRMS(s):
		return FormatFIRMS, nil
	case has("station") && has(colTime, colDate):
		return FormatCSV, nil
	case has("lat", "latitude") && has("lon", "longitude") &&
		has("station", "wigos", "wigos_station_identifier", "traditional_station_identifier"):
		return FormatStations, nil
	case strings.EqualFold(filepath.Ext(name), ".csv") && len(s.header) > 1:
		return "", &Skipped{Name: name, Reason: fmt.Sprintf("CSV with unknown columns (%.80s); map weather with --columns", strings.Join(s.header, ","))}
	}
	return "", &Skipped{Name: name, Reason: "text of no known format"}
}
