package forecast

import (
	"context"
	"time"
)

// Remark is what one of those at the desk says of a draft to the others. It is
// kept and never public.
type Remark struct {
	Run  string    `json:"run"`
	At   time.Time `json:"at"`
	Role string    `json:"role"`
	By   string    `json:"by"` // the person or key
	Text string    `json:"text"`
}

// RemarkStore keeps remarks; it only ever adds.
type RemarkStore interface {
	// SaveRemark adds a remark; WrongState when the run is no draft, NotFound when
	// it is no run.
	SaveRemark(ctx context.Context, r Remark) (Remark, error)
	// Remarks gives a run's remarks, oldest first.
	Remarks(ctx context.Context, run string) ([]Remark, error)
}
