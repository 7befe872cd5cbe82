package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"github.com/canhlua/canhlua/forecast"
)

// routeSigns wires the register of roadside signs and what is confirmed of them.
func (s *Server) routeSigns() {
	get[struct{}, signsAnswer](s, "/api/v1/signs", "Biển báo: cấp phải chỉ, cấp đang chỉ · Signs: the level each should show, and the one it shows", s.getSigns)
	desk(s, http.MethodGet, "/api/v1/signs/register", "Sổ biển báo, kèm người phụ trách · The register of signs with who is in charge", forecast.RoleOfficer, s.getSignRegister)
	desk(s, http.MethodPost, "/api/v1/signs", "Thêm biển báo · Add a sign", forecast.RoleOfficer, s.postSign)
	desk(s, http.MethodPatch, "/api/v1/signs/{id}", "Sửa biển báo · Edit a sign", forecast.RoleOfficer, s.patchSign)
	desk(s, http.MethodDelete, "/api/v1/signs/{id}", "Bỏ biển báo · Take a sign off the register", forecast.RoleOfficer, s.deleteSign)
	upload[turnForm, SignInfo](s, "/api/v1/signs/{id}/turned", "Xác nhận đã xoay mũi tên · Confirm where the arrow stands", forecast.RoleOfficer, s.postTurned)
}

// signRow is a sign as officers see it.
type signRow struct {
	SignInfo
	Ranger string `json:"ranger" doc:"Who turns the arrow"`
	Note   string `json:"note"`
	Photo  bool   `json:"photo" doc:"Whether the last turn has a photo"`
}

type signRegisterAnswer struct {
	Signs []signRow `json:"signs" doc:"By ID"`
}

func (s *Server) getSignRegister(ctx context.Context, _ *struct{}) (signRegisterAnswer, error) {
	a := signRegisterAnswer{Signs: []signRow{}}
	told, signs, err := s.signs(ctx)
	if err != nil {
		return a, err
	}
	turns, err := s.store.SignTurns(ctx, s.moment().now)
	pictured := map[string]bool{}
	for _, t := range turns {
		pictured[t.Sign] = t.Photo != ""
	}
	for i, g := range signs {
		a.Signs = append(a.Signs, signRow{told.Signs[i], g.Ranger, g.Note, pictured[g.ID]})
	}
	return a, err
}

type signInput struct {
	Body struct {
		ID     string  `json:"id" minLength:"1" maxLength:"60" pattern:"^[A-Za-z0-9._-]+$" doc:"Stays for ever"`
		Name   string  `json:"name" minLength:"1" maxLength:"200"`
		Place  string  `json:"place,omitempty" maxLength:"500" doc:"Where it stands, in words"`
		Lat    float64 `json:"lat" minimum:"-90" maximum:"90"`
		Lon    float64 `json:"lon" minimum:"-180" maximum:"180"`
		Zone   string  `json:"zone,omitempty" doc:"Default: the zone it stands in"`
		Ranger string  `json:"ranger,omitempty" maxLength:"200"`
		Note   string  `json:"note,omitempty" maxLength:"1000"`
	}
}

func (s *Server) postSign(ctx context.Context, in *signInput) (forecast.Sign, error) {
	g := forecast.Sign{ID: in.Body.ID, Name: strings.TrimSpace(in.Body.Name), Place: in.Body.Place, Lat: in.Body.Lat, Lon: in.Body.Lon,
		Zone: in.Body.Zone, Ranger: in.Body.Ranger, Note: in.Body.Note}
	if _, err := s.signOf(ctx, g.ID); err == nil {
		return g, newProblem(http.StatusConflict, "sign "+g.ID+": is there already; edit it, or give this one another id")
	} else if !isNotFound(err) {
		return g, err
	}
	return s.saveSign(ctx, g, "add sign")
}

func (s *Server) signOf(ctx context.Context, id string) (forecast.Sign, error) {
	signs, err := s.store.Signs(ctx)
	if err != nil {
		return forecast.Sign{}, err
	}
	for _, g := range signs {
		if g.ID == id {
			return g, nil
		}
	}
	return forecast.Sign{}, &forecast.NotFound{Kind: "sign", Name: id}
}

// saveSign checks a sign and keeps it.
func (s *Server) saveSign(ctx context.Context, g forecast.Sign, action string) (forecast.Sign, error) {
	day := s.moment().today
	if err := s.nearProvince(ctx, g.Lat, g.Lon, day); err != nil {
		return g, err
	}
	set, err := s.setOn(ctx, day)
	if err != nil {
		return g, err
	}
	if g.Zone == "" {
		at := set.locator.Find(g.Lon, g.Lat)
		if at < 0 {
			return g, &forecast.Invalid{Column: "zone", Reason: "is not given, and the sign stands in none", Remedy: "name the zone whose level it tells"}
		}
		g.Zone = set.Zones[at].ID
	}
	if _, ok := set.zone(g.Zone); !ok {
		return g, &forecast.Invalid{Column: "zone", Value: g.Zone, Reason: "there is no such zone today", Remedy: "take one of /api/v1/zones"}
	}
	if g.Name == "" {
		return g, &forecast.Invalid{Column: "name", Reason: "is empty", Remedy: "name the sign"}
	}
	by := s.signDeed(ctx, g.ID, action)
	by.Detail = fmt.Sprintf("%s, zone %s, %.5f, %.5f", g.Name, g.Zone, g.Lat, g.Lon)
	_, err = s.store.SaveSigns(ctx, []forecast.Sign{g}, by)
	return g, err
}

func (s *Server) signDeed(ctx context.Context, id, action string) forecast.AuditEntry {
	deed := s.deed(ctx, "", "")
	return forecast.AuditEntry{At: deed.At, Actor: deed.By, Role: deed.Role, Action: action, Subject: "sign " + id, From: origin(ctx)}
}

type signEditInput struct {
	ID   string `path:"id" doc:"Sign"`
	Body struct {
		Name   *string  `json:"name,omitempty" maxLength:"200"`
		Place  *string  `json:"place,omitempty" maxLength:"500"`
		Lat    *float64 `json:"lat,omitempty" minimum:"-90" maximum:"90"`
		Lon    *float64 `json:"lon,omitempty" minimum:"-180" maximum:"180"`
		Zone   *string  `json:"zone,omitempty"`
		Ranger *string  `json:"ranger,omitempty" maxLength:"200"`
		Note   *string  `json:"note,omitempty" maxLength:"1000"`
	}
}

func (s *Server) patchSign(ctx context.Context, in *signEditInput) (forecast.Sign, error) {
	g, err := s.signOf(ctx, in.ID)
	if err != nil {
		return g, err
	}
	for _, c := range []struct{ to, from *string }{{&g.Name, in.Body.Name}, {&g.Place, in.Body.Place}, {&g.Zone, in.Body.Zone},
		{&g.Ranger, in.Body.Ranger}, {&g.Note, in.Body.Note}} {
		if c.from != nil {
			*c.to = strings.TrimSpace(*c.from)
		}
	}
	if in.Body.Lat != nil {
		g.Lat = *in.Body.Lat
	}
	if in.Body.Lon != nil {
		g.Lon = *in.Body.Lon
	}
	return s.saveSign(ctx, g, "edit sign")
}

type signPath struct {
	ID string `path:"id" doc:"Sign"`
}

type removedAnswer struct {
	Removed string `json:"removed"`
}

func (s *Server) deleteSign(ctx context.Context, in *signPath) (removedAnswer, error) {
	return removedAnswer{in.ID}, s.store.RemoveSign(ctx, in.ID, s.signDeed(ctx, in.ID, "remove sign"))
}

// turnForm is the shape of a confirmation, for the OpenAPI.
type turnForm struct {
	Level int    `json:"level" minimum:"1" maximum:"5" doc:"What the arrow stands at now, 1–5"`
	Photo []byte `json:"photo,omitempty" doc:"JPEG, PNG or WebP"`
}

// postTurned keeps what somebody saw the arrow stand at.
func (s *Server) postTurned(ctx context.Context, w http.ResponseWriter, r *http.Request) (uploaded, error) {
	id := chi.URLParam(r, "id")
	done, err := s.takeTurn(ctx, w, r, id)
	if err != nil {
		err = s.asProblem(ctx, err)
		s.auditRefusal(ctx, "turn sign", err)
	}
	return done, err
}

func (s *Server) takeTurn(ctx context.Context, w http.ResponseWriter, r *http.Request, id string) (uploaded, error) {
	in, err := s.readForm(w, r, "level")
	if err != nil {
		return uploaded{}, err
	}
	ctx, cancel := unhurried(ctx)
	defer cancel()
	level, err := strconv.Atoi(in.text("level"))
	if err != nil || !forecast.Level(level).Known() {
		return uploaded{}, &forecast.Invalid{Column: "level", Value: in.text("level"), Reason: "no level", Remedy: "give what the arrow stands at, 1 to 5"}
	}
	by := s.signDeed(ctx, id, "turn sign")
	by.Detail = "arrow at " + forecast.Level(level).Roman()
	picture, err := s.clean(ctx, in, by.At)
	if err != nil {
		return uploaded{}, err
	}
	t := forecast.SignTurn{Sign: id, Level: forecast.Level(level), At: by.At, By: by.Actor, Role: by.Role}
	if picture != nil {
		t.Photo = picture.Hash
		by.Detail += ", with a photo"
	}
	if err := s.store.TurnSign(ctx, t, picture, by); err != nil {
		return uploaded{}, err
	}
	told, _, err := s.signs(ctx)
	for _, info := range told.Signs {
		if info.ID == id {
			return uploaded{status: http.StatusOK, body: info}, err
		}
	}
	return uploaded{}, err
}

func (s *Server) signPhoto(ctx context.Context, in *signPath) (string, error) {
	turns, err := s.store.SignTurns(ctx, s.moment().now)
	for _, t := range turns {
		if t.Sign == in.ID {
			return t.Photo, err
		}
	}
	return "", err
}
