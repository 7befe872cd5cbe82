package forecast

import (
	"context"
	"time"
)

// Session is a browser that was let in. The secret of its cookie is kept as a
// hash only.
type Session struct {
	ID    string    // SHA-256 of the cookie's secret, base64
	User  string    // ID of the account; empty = nobody yet, on the way to another's sign-in page
	Began time.Time // UTC
	Ends  time.Time // UTC, if nothing is asked until then
	Data  []byte    // what the session has to keep in mind
}

// SessionStore keeps sessions.
type SessionStore interface {
	// SaveSession adds a session or replaces it, and forgets those that ended
	// a month ago, nobody's at once.
	SaveSession(ctx context.Context, s Session, now time.Time) error
	// KeepSession puts the end of a session off; nothing happens when it is over by
	// now.
	KeepSession(ctx context.Context, id string, ends, now time.Time) error
	// Session gives a session, ended or not; NotFound when there is none, or none
	// any more.
	Session(ctx context.Context, id string) (Session, error)
	// EndSession ends a session; no error when there is none.
	EndSession(ctx context.Context, id string) error
}

// SignInRule says how long one has to wait after failed attempts: not at all for
// the first few, then for a time that doubles with each.
type SignInRule struct {
	Free        int           // attempts without waiting
	First, Most time.Duration // the first wait, the longest
}

// The rules of sign-in. A stranger's failures lock the name for the stranger's own
// address. Failures from many addresses together lock it for all others too, but
// never for an address that the account has signed in from lately: nobody can
// lock an officer out of the office.
var (
	SignInFromOne = SignInRule{Free: 5, First: 30 * time.Second, Most: 15 * time.Minute}
	SignInFromAll = SignInRule{Free: 30, First: time.Minute, Most: 15 * time.Minute}
)

// How long attempts are kept in mind.
const (
	AttemptsFade  = 24 * time.Hour      // failures further back count no more
	KnownPlaceFor = 60 * 24 * time.Hour // an address stays known for so long after a sign-in
)

// Attempts are the failed sign-ins to a name, from one address or from all.
type Attempts struct {
	Failed int
	Last   time.Time // UTC
	Until  time.Time // UTC; no other attempt before
	SignIn time.Time // UTC; the last sign-in from the address; zero = none
}

// Known reports whether the account has signed in from the address lately.
func (a Attempts) Known(now time.Time) bool {
	return !a.SignIn.IsZero() && now.Sub(a.SignIn) < KnownPlaceFor
}

// Count counts an attempt as failed before it is judged, so that many at once do
// not slip through; it is taken back when it succeeds.
func (r SignInRule) Count(a Attempts, now time.Time) Attempts {
	if now.Sub(a.Last) >= AttemptsFade {
		a.Failed = 0
	}
	a.Failed++
	a.Last, a.Until = now, time.Time{}
	if over := a.Failed - r.Free; over >= 0 {
		wait := r.Most
		if over < 20 { // else it would overflow
			wait = min(r.First<<over, r.Most)
		}
		a.Until = now.Add(wait)
	}
	return a
}

// SignInStore keeps attempts to sign in. Names without an account are kept like
// others, so that no answer tells which there are.
type SignInStore interface {
	// CountAttempt counts an attempt, or says how long the next has to wait: then
	// it is not to be judged.
	CountAttempt(ctx context.Context, name, from string, now time.Time) (wait time.Duration, err error)
	// SignedIn notes a sign-in and forgets the failures before it.
	SignedIn(ctx context.Context, u User, from string, by AuditEntry) error
}
