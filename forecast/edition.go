package forecast

import (
	"context"
	"time"
)

// Edition is one edition of the lookup table, immutable, named by the hash of
// its content. The rows are in Text; package table reads them.
type Edition struct {
	ID          string    `json:"id"` // SHA-256 of Text, first 16 hex digits
	Title       string    `json:"title"`
	Method      string    `json:"method"` // p, p_wind, h, …
	RainResetMM float64   `json:"rain_reset_mm"`
	Status      string    `json:"status"` // provisional, in_force, off, draft
	Basis       string    `json:"basis"`
	Decision    string    `json:"decision,omitempty"`
	Issuer      string    `json:"issuer,omitempty"`
	Date        Date      `json:"date,omitzero"` // of the decision
	ValidFrom   Date      `json:"valid_from,omitzero"`
	ValidTo     Date      `json:"valid_to,omitzero"`
	Ends        Date      `json:"ends,omitzero"` // last day, where a later edition ended it before ValidTo
	Text        string    `json:"-"`             // canonical CSV with its comment lines
	Added       time.Time `json:"added,omitzero"`
}

// The states of an edition.
const (
	Provisional = "provisional" // decides, but rests on no decision of the authority
	InForce     = "in_force"    // issued by the authority
	Off         = "off"         // kept for comparison, decides nothing
	Proposed    = "draft"       // of the workshop: never public, decides nothing until it is enacted
)

// Decides reports whether an edition of its status may decide a level at all.
func (e *Edition) Decides() bool { return e.Status != Off && e.Status != Proposed }

// Last is the last day the edition holds for; none = until further notice.
func (e *Edition) Last() Date {
	if !e.Ends.IsZero() && (e.ValidTo.IsZero() || e.Ends.Before(e.ValidTo)) {
		return e.Ends
	}
	return e.ValidTo
}

// Dated reports whether the edition names the days it holds for.
func (e *Edition) Dated() bool { return !e.ValidFrom.IsZero() || !e.Last().IsZero() }

// Covers reports whether the edition may decide the level of the day.
func (e *Edition) Covers(d Date) bool {
	return e.Decides() &&
		(e.ValidFrom.IsZero() || !d.Before(e.ValidFrom)) &&
		(e.Last().IsZero() || !d.After(e.Last()))
}

// EditionStore keeps editions.
type EditionStore interface {
	// AddEdition adds an edition; one with the same ID is left as it is.
	AddEdition(ctx context.Context, e Edition, by AuditEntry) error
	// Enact adds an edition that decides from its first day on and ends those it
	// follows (Succeed), in one step; it gives those it ended. One that is there
	// already is left as it is.
	Enact(ctx context.Context, e Edition, by AuditEntry) (ended []Edition, err error)
	// RemoveDraft takes a draft away for good; another edition is a WrongStep.
	RemoveDraft(ctx context.Context, id string, by AuditEntry) error
	// Editions gives all, oldest first, with their text.
	Editions(ctx context.Context) ([]Edition, error)
}
