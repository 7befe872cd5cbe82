package forecast

import (
	"context"
	"time"
)

// Publication is the decision that a run is the province's word.
type Publication struct {
	Run       string    `json:"run"`
	At        time.Time `json:"at"`
	Automatic bool      `json:"automatic"`        // by the standing rule, no person looked
	Role      string    `json:"role"`             // standing rule, publisher, command line
	By        string    `json:"-"`                // the person; never shown in public
	Reason    string    `json:"reason,omitempty"` // of a withdrawal
}

// The kinds of decisions.
const (
	DecidedPublished = "published"
	DecidedWithdrawn = "withdrawn"
)

// Decision is what was done to a run, and by whom.
type Decision struct {
	Publication
	Kind string `json:"kind"` // published, withdrawn
	Date Date   `json:"date"` // the run's own day
}

// PublicationStore changes where a run stands.
type PublicationStore interface {
	// Publish makes a draft the province's word; WrongState when it is no draft.
	Publish(ctx context.Context, p Publication) error
	// Withdraw takes a run back with p.Reason; WrongState when it is withdrawn already.
	Withdraw(ctx context.Context, p Publication) error
	// Decisions gives what was done by asOf to published runs made for days in
	// [from, to], newest first. What was withdrawn as a draft is not among them.
	Decisions(ctx context.Context, from, to Date, asOf time.Time) ([]Decision, error)
}
