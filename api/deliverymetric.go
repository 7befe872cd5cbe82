package api

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/canhlua/canhlua/forecast"
)

var (
	deliveriesIn = prometheus.NewDesc("canhlua_deliveries",
		"Messages to people, by channel and state: queued, sent, dead (failed for good), expired, revoked, superseded (by newer news).", []string{"channel", "state"}, nil)
	deliveryOldest = prometheus.NewDesc("canhlua_delivery_oldest_seconds",
		"How long the oldest message that is due has waited.", []string{"channel"}, nil)
)

// deliveries says how far the messages are.
func (c *stateMetrics) deliveries(ctx context.Context, m moment, out chan<- prometheus.Metric) error {
	if c.s.cfg.Alerts == nil {
		return nil
	}
	counts, err := c.s.cfg.Alerts.CountDeliveries(ctx)
	for _, n := range counts {
		out <- gauge(deliveriesIn, float64(n.Count), string(n.Channel), string(n.State))
		if n.State == forecast.DeliveryQueued {
			out <- gauge(deliveryOldest, max(0, m.now.Sub(n.Oldest).Seconds()), string(n.Channel))
		}
	}
	return err
}
