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
	// Own are the names under which a person acts who must not have made or changed
	// the run; empty = anyone may publish it.
	Own  []string `json:"-"`
	From string   `json:"-"` // network address the person asks from; for the audit log
}

// OwnDraft says that who wants to publish a run made or changed it.
type OwnDraft struct{ Run string }

// Error names the run and the remedy.
func (o *OwnDraft) Error() string {
	return "run " + o.Run + ": you made or changed this draft; by the rule of two persons another publisher has to publish it"
}

// The kinds of decisions.
const (
	DecidedPublished  = "published"
	DecidedWithdrawn  = "withdrawn"
	DecidedOverridden = "overridden"
)

// Decision is what was done to a run, and by whom.
type Decision struct {
	Publication
	Kind     string      `json:"kind"`               // published, withdrawn, overridden
	Date     Date        `json:"date"`               // the run's own day
	Override *ZoneChange `json:"override,omitempty"` // of an override
}

// ZoneChange is what an override changed: one zone on one day.
type ZoneChange struct {
	Zone   string `json:"zone"`
	Date   Date   `json:"date"`   // the day the level is for
	Before Level  `json:"before"` // as it was computed
	Level  Level  `json:"level"`  // in its place; null = unknown
}

// Override is a person's level in place of the computed one, in a draft.
type Override struct {
	ZoneChange
	Publication // its run, when, by whom, and why
}

// PublicationStore changes where a run stands.
type PublicationStore interface {
	// Publish makes a draft the province's word; WrongState when it is no draft,
	// OwnDraft when one of p.Own made or changed it.
	Publish(ctx context.Context, p Publication) error
	// Withdraw takes a run back with p.Reason; WrongState when it is withdrawn already.
	Withdraw(ctx context.Context, p Publication) error
	// SaveOverride puts a level in place of a draft's computed one, and fills in what
	// that was; WrongState when the run is no draft, NotFound when it has no such
	// zone and day. The last override of a zone and day counts; all are kept, but for
	// one that only repeats the last, which is noted in the audit log and answered alike.
	SaveOverride(ctx context.Context, o Override) (Override, error)
	// ActedOn names those who made the run at the desk or overrode a level of it.
	ActedOn(ctx context.Context, run string) ([]string, error)
	// Decisions gives what was done by asOf to published runs made for days in
	// [from, to], newest first. What was withdrawn as a draft is not among them.
	Decisions(ctx context.Context, from, to Date, asOf time.Time) ([]Decision, error)
}
