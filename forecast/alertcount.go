package forecast

import (
	"context"
	"time"
)

// AlertCount is what became of the alerts of a span of time.
type AlertCount struct {
	Public   int            `json:"public"`   // alerts to the public: a zone and day whose level of IV or V came, changed or went
	Persons  int            `json:"persons"`  // that a message was meant for
	Reached  int            `json:"reached"`  // of them, those of whom a channel took at least one
	Channels []ChannelReach `json:"channels"` // by channel
}

// ChannelReach is what became of a channel's messages.
type ChannelReach struct {
	Channel Channel `json:"channel"`
	Meant   int     `json:"meant"`   // messages decided
	Sent    int     `json:"sent"`    // the channel took them
	Failed  int     `json:"failed"`  // refused for good, their day was over first, or newer news came first
	Revoked int     `json:"revoked"` // their person unsubscribed or was erased
	Waiting int     `json:"waiting"` // none of these yet
}

// Take adds so many messages of a state.
func (r *ChannelReach) Take(state DeliveryState, n int) {
	r.Meant += n
	switch state {
	case DeliverySent:
		r.Sent += n
	case DeliveryDead, DeliveryExpired, DeliverySuperseded:
		r.Failed += n
	case DeliveryRevoked:
		r.Revoked += n
	default:
		r.Waiting += n
	}
}

// AlertCounter counts alerts. A store that keeps none is no AlertCounter; false
// says that it keeps them and has no record of the time asked for.
type AlertCounter interface {
	// CountAlerts counts what was sent in [from, to) as known at asOf.
	CountAlerts(ctx context.Context, from, to, asOf time.Time) (AlertCount, bool, error)
}
