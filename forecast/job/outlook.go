package job

import (
	"context"
	"fmt"
	"slices"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
)

// Outlook says how the coming days may be if they are like those of past years
// around the same date: a run of more days than are published, over members from
// the archive alone, whatever the models say. It is neither saved nor published.
func (s *Service) Outlook(ctx context.Context, today forecast.Date, days int) (forecast.Run, error) {
	longer := *s
	province := *s.Province
	province.Rules.AheadDays = days
	longer.Province = &province
	in, book, err := longer.gather(ctx, today, "outlook", false)
	if err != nil {
		return forecast.Run{}, fmt.Errorf("outlook from %s: %w", today, err)
	}
	in.Ensemble, in.Members, in.MembersFrom = nil, nil, ""
	in.Model = slices.DeleteFunc(in.Model, func(d forecast.Day) bool { return d.Date.After(today) })
	if err := longer.gatherMembers(ctx, &in); err != nil {
		return forecast.Run{}, fmt.Errorf("outlook from %s: %w", today, err)
	}
	return run.Compute(in, book)
}
