package api

import (
	"context"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// climate is what a run's days are held against, nil when there is nothing, or
// when the run is simulated.
func (s *Server) climate(ctx context.Context, run *forecast.Run, m moment) (*forecast.Climatology, error) {
	if run == nil || run.Simulated {
		return nil, nil
	}
	c, err := s.store.Climatology(ctx, run.ZoneSet, m.now)
	if isNotFound(err) {
		return nil, nil
	}
	c.Built = s.local(c.Built)
	return &c, err
}

// otherReset reports whether an edition counts P and H by another resetting rain
// than a climatology: then they cannot be held against each other.
func (s *Server) otherReset(ctx context.Context, c *forecast.Climatology, edition string) (bool, error) {
	if c == nil || edition == "" {
		return false, nil
	}
	editions, err := s.editions(ctx)
	i := slices.IndexFunc(editions, func(e forecast.Edition) bool { return e.ID == edition })
	return i >= 0 && editions[i].RainResetMM > 0 && c.ResetMM > 0 && editions[i].RainResetMM != c.ResetMM, err
}

// zoneNormals are the zones' normals of one day of the year.
type zoneNormals map[string]forecast.Normal

func (s *Server) normals(ctx context.Context, v dayView) (zoneNormals, error) {
	if v.climate == nil {
		return nil, nil
	}
	list, err := s.store.Normals(ctx, v.climate.Num, v.day.LeapDay(), "")
	out := zoneNormals{}
	for _, n := range list {
		out[n.Zone] = n
	}
	return out, err
}

// place says where a zone's P stands in its own past.
func (n zoneNormals) place(z *ZoneLevel) {
	normal, ok := n[z.Zone]
	if !ok || !z.P.OK || len(normal.Index) == 0 {
		return
	}
	p := &normal.Index[0]
	z.Percentile = round(p.Percentile(z.P.V), 0)
	z.Anomaly = round(anomaly(z.P, p), 0)
}

func anomaly(v forecast.Float, of *forecast.Distribution) forecast.Float {
	median := of.At(0.5)
	if !v.OK || !median.OK {
		return forecast.Float{}
	}
	return forecast.Some(v.V - median.V)
}

// IndexNormal is one index of a day beside its own past.
type IndexNormal struct {
	Index      string         `json:"index" doc:"p, h, fwi, …"`
	Value      forecast.Float `json:"value"`
	Percentile forecast.Float `json:"percentile" doc:"0–100"`
	Anomaly    forecast.Float `json:"anomaly" doc:"Value less the median"`
	Low        forecast.Float `json:"low" doc:"10th percentile around the day of the year"`
	Median     forecast.Float `json:"median"`
	High       forecast.Float `json:"high" doc:"90th percentile"`
	Years      int            `json:"years" doc:"Years with values; below five nothing is said"`
}

type climateAnswer struct {
	Zone        string                      `json:"zone"`
	Name        string                      `json:"name"`
	Date        forecast.Date               `json:"date"`
	Climatology maybe[forecast.Climatology] `json:"climatology" doc:"null when none was built for the zone set, or the day is simulated"`
	Indices     []IndexNormal               `json:"indices"`
}

// getClimate puts a zone's day beside the same season of past years.
func (s *Server) getClimate(ctx context.Context, in *zoneInput) (*page, error) {
	m := s.moment()
	c, _, err := s.explained(ctx, in, m)
	if err != nil {
		return nil, err
	}
	a := climateAnswer{Zone: c.zone.ID, Name: c.zone.Name, Date: c.day, Indices: []IndexNormal{}}
	head, err := s.climate(ctx, c.run, m)
	if err != nil {
		return nil, err
	}
	if a.Climatology.v = head; head == nil {
		return shortPage(jsonType, a)
	}
	normals, err := s.store.Normals(ctx, head.Num, c.day.LeapDay(), c.zone.ID)
	if err != nil {
		return nil, err
	}
	for _, n := range normals {
		other, err := s.otherReset(ctx, head, c.row.Edition)
		if err != nil {
			return nil, err
		}
		for i, value := range c.row.Numbers() {
			if other && (forecast.ClimateNames[i] == "p" || forecast.ClimateNames[i] == "h") {
				continue // counted by another rain than the normals
			}
			if i < len(n.Index) {
				a.Indices = append(a.Indices, indexNormal(forecast.ClimateNames[i], value, &n.Index[i]))
			}
		}
	}
	return shortPage(jsonType, a)
}

func indexNormal(name string, v forecast.Float, of *forecast.Distribution) IndexNormal {
	out := IndexNormal{Index: name, Value: v, Years: of.Years, Anomaly: round(anomaly(v, of), 2),
		Low: round(of.At(0.1), 2), Median: round(of.At(0.5), 2), High: round(of.At(0.9), 2)}
	if v.OK {
		out.Percentile = round(of.Percentile(v.V), 0)
	}
	return out
}
