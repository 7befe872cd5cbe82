package api

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/canhlua/canhlua/forecast"
)

// The names of the session's cookie. A browser takes the second over TLS only, and
// from no other host of the domain.
const (
	plainCookie  = "canhlua"
	secureCookie = "__Host-canhlua"
)

// What a session keeps in mind.
const (
	sessionUser  = "user"  // ID of the account
	sessionBegan = "began" // when it was let in, RFC 3339
)

// sessions make and end sessions. scs makes the secrets, writes the cookies and
// renews both; when one ends is judged here, by the clock passed in.
type sessions struct {
	plain, secure  *scs.SessionManager
	store          forecast.SessionStore
	clock          forecast.Clock
	idle, absolute time.Duration
}

func newSessions(store forecast.SessionStore, clock forecast.Clock, a Accounts) *sessions {
	m := &sessions{store: store, clock: clock, idle: a.Idle, absolute: a.Absolute}
	m.plain = scs.New()
	m.plain.Store, m.plain.Codec, m.plain.HashTokenInStore = m, sessionCodec{}, true
	m.plain.Cookie.Name, m.plain.Cookie.Persist = plainCookie, false // gone with the browser
	m.plain.Cookie.HttpOnly, m.plain.Cookie.SameSite = true, http.SameSiteLaxMode
	secure := *m.plain
	secure.Cookie.Name, secure.Cookie.Secure = secureCookie, true
	m.secure = &secure
	return m
}

// of is the manager for a request's kind of connection.
func (m *sessions) of(ctx context.Context) *scs.SessionManager {
	if clientOf(ctx).secure {
		return m.secure
	}
	return m.plain
}

// open loads the session of a request, an empty one where there is none.
func (m *sessions) open(r *http.Request) (context.Context, *scs.SessionManager, error) {
	scs := m.of(r.Context())
	secret := ""
	if cookie, err := r.Cookie(scs.Cookie.Name); err == nil {
		secret = cookie.Value
	}
	ctx, err := scs.Load(r.Context(), secret)
	return ctx, scs, err
}

// begin lets a person in. The secret of before, which somebody else may have
// planted, is worth nothing from here on.
func (m *sessions) begin(w http.ResponseWriter, r *http.Request, user string) error {
	ctx, scs, err := m.open(r)
	if err != nil {
		return err
	}
	if err := errors.Join(scs.RenewToken(ctx), scs.Clear(ctx)); err != nil {
		return err
	}
	scs.Put(ctx, sessionUser, user)
	scs.Put(ctx, sessionBegan, m.clock().UTC().Format(time.RFC3339Nano))
	return m.send(ctx, w, scs)
}

// send keeps the session and gives its secret to the browser.
func (m *sessions) send(ctx context.Context, w http.ResponseWriter, scs *scs.SessionManager) error {
	secret, _, err := scs.Commit(ctx)
	if err == nil {
		scs.WriteSessionCookie(ctx, w, secret, m.clock().Add(m.absolute))
		w.Header().Set("Cache-Control", "no-store")
	}
	return err
}

// end signs a browser out.
func (m *sessions) end(w http.ResponseWriter, r *http.Request) error {
	ctx, scs, err := m.open(r)
	if err != nil {
		return err
	}
	if err := scs.Destroy(ctx); err != nil {
		return err
	}
	scs.WriteSessionCookie(ctx, w, "", time.Time{})
	w.Header().Set("Cache-Control", "no-store")
	return nil
}

// find gives the session of a request, ended or not.
func (m *sessions) find(r *http.Request) (forecast.Session, error) {
	cookie, err := r.Cookie(m.of(r.Context()).Cookie.Name)
	if err != nil || cookie.Value == "" || len(cookie.Value) > 256 {
		return forecast.Session{}, &forecast.NotFound{Kind: "session", Name: "of that cookie"}
	}
	sum := sha256.Sum256([]byte(cookie.Value)) // as scs does
	return m.store.Session(r.Context(), base64.RawURLEncoding.EncodeToString(sum[:]))
}

// keepEvery spares the store a write at each request.
const keepEvery = time.Minute

// keep puts the end of a session off that is in use.
func (m *sessions) keep(ctx context.Context, session forecast.Session) error {
	now := m.clock()
	ends := m.ends(session.Began, now)
	if ends.Sub(session.Ends) < keepEvery {
		return nil
	}
	return m.store.KeepSession(ctx, session.ID, ends, now)
}

func (m *sessions) ends(began, now time.Time) time.Time {
	idle, absolute := now.Add(m.idle), began.Add(m.absolute)
	if absolute.Before(idle) {
		return absolute
	}
	return idle
}

// FindCtx gives scs what a session keeps in mind.
func (m *sessions) FindCtx(ctx context.Context, id string) ([]byte, bool, error) {
	session, err := m.store.Session(ctx, id)
	if isNotFound(err) || err == nil && !m.clock().Before(session.Ends) {
		return nil, false, nil
	}
	return session.Data, err == nil, err
}

// CommitCtx keeps a session for scs, whose idea of its end is another clock's.
func (m *sessions) CommitCtx(ctx context.Context, id string, data []byte, _ time.Time) error {
	_, values, err := sessionCodec{}.Decode(data)
	if err != nil {
		return err
	}
	now := m.clock().UTC()
	session := forecast.Session{ID: id, Began: now, Data: data}
	session.User, _ = values[sessionUser].(string)
	if text, ok := values[sessionBegan].(string); ok {
		if session.Began, err = time.Parse(time.RFC3339Nano, text); err != nil {
			return err
		}
	}
	session.Ends = m.ends(session.Began, now)
	return m.store.SaveSession(ctx, session, now)
}

// DeleteCtx ends a session for scs.
func (m *sessions) DeleteCtx(ctx context.Context, id string) error {
	return m.store.EndSession(ctx, id)
}

// Find is FindCtx; scs asks with a context.
func (m *sessions) Find(id string) ([]byte, bool, error) { return m.FindCtx(context.Background(), id) }

// Commit is CommitCtx; scs asks with a context.
func (m *sessions) Commit(id string, data []byte, ends time.Time) error {
	return m.CommitCtx(context.Background(), id, data, ends)
}

// Delete is DeleteCtx; scs asks with a context.
func (m *sessions) Delete(id string) error { return m.DeleteCtx(context.Background(), id) }

// sessionCodec writes texts as JSON.
type sessionCodec struct{}

// Encode writes the values; the deadline is not ours.
func (sessionCodec) Encode(_ time.Time, values map[string]any) ([]byte, error) {
	return json.Marshal(values)
}

// Decode reads the values.
func (sessionCodec) Decode(data []byte) (time.Time, map[string]any, error) {
	values := map[string]any{}
	return time.Time{}, values, json.Unmarshal(data, &values)
}
