package api

import (
	"context"
	"errors"
	"net"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/canhlua/canhlua/forecast"
)

type auditInput struct {
	Before int64 `query:"before" minimum:"0" doc:"Entries with a smaller number; 0 = from the newest"`
	Limit  int   `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"At most so many"`

	Actor   string `query:"actor" maxLength:"200" doc:"Only those whose actor contains it"`
	Action  string `query:"action" maxLength:"100" doc:"Only this action: publish, withdraw, override, …"`
	Subject string `query:"subject" maxLength:"200" doc:"Only on this subject: run 20260302-…"`
	Refused bool   `query:"refused" doc:"Only what was refused"`
}

type auditAnswer struct {
	Entries []forecast.AuditEntry `json:"entries" doc:"Newest first; each bears the hash of the one before"`
	Next    int64                 `json:"next" doc:"before= of the next page; 0 = there is none"`
}

func (s *Server) getAudit(ctx context.Context, in *auditInput) (auditAnswer, error) {
	entries, err := s.store.AuditOf(ctx, forecast.AuditQuery{Before: in.Before, Limit: in.Limit,
		Actor: in.Actor, Action: in.Action, Subject: in.Subject, Refused: in.Refused})
	a := auditAnswer{Entries: []forecast.AuditEntry{}}
	now := s.moment().now
	for _, e := range entries {
		if e.At.After(now) {
			continue // a service that stands at an instant knows nothing of later ones
		}
		e.At = s.local(e.At)
		a.Entries = append(a.Entries, e)
	}
	if n := len(entries); n == in.Limit && entries[n-1].Seq > 1 {
		a.Next = entries[n-1].Seq
	}
	return a, err
}

type chainAnswer struct {
	Whole   bool   `json:"whole" doc:"Every entry follows the one before it, unchanged"`
	Entries int64  `json:"entries" doc:"Sound ones, from the first on"`
	Last    string `json:"last,omitempty" doc:"Hash of the newest entry. Who has noted number and hash can tell later that none behind was cut off"`
	Fault   string `json:"fault,omitempty" doc:"Where the chain breaks, and what to do"`
}

// getChain goes through the whole audit log.
func (s *Server) getChain(ctx context.Context, _ *struct{}) (chainAnswer, error) {
	n, err := s.store.CheckAudit(ctx)
	if err == nil {
		last, err := s.store.AuditOf(ctx, forecast.AuditQuery{Before: n + 1, Limit: 1})
		a := chainAnswer{Whole: true, Entries: n}
		if len(last) > 0 {
			a.Last = last[0].Hash
		}
		return a, err
	}
	var broken *forecast.BrokenChain
	if errors.As(err, &broken) {
		s.log.ErrorContext(ctx, "the chain of the audit log is broken", "error", err, "request", requestID(ctx))
		return chainAnswer{Entries: n, Fault: broken.Error()}, nil
	}
	return chainAnswer{}, err
}

// hostOf is an address without its port.
func hostOf(address string) string {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	return host
}

// auditRefusal keeps what someone who is known was refused. A failure to keep it goes to
// the log: the asker has an answer already.
func (s *Server) auditRefusal(ctx context.Context, what string, problem error) {
	var known huma.StatusError
	if !errors.As(problem, &known) || known.GetStatus() >= http.StatusInternalServerError {
		return
	}
	if by := holder(ctx); by.Actor != "" {
		e := s.entry(ctx, by)
		e.Action, e.Subject, e.Refused = what, subject(ctx), known.Error()
		s.keepRefusal(ctx, e)
	}
}

// note keeps what was done, whether or not its asker still waits for the answer:
// nobody acts unseen by hanging up.
func (s *Server) note(ctx context.Context, e forecast.AuditEntry) error {
	ctx, cancel := unhurried(ctx)
	defer cancel()
	_, err := s.store.AppendAudit(ctx, e)
	return err
}

func (s *Server) keepRefusal(ctx context.Context, e forecast.AuditEntry) {
	e.At = s.moment().now
	if _, err := s.store.AppendAudit(context.WithoutCancel(ctx), e); err != nil {
		s.log.ErrorContext(ctx, "a refusal could not be kept in the audit log", "error", err, "request", requestID(ctx))
	}
}
