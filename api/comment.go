package api

import (
	"context"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

type commentInput struct {
	ID   string `path:"id" doc:"Run, a draft"`
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"2000" doc:"For the others at the desk; it is kept and never public"`
	}
}

type commentAnswer struct{ forecast.Remark }

// postComment adds what one at the desk says of a draft to the others.
func (s *Server) postComment(ctx context.Context, in *commentInput) (commentAnswer, error) {
	text := strings.TrimSpace(in.Body.Text)
	if text == "" {
		return commentAnswer{}, &forecast.Invalid{Column: "text", Reason: "empty", Remedy: "say something, or nothing at all"}
	}
	deed := s.deed(ctx, in.ID, "")
	r, err := s.store.SaveRemark(ctx, forecast.Remark{Run: in.ID, At: deed.At, Role: deed.Role, By: deed.By, Text: text})
	r.At = s.local(r.At)
	return commentAnswer{r}, err
}

// comments are a draft's remarks with the province's times.
func (s *Server) comments(ctx context.Context, run string) ([]forecast.Remark, error) {
	all, err := s.store.Remarks(ctx, run)
	out := make([]forecast.Remark, len(all))
	for i, r := range all {
		r.At = s.local(r.At)
		out[i] = r
	}
	return out, err
}
