package api

import (
	"context"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// SignInfo is what anyone may know of a sign; exported, as all embedded parts are.
type SignInfo struct {
	ID       string             `json:"id"`
	Name     string             `json:"name"`
	Place    string             `json:"place" doc:"Where it stands, in words"`
	Lat      float64            `json:"lat"`
	Lon      float64            `json:"lon"`
	Zone     string             `json:"zone"`
	ZoneName string             `json:"zone_name" doc:"Empty where today's set has no such zone"`
	Should   forecast.Level     `json:"should" doc:"The level published for today: what it should show; null = unknown, and then nothing is to be turned"`
	Shows    forecast.Level     `json:"shows" doc:"What it showed when somebody last confirmed; null = nobody has"`
	State    forecast.SignState `json:"state" enum:"right,wrong,unseen,unknown"`
	Seen     *time.Time         `json:"seen" doc:"When that was confirmed"`
	Since    *time.Time         `json:"since" doc:"Of a wrong sign: since when it has been; null = right, unknown, or never confirmed"`
}

type signsAnswer struct {
	Date  forecast.Date              `json:"date"`
	Run   *string                    `json:"run" doc:"Whose levels the signs should show; null = nothing is published for today"`
	Count map[forecast.SignState]int `json:"count" doc:"Signs by state"`
	Signs []SignInfo                 `json:"signs" doc:"By ID"`
}

func (s *Server) getSigns(ctx context.Context, _ *struct{}) (*page, error) {
	a, _, err := s.signs(ctx)
	if err != nil {
		return nil, err
	}
	return shortPage(jsonType, a)
}

// signs holds each sign against what is published now. Nothing of the outcome is
// kept: it cannot fall out of step.
func (s *Server) signs(ctx context.Context) (signsAnswer, []forecast.Sign, error) {
	m := s.moment()
	a := signsAnswer{Date: m.today, Count: map[forecast.SignState]int{}, Signs: []SignInfo{}}
	signs, err := s.store.Signs(ctx)
	if err != nil {
		return a, nil, err
	}
	turns, err := s.store.SignTurns(ctx, m.now)
	if err != nil {
		return a, nil, err
	}
	last := map[string]*forecast.SignTurn{}
	for i := range turns {
		last[turns[i].Sign] = &turns[i]
	}
	day, err := s.signDay(ctx, m)
	if err != nil {
		return a, nil, err
	}
	if day.run != nil {
		a.Run = &day.run.ID
	}
	for _, sign := range signs {
		info, err := s.signInfo(ctx, sign, last[sign.ID], day, m)
		if err != nil {
			return a, nil, err
		}
		a.Count[info.State]++
		a.Signs = append(a.Signs, info)
	}
	return a, signs, nil
}

// signDay is what the signs should show today.
type signDay struct {
	run    *forecast.Run
	names  map[string]string         // of the zones
	levels map[string]forecast.Level // by zone
	past   map[string][]forecast.RunDay
}

func (s *Server) signDay(ctx context.Context, m moment) (signDay, error) {
	d := signDay{names: map[string]string{}, levels: map[string]forecast.Level{}, past: map[string][]forecast.RunDay{}}
	run, err := s.store.Covering(ctx, m.today, m.now)
	if isNotFound(err) {
		return d, nil // nothing is published: nobody knows what they should show
	}
	if err != nil {
		return d, err
	}
	d.run = &run
	set, err := s.set(ctx, run.ZoneSet)
	if err != nil {
		return d, err
	}
	for _, z := range set.Zones {
		d.names[z.ID] = z.Name
	}
	days, err := s.store.ZoneDays(ctx, run.ID, m.today)
	for _, z := range days {
		d.levels[z.Zone] = z.Level
	}
	return d, err
}

func (s *Server) signInfo(ctx context.Context, g forecast.Sign, last *forecast.SignTurn, day signDay, m moment) (SignInfo, error) {
	info := SignInfo{ID: g.ID, Name: g.Name, Place: g.Place, Lat: g.Lat, Lon: g.Lon, Zone: g.Zone, ZoneName: day.names[g.Zone],
		Should: day.levels[g.Zone]}
	info.State = forecast.StateOfSign(info.Should, last)
	if last == nil {
		return info, nil
	}
	info.Shows, info.Seen = last.Level, s.localPtr(last.At)
	if info.State != forecast.SignWrong {
		return info, nil
	}
	since, err := s.wrongSince(ctx, g.Zone, *last, day, m)
	info.Since = s.localPtr(since)
	return info, err
}

// signDaysBack is how far back it is looked since when a sign has been wrong.
const signDaysBack = 60

// wrongSince is when the zone's published level began to differ from what the
// sign shows: the issue of the run that said so, the beginning of a day for which
// it had been said before, or the turn itself, whichever came last.
func (s *Server) wrongSince(ctx context.Context, zone string, last forecast.SignTurn, day signDay, m moment) (time.Time, error) {
	past, ok := day.past[zone]
	if !ok {
		var err error
		if past, err = s.store.Series(ctx, zone, m.today.AddDays(-signDaysBack), m.today, m.now); err != nil {
			return time.Time{}, err
		}
		day.past[zone] = past
	}
	since := m.now
	for i := len(past) - 1; i >= 0 && past[i].Level.Known() && past[i].Level != last.Level; i-- {
		since = past[i].Date.At(0, 0, s.province.Location)
		if issued := past[i].Issued; issued.After(since) {
			since = issued
		}
		if past[i].Run == day.run.ID {
			since = later(since, day.run.Published)
		}
		if since.Before(last.At) {
			break
		}
	}
	return later(since, last.At), nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
