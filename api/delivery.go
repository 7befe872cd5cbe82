package api

import (
	"context"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/canhlua/canhlua/forecast"
)

type deliveriesInput struct {
	State  string    `query:"state" enum:"queued,sent,dead,expired,revoked,superseded,not_reached" doc:"Default all; not_reached = dead and expired."`
	Before time.Time `query:"before" doc:"Created before; default from the newest."`
	After  string    `query:"after" maxLength:"100" doc:"ID of the last delivery of the page before; default from the beginning."`
	Limit  int       `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"At most so many."`
}

// notReached asks for all that did not arrive, whatever the reason.
const notReached = "not_reached"

type deliveryInfo struct {
	forecast.Delivery
	To string `json:"to" doc:"The address, masked"`
}

type deliveriesAnswer struct {
	Deliveries []deliveryInfo               `json:"deliveries" doc:"Newest first"`
	Counts     []forecast.ChannelCount      `json:"counts" doc:"All of them, by channel and state"`
	People     []forecast.SubscriptionCount `json:"subscriptions"`
}

var errNoAlerts = newProblem(http.StatusServiceUnavailable, "this service sends no alerts")

// getDeliveries lists what was sent, what waits and who was not reached.
func (s *Server) getDeliveries(ctx context.Context, in *deliveriesInput) (a deliveriesAnswer, err error) {
	if s.cfg.Alerts == nil {
		return a, errNoAlerts
	}
	q := forecast.DeliveryQuery{State: forecast.DeliveryState(in.State), Before: in.Before, After: in.After, Limit: in.Limit}
	if in.State == notReached {
		q.State, q.NotReached = "", true
	}
	all, err := s.cfg.Alerts.Deliveries(ctx, q)
	if err != nil {
		return a, err
	}
	a.Deliveries = []deliveryInfo{}
	for _, d := range all {
		sub, err := s.cfg.Alerts.Subscription(ctx, d.Subscription)
		if err != nil && !isNotFound(err) {
			return a, err
		}
		d.Created, d.Due, d.Expires = s.local(d.Created), s.local(d.Due), s.local(d.Expires)
		a.Deliveries = append(a.Deliveries, deliveryInfo{d, masked(sub.Address)})
	}
	counts, err := s.cfg.Alerts.CountDeliveries(ctx)
	if err != nil {
		return a, err
	}
	people, err := s.cfg.Alerts.CountSubscriptions(ctx)
	a.Counts = append([]forecast.ChannelCount{}, counts...)
	a.People = append([]forecast.SubscriptionCount{}, people...)
	return a, err
}

// masked leaves of an address what tells two apart: its first letter and its host.
func masked(address string) string {
	first, size := utf8.DecodeRuneInString(address)
	if size == 0 {
		return ""
	}
	if _, rest, ok := strings.Cut(address, "://"); ok {
		host, _, _ := strings.Cut(rest, "/")
		return host + "/…"
	}
	_, host, _ := strings.Cut(address, "@")
	return string(first) + "…@" + host
}

type deliveryPath struct {
	ID string `path:"id" maxLength:"100"`
}

type retryAnswer struct {
	ID string `json:"id"`
}

// postRetry queues a delivery again that had failed for good.
func (s *Server) postRetry(ctx context.Context, in *deliveryPath) (retryAnswer, error) {
	if s.cfg.Alerts == nil {
		return retryAnswer{}, errNoAlerts
	}
	if err := s.cfg.Alerts.RetryDelivery(ctx, in.ID, s.cfg.Clock()); err != nil {
		return retryAnswer{}, err
	}
	e := s.entry(ctx, holder(ctx))
	e.Action, e.Subject = "retry delivery", "delivery "+in.ID
	return retryAnswer{in.ID}, s.note(ctx, e)
}
