package api

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/oauth2"

	"github.com/canhlua/canhlua/forecast"
)

// OIDC is a service that people sign in with: OpenID Connect, authorization code
// with PKCE.
type OIDC struct {
	Name         forecast.Text // as the sign-in page calls it
	Issuer       string        // https://…; http on this machine only
	ClientID     string
	Secret       string // empty = a public client
	RedirectURL  string // of this service: …/api/v1/session/oidc/callback
	Scopes       []string
	RoleClaim    string                   // claim of the ID token with the person's groups; dots lead into objects
	Roles        map[string]forecast.Role // a group and the role that it gives
	EmailDomains []string                 // only verified addresses of these; empty = any
}

const (
	oidcPatience = 10 * time.Second // for one answer of the service
	oidcLasts    = 10 * time.Minute // from leaving for the service's page to coming back
)

// What a session keeps in mind while its browser is at the service's page.
var oidcMemory = []string{"state", "nonce", "verifier", "left"}

// provider asks the service; what it says of itself is asked for once.
type provider struct {
	OIDC
	clock  forecast.Clock
	client *http.Client
	mu     sync.Mutex
	found  *oidc.Provider
}

func newProvider(c *OIDC, clock forecast.Clock) (*provider, error) {
	if c == nil {
		return nil, nil
	}
	issuer, err := url.Parse(c.Issuer)
	here := err == nil && issuer.Scheme == "http" && net.ParseIP(issuer.Hostname()).IsLoopback()
	if err != nil || issuer.Host == "" || issuer.Scheme != "https" && !here {
		return nil, &forecast.Invalid{Column: "issuer", Value: c.Issuer, Reason: "not an address that can be trusted", Remedy: "write it with https://"}
	}
	return &provider{OIDC: *c, clock: clock, client: &http.Client{Timeout: oidcPatience}}, nil
}

// reach gives a context in which the service is asked by our client.
func (p *provider) reach(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, p.client)
}

func (p *provider) discover(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return p.found, nil
	}
	found, err := oidc.NewProvider(p.reach(context.WithoutCancel(ctx)), p.Issuer)
	if err != nil {
		return nil, fmt.Errorf("sign-in service %s: %w", p.Issuer, err)
	}
	p.found = found
	return found, nil
}

func (p *provider) config(found *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: p.ClientID, ClientSecret: p.Secret, Endpoint: found.Endpoint(), RedirectURL: p.RedirectURL, Scopes: p.Scopes}
}

// identity trades the code for the person's claims.
func (p *provider) identity(ctx context.Context, code, verifier, nonce string) (identity, error) {
	found, err := p.discover(ctx)
	if err != nil {
		return identity{}, err
	}
	token, err := p.config(found).Exchange(p.reach(ctx), code, oauth2.VerifierOption(verifier))
	if err != nil {
		return identity{}, fmt.Errorf("the code is not taken: %w", err)
	}
	raw, _ := token.Extra("id_token").(string)
	verified, err := found.Verifier(&oidc.Config{ClientID: p.ClientID, Now: p.clock}).Verify(p.reach(ctx), raw)
	if err != nil {
		return identity{}, fmt.Errorf("the ID token: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(verified.Nonce), []byte(nonce)) != 1 {
		return identity{}, errors.New("the ID token was made for another sign-in")
	}
	who := identity{subject: verified.Issuer + "|" + verified.Subject}
	return who, verified.Claims(&who.claims)
}

// routeOIDC wires signing in elsewhere; where it is not configured both say so.
func (s *Server) routeOIDC() {
	register := func(path, summary string, handle func(context.Context, *oidcInput) (string, error)) {
		op := huma.Operation{OperationID: "get-session-" + map[bool]string{true: "oidc", false: "oidc-callback"}[path == oidcStart],
			Method: http.MethodGet, Path: path, Summary: summary, Middlewares: huma.Middlewares{s.known}, DefaultStatus: http.StatusSeeOther,
			Errors: []int{http.StatusNotFound, http.StatusTooManyRequests, http.StatusServiceUnavailable}}
		huma.Register(s.api, op, func(ctx context.Context, in *oidcInput) (*oidcOutput, error) {
			if s.oidc == nil {
				return nil, newProblem(http.StatusNotFound, "nobody signs in with another service here; sign in with name and password")
			}
			if x := exchangeOf(ctx); s.signIns.OnLimit(x.w, x.r, clientOf(ctx).network()) {
				return nil, newProblem(http.StatusTooManyRequests, "too many sign-ins from this address; wait a minute")
			}
			to, err := handle(ctx, in)
			if err != nil {
				return nil, s.asProblem(ctx, err)
			}
			return &oidcOutput{to}, nil
		})
	}
	register(oidcStart, "Đăng nhập bằng tài khoản cơ quan · Sign in with another service", s.leaveForOIDC)
	register(oidcStart+"/callback", "Trở về từ trang đăng nhập ấy · The way back from there", s.backFromOIDC)
}

const oidcStart = "/api/v1/session/oidc"

type oidcInput struct {
	Code  string `query:"code" maxLength:"4096"`
	State string `query:"state" maxLength:"200"`
	Error string `query:"error" maxLength:"200"`
}

type oidcOutput struct {
	Location string `header:"Location"`
}

// leaveForOIDC sends the browser to the service's page.
func (s *Server) leaveForOIDC(ctx context.Context, _ *oidcInput) (string, error) {
	x := exchangeOf(ctx)
	found, err := s.oidc.discover(ctx)
	if err != nil {
		s.log.ErrorContext(ctx, "sign-in service cannot be asked", "error", err.Error(), "request", requestID(ctx))
		return "", newProblem(http.StatusServiceUnavailable, "the sign-in service does not answer; try again, or sign in with name and password")
	}
	held, scs, err := s.sessions.open(x.r)
	if err != nil {
		return "", err
	}
	memory := []string{rand.Text(), rand.Text(), oauth2.GenerateVerifier(), s.cfg.Clock().UTC().Format(time.RFC3339)}
	for i, key := range oidcMemory {
		scs.Put(held, key, memory[i])
	}
	if scs.GetString(held, sessionBegan) == "" {
		scs.Put(held, sessionBegan, s.cfg.Clock().UTC().Format(time.RFC3339Nano))
	}
	if err := s.sessions.send(held, x.w, scs); err != nil {
		return "", err
	}
	return s.oidc.config(found).AuthCodeURL(memory[0], oidc.Nonce(memory[1]), oauth2.S256ChallengeOption(memory[2])), nil
}

// The pages the browser comes back to.
const (
	signedIn      = "/?view=desk"
	signInFailed  = "/?view=desk&signin=failed"
	signInRefused = "/?view=desk&signin=refused"
)

// backFromOIDC takes the browser back. What it left with counts once.
func (s *Server) backFromOIDC(ctx context.Context, in *oidcInput) (string, error) {
	x := exchangeOf(ctx)
	held, scs, err := s.sessions.open(x.r)
	if err != nil {
		return "", err
	}
	memory := map[string]string{}
	for _, key := range oidcMemory {
		memory[key], _ = scs.Pop(held, key).(string)
	}
	if err := s.sessions.send(held, x.w, scs); err != nil {
		return "", err
	}
	left, err := time.Parse(time.RFC3339, memory["left"])
	late := err != nil || s.cfg.Clock().Sub(left) > oidcLasts
	if late || in.Error != "" || subtle.ConstantTimeCompare([]byte(memory["state"]), []byte(in.State)) != 1 {
		s.log.WarnContext(ctx, "sign-in elsewhere came to nothing", "late", late, "refused_there", in.Error != "", "request", requestID(ctx))
		return signInFailed, nil
	}
	who, err := s.oidc.identity(ctx, in.Code, memory["verifier"], memory["nonce"])
	if err != nil {
		s.log.WarnContext(ctx, "sign-in elsewhere was not believed", "error", err.Error(), "request", requestID(ctx))
		return signInFailed, nil
	}
	user, err := s.userOf(ctx, who)
	var refused *notLetIn
	if errors.As(err, &refused) {
		s.keepRefusal(ctx, forecast.AuditEntry{Actor: "stranger", Action: "sign in", Subject: refused.subject, Refused: refused.why, From: origin(ctx)})
		return signInRefused, nil
	}
	if err != nil {
		return "", err
	}
	_, err = s.letIn(ctx, user)
	return signedIn, err
}
