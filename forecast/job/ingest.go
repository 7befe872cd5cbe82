package job

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Tally counts what became of the records of an ingest.
type Tally struct {
	Accepted  int // new observations, flagged ones among them
	Flagged   int // new observations with at least one flag
	Duplicate int
	ModelDays int // days of model weather, new or known
	Stations  int // stations given with their place
	Flags     []forecast.Flag
	Fires     int // hotspots that are new
	Rejects   []forecast.Reject
}

// Ingest asks a source once: keeps the raw input, checks and saves what was read
// out of it. Each bulletin is saved by itself, so that a later failure loses
// nothing.
func (s *Service) Ingest(ctx context.Context, src forecast.Source) (Tally, error) {
	known, err := s.knownStations(ctx)
	if err != nil {
		return Tally{}, err
	}
	var t Tally
	err = src.Fetch(ctx, func(b forecast.Bulletin) error { return s.take(ctx, b, known, &t) })
	if ctx.Err() == nil { // a stop is no fault of the source
		err = errors.Join(err, s.watchSource(ctx, src.Name(), err))
	}
	if err != nil {
		return t, fmt.Errorf("source %s: %w", src.Name(), err)
	}
	return t, nil
}

func (s *Service) knownStations(ctx context.Context) (map[string]forecast.Station, error) {
	stations, err := s.Store.Stations(ctx, s.Clock())
	if err != nil {
		return nil, err
	}
	known := map[string]forecast.Station{}
	for _, st := range stations {
		known[st.ID] = st.Station
	}
	return known, nil
}

// take saves one bulletin.
func (s *Service) take(ctx context.Context, b forecast.Bulletin, known map[string]forecast.Station, t *Tally) error {
	t.Rejects = append(t.Rejects, b.Rejects...)
	if b.Raw.Hash != "" {
		if _, err := s.Store.SaveRaw(ctx, b.Raw); err != nil {
			return err
		}
	}
	if err := s.takeStations(ctx, b, known, t); err != nil {
		return err
	}
	fires, err := s.Store.SaveFires(ctx, b.Fires)
	if err != nil {
		return err
	}
	t.Fires += fires
	t.Duplicate += len(b.Fires) - fires
	var readings, model []forecast.Observation
	for _, o := range b.Observations {
		if id, ok := s.Aliases[o.Station]; ok {
			o.Station = id
		}
		_, registered := known[o.Station]
		o.RawHash = cmp.Or(b.Raw.Hash, o.RawHash)
		if o.Received.IsZero() {
			o.Received = b.Raw.Received
		}
		switch {
		case !o.Issued.IsZero():
			model = append(model, o)
		case !registered:
			t.Rejects = append(t.Rejects, unknownStation(b, o))
		default:
			readings = append(readings, o)
		}
	}
	if err := s.takeModel(ctx, b.Raw.Received, model, t); err != nil {
		return err
	}
	return s.takeReadings(ctx, readings, t)
}

func unknownStation(b forecast.Bulletin, o forecast.Observation) forecast.Reject {
	return forecast.Reject{Name: b.Raw.Name, Record: o.Raw, Err: fmt.Errorf(
		"station %s, %s: unknown and without a place; register it first with a station list (station,name,lat,lon,elevation_m)",
		o.Station, o.Time.Format(time.RFC3339))}
}

// takeStations registers stations that come with their place. A list of stations
// renews them; a report that names its place only makes an unknown station known,
// and is held against the place of a known one: which is right, a person decides.
func (s *Service) takeStations(ctx context.Context, b forecast.Bulletin, known map[string]forecast.Station, t *Tally) error {
	placed := slices.Clone(b.Stations)
	for _, st := range placed {
		known[st.ID] = st
		if err := s.Store.SaveWarnings(ctx, placeScope+st.ID, s.Clock(), nil); err != nil {
			return err
		}
	}
	for _, o := range b.Observations {
		if o.Place == nil {
			continue
		}
		registered, ok := known[o.Place.ID]
		if !ok {
			known[o.Place.ID] = *o.Place
			placed = append(placed, *o.Place)
		} else if err := s.watchPlace(ctx, registered, *o.Place, o.Time); err != nil {
			return err
		}
	}
	if len(placed) == 0 {
		return nil
	}
	t.Stations += len(placed)
	return s.Store.SaveStations(ctx, placed)
}

// takeReadings checks observations against themselves and their station's
// latest, and saves them with their flags.
func (s *Service) takeReadings(ctx context.Context, obs []forecast.Observation, t *Tally) error {
	if len(obs) == 0 {
		return nil
	}
	first, last := obs[0].Time, obs[0].Time
	for _, o := range obs {
		if o.Time.Before(first) {
			first = o.Time
		}
		if o.Time.After(last) {
			last = o.Time
		}
	}
	past, err := s.Store.Observations(ctx, forecast.ObservationQuery{
		From: first.Add(-s.Checks.Limits.Lookback()), To: last, AsOf: s.Clock(), Stations: stationsOf(obs), Simulated: obs[0].Simulated,
	})
	if err != nil {
		return err
	}
	byStation := map[string][]forecast.Observation{}
	for _, o := range past {
		byStation[o.Station] = append(byStation[o.Station], o)
	}
	s.Checks.CheckAll(obs, func(station string) []forecast.Observation { return byStation[station] })
	saved, err := s.Store.SaveObservations(ctx, obs)
	if err != nil {
		return err
	}
	t.Accepted += saved
	t.Duplicate += len(obs) - saved
	for _, o := range obs {
		if len(o.Flags) > 0 {
			t.Flagged++
			t.Flags = append(t.Flags, o.Flags...)
		}
	}
	return nil
}

func stationsOf(obs []forecast.Observation) []string {
	var ids []string
	for _, o := range obs {
		if !slices.Contains(ids, o.Station) {
			ids = append(ids, o.Station)
		}
	}
	return ids
}

// Take takes in one bulletin that came by itself, as from a broker.
func (s *Service) Take(ctx context.Context, b forecast.Bulletin) (Tally, error) {
	var t Tally
	known, err := s.knownStations(ctx)
	if err != nil {
		return t, err
	}
	err = s.take(ctx, b, known, &t)
	return t, err
}
