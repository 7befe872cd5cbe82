package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/canhlua/canhlua/forecast"
)

// retryAfter is how long a client should wait for the first publication.
const retryAfter = time.Minute

// problemType is the media type of problems.
const problemType = "application/problem+json"

// ProblemHead is what problems with members of their own begin with (RFC 9457 §3.2);
// it is exported, as all embedded parts are, since huma describes no others.
type ProblemHead struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

// newProblem is an RFC 9457 problem of a status.
func newProblem(status int, detail string) *huma.ErrorModel {
	return &huma.ErrorModel{Status: status, Title: http.StatusText(status), Detail: detail}
}

// badParam is a 422 that names a query parameter, its value and the remedy.
func badParam(name, value, reason, remedy string) *huma.ErrorModel {
	p := newProblem(http.StatusUnprocessableEntity, fmt.Sprintf("parameter %s %q: %s; %s", name, value, reason, remedy))
	p.Errors = []*huma.ErrorDetail{{Location: "query." + name, Value: value, Message: reason + "; " + remedy}}
	return p
}

// notYet is the answer before the first publication of a fresh store.
func notYet() error {
	p := newProblem(http.StatusServiceUnavailable, "no forecast is published yet; the first one is being made, ask again in a minute")
	return huma.ErrorWithHeaders(p, http.Header{"Retry-After": {strconv.Itoa(int(retryAfter.Seconds()))}})
}

// asProblem turns an error into the response it means, and logs what the client
// is not told. It is the one place that does.
func (s *Server) asProblem(ctx context.Context, err error) error {
	var (
		known    huma.StatusError
		notFound *forecast.NotFound
		wrong    *forecast.WrongState
		misstep  *forecast.WrongStep
		invalid  *forecast.Invalid
		own      *forecast.OwnDraft
	)
	switch {
	case errors.As(err, &known):
		return err
	case errors.As(err, &notFound):
		return coded(newProblem(http.StatusNotFound, notFound.Error()), err)
	case errors.As(err, &wrong):
		return newProblem(http.StatusConflict, wrong.Error())
	case errors.As(err, &misstep):
		return newProblem(http.StatusConflict, misstep.Error())
	case errors.As(err, &own):
		return newProblem(http.StatusConflict, own.Error())
	case errors.As(err, &invalid):
		return coded(newProblem(http.StatusUnprocessableEntity, invalid.Error()), err)
	case errors.Is(err, context.DeadlineExceeded):
		s.log.ErrorContext(ctx, "request ran out of time", "error", err, "request", requestID(ctx))
		return newProblem(http.StatusServiceUnavailable, "the answer took too long; ask again later")
	case errors.Is(err, context.Canceled):
		return newProblem(http.StatusServiceUnavailable, "the request was given up")
	}
	s.log.ErrorContext(ctx, "request broke", "error", err, "request", requestID(ctx))
	return internalProblem(ctx)
}

// coded adds to a problem the code and arguments that its error bears, for those who
// word it in another language.
func coded(p *huma.ErrorModel, err error) *huma.ErrorModel {
	var c *forecast.Coded
	if errors.As(err, &c) {
		p.Errors = append(p.Errors, &huma.ErrorDetail{Location: "code", Message: c.Code, Value: c.Args})
	}
	return p
}

func internalProblem(ctx context.Context) *huma.ErrorModel {
	p := newProblem(http.StatusInternalServerError, "something broke on our side; tell us the instance below")
	p.Instance = "urn:request:" + requestID(ctx)
	return p
}

// writeProblem answers outside of huma: unknown paths, panics.
func writeProblem(w http.ResponseWriter, p *huma.ErrorModel) {
	body, err := json.Marshal(p)
	if err != nil {
		http.Error(w, p.Title, p.Status)
		return
	}
	w.Header().Set("Content-Type", problemType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	_, _ = w.Write(body) // the client may be gone
}
