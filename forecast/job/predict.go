package job

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
)

// Predict makes the run of a day from what the store holds and saves it as a
// draft. Rebuild begins from the archive instead of the states of earlier runs,
// so that readings older than the look-back count as well.
func (s *Service) Predict(ctx context.Context, day forecast.Date, slot string, rebuild bool) (forecast.Run, error) {
	r, err := s.compute(ctx, day, slot, rebuild)
	if err != nil {
		return forecast.Run{}, err
	}
	return r, s.keep(ctx, r)
}

// compute makes the run and saves nothing.
func (s *Service) compute(ctx context.Context, day forecast.Date, slot string, rebuild bool) (forecast.Run, error) {
	in, book, err := s.gather(ctx, day, slot, rebuild)
	if err != nil {
		return forecast.Run{}, fmt.Errorf("run of %s: %w", day, err)
	}
	return run.Compute(in, book)
}

func (s *Service) keep(ctx context.Context, r forecast.Run) error {
	save := s.Store.SaveRun
	if s.By.Actor != "" {
		save = func(ctx context.Context, r forecast.Run) error { return s.Store.MakeDraft(ctx, r, s.By) }
	}
	if err := save(ctx, r); err != nil {
		return fmt.Errorf("run of %s: save: %w", r.Date, err)
	}
	return nil
}

// gather collects what the run of a day is computed from.
func (s *Service) gather(ctx context.Context, day forecast.Date, slot string, rebuild bool) (run.Input, run.Book, error) {
	now := s.Clock()
	in := run.Input{
		Today: day, Issued: now.UTC(), Slot: slot, Profile: s.Profile,
		TimeZone: s.Province.TimeZone, Rules: s.Province.Rules,
	}
	book, err := s.book(ctx)
	if err != nil {
		return in, book, err
	}
	in.Editions = book.IDs()
	if err := s.gatherZones(ctx, &in); err != nil {
		return in, book, err
	}
	real, err := s.Store.HasReal(ctx, now)
	if err != nil {
		return in, book, err
	}
	in.Simulated = !real
	first, err := s.gatherBegin(ctx, &in, book, rebuild)
	if err != nil {
		return in, book, err
	}
	if in.Starts, err = s.Store.Starts(ctx, first.AddDays(-1), day, now); err != nil {
		return in, book, err
	}
	if err := s.gatherWeather(ctx, &in, first); err != nil {
		return in, book, err
	}
	return in, book, s.gatherMembers(ctx, &in)
}

func (s *Service) book(ctx context.Context) (run.Book, error) {
	editions, err := s.Store.Editions(ctx)
	if err != nil {
		return run.Book{}, err
	}
	return run.ReadBook(editions)
}

// gatherZones takes the zone set of the day.
func (s *Service) gatherZones(ctx context.Context, in *run.Input) error {
	sets, err := s.Store.ZoneSets(ctx)
	if err != nil {
		return err
	}
	for _, set := range sets {
		if !set.Covers(in.Today) {
			continue
		}
		full, err := s.Store.ZoneSet(ctx, set.ID)
		if err != nil {
			return err
		}
		in.ZoneSet = set.ID
		for _, z := range full.Zones {
			in.Places = append(in.Places, run.PlaceOf(z))
		}
		return nil
	}
	return fmt.Errorf("no zone set covers the day; import one with `canhlua zones import`")
}

// gatherBegin takes each zone's state from before the look-back and gives the
// first day whose weather is needed: the day after the oldest of these states,
// or the whole warm-up when a zone has none that fits.
func (s *Service) gatherBegin(ctx context.Context, in *run.Input, book run.Book, rebuild bool) (forecast.Date, error) {
	warmup := in.Today.AddDays(-in.Rules.WarmupDays)
	if rebuild {
		return warmup, nil
	}
	anchor := in.Today.AddDays(-in.Rules.LookbackDays)
	states, err := s.Store.States(ctx, warmup, anchor, in.Simulated, in.Issued)
	if err != nil {
		return warmup, err
	}
	first := in.Today
	for _, mm := range book.Resets(in.Today, in.Today.AddDays(in.Rules.AheadDays), in.Rules) {
		for _, p := range in.Places {
			i := slices.IndexFunc(states, func(st forecast.State) bool { return st.Zone == p.Zone && st.ResetMM == mm })
			if i < 0 || states[i].Fuel == nil {
				in.Begin, in.Rebuilt = nil, rebuiltFor(mm, states)
				return warmup, nil
			}
			in.Begin = append(in.Begin, states[i])
			if next := states[i].Date.AddDays(1); next.Before(first) {
				first = next
			}
		}
	}
	return first, nil
}

// rebuiltFor is the resetting rain for which there are states by another only,
// 0 when that is not why the archive is asked.
func rebuiltFor(mm float64, states []forecast.State) float64 {
	if len(states) == 0 || slices.ContainsFunc(states, func(st forecast.State) bool { return st.ResetMM == mm }) {
		return 0
	}
	return mm
}

// gatherWeather takes the days of the network and of the model. The network is
// every station that reported within Rules.NetworkDays.
func (s *Service) gatherWeather(ctx context.Context, in *run.Input, first forecast.Date) error {
	rules, loc := in.Rules, s.Province.Location
	network := in.Today.AddDays(-max(rules.NetworkDays, rules.BiasDays))
	from := first
	if network.Before(from) {
		from = network
	}
	obs, err := s.Store.Observations(ctx, forecast.ObservationQuery{
		From: from.At(rules.NoonHour, 0, loc).Add(-24 * time.Hour),
		To:   in.Today.At(rules.NoonHour, rules.NoonWithinMinutes, loc),
		AsOf: in.Issued, Simulated: in.Simulated,
	})
	if err != nil {
		return err
	}
	stations, err := s.Store.Stations(ctx, in.Issued)
	if err != nil {
		return err
	}
	// Neighbours may come later than the reading they vouch for: hence here, and
	// not when a reading is taken in.
	s.Checks.CheckNetwork(obs, s.network(stations))
	days := run.Days(obs, from, in.Today, rules, loc)
	gatherNetwork(in, stations, days, network)
	in.Joined = joinedBehind(in.Stations, days, first)
	in.Observed = slices.DeleteFunc(slices.Clone(days), func(d forecast.Day) bool { return d.Date.Before(first) })
	return s.gatherModel(ctx, in, days, first)
}

// gatherModel takes model weather at the zones from first on, and what the
// stations' days of late say of it.
func (s *Service) gatherModel(ctx context.Context, in *run.Input, observed []forecast.Day, first forecast.Date) error {
	from, yesterday := first, in.Today.AddDays(-1)
	since := in.Today.AddDays(-in.Rules.BiasDays)
	if since.Before(from) {
		from = since
	}
	sorted := newSortModel(in)
	err := s.Store.EachModelDay(ctx, from, in.Today.AddDays(in.Rules.AheadDays), in.Issued, sorted.take)
	if err != nil {
		return err
	}
	model := sorted.plain
	if in.Rules.BiasDays > 0 {
		in.Corrections = run.Corrections(in.Stations, observed, model, since, yesterday)
	}
	trial := *in
	trial.Observed = observed
	if in.Choices, err = run.Choices(trial, model, in.Today.AddDays(-in.Rules.NetworkDays), yesterday); err != nil {
		return err
	}
	in.Model = slices.DeleteFunc(model, func(d forecast.Day) bool {
		return d.Date.Before(first) || run.IsStationPlace(d.Place) && len(in.Choices) == 0
	})
	sorted.giveEnsemble()
	return nil
}

// joinedBehind is since when stations of the network report, for those that had not
// done so by the first day of the chain. One that begins to report must not make
// holes of the days before.
func joinedBehind(stations []forecast.Station, days []forecast.Day, first forecast.Date) map[string]forecast.Date {
	since := map[string]forecast.Date{}
	for _, d := range days {
		if earlier, known := since[d.Place]; !known || d.Date.Before(earlier) {
			since[d.Place] = d.Date
		}
	}
	var out map[string]forecast.Date
	for _, st := range stations {
		if since[st.ID].After(first) {
			if out == nil {
				out = map[string]forecast.Date{}
			}
			out[st.ID] = since[st.ID]
		}
	}
	return out
}

func gatherNetwork(in *run.Input, stations []forecast.Freshness, days []forecast.Day, since forecast.Date) {
	lately := map[string]bool{}
	for _, d := range days {
		if !d.Date.Before(since) {
			lately[d.Place] = true
		}
	}
	for _, st := range stations {
		if lately[st.ID] {
			in.Stations = append(in.Stations, st.Station)
		}
	}
}
