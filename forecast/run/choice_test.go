package run

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// region is an input with stations in a row, 25 km apart, a zone between the
// first two, one near the last and one far away from all, with a model that is
// the same everywhere.
func region(stations int) Input {
	in := one(day1)
	in.Rules.Method, in.Rules.MinInfluence = string(geo.MethodOptimal), 0.05
	in.Stations, in.Observed = nil, nil
	for i := range stations {
		id := fmt.Sprintf("s%d", i)
		in.Stations = append(in.Stations, forecast.Station{ID: id, Name: id, Lat: 11, Lon: 106 + 0.23*float64(i)})
	}
	in.Places = []Place{
		{Zone: "between", Lat: 11, Lon: 106.115, Groups: []string{"all"}},
		{Zone: "far", Lat: 18, Lon: 103, Groups: []string{"all"}},
	}
	return in
}

func (in *Input) read(station string, d forecast.Date, temp, rain float64) {
	day := reading(d, temp, 50, rain)
	day.Place = station
	in.Observed = append(in.Observed, day)
}

func (in *Input) said(place string, d forecast.Date, temp, rain float64) {
	day := modelDay(d, temp, 50, rain)
	day.Place = place
	in.Model = append(in.Model, day)
}

func (in *Input) saidEverywhere(d forecast.Date, temp, rain float64) {
	for _, s := range in.Stations {
		in.said(ModelPlace(s.ID), d, temp, rain)
	}
	for _, p := range in.Places {
		in.said(p.Zone, d, temp, rain)
	}
}

func weatherAt(t *testing.T, in Input, zone string) forecast.ZoneWeather {
	t.Helper()
	var err error
	if in.Choices == nil {
		if in.Choices, err = Choices(in, in.Model, in.Today.AddDays(-30), in.Today.AddDays(-1)); err != nil {
			t.Fatal(err)
		}
	}
	a, err := newAnalysis(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range in.Places {
		if p.Zone == zone {
			return a.at(p, in.Today)
		}
	}
	t.Fatalf("no zone %s", zone)
	return forecast.ZoneWeather{}
}

// TestOptimal: stations 2 °C warmer than the model warm the zone between them by
// less than that, and leave a far one to the model, marked; both with an error.
func TestOptimal(t *testing.T) {
	in := region(3)
	in.saidEverywhere(day1, 33, 4)
	for _, s := range in.Stations {
		in.read(s.ID, day1, 35, 0)
	}
	near := weatherAt(t, in, "between")
	how := near.Analysed[tempVar]
	switch {
	case near.TempC.V <= 34 || near.TempC.V >= 35.2 || near.Origin != forecast.Observed || near.Bridged != forecast.NotBridged:
		t.Errorf("between: %+v", near)
	case how.Method != "optimal" || how.Background != forecast.Some(33) || !(how.Error.V > 0 && how.Error.V < math.Sqrt(2.5)) || how.Influence.V < 0.5:
		t.Errorf("between: %+v", how)
	case near.RainMM.V < 0 || near.RainMM.V >= 4:
		t.Errorf("rain %v: readings of none make it less, never negative", near.RainMM)
	}
	sum := how.Background.V
	for _, part := range near.Parts[tempVar] {
		sum += part.Weight * (part.Value - part.Background.V)
	}
	if math.Abs(sum-near.TempC.V) > 1e-9 {
		t.Errorf("the parts make %v, the value is %v", sum, near.TempC.V)
	}
	far := weatherAt(t, in, "far")
	if far.TempC.V != 33 || far.Bridged != forecast.ByModel || far.Analysed[tempVar].Method != "background" || !near.Analysed[tempVar].Error.OK {
		t.Errorf("far: %+v", far)
	}
}

// TestOptimalHoles: what lacks a background falls back to the stations; a
// variable that no station has is the model's; a network that is mostly silent
// is not called observed.
func TestOptimalHoles(t *testing.T) {
	t.Run("no background at the stations", func(t *testing.T) {
		in := region(2)
		in.said("between", day1, 33, 0)
		in.read("s0", day1, 35, 0)
		in.read("s1", day1, 37, 0)
		if w := weatherAt(t, in, "between"); math.Abs(w.TempC.V-36) > 0.01 || w.Analysed[tempVar].Method != "inverse_distance" {
			t.Errorf("%+v", w)
		}
	})
	t.Run("rain of part of the day only", func(t *testing.T) {
		in := region(2)
		in.saidEverywhere(day1, 33, 0)
		in.read("s0", day1, 35, 0)
		in.Observed[0].RainMM, in.Observed[0].RainAtLeastMM = forecast.Float{}, forecast.Some(30)
		w := weatherAt(t, in, "between")
		if w.RainMM != forecast.Some(0) || w.Analysed[rainVar].Method != "background" || len(w.Parts[rainVar]) > 0 {
			t.Errorf("%+v", w)
		}
	})
	t.Run("the near station is silent", func(t *testing.T) {
		in := region(6)
		in.saidEverywhere(day1, 33, 0)
		in.read("s5", day1, 35, 0)
		w := weatherAt(t, in, "between")
		if w.Origin == forecast.Observed {
			t.Errorf("called observed: %+v", w.Analysed)
		}
	})
	t.Run("no method in the rules", func(t *testing.T) {
		in := region(3)
		in.Rules.Method = ""
		in.saidEverywhere(day1, 33, 0)
		in.read("s0", day1, 35, 0)
		if w := weatherAt(t, in, "between"); w.Analysed != nil || math.Abs(w.TempC.V-35) > 1e-9 {
			t.Errorf("%+v", w)
		}
	})
}

// TestBest: where the model's errors are those of the neighbours, departures
// beat values; where the model is noise, values beat departures. What won is
// kept in the input, which gives the same run again.
func TestBest(t *testing.T) {
	for name, noise := range map[string]float64{"optimal": 0, "values": 6} {
		t.Run(name, func(t *testing.T) {
			in := region(6)
			in.Rules.Method = BestMethod
			for i := range 30 {
				d := day1.AddDays(i - 29)
				for k, s := range in.Stations {
					slope := 4 * float64(k%2) // the land changes from post to post, and the model knows
					truth := 32 + 2*math.Sin(float64(i)) + slope
					if noise > 0 {
						truth = 32 + 2*math.Sin(float64(i))
					}
					in.read(s.ID, d, truth, 0)
					in.said(ModelPlace(s.ID), d, 32+slope+noise*math.Sin(float64(7*i+13*k*k)), 0)
				}
				in.said("between", d, 33, 0)
				in.said("far", d, 33, 0)
			}
			var err error
			if in.Choices, err = Choices(in, in.Model, day1.AddDays(-29), day1.AddDays(-1)); err != nil {
				t.Fatal(err)
			}
			c := in.Choices[0]
			if (c.Method == geo.MethodOptimal) != (noise == 0) || c.Why != ByScore || len(c.Scores) != 4 || c.Scores[0].N < leastPredictions || c.Last[0].N != 6 {
				t.Errorf("%s: %s because %s: %+v", c.Variable, c.Method, c.Why, c.Scores)
			}
			first := compute(t, in, bookOf(t, genericP))
			var kept Input
			if err := json.Unmarshal(first.Input, &kept); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(first, compute(t, kept, bookOf(t, genericP))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
