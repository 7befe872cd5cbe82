package api

import (
	"bytes"
	"context"
	_ "embed"
	"html/template"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"github.com/canhlua/canhlua/forecast"
)

//go:embed optin.html
var optInHTML string

var optInPage = template.Must(template.New("optin").Parse(optInHTML))

// optIn is what a page behind a link says, in both languages.
type optIn struct{ Vi, En, ButtonVi, ButtonEn string }

var (
	askConfirm = optIn{"Bạn đã đăng ký nhận cảnh báo cấp dự báo cháy rừng. Bấm nút dưới đây để xác nhận.",
		"You asked for alerts of the forest-fire danger level. Press the button to confirm.", "Xác nhận đăng ký", "Confirm"}
	confirmed = optIn{"Đã xác nhận. Bạn sẽ nhận được cảnh báo. Mỗi tin đều có liên kết để hủy đăng ký.",
		"Confirmed. You will be told. Every message has a link to unsubscribe.", "", ""}
	askEnd = optIn{"Bạn muốn thôi nhận cảnh báo cấp dự báo cháy rừng?",
		"Do you want no more alerts of the forest-fire danger level?", "Hủy đăng ký", "Unsubscribe"}
	ended    = optIn{"Đã hủy đăng ký. Bạn sẽ không nhận thêm tin nào.", "You are unsubscribed. Nothing more will be sent.", "", ""}
	deadLink = optIn{"Liên kết không đúng hoặc đã hết hạn. Bạn có thể đăng ký lại.",
		"This link is not right, or has expired. You can subscribe again.", "", ""}
)

type linkInput struct {
	Token string `path:"token" maxLength:"100"`
}

// routeOptIn wires the pages behind the links in messages. Opening a link changes
// nothing, so that a scanner of mail or a preview does no harm: the button does, and
// so does the one-click request of a mail program (RFC 8058).
func (s *Server) routeOptIn() {
	s.optIn("confirm", "Xác nhận đăng ký · Confirm a subscription", forecast.LinkConfirm, askConfirm, s.confirm)
	s.optIn("unsubscribe", "Hủy đăng ký · Unsubscribe", forecast.LinkUnsubscribe, askEnd, s.unsubscribe)
}

func (s *Server) optIn(name, summary string, purpose forecast.LinkPurpose, ask optIn, act func(context.Context, forecast.Subscription) (optIn, error)) {
	for method, answer := range map[string]func(context.Context, forecast.Subscription) (optIn, error){
		http.MethodGet: func(_ context.Context, sub forecast.Subscription) (optIn, error) {
			return asking(ask, purpose, sub), nil
		},
		http.MethodPost: act,
	} {
		op := huma.Operation{OperationID: map[string]string{http.MethodGet: "get-", http.MethodPost: "post-"}[method] + name, Method: method,
			Path: "/api/v1/subscriptions/" + name + "/{token}", Summary: summary, Errors: []int{http.StatusServiceUnavailable},
			Responses: map[string]*huma.Response{"200": pageResponse("What the link is for"), "404": pageResponse("The link is worth nothing")}}
		huma.Register(s.api, op, func(ctx context.Context, in *linkInput) (*huma.StreamResponse, error) {
			page, status, err := s.behind(ctx, in.Token, purpose, answer)
			if err != nil {
				return nil, s.asProblem(ctx, err)
			}
			return &huma.StreamResponse{Body: func(c huma.Context) {
				_, w := humachi.Unwrap(c)
				w.Header().Set("Cache-Control", "no-store")
				w.Header().Set("Content-Type", htmlType)
				w.WriteHeader(status)
				_, _ = w.Write(page) // the client may be gone
			}}, nil
		})
	}
}

// pageResponse describes an answer that a person reads.
func pageResponse(meaning string) *huma.Response {
	return &huma.Response{Description: meaning, Content: map[string]*huma.MediaType{htmlType: {Schema: &huma.Schema{Type: huma.TypeString}}}}
}

// behind does what a link is for and gives its page; a link that is worth nothing
// gets a kind one.
func (s *Server) behind(ctx context.Context, token string, purpose forecast.LinkPurpose,
	answer func(context.Context, forecast.Subscription) (optIn, error)) ([]byte, int, error) {
	if s.cfg.Alerts == nil {
		return nil, 0, newProblem(http.StatusServiceUnavailable, "this service sends no alerts")
	}
	say, status := deadLink, http.StatusNotFound
	sub, err := s.linked(ctx, token, purpose)
	if err == nil {
		say, err = answer(ctx, sub)
		status = http.StatusOK
	}
	if err != nil && !isNotFound(err) {
		return nil, 0, err
	}
	var out bytes.Buffer
	err = optInPage.Execute(&out, say)
	return out.Bytes(), status, err
}

// linked is the subscription of a token; NotFound when the token is worth nothing.
func (s *Server) linked(ctx context.Context, token string, purpose forecast.LinkPurpose) (forecast.Subscription, error) {
	none := &forecast.NotFound{Kind: "link", Name: "of that token"}
	link, err := s.cfg.Alerts.LinkTo(ctx, forecast.LinkHash(token))
	if err != nil {
		return forecast.Subscription{}, err
	}
	if link.Purpose != purpose || !s.cfg.Clock().Before(link.Expires) {
		return forecast.Subscription{}, none
	}
	return s.cfg.Alerts.Subscription(ctx, link.Subscription)
}

// asking leaves the button out where there is nothing left to do.
func asking(ask optIn, purpose forecast.LinkPurpose, sub forecast.Subscription) optIn {
	switch {
	case sub.State == forecast.SubscriptionEnded:
		return ended
	case sub.State == forecast.SubscriptionActive && purpose == forecast.LinkConfirm:
		return confirmed
	}
	return ask
}

func (s *Server) confirm(ctx context.Context, sub forecast.Subscription) (optIn, error) {
	if sub.State == forecast.SubscriptionEnded {
		return ended, nil // an old link does not bring it back
	}
	return confirmed, s.cfg.Alerts.ConfirmSubscription(ctx, sub.ID, s.mark(&sub), s.cfg.Clock())
}

// unsubscribe ends all that the person subscribed to: their messages are merged, and
// whoever wants no more of them gets none.
func (s *Server) unsubscribe(ctx context.Context, sub forecast.Subscription) (optIn, error) {
	all, err := s.cfg.Alerts.SubscriptionsOf(ctx, sub.Person())
	for _, own := range all {
		if err == nil && own.State != forecast.SubscriptionEnded {
			err = s.cfg.Alerts.EndSubscription(ctx, own.ID, s.cfg.Clock())
		}
	}
	return ended, err
}
