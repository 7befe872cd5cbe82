package alert_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/alert"
)

// told is what makes two messages the same.
type told struct {
	sub, zone string
	day       forecast.Date
	level     forecast.Level
	kind      forecast.AlertKind
	round     int
}

type place struct {
	sub, zone string
	day       forecast.Date
}

// TestPromises lives through any weather: nobody is told the same twice, every rise
// to what was asked for is told once or has its reason kept, an all-clear follows a
// warning only, unknown never warns.
func TestPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subs := []forecast.Subscription{}
		for i := range rapid.IntRange(1, 4).Draw(t, "subscriptions") {
			s := sub(string(rune('a'+i)), allZones)
			s.Least = forecast.Level(rapid.IntRange(3, 5).Draw(t, "least"))
			s.Wants = forecast.Wants{Rises: rapid.Bool().Draw(t, "rises"), Falls: rapid.Bool().Draw(t, "falls"), Daily: rapid.Bool().Draw(t, "daily")}
			s.Quiet = forecast.Quiet{From: rapid.IntRange(0, 1439).Draw(t, "from"), To: rapid.IntRange(0, 1439).Draw(t, "to"), VBreaks: rapid.Bool().Draw(t, "v")}
			subs = append(subs, s)
		}
		w := newWorld(3, subs...)
		j := judge{t: t, seen: map[told]bool{}, warned: map[string]map[forecast.Date]bool{}, kept: map[place]bool{}, world: w}
		day, hour := 0, 0.0
		for range rapid.IntRange(1, 12).Draw(t, "events") {
			hour += rapid.Float64Range(0.1, 30).Draw(t, "hours")
			for hour >= 24 {
				day, hour = day+1, hour-24
			}
			kind := rapid.SampledFrom([]string{forecast.DecidedPublished, forecast.DecidedPublished, forecast.DecidedWithdrawn}).Draw(t, "kind")
			var levels []string
			for range 3 {
				levels = append(levels, rapid.StringMatching(`[1-5?]{3}`).Draw(t, "levels"))
			}
			j.look(w.publish(day, hour, kind, levels...), day, levels)
		}
	})
}

type judge struct {
	t      *rapid.T
	world  *world
	seen   map[told]bool
	warned map[string]map[forecast.Date]bool // by subscription and zone: whether a warning of the day is held
	kept   map[place]bool                    // what has a message or a reason
}

func (j *judge) look(out forecast.Weighed, day int, levels []string) {
	sent := map[told]int{}
	slices.SortStableFunc(out.Deliveries, func(a, b forecast.Delivery) int { return a.Due.Compare(b.Due) })
	for _, d := range out.Deliveries {
		for _, i := range d.Items {
			key := told{i.Subscription, i.Zone, i.Date, i.Level, i.Kind, i.Round}
			if j.seen[key] {
				j.t.Fatalf("told twice: %+v", key)
			}
			j.seen[key] = true
			sent[key]++
			j.warning(i)
		}
	}
	for _, d := range out.Decisions {
		key := told{d.Subscription, d.Zone, d.Date, d.Level, d.Kind, d.Round}
		if d.Sent != (sent[key] == 1) {
			j.t.Fatalf("decided to send is %v, in messages %d times: %+v", d.Sent, sent[key], d)
		}
		if d.Why == "" {
			j.t.Fatalf("no reason: %+v", d)
		}
		j.kept[place{d.Subscription, d.Zone, d.Date}] = true
	}
	for _, s := range j.world.subs {
		for z, text := range levels {
			for k := range 2 {
				if level := forecast.Level(text[k] - '0'); text[k] != '?' && level >= s.Least && !j.kept[place{s.ID, fmt.Sprintf("z%02d", z), first.AddDays(day + k)}] {
					j.t.Fatalf("%s zone %d day %d: level %s is neither told nor explained", s.ID, z, day+k, level)
				}
			}
		}
	}
}

// warning holds what falls against what was told: of the day itself, or of the last
// day before it that anything was told of.
func (j *judge) warning(i forecast.AlertItem) {
	key := i.Subscription + i.Zone
	if j.warned[key] == nil {
		j.warned[key] = map[forecast.Date]bool{}
	}
	held := false
	for d := i.Date; !held && !d.Before(first); d = d.AddDays(-1) {
		w, told := j.warned[key][d]
		if held = w; told {
			break
		}
	}
	switch i.Kind {
	case forecast.AlertRise, forecast.AlertDaily, forecast.AlertEased:
		j.warned[key][i.Date] = true
	default:
		s := slices.IndexFunc(j.world.subs, func(s forecast.Subscription) bool { return s.ID == i.Subscription })
		j.warned[key][i.Date] = i.Level >= j.world.subs[s].Least
	}
	if !i.Level.Known() && i.Kind != forecast.AlertCorrection {
		j.t.Fatalf("unknown is told as a level: %+v", i)
	}
	if (i.Kind == forecast.AlertFall || i.Kind == forecast.AlertCorrection || i.Kind == forecast.AlertEased) && !held {
		j.t.Fatalf("taken back without a warning: %+v", i)
	}
}

// TestDecidedTwice: the same case gives the same answer.
func TestDecidedTwice(t *testing.T) {
	a, b := newWorld(3, sub("a", allZones), sub("b", nights)), newWorld(3, sub("a", allZones), sub("b", nights))
	x, y := a.publish(0, 18.5, "published", "34", "44", "55"), b.publish(0, 18.5, "published", "34", "44", "55")
	if letters(x) != letters(y) || x.Deliveries[0].ID != y.Deliveries[0].ID || x.Alerts[0].ID != y.Alerts[0].ID {
		t.Errorf("%s, then %s", letters(x), letters(y))
	}
}

func TestPublicAlerts(t *testing.T) {
	w := newWorld(1)
	for i, s := range []step{
		{0, 18, "", "34", "02/rise/IV", ""},
		{0, 19, "", "34", "", ""},
		{1, 18, "", "45", "03/rise/V", ""},
		{1, 19, "", "44", "03/eased/IV", ""},
		{2, 18, "", "44", "04/daily/IV", ""},
		{2, 19, "", "4?", "", ""},
		{2, 20, "", "41", "04/fall/I", ""},
		{2, 21, "", "44", "04/rise/IV", ""},
		{2, 22, "w", "4?", "04/correction/?", ""},
	} {
		kind := map[string]string{"": forecast.DecidedPublished, "w": forecast.DecidedWithdrawn}[s.kind]
		got := ""
		for _, a := range w.publish(s.day, s.hour, kind, s.levels).Alerts {
			got += fmt.Sprintf("%02d/%s/%s", a.Date.Day, a.Kind, a.Level)
		}
		if got != s.want {
			t.Errorf("step %d: %q, want %q", i+1, got, s.want)
		}
	}
	last := w.public[len(w.public)-1]
	if len(last.Replaces) != 1 || last.Replaces[0] != w.public[len(w.public)-2].ID || !last.Ends() {
		t.Errorf("the correction replaces %v of %d alerts", last.Replaces, len(w.public))
	}
}

func TestOutlook(t *testing.T) {
	w := newWorld(1, sub("a", func(s *forecast.Subscription) { s.Wants = forecast.Wants{Outlook: true, Probability: 0.6} }))
	board := func(today int, share int) forecast.Weighed {
		w.event++
		b := alert.NewBoard(w.set.ID, ids(w.set), first.AddDays(today), 10)
		b.Put(forecast.Run{}, forecast.ZoneDay{Zone: "z00", Date: first.AddDays(5), Level: forecast.III,
			Outlook: &forecast.Outlook{Members: 10, Counts: []int{0, 0, 10 - share, share, 0}}})
		return w.weigh(b, first.AddDays(today).At(18, 0, here), forecast.DecidedPublished)
	}
	for i, s := range []struct {
		day, share int
		want       string
	}{{0, 5, ""}, {0, 6, "a@01T18:00: z00/06/outlook/III"}, {1, 7, ""}} {
		if got := letters(board(s.day, s.share)); got != s.want {
			t.Errorf("step %d: %q, want %q", i+1, got, s.want)
		}
	}
}

func TestAreas(t *testing.T) {
	set, old := zoneSet("z", 4), forecast.ZoneSet{ID: "o", Zones: []forecast.Zone{
		{ID: "o1", Shape: square(106.02, 11.02, 0.05), Point: orb.Point{106.04, 11.04}},
		{ID: "o2", Shape: square(106.15, 11, 0.1), Point: orb.Point{106.2001, 11.05}},
	}}
	r := alert.NewResolver(set, old)
	point := orb.Point{106.05, 11.05}
	for _, test := range []struct {
		name string
		area forecast.Area
		want string
	}{
		{"zones", forecast.Area{Zones: []string{"z02", "z00"}, ZoneSet: "z"}, "[0 2]"},
		{"a zone that is no more, within one", forecast.Area{Zones: []string{"o1"}, ZoneSet: "o"}, "[0]"},
		{"a zone that is no more, over two", forecast.Area{Zones: []string{"o2"}, ZoneSet: "o"}, "[1 2]"},
		{"a zone nobody knows", forecast.Area{Zones: []string{"x"}, ZoneSet: "o"}, "[]"},
		{"a point", forecast.Area{Point: &point, RadiusKm: 1}, "[0]"},
		{"a point near a border", forecast.Area{Point: &point, RadiusKm: 6}, "[0 1]"},
		{"a drawn area over a border", forecast.Area{Drawn: square(106.05, 11.05, 0.1)[0]}, "[0 1]"},
		{"a drawn area within a zone", forecast.Area{Drawn: square(106.02, 11.02, 0.01)[0]}, "[0]"},
		{"a drawn area around all", forecast.Area{Drawn: square(105, 10, 3)[0]}, "[0 1 2 3]"},
		{"far away", forecast.Area{Drawn: square(100, 10, 1)[0]}, "[]"},
	} {
		if got := fmt.Sprint(r.Zones(&test.area)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestNewZoneSet: who was warned in a zone that is no more hears of its heir, and
// gets the all-clear there.
func TestNewZoneSet(t *testing.T) {
	w := newWorld(2, sub("a"))
	w.publish(0, 18, forecast.DecidedPublished, "44", "33")
	w.others = []forecast.ZoneSet{w.set}
	w.set = zoneSet("n", 2)
	if got := letters(w.publish(1, 18, forecast.DecidedPublished, "44", "44")); got != "" {
		t.Errorf("the same level under another name: %q", got)
	}
	if got, want := letters(w.publish(2, 18, forecast.DecidedPublished, "22", "44")), "a@03T18:00: n00/03/fall/II"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// BenchmarkDecide weighs 100,000 subscriptions to all of 36 zones, of which two
// rise to IV and stay there; each person hears of both in one message.
func BenchmarkDecide(b *testing.B) {
	w := newWorld(36)
	for i := range 100_000 {
		w.subs = append(w.subs, sub(fmt.Sprintf("%06d", i), func(s *forecast.Subscription) { s.Area.Zones = ids(w.set) }))
	}
	board := alert.NewBoard(w.set.ID, ids(w.set), first, 10)
	for i, z := range w.set.Zones {
		level := forecast.III
		if i < 2 {
			level = forecast.IV
		}
		for day := range 10 {
			board.Put(forecast.Run{}, forecast.ZoneDay{Zone: z.ID, Date: first.AddDays(day), Level: level})
		}
	}
	c := w.caseOf(board, first.At(18, 0, here), forecast.DecidedPublished)
	for b.Loop() {
		if got := alert.Decide(c); len(got.Deliveries) != 100_000 || len(got.Decisions) != 400_000 {
			b.Fatal(len(got.Deliveries), len(got.Decisions))
		}
	}
	b.ReportMetric(100_000*36/b.Elapsed().Seconds()*float64(b.N)/1e6, "Mpairs/s")
}
