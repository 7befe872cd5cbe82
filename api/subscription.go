package api

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"net/mail"
	"net/url"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/httprate"

	"github.com/canhlua/canhlua/forecast"
)

// AlertStore is what subscriptions, alerts and deliveries need of the store.
type AlertStore interface {
	forecast.SubscriptionStore
	forecast.AlertStore
	// QueueDelivery adds one; a known ID is left as it is.
	QueueDelivery(ctx context.Context, d forecast.Delivery) error
	// Deliveries lists them, newest first.
	Deliveries(ctx context.Context, q forecast.DeliveryQuery) ([]forecast.Delivery, error)
	// RetryDelivery queues a dead one again.
	RetryDelivery(ctx context.Context, id string, at time.Time) error
	// CountDeliveries counts by channel and state.
	CountDeliveries(ctx context.Context) ([]forecast.ChannelCount, error)
}

// confirmFor is how long a link to confirm holds.
var confirmFor = forecast.LinkSpan[forecast.LinkConfirm]

const (
	mostPerPerson = 20 // subscriptions of one address
	mostWaiting   = 3  // of these, asked for within confirmFor and not confirmed
	writesPerHour = 20 // of one network address
)

// routeAlerts wires subscriptions, public alerts and the list of deliveries.
func (s *Server) routeAlerts() {
	limiter := httprate.NewRateLimiter(writesPerHour, time.Hour)
	limit := func(c huma.Context, next func(huma.Context)) {
		r, w := humachi.Unwrap(c)
		c.SetHeader("Cache-Control", "no-store")
		if limiter.OnLimit(w, r, clientOf(r.Context()).network()) {
			writeProblem(w, newProblem(http.StatusTooManyRequests, "too many requests from this address; try again in an hour"))
			return
		}
		next(c)
	}
	open(s, http.MethodPost, "/api/v1/subscriptions", "Đăng ký nhận cảnh báo · Subscribe to alerts", http.StatusAccepted, limit, s.postSubscription)
	open(s, http.MethodPost, "/api/v1/subscriptions/links", "Gửi lại liên kết tự quản lý · Send the link to the self-service page", http.StatusAccepted, limit, s.postLinks)
	open(s, http.MethodGet, "/api/v1/subscriptions/manage/{token}", "Xem và tải dữ liệu của mình · See and export what is kept", http.StatusOK, limitless, s.getManaged)
	open(s, http.MethodPut, "/api/v1/subscriptions/manage/{token}", "Sửa đăng ký · Change the Wishes", http.StatusOK, limitless, s.putManaged)
	open(s, http.MethodDelete, "/api/v1/subscriptions/manage/{token}", "Xóa dữ liệu · Erase what is kept", http.StatusOK, limitless, s.deleteManaged)
	s.routeOptIn()
	desk(s, http.MethodPost, "/api/v1/subscriptions/import", "Nhập danh sách chủ rừng · Import a register of owners", forecast.RoleAdmin, s.postRegister,
		func(op *huma.Operation) { op.MaxBodyBytes = largestRegister })
	desk(s, http.MethodGet, "/api/v1/deliveries", "Các lần gửi cảnh báo · Deliveries", forecast.RoleOfficer, s.getDeliveries)
	desk(s, http.MethodPost, "/api/v1/deliveries/{id}/retry", "Gửi lại · Try again", forecast.RoleOfficer, s.postRetry)
	get[struct{}, channelsAnswer](s, "/api/v1/subscriptions/channels", "Nhận cảnh báo bằng cách nào · Ways to be told", s.getChannels)
	s.routeFeeds()
	get[alertsInput, alertsAnswer](s, "/api/v1/alerts", "Cảnh báo công khai · Public alerts", s.getAlerts)
}

func limitless(c huma.Context, next func(huma.Context)) {
	c.SetHeader("Cache-Control", "no-store")
	next(c)
}

// open adds a route that anyone may write to.
func open[I, O any](s *Server, method, path, summary string, status int, limit func(huma.Context, func(huma.Context)), handle func(context.Context, *I) (O, error)) {
	name := strings.NewReplacer("/api/v1/", "", "/", "-", "{", "", "}", "").Replace(path)
	op := huma.Operation{OperationID: strings.ToLower(method) + "-" + name, Method: method, Path: path, Summary: summary,
		DefaultStatus: status, Middlewares: huma.Middlewares{limit}, MaxBodyBytes: 128 << 10,
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusServiceUnavailable}}
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*deskAnswer[O], error) {
		if s.cfg.Alerts == nil {
			return nil, newProblem(http.StatusServiceUnavailable, "this service sends no alerts")
		}
		body, err := handle(ctx, in)
		if err != nil {
			return nil, s.asProblem(ctx, err)
		}
		return &deskAnswer[O]{body}, nil
	})
}

// Wishes are what a person wants to be told of.
type Wishes struct {
	Language string   `json:"language,omitempty" enum:"vi,en" default:"vi"`
	Area     areaBody `json:"area"`
	Least    int      `json:"least,omitempty" minimum:"1" maximum:"5" default:"4" doc:"The lowest level that is told"`
	Wants    *struct {
		Rises       *bool   `json:"rises,omitempty" doc:"Default true"`
		Falls       *bool   `json:"falls,omitempty" doc:"The all-clear, to who had the warning; default true"`
		Daily       bool    `json:"daily,omitempty" doc:"Every day while it is IV or V"`
		Outlook     bool    `json:"outlook,omitempty" doc:"IV or V is likely on a later day"`
		Probability float64 `json:"outlook_probability,omitempty" minimum:"0" maximum:"1" default:"0.5"`
	} `json:"wants,omitempty"`
	Quiet *struct {
		From    string `json:"from" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" example:"21:00" doc:"Local time"`
		To      string `json:"to" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" example:"06:00"`
		VBreaks bool   `json:"v_breaks,omitempty" doc:"Level V is told at any hour"`
	} `json:"quiet,omitempty"`
}

type subscribeInput struct {
	Body struct {
		Wishes
		Channel  forecast.Channel `json:"channel,omitempty" enum:"email,webhook,webpush" default:"email"`
		Address  string           `json:"address" minLength:"3" maxLength:"500" doc:"E-mail address, webhook URL (https), or endpoint of the browser's push service"`
		Secret   string           `json:"secret,omitempty" maxLength:"500" doc:"Webhook: signing secret. Web push: the browser's keys, JSON"`
		Template string           `json:"template,omitempty" maxLength:"60" doc:"Webhook: the gateway's template"`
	}
}

type subscribeAnswer struct {
	Status string `json:"status" doc:"check_messages: a link was sent; it has to be opened and confirmed within 48 hours"`
}

// postSubscription keeps a wish and sends the link that confirms it. The answer is
// the same whether the address is known or not.
func (s *Server) postSubscription(ctx context.Context, in *subscribeInput) (subscribeAnswer, error) {
	answer := subscribeAnswer{"check_messages"}
	now := s.cfg.Clock()
	sub := forecast.Subscription{ID: randomID(), Channel: in.Body.Channel, Address: strings.TrimSpace(in.Body.Address), Secret: in.Body.Secret,
		Template: in.Body.Template, State: forecast.SubscriptionPending, Created: now, Consent: forecast.Consent{By: "self", Basis: "double opt-in"}}
	if err := checkAddress(sub.Channel, sub.Address); err != nil {
		return answer, err
	}
	if err := cmp.Or(s.cfg.Channels.paid(&sub), s.cfg.Channels.refuse(&sub)); err != nil {
		return answer, err
	}
	if err := s.wish(ctx, &sub, &in.Body.Wishes); err != nil {
		return answer, err
	}
	known, err := s.cfg.Alerts.SubscriptionsOf(ctx, sub.Person())
	if err != nil || tooMany(known, now) {
		return answer, err // nobody fills another's mailbox with our help
	}
	if err := s.cfg.Alerts.SaveSubscription(ctx, sub, s.links(&sub, now)); err != nil {
		return answer, err
	}
	return answer, s.cfg.Alerts.QueueDelivery(ctx, forecast.Delivery{ID: "confirm-" + sub.ID, Purpose: forecast.DeliverConfirm, Subscription: sub.ID,
		Person: sub.Person(), Channel: sub.Channel, State: forecast.DeliveryQueued, Created: now, Due: now, Expires: now.Add(confirmFor)})
}

func tooMany(known []forecast.Subscription, now time.Time) bool {
	standing, waiting := 0, 0
	for _, k := range known {
		if k.State != forecast.SubscriptionEnded {
			standing++
		}
		if k.State == forecast.SubscriptionPending && now.Sub(k.Created) < confirmFor {
			waiting++
		}
	}
	return standing >= mostPerPerson || waiting >= mostWaiting
}

// links are those that a new subscription's messages bear.
func (s *Server) links(sub *forecast.Subscription, now time.Time) []forecast.Link {
	return forecast.LinksOf(s.cfg.LinkKey, sub.ID, now)
}

type linksInput struct {
	Body struct {
		Channel forecast.Channel `json:"channel,omitempty" enum:"email,webhook,webpush" default:"email"`
		Address string           `json:"address" minLength:"3" maxLength:"500"`
	}
}

// postLinks sends the link to the self-service page to who has a subscription, at
// most once an hour. The answer is the same for everybody.
func (s *Server) postLinks(ctx context.Context, in *linksInput) (subscribeAnswer, error) {
	answer := subscribeAnswer{"check_messages"}
	who := forecast.Subscription{Channel: in.Body.Channel, Address: in.Body.Address}
	known, err := s.cfg.Alerts.SubscriptionsOf(ctx, who.Person())
	now := s.cfg.Clock()
	for _, sub := range known {
		if err != nil || sub.State != forecast.SubscriptionActive {
			continue
		}
		if err := s.cfg.Alerts.ChangeSubscription(ctx, sub, s.links(&sub, now)); isNotFound(err) {
			continue // erased meanwhile
		} else if err != nil {
			return answer, err
		}
		return answer, s.cfg.Alerts.QueueDelivery(ctx, forecast.Delivery{ID: "links-" + sub.ID + now.UTC().Format("-2006010215"), Purpose: forecast.DeliverLinks,
			Subscription: sub.ID, Person: sub.Person(), Channel: sub.Channel, State: forecast.DeliveryQueued, Created: now, Due: now, Expires: now.Add(time.Hour)})
	}
	return answer, err
}

// checkAddress refuses what is no address of the channel. It does not say which
// part of a person's address is wrong with the address itself in the words.
func checkAddress(channel forecast.Channel, address string) error {
	bad := func(reason, remedy string) error {
		return &forecast.Invalid{Column: "address", Reason: reason, Remedy: remedy}
	}
	if strings.ContainsAny(address, "\r\n\x00") {
		return bad("it has a line break", "give it on one line")
	}
	if channel == forecast.ChannelEmail || channel == "" {
		a, err := mail.ParseAddress(address)
		if err != nil || a.Address != address || len(address) > 254 {
			return bad("is no e-mail address", "write it as name@example.vn")
		}
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
		return bad("is no address that can be called", "write it as https://host/path")
	}
	return nil
}

// wish puts what a person wants into a subscription.
func (s *Server) wish(ctx context.Context, sub *forecast.Subscription, w *Wishes) error {
	sub.Language, sub.Least = w.Language, forecast.Level(w.Least)
	sub.Wants = forecast.Wants{Rises: true, Falls: true}
	if w.Wants != nil {
		sub.Wants = forecast.Wants{Rises: yes(w.Wants.Rises), Falls: yes(w.Wants.Falls), Daily: w.Wants.Daily, Outlook: w.Wants.Outlook, Probability: w.Wants.Probability}
	}
	if sub.Wants == (forecast.Wants{Probability: sub.Wants.Probability}) {
		return &forecast.Invalid{Column: "wants", Reason: "nothing is wanted", Remedy: "want at least one of rises, falls, daily, outlook"}
	}
	sub.Quiet = forecast.Quiet{}
	if w.Quiet != nil {
		sub.Quiet = forecast.Quiet{From: minuteOf(w.Quiet.From), To: minuteOf(w.Quiet.To), VBreaks: w.Quiet.VBreaks}
	}
	var err error
	sub.Area, err = s.area(ctx, &w.Area)
	return err
}

// yes is what is meant where nothing is said.
func yes(answer *bool) bool { return answer == nil || *answer }

// minuteOf reads HH:MM, which the schema has checked.
func minuteOf(text string) int {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0
	}
	return t.Hour()*60 + t.Minute()
}

func randomID() string {
	var b [12]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return hex.EncodeToString(b[:])
}
