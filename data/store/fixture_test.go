package store_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// makeRun is a whole run: zones × (ahead+1) days, a reason for each zone from
// back days ago on, states for those days up to the day itself.
func makeRun(date forecast.Date, issued time.Time, zones, back, ahead int) forecast.Run {
	run := forecast.Run{
		ID: fmt.Sprintf("%s-%s", date, issued.UTC().Format("0102T150405.000000")), Date: date, To: date.AddDays(ahead), Issued: issued,
		Slot: "13:40", ZoneSet: "communes-1a2b3c4d", Editions: []string{"0123456789abcdef"}, Profile: "binhduong-00", InputHash: "ff",
		Provisional: true, Notes: []forecast.Note{{Code: "stale", Args: map[string]string{"station": "48900"}}},
		Status: forecast.Draft, Input: json.RawMessage(`{"today":"` + date.String() + `","observed":[]}`),
	}
	for z := range zones {
		zone := fmt.Sprintf("%05d", 25700+z)
		reason := forecast.Reason{Zone: zone}
		for n := -back; n <= ahead; n++ {
			d := makeDay(zone, date, n, z)
			reason.Days = append(reason.Days, makeReason(d, issued))
			if n >= 0 {
				run.Days = append(run.Days, d)
			}
			if n <= 0 {
				run.States = append(run.States, makeState(zone, d.Date, z, n))
			}
		}
		run.Reasons = append(run.Reasons, reason)
	}
	return run
}

func makeDay(zone string, date forecast.Date, n, z int) forecast.ZoneDay {
	x := float64(z) + float64(n)*0.37
	d := forecast.ZoneDay{
		Outlook: &forecast.Outlook{Source: forecast.FromClimatology, Members: 19, Broken: 1, Changed: forecast.Float{V: float64(z % 2 * 7), OK: z%2 == 1}, Counts: []int{0, 1, 2, 6, 10},
			Low: forecast.Some(1234.5), Median: forecast.Some(9999.9)},
		Zone: zone, Date: date.AddDays(n), Level: forecast.Level(1 + (z+n+20)%5), Status: forecast.StatusForecast,
		P: forecast.Some(1234.5678 + 731.25*x), H: forecast.Some(float64(n + 20)), DaysSinceRain: forecast.Some(float64(n + 20)),
		ToNext: forecast.Some(321.25 + x), NextLevel: forecast.IV,
		Groups:  []forecast.GroupLevel{{Group: "all", Level: forecast.Level(1 + (z+n+20)%5), Row: 3}},
		Edition: "0123456789abcdef",
		TempC:   forecast.Some(33.1 + x/10), DewPointC: forecast.Some(20.3 + x/10), RHPct: forecast.Some(47.123 + x/7),
		DeficitHPa: forecast.Some(27.8812 + x/9), RainMM: forecast.Some(0), WindKmh: forecast.Some(7.2 + x/3),
	}
	for i, f := range d.Indices.List() {
		if (i+z)%4 > 0 { // some are missing
			*f = forecast.Some(float64(i*z)*12.25 + x)
		}
	}
	if z%6 == 5 && n > 3 { // some are unknown
		d = forecast.ZoneDay{Zone: zone, Date: d.Date, Status: forecast.StatusUnknown}
	}
	if n == 0 {
		d.NextChange = &forecast.Change{Date: date.AddDays(3), Level: forecast.V}
	}
	return d
}

func makeState(zone string, date forecast.Date, z, n int) forecast.State {
	var fuel *forecast.Fuel
	if n < -1 {
		wet := forecast.Moisture{DeficitMM: 100.1 + float64(z)/3, CaughtMM: 1.5, FFMC: 89.123456789, DMC: 31.7, DC: 300.25}
		fuel = &forecast.Fuel{Nesterov: forecast.Some(1234.5), Wet: wet, Dry: wet, RainMM: []float64{0, 0.1 + float64(z)/7}}
	}
	return forecast.State{Fuel: fuel, Zone: zone, Date: date, ResetMM: 5, P: forecast.Some(1234.5678 + 731.25*float64(n) + float64(z)),
		H: forecast.Some(float64(n + 20)), Status: forecast.StatusObserved, GapDays: z % 2, FromModel: z%3 == 0, Lower: z%5 == 0}
}

func makeReason(d forecast.ZoneDay, issued time.Time) forecast.DayReason {
	parts := func(base float64) []forecast.Part {
		return []forecast.Part{
			{Station: "48900", Weight: 0.61234567, Value: base, Adjusted: base + 0.123456},
			{Station: "48898", Weight: 0.38765433, Value: base + 0.4, Adjusted: base + 0.234567},
		}
	}
	before := forecast.State{Zone: d.Zone, Date: d.Date.AddDays(-1), ResetMM: 5, P: d.P, H: d.H, Status: forecast.StatusObserved}
	after := before
	after.Date = d.Date
	return forecast.DayReason{
		Date: d.Date,
		Weather: forecast.ZoneWeather{
			Day: forecast.Day{Place: d.Zone, Date: d.Date, TempC: d.TempC, DewPointC: d.DewPointC, WindKmh: d.WindKmh, RainMM: d.RainMM,
				At: issued.UTC().Truncate(time.Hour), Origin: forecast.Observed},
			Parts: map[string][]forecast.Part{"temp13_c": parts(d.TempC.V), "dewpoint13_c": parts(d.DewPointC.V),
				"rain24_mm": parts(d.RainMM.V), "wind13_kmh": parts(d.WindKmh.V)},
		},
		Step: forecast.Step{Before: before, DeficitHPa: d.DeficitHPa, DailyP: forecast.Some(d.TempC.V * d.DeficitHPa.V), K: forecast.Some(1),
			Key: d.P, After: after},
		Edition: d.Edition, Groups: d.Groups, Level: d.Level, Status: d.Status,
		Notes: []forecast.Note{{Code: "late"}},
	}
}
