package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/canhlua/canhlua/forecast"
)

// routeSession wires signing in and out.
func (s *Server) routeSession() {
	desk(s, http.MethodGet, "/api/v1/session", "Ai đang đăng nhập · Who is signed in", "", s.getSession)
	desk(s, http.MethodPost, "/api/v1/session", "Đăng nhập · Sign in", "", s.postSession, withSecret[signInBody](s))
	desk(s, http.MethodDelete, "/api/v1/session", "Đăng xuất · Sign out", "", s.deleteSession)
	desk(s, http.MethodPost, "/api/v1/session/password", "Đổi mật khẩu của mình · Change one's own password", forecast.RoleOfficer, s.postPassword, withSecret[passwordBody](s))
}

// secretInput is a body that bears a secret. It is read here and not by huma,
// whose messages repeat what they refuse.
type secretInput struct {
	RawBody []byte `contentType:"application/json"`
}

// withSecret describes such a body in the OpenAPI.
func withSecret[B any](s *Server) func(*huma.Operation) {
	return func(op *huma.Operation) {
		schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[B](), true, "")
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{jsonType: {Schema: schema}}}
		op.SkipValidateBody, op.MaxBodyBytes = true, 8<<10
	}
}

// readSecret reads the body; what is wrong with it is told without repeating it.
func readSecret[B any](raw []byte) (body B, err error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if decoder.Decode(&body) == nil {
		return body, nil
	}
	var names []string
	for i := range reflect.TypeFor[B]().NumField() {
		name, _, _ := strings.Cut(reflect.TypeFor[B]().Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return body, &forecast.Invalid{Column: "body", Reason: "not a JSON object of the kind that is wanted",
		Remedy: "send " + strings.Join(names, ", ") + " as /api/docs describes them"}
}

type signInBody struct {
	Name     string `json:"name" doc:"Login name"`
	Password string `json:"password"`
}

type passwordBody struct {
	Old string `json:"old" doc:"The password so far"`
	New string `json:"new" doc:"10 to 200 characters"`
}

// PersonInfo is a person in the answers; it is exported, as all embedded parts are,
// since huma describes no others.
type PersonInfo struct {
	ID    string        `json:"id"`
	Name  string        `json:"name" doc:"Login name"`
	Title string        `json:"title" doc:"How the person is called"`
	Role  forecast.Role `json:"role"`
}

type sessionAnswer struct {
	User     maybe[PersonInfo]    `json:"user" doc:"Who is signed in; null = nobody, or a machine's key"`
	Role     forecast.Role        `json:"role" doc:"What the asker may do; empty = nothing that needs a role"`
	Ends     *time.Time           `json:"ends" doc:"When the session ends if nothing is asked until then; null without a session"`
	Password bool                 `json:"password" doc:"The account has a password that its holder may change"`
	OIDC     maybe[forecast.Text] `json:"oidc" doc:"Name of another service that one may sign in with, at /api/v1/session/oidc; null = there is none"`
}

func (s *Server) getSession(ctx context.Context, _ *struct{}) (sessionAnswer, error) {
	return s.tellSession(holder(ctx)), nil
}

func (s *Server) tellSession(by asker) sessionAnswer {
	a := sessionAnswer{Role: by.Role}
	if s.oidc != nil {
		a.OIDC.v = &s.oidc.Name
	}
	if by.user.ID != "" {
		a.User.v = &PersonInfo{by.user.ID, by.user.Name, by.user.Title, by.user.Role}
	}
	if by.session.ID != "" {
		ends := s.local(s.sessions.ends(by.session.Began, s.cfg.Clock()))
		a.Ends, a.Password = &ends, by.user.Hash != ""
	}
	return a
}

// wrongSignIn is the answer to an unknown name, a wrong password, a disabled
// account.
const wrongSignIn = "the name or the password is wrong; ask an administrator for a new password if yours is lost"

// postSession lets a person in. It answers the same, and after the same time, for
// an unknown name and for a wrong password.
func (s *Server) postSession(ctx context.Context, in *secretInput) (sessionAnswer, error) {
	x := exchangeOf(ctx)
	body, err := readSecret[signInBody](in.RawBody)
	if err != nil {
		return sessionAnswer{}, err
	}
	if s.signIns.OnLimit(x.w, x.r, clientOf(ctx).network()) {
		return sessionAnswer{}, newProblem(http.StatusTooManyRequests, "too many sign-ins from this address; wait a minute")
	}
	user, err := s.checkPassword(ctx, body.Name, body.Password)
	if err != nil {
		return sessionAnswer{}, err
	}
	return s.letIn(ctx, user)
}

// letIn begins a person's session.
func (s *Server) letIn(ctx context.Context, user forecast.User) (sessionAnswer, error) {
	x, by := exchangeOf(ctx), asker{Actor: user.Actor(), Role: user.Role, user: user}
	if err := s.store.SignedIn(ctx, user, clientOf(ctx).network(), s.entry(ctx, by)); err != nil {
		return sessionAnswer{}, err
	}
	if err := s.sessions.begin(x.w, x.r, user.ID); err != nil {
		return sessionAnswer{}, err
	}
	by.session = forecast.Session{ID: "new", User: user.ID, Began: s.cfg.Clock()}
	return s.tellSession(by), nil
}

// checkPassword gives the account of a name with its password. The attempt is
// counted before it is judged.
func (s *Server) checkPassword(ctx context.Context, name, password string) (forecast.User, error) {
	name, err := forecast.UserName(name)
	if err != nil {
		name = "?" // one that nobody has; all such are counted together
	}
	wait, err := s.store.CountAttempt(ctx, name, clientOf(ctx).network(), s.cfg.Clock().UTC())
	if err != nil {
		return forecast.User{}, err
	}
	if wait > 0 {
		return forecast.User{}, tooSoon(exchangeOf(ctx).w.Header(), wait, "too many failed sign-ins")
	}
	user, err := s.store.UserNamed(ctx, name)
	if err != nil && !isNotFound(err) {
		return user, err
	}
	if len(password) > 4*forecast.LongestPassword {
		password = ""
	}
	same, err := matches(ctx, password, user.Hash)
	switch {
	case err != nil:
		return user, err
	case same && user.Active():
		return user, nil
	}
	s.tellFailure(ctx, user, same)
	return forecast.User{}, newProblem(http.StatusUnauthorized, wrongSignIn)
}

// tellFailure notes a failed sign-in to an account. Of a name that is none it is
// not noted which: people type passwords into the wrong field.
func (s *Server) tellFailure(ctx context.Context, user forecast.User, same bool) {
	if user.ID == "" {
		s.log.WarnContext(ctx, "sign-in to no account refused", "from", origin(ctx), "request", requestID(ctx))
		return
	}
	refused := "wrong password"
	switch {
	case !user.Removed.IsZero():
		refused = "the account is removed"
	case same:
		refused = "the account is disabled"
	}
	s.keepRefusal(ctx, forecast.AuditEntry{Actor: "stranger", Action: "sign in", Subject: user.Actor(), Refused: refused, From: origin(ctx)})
}

func (s *Server) deleteSession(ctx context.Context, _ *struct{}) (sessionAnswer, error) {
	x, by := exchangeOf(ctx), holder(ctx)
	if by.session.ID != "" {
		e := s.entry(ctx, by)
		e.Action, e.Subject = "sign out", by.Actor
		if err := s.note(ctx, e); err != nil {
			return sessionAnswer{}, err
		}
	}
	return s.tellSession(asker{}), s.sessions.end(x.w, x.r)
}

// postPassword changes one's own password, ends all one's sessions, and begins a
// new one here.
func (s *Server) postPassword(ctx context.Context, in *secretInput) (sessionAnswer, error) {
	by, x := holder(ctx), exchangeOf(ctx)
	if by.session.ID == "" {
		return sessionAnswer{}, newProblem(http.StatusForbidden, "a password is changed by who is signed in, not by a key")
	}
	body, err := readSecret[passwordBody](in.RawBody)
	if err != nil {
		return sessionAnswer{}, err
	}
	if err := forecast.CheckPassword(by.user.Name, body.New); err != nil {
		return sessionAnswer{}, err
	}
	if _, err := s.checkPassword(ctx, by.user.Name, body.Old); err != nil {
		var known huma.StatusError
		if errors.As(err, &known) && known.GetStatus() == http.StatusUnauthorized { // who asks is known: 401 would sign out
			err = newProblem(http.StatusForbidden, "the password so far is wrong")
		}
		return sessionAnswer{}, err
	}
	hash, err := HashPassword(body.New)
	if err != nil {
		return sessionAnswer{}, err
	}
	user, err := s.store.ChangeUser(ctx, by.user.ID, forecast.UserChange{Hash: &hash}, s.entry(ctx, by))
	if err != nil {
		return sessionAnswer{}, err
	}
	if err := s.sessions.begin(x.w, x.r, user.ID); err != nil {
		return sessionAnswer{}, err
	}
	by.user = user
	by.session = forecast.Session{ID: "new", User: user.ID, Began: s.cfg.Clock()}
	return s.tellSession(by), nil
}
