package forecast

import (
	"context"
	"time"
)

// Raw is an input as it came, kept so that any run can be recomputed.
type Raw struct {
	Hash     string    // SHA-256 of Data, hex
	Source   string    // synop, csv, openmeteo, …
	Name     string    // file name or request, without secrets
	Received time.Time // when the service got it, UTC
	Data     []byte
}

// Reject is a record that could not be taken, with the reason and the remedy.
type Reject struct {
	Name   string // file
	Line   int    // 1-based; 0 when the record has no line
	Record string // the record's beginning
	Err    error
}

// Bulletin is one raw input with everything that was read out of it.
type Bulletin struct {
	Raw          Raw
	Stations     []Station // stations given with their place
	Observations []Observation
	Fires        []Fire
	Rejects      []Reject
}

// Source is where weather comes from.
type Source interface {
	// Name is the source's name in the profile, logs and metrics.
	Name() string
	// Fetch asks once, and hands over each bulletin as it is complete. An error
	// of take ends the fetch. What take accepted stays accepted.
	Fetch(ctx context.Context, take func(Bulletin) error) error
}

// RawStore keeps raw inputs, compressed.
type RawStore interface {
	// SaveRaw keeps the input unless one with its hash is there; fresh says which.
	SaveRaw(ctx context.Context, raw Raw) (fresh bool, err error)
	// SaveSent keeps an input that somebody sent; their entry of the audit log commits
	// with it, also when the same input was sent before.
	SaveSent(ctx context.Context, raw Raw, by AuditEntry) error
	// Raw gives an input back.
	Raw(ctx context.Context, hash string) (Raw, error)
}

// What may become of a reading.
const (
	OutcomeAccepted  = "accepted"  // kept; flags say what is not used
	OutcomeDuplicate = "duplicate" // was there already
	OutcomeRejected  = "rejected"  // not kept
)

// Outcome is what became of one reading.
type Outcome struct {
	Status string `json:"status"`           // accepted, duplicate, rejected
	Flags  []Flag `json:"flags,omitempty"`  // of an accepted one
	Reason string `json:"reason,omitempty"` // of a rejected one, with the remedy
}
