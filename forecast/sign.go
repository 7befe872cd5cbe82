package forecast

import (
	"context"
	"time"
)

// Sign is a roadside sign with the arrow that tells the level of its zone.
type Sign struct {
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	Place  string  `json:"place"`            // where it stands, in words
	Lat    float64 `json:"lat"`              // degrees north, WGS 84
	Lon    float64 `json:"lon"`              // degrees east
	Zone   string  `json:"zone"`             // whose level it tells
	Ranger string  `json:"ranger,omitempty"` // who turns the arrow; not public
	Note   string  `json:"note,omitempty"`   // not public
}

// SignTurn says where a sign's arrow stood when somebody looked.
type SignTurn struct {
	Sign  string    `json:"sign"`
	Level Level     `json:"level"`
	At    time.Time `json:"at"`
	By    string    `json:"-"`
	Role  string    `json:"role"`
	Photo string    `json:"photo,omitempty"` // hash of the picture
}

// SignState is how a sign stands against what is published.
type SignState string

// The states of a sign. They are worked out from the published level and the
// last turn each time, and kept nowhere.
const (
	SignRight   SignState = "right"   // its arrow tells the published level
	SignWrong   SignState = "wrong"   // it tells another
	SignUnseen  SignState = "unseen"  // nobody has said yet what it tells
	SignUnknown SignState = "unknown" // the level of its zone is not known: there is nothing to turn to
)

// StateOfSign holds what a sign was last seen to tell, nil for never, against
// the level of its zone.
func StateOfSign(should Level, last *SignTurn) SignState {
	switch {
	case !should.Known():
		return SignUnknown
	case last == nil || !last.Level.Known():
		return SignUnseen
	case last.Level == should:
		return SignRight
	}
	return SignWrong
}

// SignStore keeps the register of signs and what was seen of them, with an entry
// of the audit log for each change.
type SignStore interface {
	// Signs lists those that stand, by ID.
	Signs(ctx context.Context) ([]Sign, error)
	// SaveSigns adds signs, or replaces those of the same ID, and says how many were
	// new or became another; all or none.
	SaveSigns(ctx context.Context, signs []Sign, by AuditEntry) (changed int, err error)
	// RemoveSign takes one off the register; NotFound when it is not on it. What was
	// seen of it stays.
	RemoveSign(ctx context.Context, id string, by AuditEntry) error
	// TurnSign keeps where an arrow stands now; NotFound when there is no such sign.
	TurnSign(ctx context.Context, t SignTurn, p *Photo, by AuditEntry) error
	// SignTurns gives the last turn of every sign by asOf.
	SignTurns(ctx context.Context, asOf time.Time) ([]SignTurn, error)
}
