// Package api is the service over HTTP: JSON and GeoJSON under /api/v1 with
// its OpenAPI description, health, metrics and the web app. A handler parses,
// makes one call and renders; nothing here computes a danger level, and what
// is not published does not exist for it.
package api

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/httprate"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/canhlua/canhlua/api/feed"
	"github.com/canhlua/canhlua/forecast"
)

// Config is what the service needs from outside.
type Config struct {
	Province       *forecast.Province
	Store          Store
	Clock          forecast.Clock
	Log            *slog.Logger                // nil = no log
	Metrics        *prometheus.Registry        // nil = one of its own; a registry serves one Server
	Version        string                      // of the binary, shown by /healthz and the OpenAPI
	Ready          func(context.Context) error // a further condition of /readyz; nil = none
	Receive        Receive                     // takes readings in; nil = none are taken
	Predict        Predict                     // makes a draft of a day; nil = none are made here
	TwoPersons     bool                        // who made or changed a draft does not publish it
	Accounts       Accounts                    // how people sign in
	Past           Past                        // gathers the past that tables are tried on; nil = no table is tried here
	Alerts         AlertStore                  // subscriptions, alerts, deliveries; nil = none are sent here
	LinkKey        []byte                      // the links in messages are made from it
	LinkKeysBefore [][]byte                    // earlier ones, by which erased persons and a register's rows are still known
	ReadAssets     ReadAssets                  // reads a file of the register; nil = none are taken
	ReadZones      ReadZones                   // reads a file of zones; nil = none are taken
	Reach          Reach                       // the zones that an area concerns; nil = areas are looked at by their bounds only
	Channels       *Channels                   // ways to people; nil = all, unchecked
	Speaker        feed.Source                 // who speaks in feeds and CAP messages, and where; of Province
	Outlook        Outlook                     // looks further ahead than a run; nil = nobody does here
}

// Server answers the routes of the contract.
type Server struct {
	cfg      Config
	province *forecast.Province
	store    Store
	log      *slog.Logger
	router   *chi.Mux
	api      huma.API
	words    wording
	sets     *cache[*zoneSet]
	pages    *cache[*page]
	firsts   *cache[time.Time] // when pages were first made, by tag
	requests *requestMetrics
	kept     outlookKept
	sessions *sessions
	oidc     *provider // nil = nobody signs in elsewhere
	signIns  *httprate.RateLimiter
	writes   *httprate.RateLimiter
	trying   chan struct{}         // one trial at a time
	reports  *httprate.RateLimiter // of fires, by address
	darkroom chan struct{}         // where one photo is made anew
	scoring  scoring               // of past forecasts
}

// New wires the routes. It refuses a configuration that lacks a part, a
// base-map address that cannot be allowed safely, and a profile whose
// sentences lack a text or name an unknown hole.
func New(cfg Config) (*Server, error) {
	if cfg.Province == nil || cfg.Store == nil || cfg.Clock == nil {
		return nil, fmt.Errorf("api: province, store and clock are all needed; pass them in Config")
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Metrics == nil {
		cfg.Metrics = prometheus.NewRegistry()
	}
	words, err := readWording(cfg.Province.Words)
	if err != nil {
		return nil, fmt.Errorf("province %s: %w", cfg.Province.ID, err)
	}
	s := &Server{
		cfg: cfg, province: cfg.Province, store: cfg.Store, log: cfg.Log, words: words,
		sets:    newCache(8, func(*zoneSet) int { return 1 }),
		pages:   newCache(48<<20, (*page).cost),
		firsts:  newCache(4096, func(time.Time) int { return 1 }),
		reports: newReportLimit(cfg.Province.Fires), darkroom: make(chan struct{}, 1),
		trying: make(chan struct{}, 1), scoring: newScoring(),
	}
	accounts := cfg.Accounts.orDefault()
	s.sessions = newSessions(cfg.Store, cfg.Clock, accounts)
	s.signIns, s.writes = limiter(accounts.SignInsPerMinute), limiter(accounts.WritesPerMinute)
	if s.oidc, err = newProvider(accounts.OIDC, cfg.Clock); err != nil {
		return nil, err
	}
	if s.requests, err = registerMetrics(cfg.Metrics, s); err != nil {
		return nil, err
	}
	return s, s.route()
}

// Handler is the whole service.
func (s *Server) Handler() http.Handler { return s.router }
