package verify_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

// Forecasts for ten days, made the day before: "as today" would have been wrong
// on every second day, the forecast gave two thirds to what came.
func ExampleVerify() {
	first := forecast.Date{Year: 2026, Month: time.March, Day: 1}
	var levels []verify.Observed
	var pairs []verify.Pair
	for i := range 11 {
		d, came := first.AddDays(i), forecast.Levels[2+i/2%2] // III III IV IV III …
		levels = append(levels, verify.Observed{Zone: "27505", Date: d, Level: came})
		if i > 0 {
			p := [5]float64{0, 0, 1 / 3.0, 1 / 3.0, 0}
			p[came-forecast.I] = 2 / 3.0
			pairs = append(pairs, verify.Pair{Zone: "27505", Date: d, Issued: d.AddDays(-1),
				Probability: verify.DistributionOf(p), Level: came, Observed: came})
		}
	}
	record, _ := verify.NewRecord(slices.Values(levels))
	o := verify.Defaults()
	o.MinPairs = 10
	result, err := verify.Verify(slices.Values(pairs), record, nil, o)
	if err != nil {
		fmt.Println(err)
		return
	}
	day := result.Leads[0]
	fmt.Printf("lead %d: %v %% of %d right\n", day.LeadDays, day.Scores.PercentCorrect.Value, day.Scores.PercentCorrect.N)
	fmt.Printf("Brier %.3f, skill against persistence %.3f\n", day.Scores.Brier.Value.V, day.Scores.Persistence.BSS.Value.V)
	fmt.Printf("skill against climatology %v: %s\n", day.Scores.Climatology.BSS.Value, day.Scores.Climatology.BSS.Reason)
	fmt.Printf("interval %v: %s\n", day.Scores.Brier.Low, day.Scores.Brier.Reason)
	// Output:
	// lead 1: 100 % of 10 right
	// Brier 0.111, skill against persistence 0.778
	// skill against climatology –: no_reference
	// interval –: too_few_days
}
