package api

import (
	"cmp"
	"context"

	"github.com/canhlua/canhlua/forecast"
)

type managedAnswer struct {
	Subscriptions []forecast.Subscription `json:"subscriptions" doc:"Everything that is kept of the address; the one of the link first"`
}

// getManaged shows, and exports, all that is kept of the person of a link.
func (s *Server) getManaged(ctx context.Context, in *linkInput) (managedAnswer, error) {
	sub, err := s.linked(ctx, in.Token, forecast.LinkManage)
	if err != nil {
		return managedAnswer{}, err
	}
	return s.managed(ctx, sub)
}

func (s *Server) managed(ctx context.Context, sub forecast.Subscription) (managedAnswer, error) {
	all, err := s.cfg.Alerts.SubscriptionsOf(ctx, sub.Person())
	out := managedAnswer{Subscriptions: []forecast.Subscription{}}
	for _, own := range all {
		own.Created, own.Consent.At = s.local(own.Created), s.local(own.Consent.At)
		if own.ID == sub.ID {
			out.Subscriptions = append([]forecast.Subscription{own}, out.Subscriptions...)
			continue
		}
		out.Subscriptions = append(out.Subscriptions, own)
	}
	return out, err
}

type changeInput struct {
	Token        string `path:"token" maxLength:"100"`
	Subscription string `query:"subscription" maxLength:"100" doc:"Another one of the same person; default that of the link"`
	Body         Wishes
}

// putManaged changes the wishes of the link's subscription, or of another one of its
// person.
func (s *Server) putManaged(ctx context.Context, in *changeInput) (managedAnswer, error) {
	sub, err := s.linked(ctx, in.Token, forecast.LinkManage)
	if err != nil {
		return managedAnswer{}, err
	}
	if sub, err = s.ofPerson(ctx, sub, in.Subscription); err != nil {
		return managedAnswer{}, err
	}
	if err := s.wish(ctx, &sub, &in.Body); err != nil {
		return managedAnswer{}, err
	}
	sub.Changed = s.cfg.Clock()
	if err := s.cfg.Alerts.ChangeSubscription(ctx, sub, nil); err != nil {
		return managedAnswer{}, err
	}
	return s.managed(ctx, sub)
}

// ofPerson is a person's subscription by its ID, or the given one of theirs where none is
// named; NotFound when it is not theirs.
func (s *Server) ofPerson(ctx context.Context, sub forecast.Subscription, id string) (forecast.Subscription, error) {
	if id == "" || id == sub.ID {
		return sub, nil
	}
	all, err := s.cfg.Alerts.SubscriptionsOf(ctx, sub.Person())
	for _, own := range all {
		if own.ID == id {
			return own, err
		}
	}
	return sub, cmp.Or[error](err, &forecast.NotFound{Kind: "subscription", Name: id})
}

type erasedAnswer struct {
	Erased int `json:"erased" doc:"Subscriptions that are gone with the address. A keyed hash stays, from which the address cannot be told: by it no register brings the person back"`
}

// deleteManaged erases all that is kept of the person of a link, but a mark by which
// a register's row is known for theirs and refused.
func (s *Server) deleteManaged(ctx context.Context, in *linkInput) (erasedAnswer, error) {
	sub, err := s.linked(ctx, in.Token, forecast.LinkManage)
	if err != nil {
		return erasedAnswer{}, err
	}
	all, err := s.cfg.Alerts.SubscriptionsOf(ctx, sub.Person())
	if err != nil {
		return erasedAnswer{}, err
	}
	for _, own := range all {
		if err := s.cfg.Alerts.EraseSubscription(ctx, own.ID, s.mark(&own), s.cfg.Clock()); err != nil {
			return erasedAnswer{}, err
		}
	}
	return erasedAnswer{len(all)}, nil
}
