package job_test

import (
	"math"
	"testing"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
)

// TestModelIsCorrected: where the station has read 2 °C more than the model for
// weeks, the days ahead are made warmer, and the reason says from what.
func TestModelIsCorrected(t *testing.T) {
	for _, biasDays := range []int{30, 0} {
		d := newDesk(t)
		d.Province.Rules.BiasDays = biasDays
		last := day1.AddDays(25)
		var model []forecast.Day
		for i := range 29 {
			day := day1.AddDays(i)
			for _, place := range []string{"z", run.ModelPlace("s")} {
				model = append(model, forecast.Day{
					Place: place, Date: day, TempC: forecast.Some(31 + float64(i%4)), DewPointC: forecast.Some(22), RainMM: forecast.Some(0),
					At: day.At(13, 0, d.Province.Location).UTC(), Origin: forecast.Model, Issued: last.At(7, 0, d.Province.Location).UTC(),
				})
			}
			if !day.After(last) {
				d.at(day, 14, 0)
				rain := 0.0
				if i == 0 {
					rain = 20
				}
				d.ingest(t, d.noon(day, 33+float64(i%4)+0.1*float64(i%3), 22+0.1*float64(i%5), rain))
			}
		}
		d.at(last, 14, 10)
		if err := d.st.SaveModelDays(t.Context(), d.now, model); err != nil {
			t.Fatal(err)
		}
		d.at(last, 16, 30)
		r, err := d.Predict(t.Context(), last, "16:30", false)
		if err != nil {
			t.Fatal(err)
		}
		tomorrow, ok := r.Reasons[0].On(last.AddDays(1))
		if !ok {
			t.Fatal("no reason for tomorrow")
		}
		said, used := *field(model, "z", last.AddDays(1)), tomorrow.Weather.TempC
		c, corrected := tomorrow.Weather.Corrected["temp13_c"]
		switch {
		case biasDays == 0:
			if corrected || used != said {
				t.Errorf("without correction: %v became %v, %+v", said, used, c)
			}
		case !corrected || c.Model != said.V || math.Abs(used.V-said.V-2) > 0.5 || c.Stations != 1 || !(c.RMSEAfter.V < c.RMSE.V):
			t.Errorf("%v became %v, %+v", said, used, c)
		case tomorrow.Weather.Corrected["rain24_mm"] != forecast.Corrected{} || tomorrow.Weather.RainMM != forecast.Some(0):
			t.Errorf("dry days are corrected: %+v", tomorrow.Weather)
		}
	}
}

func field(days []forecast.Day, place string, date forecast.Date) *forecast.Float {
	for i := range days {
		if days[i].Place == place && days[i].Date == date {
			return &days[i].TempC
		}
	}
	return &forecast.Float{}
}
