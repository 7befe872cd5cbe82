package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
	"github.com/canhlua/canhlua/forecast/workshop"
)

// trialTime is how long a trial may take; the time of other answers is too short
// for a large archive.
const trialTime = 2 * time.Minute

const linesType = "application/x-ndjson"

type tableBody struct {
	Name    string `query:"name" maxLength:"200" doc:"The file's name, for the errors"`
	Type    string `header:"Content-Type" doc:"application/json for cells (meta, head, rows); else CSV or XLSX, told by the content"`
	RawBody []byte `contentType:"application/octet-stream"`
}

// checked reads the body's table.
func (in *tableBody) checked() (table.Checked, error) {
	name := in.Name
	if name == "" {
		name = "table"
	}
	if !strings.HasPrefix(in.Type, jsonType) {
		return table.Check(name, in.RawBody), nil
	}
	var sheet table.Sheet
	if err := json.Unmarshal(in.RawBody, &sheet); err != nil {
		return table.Checked{}, newProblem(http.StatusUnprocessableEntity, "the body is no table as JSON: "+err.Error()+`; send {"meta":[{"key":"title","value":"…"}],"head":["forest_group",…],"rows":[["all",…]]}`)
	}
	return table.CheckSheet(name, sheet), nil
}

type statusAnswer[O any] struct {
	Status int
	Body   O
}

// withTable adds a route whose body is a table.
func withTable[O any](s *Server, path, summary string, status int, need forecast.Role, handle func(context.Context, table.Checked) (O, error)) {
	op := huma.Operation{
		OperationID: "post-" + strings.NewReplacer("/api/v1/", "", "/", "-").Replace(path), Method: http.MethodPost, Path: path, Summary: summary,
		Security:         secured(),
		Middlewares:      huma.Middlewares{s.guarded(need)},
		MaxBodyBytes:     largestTable + 1024,
		SkipValidateBody: true,
		Errors:           []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity},
	}
	huma.Register(s.api, op, func(ctx context.Context, in *tableBody) (*statusAnswer[O], error) {
		c, err := in.checked()
		if err == nil {
			var body O
			if body, err = handle(ctx, c); err == nil {
				return &statusAnswer[O]{status, body}, nil
			}
		}
		problem := s.asProblem(ctx, err)
		s.auditRefusal(ctx, op.OperationID, problem)
		return nil, problem
	})
}

// tableRef names a table: an edition, or cells that are not kept anywhere.
type tableRef struct {
	ID    string       `json:"id,omitempty" doc:"Edition, drafts too"`
	Sheet *table.Sheet `json:"sheet,omitempty" doc:"Cells, in place of an edition"`
}

func (s *Server) tableOf(ctx context.Context, ref tableRef) (table.Table, error) {
	if ref.Sheet == nil {
		_, t, err := s.anyEdition(ctx, ref.ID)
		return t, err
	}
	c := table.CheckSheet("table", *ref.Sheet)
	if c.Err != nil {
		return c.Table, faultProblem(c)
	}
	return c.Table, nil
}

// line is one line of a trial's answer: how far it has come, and last the result
// or the problem.
type line struct {
	Done    int              `json:"done,omitempty" doc:"Zones done"`
	Of      int              `json:"of,omitempty"`
	Result  any              `json:"result,omitempty"`
	Problem *huma.ErrorModel `json:"problem,omitempty"`
}

// trial adds a route that works for a while and tells how far it has come: JSON
// lines, the last with the result or the problem.
func trial[I any](s *Server, path, summary string, handle func(context.Context, *I, workshop.Progress) (any, error)) {
	type input struct{ Body I }
	op := huma.Operation{
		OperationID: "post-" + strings.NewReplacer("/api/v1/", "", "/", "-").Replace(path), Method: http.MethodPost, Path: path, Summary: summary,
		Security:     secured(),
		Middlewares:  huma.Middlewares{s.guarded(forecast.RoleOfficer)},
		MaxBodyBytes: largestTable,
		Responses:    map[string]*huma.Response{"200": {Description: "Lines of progress; the last bears the result or a problem", Content: map[string]*huma.MediaType{linesType: {}}}},
		Errors:       []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity},
	}
	huma.Register(s.api, op, func(ctx context.Context, in *input) (*huma.StreamResponse, error) {
		return &huma.StreamResponse{Body: func(c huma.Context) {
			c.SetHeader("Content-Type", linesType)
			c.SetHeader("X-Content-Type-Options", "nosniff")
			ctx, cancel := longer(ctx)
			defer cancel()
			out := lines{c: c, gone: cancel}
			result, err := s.oneAtATime(ctx, func() (any, error) { return handle(ctx, &in.Body, out.progress) })
			if err == nil {
				out.write(line{Result: result})
				return
			}
			var p *huma.ErrorModel
			if !errors.As(s.asProblem(ctx, err), &p) {
				p = internalProblem(ctx)
			}
			out.write(line{Problem: p})
		}}, nil
	})
}

// longer gives a trial its own time; it still ends when the asker goes.
func longer(ctx context.Context) (context.Context, context.CancelFunc) {
	own, cancel := context.WithTimeout(context.WithoutCancel(ctx), trialTime)
	stop := context.AfterFunc(ctx, func() {
		if errors.Is(ctx.Err(), context.Canceled) {
			cancel()
		}
	})
	return own, func() { stop(); cancel() }
}

// oneAtATime lets trials wait for each other: one alone uses all processors.
func (s *Server) oneAtATime(ctx context.Context, work func() (any, error)) (any, error) {
	select {
	case s.trying <- struct{}{}:
		defer func() { <-s.trying }()
		return work()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// lines writes JSON lines as they come, and ends the work when nobody reads them.
type lines struct {
	c    huma.Context
	gone func()
	turn sync.Mutex
}

func (l *lines) progress(done, of int) { l.write(line{Done: done, Of: of}) }

func (l *lines) write(one line) {
	l.turn.Lock()
	defer l.turn.Unlock()
	to := l.c.BodyWriter()
	if err := json.NewEncoder(to).Encode(one); err != nil {
		l.gone()
		return
	}
	if f, ok := to.(http.Flusher); ok {
		f.Flush()
	}
}

// Span is the past a trial is made on. It is exported for the OpenAPI, which passes
// over what an unexported part brings in.
type Span struct {
	From forecast.Date `json:"from" doc:"First day of the past"`
	To   forecast.Date `json:"to" doc:"Last day of the past"`
}

// longestTrial is how far a past may reach.
const longestTrial = 40 * 366

// source gathers the past.
func (s *Server) source(ctx context.Context, q Span) (*workshop.Source, error) {
	switch {
	case s.cfg.Past == nil:
		return nil, newProblem(http.StatusServiceUnavailable, "this service tries no tables")
	case q.From.IsZero() || q.To.IsZero():
		return nil, &forecast.Invalid{Column: "from", Reason: "the past has no first or last day", Remedy: "give from and to as YYYY-MM-DD"}
	case q.To.Before(q.From):
		return nil, &forecast.Invalid{Column: "from", Value: q.From.String(), Reason: "lies after " + q.To.String(), Remedy: "exchange the two dates"}
	case q.To.DaysSince(q.From) > longestTrial:
		return nil, &forecast.Invalid{Column: "from", Value: q.From.String(), Reason: "more than 40 years before " + q.To.String(), Remedy: "ask for a shorter past"}
	}
	return s.cfg.Past(ctx, q.From, q.To)
}

// Pair is two tables that are held beside each other.
type Pair struct {
	A tableRef `json:"a"`
	B tableRef `json:"b"`
}

type diffAnswer struct {
	Lines   []string       `json:"lines" doc:"What changes from a to b, in English; none = nothing"`
	Changes []table.Change `json:"changes" doc:"The same, taken apart"`
}

func (s *Server) both(ctx context.Context, in Pair) (a, b table.Table, err error) {
	if a, err = s.tableOf(ctx, in.A); err != nil {
		return a, b, err
	}
	b, err = s.tableOf(ctx, in.B)
	return a, b, err
}

func (s *Server) postDiff(ctx context.Context, in *Pair, _ workshop.Progress) (any, error) {
	a, b, err := s.both(ctx, *in)
	if err != nil {
		return nil, err
	}
	out := diffAnswer{Lines: []string{}, Changes: append([]table.Change{}, table.Diff(a, b)...)}
	for _, c := range out.Changes {
		out.Lines = append(out.Lines, c.String())
	}
	return out, nil
}

type impactBody struct {
	Pair
	Span
}

type impactAnswer struct {
	workshop.Impact
	Told []forecast.Text `json:"told" doc:"The notes in words"`
}

func (s *Server) postImpact(ctx context.Context, in *impactBody, told workshop.Progress) (any, error) {
	a, b, err := s.both(ctx, in.Pair)
	if err != nil {
		return nil, err
	}
	source, err := s.source(ctx, in.Span)
	if err != nil {
		return nil, err
	}
	m, err := workshop.Compare(ctx, source, a, b, told)
	return impactAnswer{m, s.tellNotes(m.Notes)}, err
}

func (s *Server) tellNotes(notes []forecast.Note) []forecast.Text {
	out := []forecast.Text{}
	for _, n := range notes {
		out = append(out, s.province.Tell(n))
	}
	return out
}

type calibrateBody struct {
	workshop.Request
	Span
}

type calibrateAnswer struct {
	workshop.Proposal
	sheetAnswer
	Told []forecast.Text `json:"told" doc:"The notes in words"`
}

// mostResamples bounds the work of the intervals.
const mostResamples = 2000

func (s *Server) postCalibrate(ctx context.Context, in *calibrateBody, told workshop.Progress) (any, error) {
	source, err := s.source(ctx, in.Span)
	if err != nil {
		return nil, err
	}
	in.Resamples = min(max(in.Resamples, 0), mostResamples)
	p, err := workshop.Calibrate(ctx, source, in.Request, told)
	if err != nil {
		return nil, err
	}
	proposed := ProposedTable(s.province, &p)
	if proposed.Err == nil {
		if err := s.weigh(ctx, source, &p, proposed.Table, told); err != nil {
			return nil, err
		}
		proposed = ProposedTable(s.province, &p)
	}
	return calibrateAnswer{p, newSheetAnswer(proposed), s.tellNotes(p.Notes)}, nil
}

// weigh holds a proposal against the table that decides today, where there is one.
func (s *Server) weigh(ctx context.Context, source *workshop.Source, p *workshop.Proposal, proposed table.Table, told workshop.Progress) error {
	editions, err := s.store.Editions(ctx)
	if err != nil {
		return err
	}
	present, ok := s.inForce(ctx, editions, s.moment().today)
	if !ok {
		return nil
	}
	return p.Weigh(ctx, source, present, proposed, told)
}
