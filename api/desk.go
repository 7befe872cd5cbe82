package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/canhlua/canhlua/forecast"
)

// Predict makes the draft of a day from what the store holds. By begins the asker's
// entry of the audit log, which commits with the draft; a WrongState says that the
// same run is there and a draft no more.
type Predict func(ctx context.Context, day forecast.Date, by forecast.AuditEntry) (forecast.Run, error)

// routeDesk wires what those do who answer for the level: make a draft, look at
// it, publish it, take it back.
func (s *Server) routeDesk() {
	desk(s, http.MethodGet, "/api/v1/drafts", "Các bản dự thảo · Drafts that wait", forecast.RoleOfficer, s.getDrafts)
	desk(s, http.MethodGet, "/api/v1/drafts/{id}", "Một bản dự thảo, so với bản đang công bố · A draft beside what is public", forecast.RoleOfficer, s.getDraft)
	desk(s, http.MethodPost, "/api/v1/runs", "Lập bản dự thảo · Make a draft", forecast.RoleOfficer, s.postRun)
	desk(s, http.MethodPost, "/api/v1/runs/{id}/override", "Điều chỉnh cấp trong bản dự thảo, có lý do · Override a level of a draft, with a reason", forecast.RoleOfficer, s.postOverride)
	desk(s, http.MethodPost, "/api/v1/runs/{id}/comments", "Ý kiến về bản dự thảo, không công khai · A comment on a draft, never public", forecast.RoleOfficer, s.postComment)
	desk(s, http.MethodGet, "/api/v1/audit/chain", "Chuỗi nhật ký có nguyên vẹn không · Whether the audit log is whole", forecast.RolePublisher, s.getChain)
	desk(s, http.MethodGet, "/api/v1/audit", "Nhật ký kiểm tra · Who did what", forecast.RolePublisher, s.getAudit)
	desk(s, http.MethodPost, "/api/v1/runs/{id}/publish", "Công bố · Publish", forecast.RolePublisher, s.postPublish)
	desk(s, http.MethodPost, "/api/v1/runs/{id}/withdraw", "Thu hồi · Withdraw", forecast.RolePublisher, s.postWithdraw)
}

type deskAnswer[O any] struct{ Body O }

// desk adds a route that needs a role, or none, and knows who asks.
func desk[I, O any](s *Server, method, path, summary string, need forecast.Role, handle func(context.Context, *I) (O, error), more ...func(*huma.Operation)) {
	op := s.deskOp(method, path, summary, need)
	for _, change := range more {
		change(&op)
	}
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*deskAnswer[O], error) {
		if method != http.MethodGet { // what is begun is finished and noted, though its asker hangs up
			var cancel context.CancelFunc
			ctx, cancel = unhurried(ctx)
			defer cancel()
		}
		body, err := handle(ctx, in)
		if err != nil {
			problem := s.asProblem(ctx, err)
			if method != http.MethodGet {
				s.auditRefusal(ctx, deedOf(&op), problem)
			}
			return nil, problem
		}
		return &deskAnswer[O]{body}, nil
	})
}

// deskOp is an operation that needs a role, or none, and knows who asks.
func (s *Server) deskOp(method, path, summary string, need forecast.Role) huma.Operation {
	op := huma.Operation{
		OperationID: operationOf(method, path), Method: method, Path: path, Summary: summary,
		Middlewares:  huma.Middlewares{s.known},
		MaxBodyBytes: 64 << 10,
		Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict,
			http.StatusUnprocessableEntity, http.StatusServiceUnavailable},
	}
	if need != "" {
		op.Security, op.Middlewares = secured(), huma.Middlewares{s.guarded(need)}
	}
	return op
}

type newRunInput struct {
	Body struct {
		Date *string `json:"date,omitempty" doc:"Day of the run, YYYY-MM-DD; default today"`
	}
}

// postRun makes the draft of today, or of a day not further back than the
// states of earlier runs are looked for.
func (s *Server) postRun(ctx context.Context, in *newRunInput) (runAnswer, error) {
	if s.cfg.Predict == nil {
		return runAnswer{}, newProblem(http.StatusServiceUnavailable, "this service makes no runs")
	}
	today := s.moment().today
	day := today
	if in.Body.Date != nil {
		var err error
		if day, err = forecast.ParseDate(*in.Body.Date); err != nil {
			return runAnswer{}, newProblem(http.StatusUnprocessableEntity, err.Error())
		}
	}
	if back := today.DaysSince(day); back < 0 || back > s.province.Rules.LookbackDays {
		return runAnswer{}, &forecast.Invalid{Column: "date", Value: day.String(), Reason: "no day that a run is made for here",
			Remedy: "give a day from " + today.AddDays(-s.province.Rules.LookbackDays).String() + " to " + today.String()}
	}
	run, err := s.cfg.Predict(ctx, day, s.entry(ctx, holder(ctx)))
	var wrong *forecast.WrongState
	if errors.As(err, &wrong) { // the same readings at the same moment give the same run again
		return runAnswer{}, newProblem(http.StatusConflict, "nothing has changed since run "+wrong.Run+", which is "+string(wrong.From)+"; correct a reading first, or wait for new ones")
	}
	if err != nil {
		return runAnswer{}, err
	}
	return s.after(ctx, run.ID)
}

// deed is a step by whoever asks.
func (s *Server) deed(ctx context.Context, run, reason string) forecast.Publication {
	by := holder(ctx)
	return forecast.Publication{Run: run, At: s.moment().now, Role: string(by.Role), By: by.Actor, Reason: reason, From: origin(ctx)}
}

func (s *Server) postPublish(ctx context.Context, in *runInput) (runAnswer, error) {
	deed := s.deed(ctx, in.ID, "")
	if err := s.another(ctx, &deed); err != nil {
		return runAnswer{}, err
	}
	if err := s.store.Publish(ctx, deed); err != nil {
		return runAnswer{}, err
	}
	return s.after(ctx, in.ID)
}

type withdrawInput struct {
	ID   string `path:"id" doc:"Run"`
	Body struct {
		Reason string `json:"reason" minLength:"3" maxLength:"1000" doc:"Why; it is kept and shown in public"`
	}
}

func (s *Server) postWithdraw(ctx context.Context, in *withdrawInput) (runAnswer, error) {
	reason := strings.TrimSpace(in.Body.Reason)
	if reason == "" {
		return runAnswer{}, &forecast.Invalid{Column: "reason", Reason: "empty", Remedy: "say why; it is kept and shown in public"}
	}
	if err := s.store.Withdraw(ctx, s.deed(ctx, in.ID, reason)); err != nil {
		return runAnswer{}, err
	}
	return s.after(ctx, in.ID)
}

// after is the run as it stands after a step.
func (s *Server) after(ctx context.Context, id string) (runAnswer, error) {
	run, err := s.store.Run(ctx, id, s.moment().now)
	s.localize(&run)
	return runAnswer{run}, err
}

// another forbids a step, under the rule of two persons, to whoever made or changed
// the draft: by the account, or by any key of theirs. It is judged when the step is
// taken, so that nobody changes a draft in between.
func (s *Server) another(ctx context.Context, deed *forecast.Publication) error {
	if !s.cfg.TwoPersons {
		return nil
	}
	by := holder(ctx)
	deed.Own = []string{by.Actor, by.Person}
	if by.user.ID == "" {
		return nil
	}
	tokens, err := s.store.Tokens(ctx)
	for _, t := range tokens {
		if t.Owner == by.user.ID {
			deed.Own = append(deed.Own, t.Actor())
		}
	}
	return err
}
