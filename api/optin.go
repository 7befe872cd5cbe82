package api

import (
	"bytes"
	"context"
	_ "embed"
	"html/template"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"github.com/canhlua/canhlua/forecast"
)

//go:embed optin.html
var optInHTML string

var optInPage = template.Must(template.New("optin").Parse(optInHTML))

// optIn is what a page behind a link says, in both languages. Its button asks the
// page's own address again, or that of Query.
type optIn struct{ Vi, En, ButtonVi, ButtonEn, Query string }

var (
	askConfirm = optIn{"Bạn đã đăng ký nhận cảnh báo cấp dự báo cháy rừng. Bấm nút dưới đây để xác nhận.",
		"You asked for alerts of the forest-fire danger level. Press the button to confirm.", "Xác nhận đăng ký", "Confirm", ""}
	confirmed = optIn{"Đã xác nhận. Bạn sẽ nhận được cảnh báo. Mỗi tin đều có liên kết để hủy đăng ký.",
		"Confirmed. You will be told. Every message has a link to unsubscribe.", "", "", ""}
	askEnd = optIn{"Bạn muốn thôi nhận cảnh báo cấp dự báo cháy rừng?",
		"Do you want no more alerts of the forest-fire danger level?", "Hủy đăng ký", "Unsubscribe", ""}
	ended    = optIn{"Đã hủy đăng ký. Bạn sẽ không nhận thêm tin nào.", "You are unsubscribed. Nothing more will be sent.", "", "", ""}
	endedOne = optIn{"Đã hủy đăng ký này. Địa chỉ của bạn còn đăng ký khác và vẫn nhận tin của các đăng ký đó.",
		"This subscription is ended. Your address has others, and messages of those will still come.", "Hủy tất cả", "End them all", "?all=true"}
	deadLink = optIn{"Liên kết không đúng hoặc đã hết hạn. Bạn có thể đăng ký lại.",
		"This link is not right, or has expired. You can subscribe again.", "", "", ""}
)

type linkInput struct {
	Token string `path:"token" maxLength:"100"`
}

type optInInput struct {
	Token string   `path:"token" maxLength:"100"`
	Also  []string `query:"also" maxItems:"20" doc:"Unsubscribe: other subscriptions of the same person that the message told of"`
	All   bool     `query:"all" doc:"Unsubscribe: all that the person subscribed to"`
}

// routeOptIn wires the pages behind the links in messages. Opening a link changes
// nothing, so that a scanner of mail or a preview does no harm: the button does, and
// so does the one-click request of a mail program (RFC 8058).
func (s *Server) routeOptIn() {
	s.optIn("confirm", "Xác nhận đăng ký · Confirm a subscription", forecast.LinkConfirm, askConfirm, s.confirm)
	s.optIn("unsubscribe", "Hủy đăng ký · Unsubscribe", forecast.LinkUnsubscribe, askEnd, s.unsubscribe)
}

// answerLink says, or does, what a link of a subscription is for.
type answerLink func(context.Context, forecast.Subscription, *optInInput) (optIn, error)

func (s *Server) optIn(name, summary string, purpose forecast.LinkPurpose, ask optIn, act answerLink) {
	for method, answer := range map[string]answerLink{
		http.MethodGet: func(ctx context.Context, sub forecast.Subscription, _ *optInInput) (optIn, error) {
			return s.asking(ctx, ask, purpose, sub)
		},
		http.MethodPost: act,
	} {
		op := huma.Operation{OperationID: map[string]string{http.MethodGet: "get-", http.MethodPost: "post-"}[method] + name, Method: method,
			Path: "/api/v1/subscriptions/" + name + "/{token}", Summary: summary, Errors: []int{http.StatusServiceUnavailable},
			Responses: map[string]*huma.Response{"200": pageResponse("What the link is for"), "404": pageResponse("The link is worth nothing")}}
		huma.Register(s.api, op, func(ctx context.Context, in *optInInput) (*huma.StreamResponse, error) {
			page, status, err := s.behind(ctx, in, purpose, answer)
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
func (s *Server) behind(ctx context.Context, in *optInInput, purpose forecast.LinkPurpose, answer answerLink) ([]byte, int, error) {
	if s.cfg.Alerts == nil {
		return nil, 0, newProblem(http.StatusServiceUnavailable, "this service sends no alerts")
	}
	say, status := deadLink, http.StatusNotFound
	sub, err := s.linked(ctx, in.Token, purpose)
	if err == nil {
		say, err = answer(ctx, sub, in)
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
func (s *Server) asking(ctx context.Context, ask optIn, purpose forecast.LinkPurpose, sub forecast.Subscription) (optIn, error) {
	switch {
	case sub.State == forecast.SubscriptionEnded && purpose == forecast.LinkUnsubscribe:
		return s.endedOf(ctx, sub)
	case sub.State == forecast.SubscriptionEnded:
		return ended, nil
	case sub.State == forecast.SubscriptionActive && purpose == forecast.LinkConfirm:
		return confirmed, nil
	}
	return ask, nil
}

func (s *Server) confirm(ctx context.Context, sub forecast.Subscription, _ *optInInput) (optIn, error) {
	if sub.State == forecast.SubscriptionEnded {
		return ended, nil // an old link does not bring it back
	}
	mark, _, err := s.erasedAs(ctx, &sub)
	if err != nil {
		return confirmed, err
	}
	return confirmed, s.cfg.Alerts.ConfirmSubscription(ctx, sub.ID, mark, s.cfg.Clock())
}

// unsubscribe ends what the message told of: the link's subscription, and those of the
// same person that were merged into it. The page then offers to end the others too.
func (s *Server) unsubscribe(ctx context.Context, sub forecast.Subscription, in *optInInput) (optIn, error) {
	all, err := s.cfg.Alerts.SubscriptionsOf(ctx, sub.Person())
	if err != nil {
		return ended, err
	}
	for _, own := range all {
		if own.State == forecast.SubscriptionEnded || own.ID != sub.ID && !in.All && !slices.Contains(in.Also, own.ID) {
			continue
		}
		if err := s.cfg.Alerts.EndSubscription(ctx, own.ID, s.cfg.Clock()); err != nil {
			return ended, err
		}
	}
	return s.endedOf(ctx, sub)
}

// endedOf is the page of an ended subscription, with a button where its person has
// others that go on.
func (s *Server) endedOf(ctx context.Context, sub forecast.Subscription) (optIn, error) {
	all, err := s.cfg.Alerts.SubscriptionsOf(ctx, sub.Person())
	for _, own := range all {
		if own.State == forecast.SubscriptionActive {
			return endedOne, err
		}
	}
	return ended, err
}
