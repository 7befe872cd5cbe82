package job_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
)

// standing names the warnings that stand, as station, variable and kind.
func (d *desk) standing(t *testing.T) []string {
	t.Helper()
	warnings, err := d.st.Warnings(t.Context(), d.now)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, w := range warnings {
		if w.Reason == "" || w.Raised.IsZero() {
			t.Errorf("%+v: a warning without reason or time", w)
		}
		names = append(names, w.Station+" "+string(w.Variable)+" "+w.Kind)
	}
	return names
}

// TestSilenceIsTold: a station that reported every three hours is named when the
// next report is late, and no longer when it speaks again.
func TestSilenceIsTold(t *testing.T) {
	d := newDesk(t)
	hourly := func(from, to int) {
		for h := from; h <= to; h += 3 {
			o := d.noon(day1, 25+float64(h)/3, 20, 0)
			o.Time, o.Rain = day1.At(h, 0, d.Province.Location), []forecast.Rain{{MM: 0, Hours: 3}}
			o.WindMS = forecast.Some(1 + float64(h)/10)
			d.at(day1, h, 10)
			d.ingest(t, o)
		}
	}
	watch := func(hour int, want ...string) {
		t.Helper()
		d.at(day1, hour, 30)
		if _, err := d.Watch(t.Context()); err != nil {
			t.Fatal(err)
		}
		var loud []string
		for _, name := range d.standing(t) {
			if name != "s  isolated" {
				loud = append(loud, name)
			}
		}
		if diff := cmp.Diff(want, loud); diff != "" {
			t.Errorf("%d:30 (-want +got):\n%s", hour, diff)
		}
	}
	hourly(0, 12)
	watch(13)
	watch(18, "s  silent")
	hourly(18, 18)
	watch(18)
}

// TestOtherNames: a report under another name of a station is that station's; a
// place that differs from the registered one is told and changes nothing.
func TestOtherNames(t *testing.T) {
	d := newDesk(t)
	d.Aliases = map[string]string{"VVTS": "s"}
	d.at(day1, 14, 0)
	o := d.noon(day1, 33, 22, 0)
	o.Station = "VVTS"
	moved := d.noon(day1.AddDays(-1), 33, 22, 0)
	moved.Place = &forecast.Station{ID: "s", Name: "elsewhere", Lat: 12.3, Lon: 106.4}
	if tally := d.ingest(t, o, moved); tally.Accepted != 2 || tally.Stations != 0 {
		t.Errorf("%+v", tally)
	}
	if diff := cmp.Diff([]string{"s  moved"}, d.standing(t)); diff != "" {
		t.Error(diff)
	}
	stations, err := d.st.Stations(t.Context(), d.now)
	if err != nil || len(stations) != 1 || stations[0].Lat != 11.3 || !stations[0].Newest.Equal(o.Time) {
		t.Errorf("%+v, %v", stations, err)
	}
	list := forecast.Bulletin{Raw: forecast.Raw{Received: d.now}, Stations: []forecast.Station{*moved.Place}}
	if _, err := d.Ingest(t.Context(), give{"list", list}); err != nil {
		t.Fatal(err)
	}
	if names := d.standing(t); len(names) > 0 {
		t.Errorf("after a list of stations gave the new place: %v", names)
	}
}

// TestWarningsAsOf: what stood then is told then, and what is over is not.
func TestWarningsAsOf(t *testing.T) {
	d := newDesk(t)
	ctx, begun := t.Context(), day1.At(8, 0, d.Province.Location)
	say := func(hours int, ws ...forecast.Warning) {
		if err := d.st.SaveWarnings(ctx, "network", begun.Add(time.Duration(hours)*time.Hour), ws); err != nil {
			t.Fatal(err)
		}
	}
	w := forecast.Warning{Station: "s", Variable: forecast.TempC, Kind: "failing", Reason: "r", Args: map[string]string{"name": "S"}}
	say(0, w)
	say(1, w)
	say(2)
	say(3, w)
	for hours, raised := range map[int]int{-1: -1, 0: 0, 1: 0, 2: -1, 3: 3, 9: 3} {
		got, err := d.st.Warnings(ctx, begun.Add(time.Duration(hours)*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		var want []forecast.Warning
		if raised >= 0 {
			stood := w
			stood.Raised = begun.Add(time.Duration(raised) * time.Hour).UTC()
			want = append(want, stood)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("after %d h: %s", hours, diff)
		}
	}
}

// failing is a source that does not answer.
type failing struct{ err error }

func (failing) Name() string { return "model" }
func (f failing) Fetch(context.Context, func(forecast.Bulletin) error) error {
	return f.err
}

// TestFailingSourceIsTold: by name and reason, until it answers.
func TestFailingSourceIsTold(t *testing.T) {
	d := newDesk(t)
	for i, step := range []struct {
		err  error
		want []string
	}{{errors.New("no answer"), []string{"model  failing"}}, {nil, nil}} {
		d.at(day1, 8+i, 0)
		if _, err := d.Ingest(t.Context(), failing{step.err}); !errors.Is(err, step.err) {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step.want, d.standing(t)); diff != "" {
			t.Errorf("%v: %s", step.err, diff)
		}
	}
}
