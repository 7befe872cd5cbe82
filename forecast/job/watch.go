package job

import (
	"context"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/quality"
	"github.com/canhlua/canhlua/forecast/run"
)

// The scopes of warnings: each replaces its own.
const (
	networkScope = "network"
	placeScope   = "place:"
	sourceScope  = "source:"
)

// Watch looks at what the network has said lately and keeps the warnings that
// stand now: stations and sensors that are silent or fail their checks, stations
// without neighbours or given twice. It follows every ingest, so that silence is
// told within one turn of the schedule.
func (s *Service) Watch(ctx context.Context) ([]forecast.Warning, error) {
	now := s.Clock()
	stations, err := s.Store.Stations(ctx, now)
	if err != nil {
		return nil, err
	}
	real, err := s.Store.HasReal(ctx, now)
	if err != nil {
		return nil, err
	}
	since := now.Add(-s.Checks.Limits.Lookback())
	obs, err := s.Store.Observations(ctx, forecast.ObservationQuery{
		From: since, To: now, AsOf: now, Simulated: !real,
	})
	if err != nil {
		return nil, err
	}
	warnings := s.Checks.CheckNetwork(obs, s.network(stations))
	if err := s.Store.SaveVerdicts(ctx, since, now, now, verdicts(obs)); err != nil {
		return nil, err
	}
	warnings = append(warnings, s.Checks.Silent(quality.Listen(obs, own(stations, !real)), now)...)
	return warnings, s.Store.SaveWarnings(ctx, networkScope, now, warnings)
}

// verdicts are what the network holds against readings.
func verdicts(obs []forecast.Observation) []forecast.Verdict {
	var out []forecast.Verdict
	for _, o := range obs {
		if flags := quality.FromNetwork(o.Flags); len(flags) > 0 {
			out = append(out, forecast.Verdict{Station: o.Station, Time: o.Time, Simulated: o.Simulated, Flags: flags})
		}
	}
	return out
}

// network is what the readings are held against: the neighbours, and what the
// analysis of the others expects.
func (s *Service) network(stations []forecast.Freshness) quality.Network {
	places := placesOf(stations)
	return quality.Network{Stations: places, Analyse: func(obs []forecast.Observation) quality.Expected {
		return run.Expect(places, obs, s.Province.Rules, s.Province.Location)
	}}
}

// own leaves out the sample season's stations when weather is real, and the other
// way round: neither is expected to speak then.
func own(stations []forecast.Freshness, simulated bool) []forecast.Freshness {
	var out []forecast.Freshness
	for _, st := range stations {
		if st.Simulated == simulated {
			out = append(out, st)
		}
	}
	return out
}

func placesOf(stations []forecast.Freshness) map[string]forecast.Station {
	places := map[string]forecast.Station{}
	for _, st := range stations {
		places[st.ID] = st.Station
	}
	return places
}

// watchPlace warns of a report that gives another place than the registered one.
func (s *Service) watchPlace(ctx context.Context, registered, given forecast.Station, at time.Time) error {
	w, moved := s.Checks.Moved(registered, given, at)
	if !moved {
		return nil
	}
	return s.Store.SaveWarnings(ctx, placeScope+registered.ID, s.Clock(), []forecast.Warning{w})
}

// watchSource warns of a source that failed, until it answers again.
func (s *Service) watchSource(ctx context.Context, name string, failed error) error {
	var standing []forecast.Warning
	if failed != nil {
		standing = append(standing, forecast.Warning{
			Station: name, Kind: quality.WarnFailing, Since: s.Clock(),
			Reason: "source " + name + ": " + failed.Error(), Args: map[string]string{"name": name},
		})
	}
	return s.Store.SaveWarnings(ctx, sourceScope+name, s.Clock(), standing)
}
