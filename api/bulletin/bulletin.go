// Package bulletin writes the daily bulletin of a published run: as text to be
// read on the radio, HTML, PDF, PNG and XLSX. The words are the profile's; the
// same source gives the same bytes. It reads no clock and no store.
package bulletin

import (
	"strconv"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Source is what a bulletin is made from.
type Source struct {
	Province   *forecast.Province
	Lang       string // vi or en
	Run        forecast.Run
	Automatic  bool // published by the standing rule, no person looked
	Day        forecast.Date
	Zones      []forecast.Zone
	Indicative bool                 // the zones' borders are drawn from published facts
	Today      []forecast.ZoneDay   // of Day, by zone
	Past       []PastDay            // the days before, oldest first, as far as they were told
	Ahead      [][]forecast.ZoneDay // of the days behind it, as far as the run covers them
	Table      string               // title of the edition that decided; empty = none
	Season     *Season              // nil = nothing to hold the day against
	Headline   string               // rule that gives the one level of a day ahead: median or probable; empty = none is known

	HeadlineProbability float64 // of probable, 0–1
	Stale               bool
}

// PastDay is what the public was told of a day by its own run.
type PastDay struct {
	Date forecast.Date
	Days []forecast.ZoneDay
}

// Season is where the day stands in the zones' own past: the share of the days
// around the date on which P was lower, 0–100, lowest and highest of the zones.
type Season struct {
	From, To  int // years
	Low, High float64

	Off             bool    // whether it is known how far P is off its median
	OffLow, OffHigh float64 // P less its median around the date, °C·hPa, lowest and highest of the zones
}

// Bulletin is a day's bulletin in one language, ready to be drawn.
type Bulletin struct {
	Lang      string
	Day       forecast.Date
	Published time.Time // with the province's offset
	Motto     [2]string // the two lines that head an official paper
	Office    string
	Number    string
	Title     string
	DayLine   string
	Issued    string
	Marks     []string // provisional, simulated, stale: what must be known first
	Statement []string // sentences, the highest level first
	Levels    []Part   // highest first, unknown last; without those that no zone has
	Past      []Chip   // the days before
	Outlook   []Ahead
	Three     []string // sentences on the next three days
	Ten       []string // on all of them
	Notes     []string // on how the outlook came to be
	Media     []Line   // the notice that levels IV and V ask for; none below
	Basis     []string
	To        []string // whom it goes to
	Sign      [3]string

	src    Source
	say    forecast.Wording
	of     int
	today  map[string]forecast.ZoneDay
	shapes []shape // largest first
}

// Line is a heading with what stands under it.
type Line struct{ Head, Text string }

// Chip is a day with its highest level.
type Chip struct {
	Date  forecast.Date
	Roman string
	Color string
}

// New composes the bulletin. Zones of which the run says nothing are unknown.
func New(src Source) *Bulletin {
	loc := src.Province.Location
	b := &Bulletin{
		Lang: src.Lang, Day: src.Day, Published: src.Run.Published.In(loc), Office: officeOf(src),
		src: src, say: forecast.Wording{Province: src.Province, Lang: src.Lang}, of: len(src.Zones), today: map[string]forecast.ZoneDay{},
	}
	for _, d := range src.Today {
		b.today[d.Zone] = d
	}
	b.Motto = [2]string{b.say.Text("bulletin_state"), b.say.Text("bulletin_motto")}
	b.Title = b.say.Text("bulletin_title")
	b.Number = b.number()
	b.DayLine = b.say.Text("bulletin_day", "date", b.say.Date(src.Day))
	b.Issued = b.say.Text("bulletin_issued", "time", b.Published.Format("15:04"), "date", b.say.Date(forecast.DateOf(b.Published, loc)))
	b.To = receivers(b.say.Text("bulletin_to"))
	b.Sign = [3]string{b.say.Text("bulletin_sign"), b.say.Text("bulletin_sign_here"), b.say.Text("bulletin_sign_name")}
	b.mark()
	b.level()
	b.state()
	b.look()
	b.ground()
	b.notify()
	return b
}

func officeOf(src Source) string {
	if office := src.Province.OfficeOn(src.Day).In(src.Lang); office != "" {
		return office
	}
	return src.Province.Name.In(src.Lang)
}

// receivers are named in one text, parted by semicolons.
func receivers(text string) []string {
	var out []string
	for _, one := range strings.Split(text, ";") {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

// number is the bulletin's running number; a dotted line where it has none.
func (b *Bulletin) number() string {
	number, code := "……", "bulletin_number"
	if b.src.Run.Number > 0 {
		number = strconv.Itoa(b.src.Run.Number)
	}
	if b.src.Run.Simulated {
		code = "bulletin_number_simulated"
	}
	return b.say.Text(code, "number", number, "year", strconv.Itoa(b.src.Run.Date.Year))
}

// mark says what the reader must know before anything else.
func (b *Bulletin) mark() {
	climatological, overridden := false, false
	for _, d := range b.today {
		climatological = climatological || d.Status == forecast.StatusForecast && d.Outlook != nil && d.Outlook.Source == forecast.FromClimatology
		overridden = overridden || d.Override != nil
	}
	for _, m := range []struct {
		is   bool
		code string
	}{
		{b.src.Run.Simulated, "bulletin_mark_simulated"}, {b.src.Run.Provisional, "bulletin_mark_provisional"},
		{b.src.Stale, "bulletin_mark_stale"}, {climatological, "bulletin_mark_climatology"},
		{overridden, "bulletin_mark_override"}, {b.src.Indicative, "bulletin_mark_indicative"},
	} {
		if m.is {
			b.Marks = append(b.Marks, b.say.Text(m.code))
		}
	}
}

// style is how a level is worded and drawn.
func (b *Bulletin) style(l forecast.Level) forecast.LevelStyle { return b.src.Province.Styles[l] }
