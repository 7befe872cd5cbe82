package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// scoringTime is how long the scoring of a span may take: many years take longer
// than the time of one answer.
const scoringTime = 2 * time.Minute

// scoringLine is how many spans may wait for their turn.
const scoringLine = 8

// scoring is the work on scores: one span at a time, a few in the line.
type scoring struct {
	line chan struct{}
	turn chan struct{}
}

func newScoring() scoring {
	return scoring{line: make(chan struct{}, scoringLine), turn: make(chan struct{}, 1)}
}

// scored gives the page of a span. Where it takes longer than an answer may, the
// work goes on by itself and the answer is 503: who asks again finds it done.
func (s *Server) scored(ctx context.Context, key string, fill func(context.Context) (*page, error)) (*page, error) {
	type outcome struct {
		page *page
		err  error
	}
	if p, ok := s.pages.find(key); ok {
		return p, nil
	}
	select {
	case s.scoring.line <- struct{}{}:
	default:
		return nil, stillScoring("other spans are being worked out")
	}
	done := make(chan outcome, 1) // nobody may be left to read it
	go func() {
		defer func() { <-s.scoring.line }()
		var o outcome
		o.page, o.err = s.pages.get(key, func() (*page, error) {
			own, cancel := context.WithTimeout(context.WithoutCancel(ctx), scoringTime)
			defer cancel()
			return s.scoring.inTurn(own, fill)
		})
		done <- o
	}()
	select {
	case o := <-done:
		return o.page, o.err
	case <-ctx.Done():
		return nil, stillScoring("the scores of this span are being worked out")
	}
}

// inTurn works when the span before is done. A panic is an error: it would take
// the service down from here.
func (w scoring) inTurn(ctx context.Context, work func(context.Context) (*page, error)) (p *page, err error) {
	select {
	case w.turn <- struct{}{}:
		defer func() { <-w.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() {
		if what := recover(); what != nil {
			err = fmt.Errorf("scoring panicked: %v", what)
		}
	}()
	return work(ctx)
}

func stillScoring(what string) error {
	p := newProblem(http.StatusServiceUnavailable, what+"; ask again in a few seconds")
	return huma.ErrorWithHeaders(p, http.Header{"Retry-After": {"5"}})
}
