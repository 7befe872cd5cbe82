package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/canhlua/canhlua/forecast"
)

const (
	mostReadings = 5000    // in one request
	largestBody  = 2 << 20 // bytes
)

// Receive takes the readings of a request's body in. By begins the sender's entry of
// the audit log, which is kept before any reading is. The outcomes are those of the readings in their order; a *forecast.Invalid says
// that the body is of no known form, and then nothing was taken.
type Receive func(ctx context.Context, by forecast.AuditEntry, body []byte, most int) ([]forecast.Outcome, error)

type observationsInput struct {
	Name    string `header:"Idempotency-Key" maxLength:"100" doc:"A name of the sender's choice. The same name with the same body is answered as the first time"`
	RawBody []byte `contentType:"application/json"`
}

// readingsBody is the shape of the body, for the OpenAPI.
type readingsBody struct {
	Observations []readingBody `json:"observations"`
}

type readingBody struct {
	Station   string          `json:"station" doc:"A registered station" example:"48900"`
	Time      string          `json:"time" format:"date-time" doc:"Valid time" example:"2026-03-02T13:00:00+07:00"`
	TempC     *float64        `json:"temp_c,omitempty"`
	DewPointC *float64        `json:"dewpoint_c,omitempty" doc:"Reckoned from rh_pct where absent"`
	RHPct     *float64        `json:"rh_pct,omitempty"`
	WindMS    *float64        `json:"wind_ms,omitempty"`
	WindDir   *float64        `json:"wind_dir_deg,omitempty"`
	Rain      []forecast.Rain `json:"rain,omitempty" doc:"Amounts with their hours up to the time"`
	RainMM    *float64        `json:"rain_mm,omitempty" doc:"One amount; needs rain_hours"`
	RainHours *float64        `json:"rain_hours,omitempty"`

	Correction string              `json:"correction,omitempty" doc:"CCA, CCB, … of a reading that goes before an earlier one of the same time" example:"CCA"`
	Void       []forecast.Variable `json:"void,omitempty" doc:"Of a correction: values that are wrong and of which there is no right one. They are kept, and count no more; rh_pct and dewpoint_c go together"`
}

// Intake is what became of the readings of a request; it is exported, as all embedded
// parts are, since huma describes no others.
type Intake struct {
	Accepted  int                `json:"accepted"`
	Flagged   int                `json:"flagged" doc:"Of the accepted, those with a value that failed a check and is not used"`
	Duplicate int                `json:"duplicate"`
	Rejected  int                `json:"rejected"`
	Rows      []forecast.Outcome `json:"rows" doc:"What became of each reading, in the order they were sent"`
}

// noneKept is the problem that every reading was rejected; its rows say why.
type noneKept struct {
	ProblemHead
	Intake
}

type observationsOutput struct {
	Status   int
	Type     string `header:"Content-Type"`
	Replayed string `header:"Idempotent-Replayed"`
	Body     []byte
}

func (s *Server) routeWrites() {
	schemas := s.api.OpenAPI().Components.Schemas
	op := huma.Operation{
		OperationID: "post-observations", Method: http.MethodPost, Path: "/api/v1/observations",
		Summary:     "Gửi số liệu quan trắc · Hand-entered or machine-sent weather",
		Security:    secured(),
		Middlewares: huma.Middlewares{s.guarded(forecast.RoleOfficer)},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
			jsonType: {Schema: schemas.Schema(reflect.TypeFor[readingsBody](), true, "")}}},
		Responses: map[string]*huma.Response{
			"200": {Description: "Every reading was kept, or was there already", Content: answerContent(schemas)},
			"207": {Description: "Some readings were rejected, the others kept", Content: answerContent(schemas)},
			"422": {Description: "No reading could be kept", Content: map[string]*huma.MediaType{
				problemType: {Schema: schemas.Schema(reflect.TypeFor[noneKept](), true, "")}}},
		},
		MaxBodyBytes:     largestBody,
		Errors:           []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusConflict, http.StatusRequestEntityTooLarge},
		SkipValidateBody: true, // each reading is judged by itself
	}
	huma.Register(s.api, op, func(ctx context.Context, in *observationsInput) (*observationsOutput, error) {
		out, err := s.postObservations(ctx, in)
		if err != nil {
			problem := s.asProblem(ctx, err)
			s.auditRefusal(ctx, deedOf(&op), problem)
			return nil, problem
		}
		return out, nil
	})
}

func answerContent(schemas huma.Registry) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{jsonType: {Schema: schemas.Schema(reflect.TypeFor[Intake](), true, "")}}
}

func (s *Server) postObservations(ctx context.Context, in *observationsInput) (*observationsOutput, error) {
	if s.cfg.Receive == nil {
		return nil, newProblem(http.StatusServiceUnavailable, "this service takes no readings in")
	}
	by, asked := holder(ctx), HashOf(string(in.RawBody))
	if in.Name != "" {
		before, answer, err := s.store.Answered(ctx, by.Actor, in.Name)
		var missing *forecast.NotFound
		switch {
		case err == nil && before != asked:
			return nil, newProblem(http.StatusConflict, "the Idempotency-Key was used for another body; give each request a name of its own")
		case err == nil:
			e := s.entry(ctx, by)
			e.Action, e.Subject, e.Detail, e.Refused = "send readings", "readings", "body "+asked, "was sent before; it was answered as the first time"
			s.keepRefusal(ctx, e)
			out, err := tellIntake(answer)
			out.Replayed = "true"
			return out, err
		case !errors.As(err, &missing):
			return nil, err
		}
	}
	ctx, cancel := unhurried(ctx) // what is begun is noted
	defer cancel()
	e := s.entry(ctx, by)
	e.Action, e.Subject = "send readings", "readings"
	outcomes, err := s.cfg.Receive(ctx, e, in.RawBody, mostReadings)
	if err != nil {
		return nil, err
	}
	answer, err := json.Marshal(sumUp(outcomes))
	if err != nil {
		return nil, err
	}
	s.log.InfoContext(ctx, "readings received", "by", by.Actor, "rows", len(outcomes), "request", requestID(ctx))
	if in.Name != "" {
		if err := s.store.SaveAnswer(ctx, by.Actor, in.Name, asked, answer, s.cfg.Clock()); err != nil {
			return nil, err
		}
	}
	return tellIntake(answer)
}

func sumUp(outcomes []forecast.Outcome) Intake {
	a := Intake{Rows: outcomes}
	for _, o := range outcomes {
		switch o.Status {
		case forecast.OutcomeAccepted:
			a.Accepted++
			if len(o.Flags) > 0 {
				a.Flagged++
			}
		case forecast.OutcomeDuplicate:
			a.Duplicate++
		default:
			a.Rejected++
		}
	}
	return a
}

// tellIntake is the response of an intake as it is kept: 200 when nothing was
// rejected, a problem of 422 when everything was, else 207.
func tellIntake(kept []byte) (*observationsOutput, error) {
	out := &observationsOutput{Status: http.StatusMultiStatus, Type: jsonType, Body: kept}
	var a Intake
	if err := json.Unmarshal(kept, &a); err != nil {
		return out, fmt.Errorf("kept answer: %w", err)
	}
	switch {
	case a.Rejected == 0:
		out.Status = http.StatusOK
	case a.Accepted+a.Duplicate == 0:
		p := newProblem(http.StatusUnprocessableEntity, a.Rows[0].Reason)
		if len(a.Rows) > 1 {
			p.Detail = fmt.Sprintf("none of the %d readings could be kept; the first: %s", len(a.Rows), a.Rows[0].Reason)
		}
		var err error
		out.Status, out.Type = p.Status, problemType
		out.Body, err = json.Marshal(noneKept{ProblemHead{p.Title, p.Status, p.Detail}, a})
		return out, err
	}
	return out, nil
}
