package forecast

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/paulmach/orb"
)

// Channel is a way to a person.
type Channel string

// The channels.
const (
	ChannelEmail   Channel = "email"
	ChannelWebhook Channel = "webhook" // the bridge to SMS and Zalo gateways
	ChannelWebPush Channel = "webpush"
)

// Channels are all of them.
var Channels = []Channel{ChannelEmail, ChannelWebhook, ChannelWebPush}

// Area is where a subscription wants to know the level: exactly one of zones, a
// drawn polygon, or a point with a radius. It is brought to the zones of the set in
// force whenever levels are weighed, so that a new set loses nobody.
type Area struct {
	Zones    []string    `json:"zones,omitempty"`    // IDs in ZoneSet
	ZoneSet  string      `json:"zone_set,omitempty"` // the set in which Zones were chosen
	Drawn    orb.Polygon `json:"drawn,omitempty"`    // WGS 84, longitude first, rings closed
	Point    *orb.Point  `json:"point,omitempty"`    // WGS 84, longitude first
	RadiusKm float64     `json:"radius_km,omitzero"` // around Point, kilometres
}

// Wants are the changes a person wants to hear of. Corrections of what was told
// come unasked.
type Wants struct {
	Rises       bool    `json:"rises"`                        // the level rises to the lowest asked for, or above what was told
	Falls       bool    `json:"falls"`                        // it falls back: the all-clear, to who had the warning
	Daily       bool    `json:"daily"`                        // every day while it is IV or V
	Outlook     bool    `json:"outlook"`                      // IV or V is likely on a later day
	Probability float64 `json:"outlook_probability,omitzero"` // of Outlook: at least this, 0–1
}

// Quiet is the hours in which a person is not to be disturbed, local minutes of the
// day; From = To means none. They may run over midnight.
type Quiet struct {
	From    int  `json:"from"`     // minute of the day, 0–1439
	To      int  `json:"to"`       // first minute after
	VBreaks bool `json:"v_breaks"` // level V is told at any hour
}

// None reports whether there are no quiet hours.
func (q Quiet) None() bool { return q.From == q.To }

// Ends is when the quiet hours that hold at an instant are over; the instant itself
// when none hold.
func (q Quiet) Ends(now time.Time, loc *time.Location) time.Time {
	local := now.In(loc)
	minute, day := local.Hour()*60+local.Minute(), DateOf(now, loc)
	switch {
	case q.None():
	case q.From < q.To && minute >= q.From && minute < q.To, q.From > q.To && minute < q.To:
		return day.At(0, q.To, loc)
	case q.From > q.To && minute >= q.From:
		return day.AddDays(1).At(0, q.To, loc)
	}
	return now
}

// SubscriptionState is where a subscription stands.
type SubscriptionState string

// A subscription goes pending → active → ended.
const (
	SubscriptionPending SubscriptionState = "pending" // asked for, not confirmed by the address's owner
	SubscriptionActive  SubscriptionState = "active"
	SubscriptionEnded   SubscriptionState = "ended" // by its owner, or because the address is gone for good
)

// Consent says why an address may be written to.
type Consent struct {
	By    string    `json:"by"`    // self, or who of the authority noted it
	Basis string    `json:"basis"` // double opt-in, or the ground as it was noted
	At    time.Time `json:"at"`
}

// Subscription is a wish to be told. Address and Secret are personal: they never
// stand in a log, an error, a metric or an address of ours, and are gone once it is
// erased.
type Subscription struct {
	ID       string            `json:"id"`                 // random; tells nothing of the person
	Channel  Channel           `json:"channel"`            //
	Address  string            `json:"address"`            // e-mail address, webhook URL, or endpoint of a push service
	Secret   string            `json:"-"`                  // webhook: signing secret; web push: the keys of the browser, JSON
	Template string            `json:"template,omitempty"` // webhook: the gateway's template in the profile; empty = the plain one
	Language string            `json:"language"`           // vi, en
	Area     Area              `json:"area"`
	Least    Level             `json:"least"` // lowest level that is told
	Wants    Wants             `json:"wants"`
	Quiet    Quiet             `json:"quiet"`
	State    SubscriptionState `json:"state"`
	Consent  Consent           `json:"consent"`
	Created  time.Time         `json:"created"`
	Changed  time.Time         `json:"changed,omitzero"`
	Ended    time.Time         `json:"ended,omitzero"`
}

// Person is one address on one channel, whatever it subscribed to, as a hash:
// messages are merged by it.
func (s *Subscription) Person() string {
	address := strings.TrimSpace(s.Address)
	if s.Channel == ChannelEmail {
		address = strings.ToLower(address)
	}
	sum := sha256.Sum256([]byte(string(s.Channel) + "\x00" + address))
	return hex.EncodeToString(sum[:16])
}

// LinkPurpose is what the holder of a link may do.
type LinkPurpose string

// The purposes of links.
const (
	LinkConfirm     LinkPurpose = "confirm"
	LinkUnsubscribe LinkPurpose = "unsubscribe"
	LinkManage      LinkPurpose = "manage" // the self-service page
)

// Link is a token that was sent to a subscription's address; only its hash is kept.
type Link struct {
	Hash         string // SHA-256 of the token, hex
	Subscription string
	Purpose      LinkPurpose
	Expires      time.Time // from then on it is worth nothing
}

// SubscriptionStore keeps subscriptions and their links.
type SubscriptionStore interface {
	// SaveSubscription adds one with its links, or, where the ID is known, takes its
	// new wishes over and adds the links.
	SaveSubscription(ctx context.Context, s Subscription, links []Link) error
	// ChangeSubscription takes the new wishes of a known one over and adds the links;
	// NotFound when it was erased meanwhile: nobody is brought back by a change.
	ChangeSubscription(ctx context.Context, s Subscription, links []Link) error
	// AddSubscriptions adds many at once with their links; those whose ID is known are
	// left as they are, and lifts the marks of erased persons who consented anew. It
	// says how many were new.
	AddSubscriptions(ctx context.Context, all []Subscription, links []Link, lift ...string) (int64, error)
	// Subscription gives one; NotFound when there is none, or it was erased.
	Subscription(ctx context.Context, id string) (Subscription, error)
	// Subscriptions gives all there are, oldest first.
	Subscriptions(ctx context.Context) ([]Subscription, error)
	// SubscriptionsOf gives all of a person, oldest first.
	SubscriptionsOf(ctx context.Context, person string) ([]Subscription, error)
	// ExtendLinks lets the links of active subscriptions hold until an instant at least
	// where they are of a purpose; those that hold until before then by less than a
	// month are left as they are.
	ExtendLinks(ctx context.Context, purpose LinkPurpose, until time.Time) error
	// LinkTo gives the link of a token's hash; NotFound when there is none.
	LinkTo(ctx context.Context, hash string) (Link, error)
	// ConfirmSubscription makes a pending one active and lifts the mark of its person.
	// Any other is left as it is.
	ConfirmSubscription(ctx context.Context, id, mark string, at time.Time) error
	// EndSubscription ends one and takes back what waits for it. An ended one is left as it is.
	EndSubscription(ctx context.Context, id string, at time.Time) error
	// EraseSubscription takes the subscription and its links away and leaves of its
	// deliveries only what can be counted, and of its person the ErasedMark.
	EraseSubscription(ctx context.Context, id, mark string, at time.Time) error
	// Erased is when the person of an ErasedMark asked to be erased; zero when they did
	// not, or subscribed again since.
	Erased(ctx context.Context, mark string) (time.Time, error)
	// CountSubscriptions counts by channel and state.
	CountSubscriptions(ctx context.Context) ([]SubscriptionCount, error)
}

// SubscriptionCount is how many there are.
type SubscriptionCount struct {
	Channel Channel           `json:"channel"`
	State   SubscriptionState `json:"state"`
	Count   int64             `json:"count"`
}
