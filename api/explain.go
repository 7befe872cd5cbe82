package api

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

type explainText struct {
	Vi []string `json:"vi"`
	En []string `json:"en"`
}

type explainEdition struct {
	ID          string  `json:"id"`
	Title       string  `json:"title"`
	Method      string  `json:"method"`
	Status      string  `json:"status"`
	Basis       string  `json:"basis"`
	Decision    string  `json:"decision"`
	Issuer      string  `json:"issuer"`
	RainResetMM float64 `json:"rain_reset_mm"`
}

type explainRow struct {
	Row         int            `json:"row" doc:"Row of the edition, from 1"`
	ForestGroup string         `json:"forest_group"`
	Months      string         `json:"months"`
	Over        forecast.Float `json:"over" doc:"Of the first key"`
	To          forecast.Float `json:"to"`
	Level       forecast.Level `json:"level"`
	Ranges      []keyRange     `json:"ranges" doc:"Over < x ≤ to, of every key of the table; null = open"`
}

// keyRange is the range of one key in a row.
type keyRange struct {
	Key  string         `json:"key" doc:"p, h, rh13_pct, fwi, …"`
	Over forecast.Float `json:"over"`
	To   forecast.Float `json:"to"`
}

type explainStation struct {
	ID         string                   `json:"id"`
	Name       string                   `json:"name"`
	Weight     float64                  `json:"weight" doc:"Share in the temperature at 13:00, 0–1, else in the first variable it has"`
	Value      forecast.Float           `json:"value" doc:"Of the same variable, at the station"`
	DistanceKm forecast.Float           `json:"distance_km"`
	Parts      map[string]forecast.Part `json:"parts" doc:"By variable"`
}

type explainAnswer struct {
	Zone        string                    `json:"zone"`
	Name        string                    `json:"name"`
	Date        forecast.Date             `json:"date"`
	Level       forecast.Level            `json:"level"`
	Roman       string                    `json:"roman"`
	Label       forecast.Text             `json:"label"`
	Status      forecast.Status           `json:"status"`
	Run         *string                   `json:"run"`
	Issued      *time.Time                `json:"issued"`
	Published   *time.Time                `json:"published"`
	Provisional bool                      `json:"provisional"`
	Simulated   bool                      `json:"simulated"`
	Stale       bool                      `json:"stale"`
	Summary     forecast.Text             `json:"summary"`
	Text        explainText               `json:"text" doc:"Further sentences"`
	Reason      maybe[forecast.DayReason] `json:"reason" doc:"What the run kept of this day"`
	Override    maybe[changeInfo]         `json:"override" doc:"A person's level in place of the computed one"`
	Chain       []chainDay                `json:"chain" doc:"From the rain that reset, or as far as is known, to the day"`
	Edition     maybe[explainEdition]     `json:"edition"`
	Row         maybe[explainRow]         `json:"row" doc:"The row that decided"`
	Stations    []explainStation          `json:"stations" doc:"Those the weather comes from, by weight"`
}

// finding is one zone's day with all that is known of why.
type finding struct {
	dayView
	zone     *forecast.Zone
	row      forecast.ZoneDay
	reason   *forecast.DayReason // nil when there is none
	edition  *forecast.Edition   // nil when none decided
	class    *explainRow         // nil when no row decided
	stations []explainStation

	normal *forecast.Distribution // of P around the day of the year; nil when there is none
	spread *forecast.ChangeSpread // nil when nothing is known of it
	rule   *headlineRule          // how members give one level; nil when no run covers the day
}

func (s *Server) getExplain(ctx context.Context, in *zoneInput) (*page, error) {
	m := s.moment()
	c, whole, err := s.explained(ctx, in, m)
	if err != nil {
		return nil, err
	}
	a := explainAnswer{
		Zone: c.zone.ID, Name: c.zone.Name, Date: c.day, Level: c.row.Level, Roman: c.row.Level.Roman(),
		Label: s.style(c.row.Level).Label, Status: c.row.Status, Stale: c.stale,
		Reason: maybe[forecast.DayReason]{c.reason}, Row: maybe[explainRow]{c.class}, Stations: c.stations,
		Override: maybe[changeInfo]{s.changeOf(c.row)},
	}
	if c.run != nil {
		a.Run, a.Issued, a.Published = &c.run.ID, s.localPtr(c.run.Issued), s.localPtr(c.run.Published)
		a.Provisional, a.Simulated = c.run.Provisional, c.run.Simulated
	}
	if e := c.edition; e != nil {
		a.Edition.v = &explainEdition{e.ID, e.Title, e.Method, e.Status, e.Basis, e.Decision, e.Issuer, e.RainResetMM}
	}
	if a.Chain, err = s.chain(ctx, c, whole, m); err != nil {
		return nil, err
	}
	if err := s.addSeason(ctx, &c, whole, m); err != nil {
		return nil, err
	}
	rule, err := s.headline(ctx, c.run)
	if err != nil {
		return nil, err
	}
	c.rule = rule.v
	inVi, inEn := teller{s, vi, c}, teller{s, en, c}
	a.Summary = forecast.Text{Vi: inVi.summary(), En: inEn.summary()}
	a.Text = explainText{Vi: inVi.text(), En: inEn.text()}
	p, err := newJSON(jsonType, a)
	if err != nil {
		return nil, err
	}
	p = c.finish(p)
	p.lang = ""
	return p, nil
}

// addSeason fills in what the day is held against, and how sure the date of the
// next change is.
func (s *Server) addSeason(ctx context.Context, c *finding, whole forecast.Reason, m moment) error {
	if c.run == nil {
		return nil
	}
	if c.day == c.run.Date {
		c.spread = forecast.SpreadOf(daysOf(whole, c.row))
	}
	var err error
	if c.climate, err = s.climate(ctx, c.run, m); err != nil || c.climate == nil {
		return err
	}
	if other, err := s.otherReset(ctx, c.climate, c.row.Edition); err != nil || other {
		return err
	}
	normals, err := s.store.Normals(ctx, c.climate.Num, c.day.LeapDay(), c.zone.ID)
	for i := range normals {
		if len(normals[i].Index) > 0 {
			c.normal = &normals[i].Index[0]
		}
	}
	return err
}

// daysOf are the days of a reason from a row's on, with their outlooks.
func daysOf(whole forecast.Reason, first forecast.ZoneDay) []forecast.ZoneDay {
	days := []forecast.ZoneDay{first}
	for _, r := range whole.Days {
		if r.Date.After(first.Date) {
			days = append(days, forecast.ZoneDay{Date: r.Date, Outlook: r.Outlook})
		}
	}
	return days
}

// explained gathers the case and the run's whole reason for the zone.
func (s *Server) explained(ctx context.Context, in *zoneInput, m moment) (c finding, whole forecast.Reason, err error) {
	c.day = in.Date.or(m.today)
	if c.run, err = s.runFor(ctx, "", c.day, m.now); err != nil {
		return c, whole, err
	}
	c.row = forecast.ZoneDay{Zone: in.ID, Date: c.day, Status: forecast.StatusUnknown}
	c.stations = []explainStation{}
	if c.run == nil {
		c.zone, c.set, err = s.zoneOn(ctx, in.ID, c.day)
		return c, whole, err
	}
	c.stale = s.stale(c.run, c.day, m)
	if c.set, err = s.set(ctx, c.run.ZoneSet); err != nil {
		return c, whole, err
	}
	var ok bool
	if c.zone, ok = c.set.zone(in.ID); !ok {
		return c, whole, &forecast.NotFound{Kind: "zone", Name: in.ID}
	}
	whole, err = s.addReason(ctx, &c, m)
	return c, whole, err
}

// addReason fills in what the run says and why.
func (s *Server) addReason(ctx context.Context, c *finding, m moment) (forecast.Reason, error) {
	days, err := s.store.ZoneDays(ctx, c.run.ID, c.day)
	if err != nil {
		return forecast.Reason{}, err
	}
	if i := slices.IndexFunc(days, func(d forecast.ZoneDay) bool { return d.Zone == c.zone.ID }); i >= 0 {
		c.row = days[i]
	}
	whole, err := s.store.Reason(ctx, c.run.ID, c.zone.ID)
	if isNotFound(err) {
		return whole, nil
	}
	if err != nil {
		return whole, err
	}
	if reason, ok := whole.On(c.day); ok {
		c.reason = &reason
		if c.stations, err = s.partners(ctx, c, m); err != nil {
			return whole, err
		}
	}
	return whole, s.addEdition(ctx, c, m)
}

func (s *Server) addEdition(ctx context.Context, c *finding, m moment) error {
	if c.row.Edition == "" {
		return nil
	}
	editions, err := s.editions(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(editions, func(e forecast.Edition) bool { return e.ID == c.row.Edition })
	if i < 0 {
		return nil
	}
	c.edition = &editions[i]
	c.class, err = decidingRow(c.edition, c.row)
	return err
}

// partners lists the stations that the day's weather comes from, heaviest first.
func (s *Server) partners(ctx context.Context, c *finding, m moment) ([]explainStation, error) {
	all, err := s.store.Stations(ctx, m.now)
	if err != nil {
		return nil, err
	}
	byID := map[string]*explainStation{}
	for _, variable := range []string{"temp13_c", "dewpoint13_c", "rain24_mm", "wind13_kmh"} {
		for _, part := range c.reason.Weather.Parts[variable] {
			st := byID[part.Station]
			if st == nil {
				st = &explainStation{
					ID: part.Station, Name: part.Station, Weight: rounded(part.Weight, 3),
					Value: forecast.Some(rounded(part.Value, 2)), Parts: map[string]forecast.Part{},
				}
				byID[part.Station] = st
			}
			st.Parts[variable] = part
		}
	}
	for _, known := range all {
		if st := byID[known.ID]; st != nil {
			st.Name = known.Name
			st.DistanceKm = forecast.Some(rounded(geo.DistanceKm(
				geo.Site{Lat: known.Lat, Lon: known.Lon},
				geo.Site{Lat: c.zone.Point.Lat(), Lon: c.zone.Point.Lon()}), 1))
		}
	}
	out := make([]explainStation, 0, len(byID))
	for _, st := range byID {
		out = append(out, *st)
	}
	slices.SortFunc(out, func(a, b explainStation) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}
