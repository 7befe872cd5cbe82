package alert_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/alert"
)

var (
	here   = time.FixedZone("+07", 7*3600)
	first  = forecast.Date{Year: 2016, Month: 3, Day: 1}
	square = func(west, south, size float64) orb.MultiPolygon {
		return orb.MultiPolygon{{{{west, south}, {west + size, south}, {west + size, south + size}, {west, south + size}, {west, south}}}}
	}
)

func zoneSet(id string, n int) forecast.ZoneSet {
	set := forecast.ZoneSet{ID: id}
	for i := range n {
		west := 106 + 0.1*float64(i)
		set.Zones = append(set.Zones, forecast.Zone{ID: fmt.Sprintf("%s%02d", id, i), Shape: square(west, 11, 0.1), Point: orb.Point{west + 0.05, 11.05}})
	}
	return set
}

func ids(set forecast.ZoneSet) []string {
	var out []string
	for _, z := range set.Zones {
		out = append(out, z.ID)
	}
	return out
}

// world lives through events and keeps what was decided, as the store does.
type world struct {
	set    forecast.ZoneSet
	others []forecast.ZoneSet
	subs   []forecast.Subscription
	told   []forecast.AlertTold
	public []forecast.Alert
	event  int64
	rules  alert.Rules
}

func newWorld(zones int, subs ...forecast.Subscription) *world {
	return &world{set: zoneSet("z", zones), subs: subs, rules: alert.Default}
}

// publish puts levels, a text of one letter a day for each zone, before the public
// at an hour of a day: 1–5, or ? for unknown.
func (w *world) publish(day int, hour float64, kind string, levels ...string) forecast.Weighed {
	w.event++
	today := first.AddDays(day)
	b := alert.NewBoard(w.set.ID, ids(w.set), today, 10)
	for i, text := range levels {
		for k, letter := range text {
			level := forecast.Unknown
			if letter != '?' {
				level = forecast.Level(letter - '0')
			}
			b.Put(forecast.Run{ID: fmt.Sprint("run", w.event)}, forecast.ZoneDay{Zone: w.set.Zones[i].ID, Date: today.AddDays(k), Level: level})
		}
	}
	return w.weigh(b, today.At(0, int(hour*60), here), kind)
}

func (w *world) caseOf(b alert.Board, now time.Time, kind string) alert.Case {
	c := alert.Case{Board: b, Rules: w.rules, Now: now, Location: here, Resolver: alert.NewResolver(w.set, w.others...)}
	c.Event = forecast.PublicEvent{Num: w.event, Kind: kind, At: now}
	c.Subscriptions, c.Told, c.Public = w.subs, w.told, w.public
	return c
}

func (w *world) weigh(b alert.Board, now time.Time, kind string) forecast.Weighed {
	out := alert.Decide(w.caseOf(b, now, kind))
	for _, d := range out.Decisions {
		if d.Counts() {
			w.told = append(w.told, forecast.AlertTold{Event: w.event, Subscription: d.Subscription, Zone: d.Zone, Date: d.Date, Level: d.Level, Kind: d.Kind,
				Round: d.Round, Warned: d.Warned, Sent: d.Sent})
		}
	}
	slices.SortStableFunc(w.told, func(a, b forecast.AlertTold) int {
		if n := strings.Compare(a.Subscription, b.Subscription); n != 0 {
			return n
		}
		if n := strings.Compare(a.Zone, b.Zone); n != 0 {
			return n
		}
		return a.Date.Compare(b.Date)
	})
	w.public = append(w.public, out.Alerts...)
	return out
}

func sub(id string, change ...func(*forecast.Subscription)) forecast.Subscription {
	s := forecast.Subscription{ID: id, Channel: forecast.ChannelEmail, Address: id + "@example.vn", Least: forecast.IV,
		Area: forecast.Area{Zones: []string{"z00"}, ZoneSet: "z"}, Wants: forecast.Wants{Rises: true, Falls: true}}
	for _, c := range change {
		c(&s)
	}
	return s
}

func daily(s *forecast.Subscription)     { s.Wants.Daily = true }
func noFalls(s *forecast.Subscription)   { s.Wants.Falls = false }
func dailyOnly(s *forecast.Subscription) { s.Wants = forecast.Wants{Daily: true} }
func allZones(s *forecast.Subscription)  { s.Area.Zones = []string{"z00", "z01", "z02"} }
func fromThree(s *forecast.Subscription) { s.Least = forecast.III }
func nights(s *forecast.Subscription)    { s.Quiet = forecast.Quiet{From: 18 * 60, To: 6 * 60} }
func nightsButV(s *forecast.Subscription) {
	s.Quiet = forecast.Quiet{From: 18 * 60, To: 6 * 60, VBreaks: true}
}

// letters are a weighing's messages in one line: who, when, and each item as
// zone/day/kind/level.
func letters(w forecast.Weighed) string {
	var out []string
	for _, d := range w.Deliveries {
		text := d.Subscription + "@" + d.Due.In(here).Format("02T15:04") + ":"
		for _, i := range d.Items {
			text += fmt.Sprintf(" %s/%02d/%s/%s", i.Zone, i.Date.Day, i.Kind, i.Level)
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

func whys(w forecast.Weighed) string {
	var out []string
	for _, d := range w.Decisions {
		out = append(out, fmt.Sprintf("%02d/%s", d.Date.Day, d.Why))
	}
	return strings.Join(out, " ")
}

// step is one event and what must go out.
type step struct {
	day    int
	hour   float64
	kind   string // w = withdrawn
	levels string // of zones, by comma
	want   string
	why    string // where it is looked at
}

func TestDecide(t *testing.T) {
	for _, test := range []struct {
		name  string
		subs  []forecast.Subscription
		steps []step
	}{
		{"below the level asked for nothing is said", []forecast.Subscription{sub("a")}, []step{{0, 18.5, "", "33", "", ""}}},
		{"the first publication tells", []forecast.Subscription{sub("a")}, []step{{0, 18.5, "", "44", "a@01T18:30: z00/01/rise/IV", "01/rose 02/stands_told"}}},
		{"tomorrow rises, today not", []forecast.Subscription{sub("a")}, []step{{0, 18.5, "", "34", "a@01T18:30: z00/02/rise/IV", ""}}},
		{"no repeat while it stands, told again when worse", []forecast.Subscription{sub("a")}, []step{
			{0, 18.5, "", "44", "a@01T18:30: z00/01/rise/IV", ""},
			{1, 18.5, "", "44", "", "03/stands_told"},
			{1, 19, "", "44", "", ""},
			{2, 18.5, "", "45", "a@03T18:30: z00/04/rise/V", ""},
			{3, 18.5, "", "55", "", ""},
		}},
		{"the all-clear to who had the warning", []forecast.Subscription{sub("a"), sub("b", func(s *forecast.Subscription) { s.Least = forecast.V })}, []step{
			{0, 18.5, "", "44", "a@01T18:30: z00/01/rise/IV", ""},
			{1, 18.5, "", "42", "a@02T18:30: z00/03/fall/II", ""},
			{2, 18.5, "", "22", "", ""},
			{3, 18.5, "", "24", "a@04T18:30: z00/05/rise/IV", ""},
		}},
		{"eased is said, and worse again", []forecast.Subscription{sub("a")}, []step{
			{0, 6, "", "53", "a@01T06:00: z00/01/rise/V z00/02/fall/III", ""},
			{0, 13, "", "43", "a@01T13:00: z00/01/eased/IV", ""},
			{0, 14, "", "53", "a@01T14:00: z00/01/rise/V", ""},
			{0, 15, "", "43", "a@01T15:00: z00/01/eased/IV", ""},
			{0, 16, "", "53", "a@01T16:00: z00/01/rise/V", ""},
		}},
		{"no falls wanted: silence, then a new rise", []forecast.Subscription{sub("a", noFalls)}, []step{
			{0, 18.5, "", "44", "a@01T18:30: z00/01/rise/IV", ""},
			{1, 18.5, "", "22", "", "02/not_asked"},
			{2, 18.5, "", "24", "a@03T18:30: z00/04/rise/IV", ""},
		}},
		{"daily, with rises", []forecast.Subscription{sub("a", daily)}, []step{
			{0, 18.5, "", "44", "a@01T18:30: z00/01/rise/IV", ""},
			{1, 6.5, "", "44", "a@02T06:30: z00/02/daily/IV", ""},
			{1, 18.5, "", "44", "", ""},
			{2, 6.5, "", "44", "a@03T06:30: z00/03/daily/IV", ""},
		}},
		{"daily alone", []forecast.Subscription{sub("a", dailyOnly)}, []step{
			{0, 18.5, "", "34", "", "02/not_asked"},
			{1, 6.5, "", "44", "a@02T06:30: z00/02/daily/IV", ""},
			{2, 6.5, "", "54", "a@03T06:30: z00/03/daily/V", ""},
		}},
		{"unknown warns nobody and clears nobody", []forecast.Subscription{sub("a")}, []step{
			{0, 18.5, "", "??", "", ""},
			{1, 18.5, "", "44", "a@02T18:30: z00/02/rise/IV", ""},
			{2, 18.5, "", "??", "", "03/unknown 04/unknown"},
			{3, 18.5, "", "44", "", ""},
			{4, 18.5, "", "?3", "a@05T18:30: z00/06/fall/III", ""},
		}},
		{"a gap of runs: told anew", []forecast.Subscription{sub("a")}, []step{
			{0, 18.5, "", "44", "a@01T18:30: z00/01/rise/IV", ""},
			{9, 18.5, "", "44", "a@10T18:30: z00/10/rise/IV", ""},
		}},
		{"withdrawn: corrected, known or not", []forecast.Subscription{sub("a", noFalls)}, []step{
			{0, 18, "", "34", "a@01T18:00: z00/02/rise/IV", ""},
			{0, 19, "w", "32", "a@01T19:00: z00/02/correction/II", ""},
			{0, 20, "", "34", "a@01T20:00: z00/02/rise/IV", ""},
			{0, 21, "w", "3?", "a@01T21:00: z00/02/correction/?", ""},
			{0, 21.5, "w", "3?", "", ""},
			{0, 22, "", "34", "a@01T22:00: z00/02/rise/IV", ""},
		}},
		{"withdrawn, and what is left says the same", []forecast.Subscription{sub("a")}, []step{
			{0, 18, "", "34", "a@01T18:00: z00/02/rise/IV", ""},
			{0, 19, "w", "34", "", ""},
		}},
		{"quiet hours postpone", []forecast.Subscription{sub("a", nights)}, []step{
			{0, 18.5, "", "35", "a@02T06:00: z00/02/rise/V", ""},
		}},
		{"quiet hours until the day is over: of tomorrow all the same", []forecast.Subscription{sub("a", nights)}, []step{
			{0, 18.5, "", "44", "a@02T06:00: z00/02/rise/IV", "01/too_late 02/rose"},
		}},
		{"V breaks quiet hours where allowed", []forecast.Subscription{sub("a", nightsButV)}, []step{
			{0, 18.5, "", "45", "a@01T18:30: z00/02/rise/V", ""},
		}},
		{"zones merged in one message, two wishes of one person too", []forecast.Subscription{
			sub("a", allZones), sub("b", fromThree, func(s *forecast.Subscription) { s.Address = "A@example.vn" })}, []step{
			{0, 18.5, "", "34,44,55", "a@01T18:30: z00/02/rise/IV z01/01/rise/IV z02/01/rise/V z00/01/rise/III z00/02/rise/IV", ""},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(3, test.subs...)
			for i, s := range test.steps {
				kind := forecast.DecidedPublished
				if s.kind == "w" {
					kind = forecast.DecidedWithdrawn
				}
				got := w.publish(s.day, s.hour, kind, strings.Split(s.levels, ",")...)
				if letters(got) != s.want {
					t.Errorf("step %d: sent %q, want %q (reasons %s)", i+1, letters(got), s.want, whys(got))
				}
				if s.why != "" && whys(got) != s.why {
					t.Errorf("step %d: reasons %q, want %q", i+1, whys(got), s.why)
				}
			}
		})
	}
}
