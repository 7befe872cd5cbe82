package api

import (
	"context"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// chainDay is one day of the recursion P = k·(P before + t13·d13).
type chainDay struct {
	Date       forecast.Date   `json:"date"`
	PBefore    forecast.Float  `json:"p_before"`
	DailyP     forecast.Float  `json:"daily" doc:"t13·d13"`
	K          forecast.Float  `json:"k"`
	P          forecast.Float  `json:"p"`
	H          forecast.Float  `json:"h"`
	RainMM     forecast.Float  `json:"rain24_mm"`
	TempC      forecast.Float  `json:"temp13_c"`
	DeficitHPa forecast.Float  `json:"vpd13_hpa"`
	Status     forecast.Status `json:"status"`
}

// chain tells the index from the rain that reset to the day. A run keeps the
// reasons of its last days only; the days before come from what was published
// of them.
func (s *Server) chain(ctx context.Context, c finding, whole forecast.Reason, m moment) ([]chainDay, error) {
	days := keptChain(whole, c.day)
	if len(days) == 0 || days[0].K == forecast.Some(0) || !days[0].H.OK {
		return days, nil
	}
	first := days[0].Date
	since := first.AddDays(-min(int(days[0].H.V), maxSpanDays))
	if !since.Before(first) {
		return days, nil
	}
	past, err := s.store.Series(ctx, c.zone.ID, since, first.AddDays(-1), m.now)
	if err != nil {
		return nil, err
	}
	return append(publishedChain(past, first), days...), nil
}

// keptChain is the last days of the run's reason, from the last reset on.
func keptChain(whole forecast.Reason, day forecast.Date) []chainDay {
	days := []chainDay{}
	for _, r := range slices.Backward(whole.Days) {
		if r.Date.After(day) {
			continue
		}
		days = append(days, chainDay{
			Date: r.Date, PBefore: r.Step.Before.P, DailyP: r.Step.DailyP, K: r.Step.K,
			P: r.Step.After.P, H: r.Step.After.H, RainMM: round(r.Weather.RainMM, 2),
			TempC: round(r.Weather.TempC, 1), DeficitHPa: round(r.Step.DeficitHPa, 2), Status: r.Status,
		})
		if r.Step.K == forecast.Some(0) {
			break
		}
	}
	slices.Reverse(days)
	return days
}

// publishedChain is the unbroken end, up to the day before first, of what was
// published of earlier days. What was not published with them is worked out
// where it follows: t13·d13 from its factors, k from the dry days.
func publishedChain(past []forecast.RunDay, first forecast.Date) []chainDay {
	var days []chainDay
	for _, d := range slices.Backward(past) {
		if d.Date.AddDays(len(days)+1) != first {
			break
		}
		day := chainDay{
			Date: d.Date, P: d.P, H: d.H, RainMM: round(d.RainMM, 2),
			TempC: round(d.TempC, 1), DeficitHPa: round(d.DeficitHPa, 2), Status: d.Status,
		}
		if d.TempC.OK && d.DeficitHPa.OK {
			day.DailyP = forecast.Some(rounded(d.TempC.V*d.DeficitHPa.V, 1))
		}
		if d.H.OK {
			day.K = forecast.Some(min(d.H.V, 1))
		}
		days = append(days, day)
	}
	slices.Reverse(days)
	for i := 1; i < len(days); i++ {
		days[i].PBefore = days[i-1].P
	}
	return days
}
