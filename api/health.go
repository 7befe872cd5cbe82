package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

type healthAnswer struct {
	Status  string `json:"status" enum:"ok" doc:"The process answers."`
	Version string `json:"version"`
}

type readyAnswer struct {
	Status string `json:"status" enum:"ready"`
	Run    string `json:"run" doc:"The published run that covers today."`
}

func (s *Server) routeHealth() {
	get[struct{}, healthAnswer](s, "/healthz", "Còn sống · Alive", s.getHealth)
	get[struct{}, readyAnswer](s, "/readyz", "Sẵn sàng · Ready: the store answers and a published run covers today", s.getReady)
	s.router.Method(http.MethodGet, "/metrics", promhttp.HandlerFor(s.cfg.Metrics, promhttp.HandlerOpts{Registry: nil}))
	s.api.OpenAPI().AddOperation(&huma.Operation{
		OperationID: "get-metrics", Method: http.MethodGet, Path: "/metrics", Summary: "Số đo cho Prometheus · Metrics for Prometheus",
		Responses: map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{
			"text/plain": {Schema: &huma.Schema{Type: huma.TypeString}},
		}}},
	})
}

func (s *Server) getHealth(context.Context, *struct{}) (*page, error) {
	return newJSON(jsonType, healthAnswer{Status: "ok", Version: s.cfg.Version})
}

func (s *Server) getReady(ctx context.Context, _ *struct{}) (*page, error) {
	m := s.moment()
	run, err := s.covering(ctx, m.today, m.now)
	if err != nil {
		s.log.ErrorContext(ctx, "store does not answer", "error", err, "request", requestID(ctx))
		return nil, newProblem(http.StatusServiceUnavailable, "not ready: the store does not answer; see the log")
	}
	if run == nil {
		return nil, newProblem(http.StatusServiceUnavailable, "not ready: no published run covers "+m.today.String()+"; the next scheduled run brings one")
	}
	if s.cfg.Ready != nil {
		if err := s.cfg.Ready(ctx); err != nil {
			s.log.WarnContext(ctx, "not ready", "error", err, "request", requestID(ctx))
			return nil, newProblem(http.StatusServiceUnavailable, "not ready: a part of the service is missing; see the log")
		}
	}
	return newJSON(jsonType, readyAnswer{Status: "ready", Run: run.ID})
}
