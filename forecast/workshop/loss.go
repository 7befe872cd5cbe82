package workshop

import (
	"context"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// Loss is what a table would no longer warn of: zone-days that the one before it
// calls IV or V, and it calls I or II, so that burning would be allowed.
type Loss struct {
	Edition   string         `json:"edition"` // held against; empty = none
	Title     string         `json:"title"`
	Dangerous int            `json:"dangerous"` // zone-days at IV or V by it, with a level by both
	Lowered   int            `json:"lowered"`   // of them at I or II by the other
	Fires     int            `json:"fires"`     // fires and hotspots recorded on those lowered days
	Share     forecast.Float `json:"share"`     // lowered of dangerous, 0–1; missing where none was dangerous
}

func (m *Impact) loss(before table.Table) Loss {
	e := before.Edition()
	l := Loss{Edition: e.ID, Title: e.Title, Lowered: m.lowered(), Fires: m.loweredFires}
	for _, level := range []forecast.Level{forecast.IV, forecast.V} {
		l.Dangerous += m.Matrix[level].Known()
	}
	if l.Dangerous > 0 {
		l.Share = forecast.Some(float64(l.Lowered) / float64(l.Dangerous))
	}
	return l
}

// safe reports whether a level lets people burn.
func safe(l forecast.Level) bool { return l == forecast.I || l == forecast.II }

// Weigh holds a proposal against a table: what it would no longer warn of.
func (p *Proposal) Weigh(ctx context.Context, s *Source, present, proposed table.Table, told Progress) error {
	m, err := Compare(ctx, s, present, proposed, told)
	if err == nil {
		p.Loss = m.Loss
	}
	return err
}
