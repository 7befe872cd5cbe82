package api

import (
	"context"
	"slices"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

type verificationInput struct {
	From dayParam `query:"from" doc:"First day forecast for, YYYY-MM-DD; default 364 days before the last. Any span, back to the first published run."`
	To   dayParam `query:"to" doc:"Last day forecast for, YYYY-MM-DD; default yesterday."`
}

// getVerification scores what was published against what came, from the stored
// runs. It is worked out once for a span and newest run.
func (s *Server) getVerification(ctx context.Context, in *verificationInput) (*page, error) {
	m := s.moment()
	to := in.To.or(m.today.AddDays(-1))
	from := in.From.or(to.AddDays(-364))
	if to.Before(from) {
		return nil, badParam("from", from.String(), "lies after the last day, "+to.String(), "give an earlier day")
	}
	newest := "none"
	if r, err := s.runFor(ctx, "", m.today, m.now); err != nil {
		return nil, err
	} else if r != nil {
		newest = r.ID
	}
	return s.scored(ctx, "verification "+from.String()+" "+to.String()+" "+newest, func(ctx context.Context) (*page, error) {
		fires, err := s.zoneFires(ctx, from, to, m)
		if err != nil {
			return nil, err
		}
		q := forecast.ToldQuery{From: from, To: to, LeadDays: s.province.Rules.AheadDays, AsOf: m.now}
		result, err := verify.Published(ctx, s.store, q, fires, verify.Defaults(), nil)
		if err != nil {
			return nil, err
		}
		return shortPage(jsonType, result)
	})
}

// zoneFires are the fires of the days in the zones of their own time.
func (s *Server) zoneFires(ctx context.Context, from, to forecast.Date, m moment) ([]verify.Fire, error) {
	loc := s.province.Location
	seen, err := s.store.Fires(ctx, from.At(0, 0, loc), to.AddDays(1).At(0, 0, loc), m.now)
	if err != nil {
		return nil, err
	}
	records, err := s.publicRecords(ctx, from.AddDays(-burningDays).At(0, 0, loc), to.AddDays(1).At(0, 0, loc), m)
	if err != nil {
		return nil, err
	}
	sets, err := s.store.ZoneSets(ctx)
	if err != nil {
		return nil, err
	}
	var fires []verify.Fire
	for _, f := range s.province.Fires.Burnt(seen, records) {
		day := forecast.DateOf(f.Time, loc)
		i := slices.IndexFunc(sets, func(set forecast.ZoneSet) bool { return set.Covers(day) })
		if i < 0 || day.Before(from) || day.After(to) {
			continue
		}
		set, err := s.set(ctx, sets[i].ID)
		if err != nil {
			return nil, err
		}
		if at := set.locator.Find(f.Lon, f.Lat); at >= 0 {
			fires = append(fires, verify.Fire{Zone: set.Zones[at].ID, Date: day})
		}
	}
	return fires, nil
}
