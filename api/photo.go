package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"github.com/canhlua/canhlua/api/photo"
	"github.com/canhlua/canhlua/forecast"
)

type firePath struct {
	ID string `path:"id" doc:"Fire"`
}

// routePhotos wires the pictures: to officers all, to the public those that an
// officer has let out.
func (s *Server) routePhotos() {
	get[firePath, string](s, "/api/v1/fires/{id}/photo", "Ảnh đám cháy đã được phép công khai · Photo of a confirmed fire that an officer made public", s.getFirePhoto, photo.Type)
	pictured(s, "/api/v1/fires/reports/{id}/photo", "Ảnh của tin báo cháy · Photo of a report", s.reportPhoto)
	pictured(s, "/api/v1/signs/{id}/photo", "Ảnh biển báo lần xác nhận gần nhất · Photo of a sign's last turn", s.signPhoto)
}

// pictured adds a picture for officers.
func pictured[I any](s *Server, path, summary string, hash func(context.Context, *I) (string, error)) {
	op := s.deskOp(http.MethodGet, path, summary, forecast.RoleOfficer)
	op.Responses = map[string]*huma.Response{"200": {Description: "The picture",
		Content: map[string]*huma.MediaType{photo.Type: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}}
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
		name, err := hash(ctx, in)
		if err != nil {
			return nil, s.asProblem(ctx, err)
		}
		p, err := s.picture(ctx, name)
		if err != nil {
			return nil, s.asProblem(ctx, err)
		}
		p.keep = "no-store"
		return &huma.StreamResponse{Body: func(c huma.Context) {
			r, w := humachi.Unwrap(c)
			p.serve(w, r)
		}}, nil
	})
}

func (s *Server) getFirePhoto(ctx context.Context, in *firePath) (*page, error) {
	f, err := s.store.FireRecord(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if !f.PublicAt(s.moment().now) || !f.PhotoPublic {
		return nil, &forecast.NotFound{Kind: "public photo of fire", Name: in.ID}
	}
	return s.picture(ctx, f.Photo)
}

func (s *Server) reportPhoto(ctx context.Context, in *firePath) (string, error) {
	f, err := s.store.FireRecord(ctx, in.ID)
	return f.Photo, err
}

// picture is a kept picture as a page that can do nothing.
func (s *Server) picture(ctx context.Context, hash string) (*page, error) {
	if hash == "" {
		return nil, &forecast.NotFound{Kind: "photo", Name: "of this"}
	}
	kept, err := s.store.Photo(ctx, hash)
	if err != nil {
		return nil, err
	}
	p := newPage(kept.Type, kept.Data)
	p.policy, p.modified = "default-src 'none'; sandbox", kept.Taken
	return p, nil
}
