package metar

import (
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// report is one report, cut out of its text.
type report struct {
	text       string            // capitals, single spaces, without the keyword and "="
	correction string            // of the bulletin: CCA…, COR or empty
	speci      bool              // special, between the routine hours
	taf        bool              // a forecast: passed over
	stamp      time.Time         // date and time of the line above; zero when there is none
	line       int               // 1-based
	err        *forecast.Invalid // why it cannot be a report, found while cutting
}

// What a report can be refused for. They are shared, so that rubbish costs no
// memory; located makes the copy that says where.
var (
	errStation    = &forecast.Invalid{Reason: "no location indicator of four letters", Remedy: "begin the report with the ICAO code, such as VVTS"}
	errTime       = &forecast.Invalid{Reason: "no day and time DDHHMMZ behind the station", Remedy: "give them, such as 240300Z"}
	errMonth      = &forecast.Invalid{Reason: "names no day before the time of receipt", Remedy: "correct the day, or give the time of receipt"}
	errEmpty      = &forecast.Invalid{Reason: "nothing behind the time", Remedy: "say NIL where nothing was observed"}
	errTwoReports = &forecast.Invalid{Reason: "a second time of observation", Remedy: `end every report with "=": two seem to have run into one`}
	errTooLong    = &forecast.Invalid{Reason: "longer than any report", Remedy: `end every report with "="`}
)

// silent stands for a report that has nothing to say and is no fault.
var silent = &forecast.Invalid{}

func located(fault *forecast.Invalid, r *report) *forecast.Invalid {
	at := *fault
	at.Line, at.Value = r.line, beginning(r.text)
	return &at
}

// beginning is the part of a report that names it.
func beginning(text string) string { return strings.Clone(text[:min(len(text), 60)]) }

func decode(r *report, received time.Time, o *forecast.Observation) *forecast.Invalid {
	if r.err != nil {
		return r.err
	}
	text, corrected := leadIn(r.text, r.correction)
	station, rest := cut(text)
	switch {
	case station == "NIL":
		return silent
	case !isStation(station):
		return errStation
	}
	rest, corrected = leadIn(rest, corrected)
	at, rest := cut(rest)
	if at == "NIL" {
		return silent
	}
	t, fault := moment(at, r.stamp, received)
	if fault != nil {
		return fault
	}
	rest, corrected = leadIn(rest, corrected)
	if fault := body(rest); fault != nil {
		return fault
	}
	g := groups{o: o, american: station[0] == 'K' || station[0] == 'P', ending: ending(t, r.speci)}
	if fault := g.read(rest); fault != nil {
		return fault
	}
	o.Station, o.Time, o.Source, o.Raw, o.Correction = station, t, "metar", text, corrected
	g.derive()
	return nil
}

// body refuses what is no observation from its first group on.
func body(rest string) *forecast.Invalid {
	first, _ := cut(rest)
	switch {
	case first == "":
		return errEmpty
	case first == "NIL", isValidity(first):
		return silent
	}
	return nil
}

// isValidity reports whether the group is the period of a TAF that came without
// its keyword: 2403/2506, or of old 240312.
func isValidity(g string) bool {
	if len(g) == 9 && g[4] == '/' {
		_, from := number(g, 0, 4)
		_, to := number(g, 5, 9)
		return from && to
	}
	_, old := number(g, 0, 6)
	return old && len(g) == 6
}

// leadIn strips COR, CCA… and AUTO from the front and gives the newest correction.
func leadIn(text, before string) (rest, corrected string) {
	corrected = before
	for {
		tok, rest := cut(text)
		if !isLeadIn(tok) {
			return text, corrected
		}
		if c := forecast.CorrectionOf(tok); c != "" {
			corrected = c
		}
		text = rest
	}
}

func isLeadIn(tok string) bool {
	return len(tok) == 4 && tok == "AUTO" || len(tok) == 3 && forecast.CorrectionOf(tok) != ""
}

// isStation reports whether the token has the form of a location indicator; some
// American ones have figures behind the first letter.
func isStation(tok string) bool {
	if len(tok) != 4 || tok == "AUTO" || tok[0] < 'A' || tok[0] > 'Z' {
		return false
	}
	for i := 1; i < 4; i++ {
		if (tok[i] < 'A' || tok[i] > 'Z') && (tok[i] < '0' || tok[i] > '9') {
			return false
		}
	}
	return true
}

// cut splits the first group off.
func cut(text string) (group, rest string) {
	group, rest, _ = strings.Cut(text, " ")
	return group, rest
}

// number reads the figures g[from:to]; false when one of them is no figure.
func number(g string, from, to int) (int, bool) {
	if len(g) < to || from >= to {
		return 0, false
	}
	n := 0
	for i := from; i < to; i++ {
		if g[i] < '0' || g[i] > '9' {
			return 0, false
		}
		n = 10*n + int(g[i]-'0')
	}
	return n, true
}
