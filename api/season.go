package api

import (
	"context"
	"slices"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
	"github.com/canhlua/canhlua/forecast/season"
	"github.com/canhlua/canhlua/forecast/verify"
)

// SeasonReport gathers the season that ends in a year from what is kept: nothing
// is computed again.
func (s *Server) SeasonReport(ctx context.Context, year int) (*season.Report, error) {
	m := s.moment()
	span, err := season.SpanOf(year, m.today)
	if err != nil {
		return nil, err
	}
	out := season.Material{Span: span}
	for _, gather := range []func(context.Context, *season.Material, moment) error{
		s.seasonSets, s.seasonTold, s.seasonFires, s.seasonStations, s.seasonUsual, s.seasonSkill, s.seasonAlerts,
	} {
		if err := gather(ctx, &out, m); err != nil {
			return nil, err
		}
	}
	return season.Of(out)
}

// seasonSets are the runs of the season's days, and the zone sets that they used
// or that were in force.
func (s *Server) seasonSets(ctx context.Context, out *season.Material, m moment) error {
	var err error
	// A day without a run of its own is told by one made up to so many days before.
	out.Runs, err = s.store.Runs(ctx, out.Span.From.AddDays(-s.province.Rules.AheadDays), out.Span.Last, m.now)
	if err != nil {
		return err
	}
	out.Runs = slices.DeleteFunc(out.Runs, func(r forecast.Run) bool { return r.Published.IsZero() })
	known, err := s.store.ZoneSets(ctx)
	if err != nil {
		return err
	}
	used := map[string]bool{}
	for i := range out.Runs {
		used[out.Runs[i].ZoneSet] = true
	}
	for _, set := range known {
		open := (set.ValidFrom.IsZero() || !set.ValidFrom.After(out.Span.Last)) && (set.ValidTo.IsZero() || !set.ValidTo.Before(out.Span.From))
		if !open && !used[set.ID] {
			continue
		}
		full, err := s.set(ctx, set.ID)
		if err != nil {
			return err
		}
		set.Zones = full.Zones
		out.Sets = append(out.Sets, set)
	}
	return nil
}

// seasonTold is what the public was told of each zone's days, with what was
// decided and by which tables.
func (s *Server) seasonTold(ctx context.Context, out *season.Material, m moment) error {
	seen := map[string]bool{}
	for _, set := range out.Sets {
		for i := range set.Zones {
			id := set.Zones[i].ID
			if seen[id] {
				continue
			}
			seen[id] = true
			days, err := s.store.Series(ctx, id, out.Span.From, out.Span.Last, m.now)
			if err != nil {
				return err
			}
			out.Told = append(out.Told, days...)
		}
	}
	var err error
	if out.Decisions, err = s.store.Decisions(ctx, out.Span.From, out.Span.Last, m.now); err != nil {
		return err
	}
	out.Editions, err = s.store.Editions(ctx)
	return err
}

// seasonFires are hotspots within the zones of their day, and fires that an
// officer vouches for.
func (s *Server) seasonFires(ctx context.Context, out *season.Material, m moment) error {
	loc := s.province.Location
	from, to := out.Span.From.At(0, 0, loc), out.Span.Last.AddDays(1).At(0, 0, loc)
	seen, err := s.store.Fires(ctx, from, to, m.now)
	if err != nil {
		return err
	}
	out.Watched = len(seen) > 0
	records, err := s.publicRecords(ctx, from, to, m)
	if err != nil {
		return err
	}
	find := s.finder(ctx, out.Sets)
	for _, f := range seen {
		day := forecast.DateOf(f.Time, loc)
		if zone, _, err := find(day, f.Lon, f.Lat); err != nil {
			return err
		} else if zone != "" {
			out.Spots = append(out.Spots, season.Spot{Zone: zone, Date: day})
		}
	}
	for _, f := range s.province.Fires.Burnt(seen, records) {
		day := forecast.DateOf(f.Time, loc)
		if zone, _, err := find(day, f.Lon, f.Lat); err != nil {
			return err
		} else if zone != "" {
			out.Burnt = append(out.Burnt, verify.Fire{Zone: zone, Date: day})
		}
	}
	levels := levelsTold(out.Told)
	for i := range records {
		f := &records[i]
		r := season.Record{ID: f.ID, Date: forecast.DateOf(f.Time, loc), Cause: f.Cause, AreaHa: f.AreaHa, Forest: f.Forest, Closed: f.Status == forecast.FireClosed}
		if r.Zone, r.Name, err = find(r.Date, f.Lon, f.Lat); err != nil {
			return err
		}
		r.Level = levels[zoneDate{r.Zone, r.Date}]
		out.Records = append(out.Records, r)
	}
	return nil
}

type zoneDate struct {
	zone string
	date forecast.Date
}

func levelsTold(told []forecast.RunDay) map[zoneDate]forecast.Level {
	levels := make(map[zoneDate]forecast.Level, len(told))
	for _, t := range told {
		levels[zoneDate{t.Zone, t.Date}] = t.Level
	}
	return levels
}

// finder gives the zone of a place, in the set in force on a day; none outside.
func (s *Server) finder(ctx context.Context, sets []forecast.ZoneSet) func(day forecast.Date, lon, lat float64) (id, name string, err error) {
	return func(day forecast.Date, lon, lat float64) (id, name string, err error) {
		i := slices.IndexFunc(sets, func(set forecast.ZoneSet) bool { return set.Covers(day) })
		if i < 0 {
			return "", "", nil
		}
		set, err := s.set(ctx, sets[i].ID)
		if err != nil {
			return "", "", err
		}
		if at := set.locator.Find(lon, lat); at >= 0 {
			return set.Zones[at].ID, set.Zones[at].Name, nil
		}
		return "", "", nil
	}
}

// seasonStations are the real stations with what was read at them.
func (s *Server) seasonStations(ctx context.Context, out *season.Material, m moment) error {
	stations, err := s.store.Stations(ctx, m.now)
	if err != nil {
		return err
	}
	loc := s.province.Location
	for _, st := range stations {
		if st.Simulated {
			continue
		}
		out.Stations = append(out.Stations, st.Station)
		// A day needs the rain of the 24 hours to its noon.
		obs, err := s.judgedReadings(ctx, forecast.ObservationQuery{Stations: []string{st.ID}, AsOf: m.now,
			From: out.Span.From.AddDays(-2).At(0, 0, loc), To: out.Span.Last.AddDays(2).At(0, 0, loc)})
		if err != nil {
			return err
		}
		obs = slices.DeleteFunc(obs, func(o forecast.Observation) bool { return !o.Issued.IsZero() })
		out.StationDays = append(out.StationDays, run.Days(obs, out.Span.From, out.Span.Last, s.province.Rules, loc)...)
	}
	return nil
}

// seasonUsual is what P is like in other years, where a climatology of the zone
// set was built. Simulated days are held against nothing.
func (s *Server) seasonUsual(ctx context.Context, out *season.Material, m moment) error {
	if slices.ContainsFunc(out.Told, func(t forecast.RunDay) bool { return t.Simulated }) {
		return nil
	}
	for _, set := range out.Sets {
		climate, err := s.store.Climatology(ctx, set.ID, m.now)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		for day := 1; day <= 366; day++ {
			normals, err := s.store.Normals(ctx, climate.Num, day, "")
			if err != nil {
				return err
			}
			for i := range normals {
				if u, ok := usualP(set.ID, &normals[i]); ok {
					out.Usual = append(out.Usual, u)
				}
			}
		}
	}
	return nil
}

func usualP(set string, n *forecast.Normal) (season.Usual, bool) {
	if len(n.Index) == 0 || !n.Index[0].Known() {
		return season.Usual{}, false
	}
	p := &n.Index[0]
	return season.Usual{Set: set, Zone: n.Zone, Day: n.Day, Low: p.At(0.1).V, Median: p.At(0.5).V, High: p.At(0.9).V}, true
}

// seasonSkill scores the season's forecasts as they were published.
func (s *Server) seasonSkill(ctx context.Context, out *season.Material, m moment) error {
	q := forecast.ToldQuery{From: out.Span.From, To: out.Span.Last, LeadDays: s.province.Rules.AheadDays, AsOf: m.now}
	skill, err := verify.Published(ctx, s.store, q, out.Burnt, verify.Defaults(), nil)
	if err == nil && skill.Days > 0 {
		out.Skill = skill
	}
	return err
}

// seasonAlerts counts alerts, where the store keeps them.
func (s *Server) seasonAlerts(ctx context.Context, out *season.Material, m moment) error {
	counter, keeps := s.store.(forecast.AlertCounter)
	if !keeps {
		return nil
	}
	loc := s.province.Location
	count, known, err := counter.CountAlerts(ctx, out.Span.From.At(0, 0, loc), out.Span.Last.AddDays(1).At(0, 0, loc), m.now)
	if err == nil && known {
		out.Alerts = &count
	}
	return err
}
