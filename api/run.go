package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// maxSpanDays is the longest span of days one answer covers: twenty years.
const maxSpanDays = 20*366 + 1

type spanInput struct {
	From dayParam `query:"from" doc:"First day, YYYY-MM-DD; default 60 days ago."`
	To   dayParam `query:"to" doc:"Last day, YYYY-MM-DD; default the last day ahead."`
}

type runInput struct {
	ID string `path:"id" doc:"Run"`
}

type runAnswer struct{ forecast.Run }

type runsAnswer struct {
	Runs []forecast.Run `json:"runs" doc:"Newest first; drafts do not exist here"`
}

// span gives the days asked for.
func (s *Server) span(first, last dayParam, m moment) (from, to forecast.Date, err error) {
	from, to = first.or(m.today.AddDays(-60)), last.or(m.today.AddDays(s.province.Rules.AheadDays))
	switch {
	case to.Before(from) && last.IsZero():
		return from, to, badParam("from", from.String(), "lies after the last day, "+to.String(), "give a later day in to")
	case to.Before(from):
		return from, to, badParam("to", to.String(), "lies before the first day, "+from.String(), "give a day from "+from.String()+" on")
	case to.DaysSince(from) >= maxSpanDays:
		return from, to, badParam("from", from.String(), "more than twenty years before "+to.String(), "ask for a shorter span")
	}
	return from, to, nil
}

// public reports whether the run is, or was, the province's word: published by
// now, whatever became of it. A draft never is, nor one withdrawn as a draft.
func public(r *forecast.Run, now time.Time) bool {
	return r.Status != forecast.Draft && !r.Published.IsZero() && !r.Published.After(now)
}

// publicRun gives a run; one that is not public is not found.
func (s *Server) publicRun(ctx context.Context, id string, now time.Time) (*forecast.Run, error) {
	run, err := s.store.Run(ctx, id, now)
	if err != nil {
		return nil, err
	}
	if !public(&run, now) {
		return nil, &forecast.NotFound{Kind: "run", Name: id}
	}
	return &run, nil
}

// publicRuns lists the public runs made for days of a span, newest first.
func (s *Server) publicRuns(ctx context.Context, from, to forecast.Date, now time.Time) ([]forecast.Run, error) {
	all, err := s.store.Runs(ctx, from, to, now)
	runs := []forecast.Run{}
	for i := range all {
		if public(&all[i], now) {
			runs = append(runs, all[i])
		}
	}
	return runs, err
}

// covering gives the run that speaks for a day, nil when there is none.
func (s *Server) covering(ctx context.Context, day forecast.Date, now time.Time) (*forecast.Run, error) {
	run, err := s.store.Covering(ctx, day, now)
	if isNotFound(err) || err == nil && (!public(&run, now) || run.Status == forecast.Withdrawn) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &run, nil
}

// runFor gives the run that answers for a day: the one asked for by ID, else
// the one that covers it; nil when none does although some were published.
// Before the very first publication that is a 503.
func (s *Server) runFor(ctx context.Context, id string, day forecast.Date, now time.Time) (*forecast.Run, error) {
	if id != "" {
		return s.chosenRun(ctx, id, day, now)
	}
	run, err := s.covering(ctx, day, now)
	if run != nil || err != nil {
		return run, err
	}
	begun, err := s.begun(ctx, now)
	if err == nil && !begun {
		err = notYet()
	}
	return nil, err
}

func (s *Server) chosenRun(ctx context.Context, id string, day forecast.Date, now time.Time) (*forecast.Run, error) {
	run, err := s.publicRun(ctx, id, now)
	if err != nil {
		return nil, err
	}
	if run.Status == forecast.Withdrawn {
		return nil, newProblem(http.StatusGone, fmt.Sprintf("run %s was withdrawn and says nothing any more; leave out run= for the one in force", id))
	}
	if day.Before(run.Date) || day.After(run.To) {
		return nil, badParam("date", day.String(), "run "+id+" does not cover it",
			"give a day from "+run.Date.String()+" to "+run.To.String())
	}
	return run, nil
}

// begun reports whether any run was ever published.
func (s *Server) begun(ctx context.Context, now time.Time) (bool, error) {
	first, _, err := s.store.Covered(ctx, now)
	if err == nil && !first.IsZero() {
		return true, nil
	}
	if err != nil && !isNotFound(err) {
		return false, err
	}
	// All may be withdrawn by now.
	today := s.province.Today(now)
	runs, err := s.publicRuns(ctx, forecast.Date{Year: 1900, Month: time.January, Day: 1}, today.AddDays(1), now)
	return len(runs) > 0, err
}

func (s *Server) getRuns(ctx context.Context, in *spanInput) (*page, error) {
	m := s.moment()
	from, to, err := s.span(in.From, in.To, m)
	if err != nil {
		return nil, err
	}
	runs, err := s.publicRuns(ctx, from, to, m.now)
	if err != nil {
		return nil, err
	}
	for i := range runs {
		s.localize(&runs[i])
	}
	return shortPage(jsonType, runsAnswer{runs})
}

// getRun gives a run; a draft exists for those alone who work here.
func (s *Server) getRun(ctx context.Context, in *runInput) (*page, error) {
	now := s.moment().now
	if s.seesDrafts(ctx) {
		run, err := s.store.Run(ctx, in.ID, now)
		if err == nil && !public(&run, now) {
			s.localize(&run)
			p, err := newJSON(jsonType, runAnswer{run})
			if err == nil {
				p.keep = "no-store"
			}
			return p, err
		}
	}
	run, err := s.publicRun(ctx, in.ID, now)
	if err != nil {
		return nil, err
	}
	s.localize(run)
	p, err := shortPage(jsonType, runAnswer{*run})
	if err == nil {
		p.modified = run.Published
	}
	return p, err
}

// seesDrafts reports whether the asker may see what is not public yet.
func (s *Server) seesDrafts(ctx context.Context) bool {
	by := holder(ctx)
	return by.Role.May(forecast.RoleOfficer) && by.token.Covers("drafts")
}

func (s *Server) localize(run *forecast.Run) {
	run.Issued, run.Published = s.local(run.Issued), s.local(run.Published)
	run.Editions = append([]string{}, run.Editions...)
}
