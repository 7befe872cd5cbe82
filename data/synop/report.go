package synop

import (
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// What a report can be refused for. They are shared, so that rubbish costs no
// memory; located makes the copy that says where.
var (
	errStation    = &forecast.Invalid{Reason: "no station number of five digits", Remedy: "begin the report with IIiii"}
	errControl    = &forecast.Invalid{Reason: "no groups iRixhVV and Nddff", Remedy: "send at least these two, with / for what is missing"}
	errTwoReports = &forecast.Invalid{Reason: "a second section 3", Remedy: `end every report with "=": two seem to have run into one`}
	errTooLong    = &forecast.Invalid{Reason: "longer than any report", Remedy: `end every report with "="`}
	errBreaksOff  = &forecast.Invalid{Reason: "breaks off within a group", Remedy: "ask for the bulletin again"}
)

func located(fault *forecast.Invalid, r *report) *forecast.Invalid {
	at := *fault
	at.Line, at.Value = r.line, beginning(r.text)
	return &at
}

// beginning is the part of a report that names it.
func beginning(text string) string { return strings.Clone(text[:min(len(text), 60)]) }

// decode makes an observation of the report. Groups it does not know are passed over;
// a value that is missing or not readable stays missing.
func decode(r *report, o *forecast.Observation) *forecast.Invalid {
	if r.err != nil {
		return r.err
	}
	if r.section.err != nil {
		return r.section.err
	}
	text, corrected := leadIn(r.text, r.correction)
	station, rest := cut(text)
	if _, ok := number(station, 0, 5); !ok || len(station) != 5 {
		return errStation
	}
	d := groups{o: o, unit: r.section.windUnit, hour: r.section.time.Hour()}
	if err := d.read(rest); err != nil {
		return err
	}
	o.Station, o.WIGOS = station, "0-20000-0-"+station
	o.Time, o.Source, o.Raw = r.section.time, "synop", text
	o.Correction = corrected
	d.derive()
	return nil
}

// leadIn strips indicators some centres put before the station number.
func leadIn(text, fromHeading string) (rest, corrected string) {
	corrected = fromHeading
	for len(text) > 4 && text[3] == ' ' && text[0] >= 'A' && text[0] <= 'Z' {
		if c := forecast.CorrectionOf(text[:3]); c != "" {
			corrected = c
		}
		text = text[4:]
	}
	return text, corrected
}

// groups reads the groups behind the station number into an observation.
type groups struct {
	o       *forecast.Observation
	unit    float64 // m/s of one unit of wind speed
	hour    int     // UTC
	section byte    // '1', '2', '3', or '5' for all that is national
	over99  bool    // ff is 99: the speed follows in 00fff
	dry     bool    // iR is 3
	six     string  // a 6-group of section 3 that may yet turn out to be radiation
	sun     bool    // a sunshine group of section 3 has opened radiation groups
}

func (d *groups) read(rest string) *forecast.Invalid {
	control, rest := cut(rest)
	wind, rest := cut(rest)
	if !isGroup(control) || !isGroup(wind) {
		return errControl
	}
	d.dry = control[0] == '3'
	d.wind(wind)
	d.section = '1'
	for rest != "" {
		var g string
		g, rest = cut(rest)
		if err := d.group(g); err != nil {
			return err
		}
	}
	d.settleSix()
	if d.over99 { // and 00fff did not come
		d.o.WindMS = forecast.Float{}
	}
	return nil
}

// group reads one group according to the section it stands in.
func (d *groups) group(g string) *forecast.Invalid {
	switch {
	case len(g) == 3 && g[0] >= '3' && g[0] == g[1] && g[1] == g[2]:
		return d.enter(g[0])
	case !isGroup(g):
	case d.section == '1' && g[:3] == "222":
		// 222DsVs opens section 2. In section 3 the same digits are radiation.
		d.section = '2'
	case d.section == '1':
		d.first(g)
	case d.section == '3':
		d.third(g)
	}
	return nil
}

// enter moves to the section of a mark 333, 444, 555 … What follows 444 is cloud
// below the station, 555 and above are national: neither is read.
func (d *groups) enter(mark byte) *forecast.Invalid {
	if mark != '3' {
		d.section = '5'
		return nil
	}
	if d.section == '3' || d.section == '5' {
		return errTwoReports
	}
	d.section = '3'
	return nil
}

// cut splits the first group off, quickly where it has its five figures.
func cut(text string) (group, rest string) {
	if len(text) > 5 && text[5] == ' ' && strings.IndexByte(text[:5], ' ') < 0 {
		return text[:5], text[6:]
	}
	group, rest, _ = strings.Cut(text, " ")
	return group, rest
}

// isGroup reports whether the token has the form of a figure group.
func isGroup(g string) bool {
	if len(g) != 5 {
		return false
	}
	for i := range len(g) {
		if (g[i] < '0' || g[i] > '9') && g[i] != '/' {
			return false
		}
	}
	return true
}

// number reads the figures g[from:to]; false when one of them is no figure.
func number(g string, from, to int) (int, bool) {
	if len(g) < to {
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
