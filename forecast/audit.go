package forecast

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// AuditEntry is one thing that was done, or refused, and by whom. Entries are
// numbered without a hole, and each bears the hash of the one before: none can
// be changed or taken out without breaking the chain behind it.
type AuditEntry struct {
	Seq     int64     `json:"seq"` // from 1
	At      time.Time `json:"at"`
	Actor   string    `json:"actor"` // a person's account or key, the command line, the standing rule
	Role    string    `json:"role"`
	Action  string    `json:"action"`            // publish, withdraw, override, …
	Subject string    `json:"subject"`           // what it was done to
	Detail  string    `json:"detail,omitempty"`  // before and after
	Reason  string    `json:"reason,omitempty"`  // as given
	Refused string    `json:"refused,omitempty"` // why it was not done; empty = it was
	From    string    `json:"from,omitempty"`    // network address, or account@machine of the command line; empty of what the service does itself
	Before  string    `json:"before"`            // hash of the entry before; empty of the first
	Hash    string    `json:"hash"`              // SHA-256 over all of the above, hex
}

// Sum is the hash the entry has to bear: over its fields but Hash, as a JSON list,
// the time in microseconds since 1970.
func (e *AuditEntry) Sum() string {
	text, err := json.Marshal([]any{e.Seq, e.At.UnixMicro(), e.Actor, e.Role, e.Action, e.Subject, e.Detail, e.Reason, e.Refused, e.From, e.Before})
	if err != nil {
		panic(err) // numbers and texts can always be written
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Follows checks an entry against the one before it, nil for the first: its
// number, the hash it names, its own hash.
func (e *AuditEntry) Follows(last *AuditEntry) error {
	seq, before := int64(1), ""
	if last != nil {
		seq, before = last.Seq+1, last.Hash
	}
	reason := ""
	switch {
	case e.Seq != seq:
		reason = fmt.Sprintf("follows entry %d: entries are missing", seq-1)
	case e.Before != before:
		reason = "does not name the entry before it: one of them was changed"
	case e.Hash != e.Sum():
		reason = "was changed after it was written"
	default:
		return nil
	}
	return &BrokenChain{Entry: e.Seq, Reason: reason}
}

// BrokenChain says at which entry the audit log is not what was written.
type BrokenChain struct {
	Entry  int64
	Reason string
}

// Error names the entry and the remedy.
func (e *BrokenChain) Error() string {
	return fmt.Sprintf("audit log: entry %d %s; compare with a backup", e.Entry, e.Reason)
}

// AuditQuery asks for entries of the audit log; what is empty asks for all.
type AuditQuery struct {
	Before  int64  // with smaller numbers; 0 = from the newest
	Limit   int    // at most so many
	Actor   string // those whose actor contains it
	Action  string // of this action alone
	Subject string // on this subject alone
	Refused bool   // only what was refused
}

// AuditStore keeps the audit log; it only ever adds.
type AuditStore interface {
	// AppendAudit adds an entry behind the last and gives it with number and hashes.
	AppendAudit(ctx context.Context, e AuditEntry) (AuditEntry, error)
	// Audit gives at most limit entries with numbers below before, newest first;
	// before 0 = from the newest.
	Audit(ctx context.Context, before int64, limit int) ([]AuditEntry, error)
	// AuditOf gives the entries asked for, newest first.
	AuditOf(ctx context.Context, q AuditQuery) ([]AuditEntry, error)
	// CheckAudit goes through the whole chain and says how long it is, or where it
	// is broken.
	CheckAudit(ctx context.Context) (entries int64, err error)
}
