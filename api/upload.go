package api

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"github.com/canhlua/canhlua/forecast"
)

// uploaded is what became of a form.
type uploaded struct {
	status   int
	replayed bool
	body     any
}

// upload adds a route that reads its form by itself, part by part. Who needs no
// role needs no key. Form and Answer are the shapes for the OpenAPI.
func upload[Form, Answer any](s *Server, path, summary string, need forecast.Role, handle func(context.Context, http.ResponseWriter, *http.Request) (uploaded, error)) {
	schemas := s.api.OpenAPI().Components.Schemas
	shape := schemas.Schema(reflect.TypeFor[Form](), true, "")
	answer := map[string]*huma.MediaType{jsonType: {Schema: schemas.Schema(reflect.TypeFor[Answer](), true, "")}}
	name := strings.NewReplacer("/api/v1/", "", "/", "-", "{", "", "}", "").Replace(path)
	op := huma.Operation{
		OperationID: "post-" + name, Method: http.MethodPost, Path: path, Summary: summary,
		Responses: map[string]*huma.Response{"200": {Description: "Done, or done before", Content: answer}},
		Errors: []int{http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType,
			http.StatusUnprocessableEntity, http.StatusTooManyRequests},
	}
	if strings.Contains(path, "{id}") {
		op.Parameters = []*huma.Param{{Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}}}
	}
	if need != "" {
		op.Security, op.Middlewares = secured(), huma.Middlewares{s.guarded(need)}
		op.Errors = append(op.Errors, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound)
	}
	huma.Register(s.api, op, func(ctx context.Context, _ *struct{}) (*huma.StreamResponse, error) {
		return &huma.StreamResponse{Body: func(c huma.Context) {
			r, w := humachi.Unwrap(c)
			w.Header().Set("Cache-Control", "no-store")
			done, err := handle(ctx, w, r)
			if err == nil {
				err = writeUploaded(w, done)
			}
			if err != nil {
				s.refuse(ctx, w, err)
			}
		}}, nil
	})
	// told only now: huma reads whole what it knows of
	s.api.OpenAPI().Paths[path].Post.RequestBody = &huma.RequestBody{Required: true,
		Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: shape}, jsonType: {Schema: shape}}}
}

func writeUploaded(w http.ResponseWriter, done uploaded) error {
	body, err := json.Marshal(done.body)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", jsonType)
	if done.replayed {
		w.Header().Set("Idempotent-Replayed", "true")
	}
	w.WriteHeader(done.status)
	_, _ = w.Write(body) // the client may be gone
	return nil
}

// unhurried is a context for the work behind a form: the time of its coming, on
// a slow line, does not count.
func unhurried(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), requestTime)
}
