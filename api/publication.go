package api

import (
	"context"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

type decisionInfo struct {
	forecast.Decision
	At time.Time `json:"at" doc:"With the province's offset"`
}

type decisionsAnswer struct {
	Publications []decisionInfo `json:"publications" doc:"Newest first; by role, never by person"`
}

// getPublications is the public log: what was published and withdrawn when, by
// which role, and why.
func (s *Server) getPublications(ctx context.Context, in *spanInput) (*page, error) {
	m := s.moment()
	from, to, err := s.span(in.From, in.To, m)
	if err != nil {
		return nil, err
	}
	decisions, err := s.store.Decisions(ctx, from, to, m.now)
	if err != nil {
		return nil, err
	}
	a := decisionsAnswer{Publications: []decisionInfo{}}
	for _, d := range decisions {
		a.Publications = append(a.Publications, decisionInfo{d, s.local(d.At)})
	}
	return shortPage(jsonType, a)
}
