package forecast

import (
	"context"
	"time"
)

// DeliveryState is where a delivery stands.
type DeliveryState string

// A delivery goes queued → sent, dead or expired, or is taken back. One that was tried
// and waits for its next try is superseded when newer news of all it tells was decided:
// no old level is sent behind a new one.
const (
	DeliveryQueued  DeliveryState = "queued"
	DeliverySent    DeliveryState = "sent"    // the channel took it
	DeliveryDead    DeliveryState = "dead"    // refused for good, or tried until no try was left; a person may try again
	DeliveryExpired DeliveryState = "expired" // its day was over first
	DeliveryRevoked DeliveryState = "revoked" // its person unsubscribed or was erased

	DeliverySuperseded DeliveryState = "superseded" // newer news took its place before a try succeeded
)

// DeliveryPurpose is what a delivery is for.
type DeliveryPurpose string

// The purposes.
const (
	DeliverAlert   DeliveryPurpose = "alert"
	DeliverConfirm DeliveryPurpose = "confirm" // the link that confirms a subscription
	DeliverLinks   DeliveryPurpose = "links"   // the link to the self-service page
)

// Delivery is one message to one person. It bears no address: that is looked up
// when it is sent.
type Delivery struct {
	ID           string          `json:"id"` // stable over all tries; receivers de-duplicate by it
	Purpose      DeliveryPurpose `json:"purpose"`
	Subscription string          `json:"subscription"` // whose address and language it takes
	Person       string          `json:"-"`
	Channel      Channel         `json:"channel"`
	Event        int64           `json:"event,omitzero"` // the PublicEvent it came of
	Items        []AlertItem     `json:"items,omitempty"`
	State        DeliveryState   `json:"state"`
	Created      time.Time       `json:"created"`
	Due          time.Time       `json:"due"`     // not tried before
	Expires      time.Time       `json:"expires"` // not tried after
	Done         time.Time       `json:"done,omitzero"`
	Attempts     int             `json:"attempts"`
	Failure      string          `json:"failure,omitempty"` // of the last try; without address and secret
}

// Claim is a delivery that this process may try until the lease runs out, with
// whom it goes to.
type Claim struct {
	Delivery
	To Subscription
}

// DeliveryOutcome is what became of a try.
type DeliveryOutcome struct {
	ID      string
	State   DeliveryState // queued = try again at Due
	Due     time.Time
	At      time.Time
	Failure string
	Gone    bool // the address does not exist any more: its subscription ends
	Untried bool // the claim was given back: it counts as no try
}

// Weighing is what alerts are decided from: everything as of one event.
type Weighing struct {
	Event         PublicEvent
	Subscriptions []Subscription // active ones, by ID
	Told          []AlertTold    // what was decided of late, by subscription, zone, date and order
	Public        []Alert        // public alerts of yesterday and later, in their order
}

// AlertTold is what was decided of a subscription's zone and day before.
type AlertTold struct {
	Event        int64 // that it came of
	Subscription string
	Zone         string
	Date         Date
	Level        Level // what the person takes for true, unless it is over
	Kind         AlertKind
	Round        int
	Warned       bool // the person holds a warning
	Sent         bool
	Lost         bool // it was to be told, and its message was refused or came to its end: the person knows nothing of it
}

// Weighed is what was decided.
type Weighed struct {
	Alerts     []Alert
	Decisions  []AlertDecision
	Deliveries []Delivery
}

// ChannelCount is a channel's deliveries in a state.
type ChannelCount struct {
	Channel Channel       `json:"channel"`
	State   DeliveryState `json:"state"`
	Count   int64         `json:"count"`
	Oldest  time.Time     `json:"oldest,omitzero"` // due time of the oldest that waits
}

// DeliveryQuery asks for deliveries.
type DeliveryQuery struct {
	State      DeliveryState // empty = all
	NotReached bool          // those that are dead or expired, in place of State
	Before     time.Time     // created before; zero = from the newest
	After      string        // those behind the delivery of this ID in the list; empty = from its beginning
	Limit      int
}

// DeliveryStore decides and delivers.
type DeliveryStore interface {
	// Weigh decides what the newest event calls for, in one transaction: what was
	// never tried and waits for a person is weighed anew. It does nothing when that
	// event, or a newer one, has been weighed; so it may be done any number of times.
	// What was never reached counts as not told, and what is decided anew is taken out
	// of messages that are still being tried.
	Weigh(ctx context.Context, now time.Time, weigh func(Weighing) (Weighed, error)) (done bool, err error)
	// QueueDelivery adds one; a known ID is left as it is.
	QueueDelivery(ctx context.Context, d Delivery) error
	// Claim takes at most n due deliveries of a channel, which no other process gets
	// before the lease is over.
	Claim(ctx context.Context, channel Channel, now time.Time, lease time.Duration, n int) ([]Claim, error)
	// Settle keeps what became of tries.
	Settle(ctx context.Context, outcomes []DeliveryOutcome) error
	// ExpireDeliveries gives up what waits and is over.
	ExpireDeliveries(ctx context.Context, now time.Time) (int64, error)
	// Deliveries lists them, newest first.
	Deliveries(ctx context.Context, q DeliveryQuery) ([]Delivery, error)
	// RetryDelivery queues a dead one again, without what newer decisions say anew;
	// NotFound when there is no dead one of that ID, Invalid when its day is over or
	// nothing of it is left to tell.
	RetryDelivery(ctx context.Context, id string, at time.Time) error
	// CountDeliveries counts by channel and state.
	CountDeliveries(ctx context.Context) ([]ChannelCount, error)
}

// Message is a delivery in words, ready for its channel.
type Message struct {
	ID          string // the delivery's; receivers de-duplicate by it
	Purpose     DeliveryPurpose
	To          string // address, as Subscription.Address; a sandbox in test mode
	Secret      string // as Subscription.Secret
	Template    string // as Subscription.Template
	Language    string // vi, en
	Subject     string
	Text        string // plain
	HTML        string // the same, for e-mail
	SMS         string // the same in at most 160 GSM or 70 Unicode characters
	Link        string // to the zone's page
	Unsubscribe string // one-click, RFC 8058; empty in a confirmation
	Manage      string // the self-service page
	Tag         string // web push: replaces an earlier one of the same tag
	Urgent      bool   // level V
	Items       []AlertItem
	Pictures    []Picture // shown inline by HTML as cid:NAME
	Expires     time.Time
	Test        bool // test mode: says so
}

// Picture is an image within a message.
type Picture struct {
	Name string // of the part: map.png
	Type string // image/png
	Data []byte
}

// Composer puts deliveries into words, in the person's language.
type Composer interface {
	// Compose gives the message; an error is permanent, and names no address.
	Compose(ctx context.Context, c Claim) (Message, error)
}

// Notifier is a channel. It is safe for use by several goroutines.
type Notifier interface {
	// Send hands the message over, bounded in time and size. With an error, retry
	// says whether it was a passing failure (try again later) or a permanent one.
	// The error names neither address nor secret. Gone and RetryAfter may be in it.
	Send(ctx context.Context, m Message) (retry bool, err error)
}

// Gone says that an address does not exist (any more): its subscription ends.
type Gone struct{ Reason string }

// Error gives the reason.
func (e *Gone) Error() string { return e.Reason }

// RetryAfter is a passing failure whose receiver said when to come again.
type RetryAfter struct {
	Wait   time.Duration
	Reason string
}

// Error gives the reason.
func (e *RetryAfter) Error() string { return e.Reason }
