package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/canhlua/canhlua/forecast"
)

// requestMetrics counts and times the requests by route.
type requestMetrics struct {
	count *prometheus.CounterVec
	took  *prometheus.HistogramVec
}

func registerMetrics(r *prometheus.Registry, s *Server) (*requestMetrics, error) {
	m := &requestMetrics{
		count: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "canhlua_http_requests_total", Help: "Requests answered.",
		}, []string{"method", "route", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "canhlua_http_request_duration_seconds", Help: "Time to answer a request.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route"}),
	}
	return m, errors.Join(r.Register(m.count), r.Register(m.took), r.Register(&stateMetrics{s}))
}

func (m *requestMetrics) observe(method, route string, status int, took time.Duration) {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions:
	default:
		method = "other" // a client may invent methods without end
	}
	m.count.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	m.took.WithLabelValues(route).Observe(took.Seconds())
}

var (
	runIssued = prometheus.NewDesc("canhlua_run_issued_timestamp_seconds",
		"Time of issue of the published run that covers today.", nil, nil)
	observationAge = prometheus.NewDesc("canhlua_observation_age_seconds",
		"Age of the newest observation.", nil, nil)
	warningStands = prometheus.NewDesc("canhlua_warning",
		"1 for every warning that stands, by the station or source it names.", []string{"of", "variable", "kind"}, nil)
	zonesAtLevel = prometheus.NewDesc("canhlua_zones",
		"Zones by their level of today.", []string{"level"}, nil)
)

// stateMetrics asks the store at each scrape; what is not known has no sample.
type stateMetrics struct{ s *Server }

// Describe names the metrics.
func (c *stateMetrics) Describe(out chan<- *prometheus.Desc) {
	out <- runIssued
	out <- observationAge
	out <- zonesAtLevel
	out <- warningStands
	out <- deliveriesIn
	out <- deliveryOldest
}

// Collect reads the store as of now.
func (c *stateMetrics) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	m := c.s.moment()
	if err := errors.Join(c.run(ctx, m, out), c.observations(ctx, m, out), c.warnings(ctx, m, out), c.deliveries(ctx, m, out)); err != nil {
		c.s.log.WarnContext(ctx, "metrics of the store are missing", "error", err)
	}
}

func (c *stateMetrics) run(ctx context.Context, m moment, out chan<- prometheus.Metric) error {
	run, err := c.s.covering(ctx, m.today, m.now)
	if err != nil || run == nil {
		return err
	}
	out <- gauge(runIssued, float64(run.Issued.Unix()))
	days, err := c.s.store.ZoneDays(ctx, run.ID, m.today)
	if err != nil {
		return err
	}
	var zones [len(c.s.province.Styles)]int
	for _, d := range days {
		zones[max(d.Level, forecast.Unknown)]++
	}
	for level, n := range zones {
		name := "unknown"
		if level > 0 {
			name = strconv.Itoa(level)
		}
		out <- gauge(zonesAtLevel, float64(n), name)
	}
	return nil
}

func (c *stateMetrics) observations(ctx context.Context, m moment, out chan<- prometheus.Metric) error {
	stations, err := c.s.store.Stations(ctx, m.now)
	if err != nil {
		return err
	}
	var newest time.Time
	for _, st := range stations {
		if st.Newest.After(newest) {
			newest = st.Newest
		}
	}
	if !newest.IsZero() {
		out <- gauge(observationAge, m.now.Sub(newest).Seconds())
	}
	return nil
}

func (c *stateMetrics) warnings(ctx context.Context, m moment, out chan<- prometheus.Metric) error {
	standing, err := c.s.store.Warnings(ctx, m.now)
	if err != nil {
		return err
	}
	told := map[[3]string]bool{} // two scopes may find the same
	for _, w := range standing {
		labels := [3]string{w.Station, string(w.Variable), w.Kind}
		if !told[labels] {
			told[labels] = true
			out <- gauge(warningStands, 1, labels[:]...)
		}
	}
	return nil
}

func gauge(desc *prometheus.Desc, v float64, labels ...string) prometheus.Metric {
	return prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, v, labels...)
}
