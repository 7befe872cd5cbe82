package season

import (
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// Decisions are what was done with the season's runs, by role.
type Decisions struct {
	Roles       []RoleCount         `json:"roles"` // by role; empty = nothing was done
	Withdrawals []forecast.Decision `json:"withdrawals"`
	Overrides   []forecast.Decision `json:"overrides"`
	Raised      int                 `json:"raised"`       // overrides to a higher level
	Lowered     int                 `json:"lowered"`      // to a lower one
	MadeUnknown int                 `json:"made_unknown"` // a known level taken away
	MadeKnown   int                 `json:"made_known"`   // a level where none was known
}

// RoleCount is what those of a role did.
type RoleCount struct {
	Role       string `json:"role"`
	Published  int    `json:"published"`
	Withdrawn  int    `json:"withdrawn"`
	Overridden int    `json:"overridden"`
}

// decisionsOf counts those about runs made for days of the season, the oldest
// first.
func decisionsOf(m *Material) Decisions {
	d := Decisions{Roles: []RoleCount{}, Withdrawals: []forecast.Decision{}, Overrides: []forecast.Decision{}}
	for _, made := range slices.Backward(m.Decisions) {
		if !m.Span.has(made.Date) {
			continue
		}
		role := d.role(made.Role)
		switch made.Kind {
		case forecast.DecidedPublished:
			role.Published++
		case forecast.DecidedWithdrawn:
			role.Withdrawn++
			d.Withdrawals = append(d.Withdrawals, made)
		case forecast.DecidedOverridden:
			role.Overridden++
			d.Overrides = append(d.Overrides, made)
			d.override(made.Override)
		}
	}
	return d
}

func (d *Decisions) role(name string) *RoleCount {
	i := slices.IndexFunc(d.Roles, func(r RoleCount) bool { return r.Role == name })
	if i < 0 {
		i = len(d.Roles)
		d.Roles = append(d.Roles, RoleCount{Role: name})
	}
	return &d.Roles[i]
}

func (d *Decisions) override(c *forecast.ZoneChange) {
	switch {
	case c == nil || c.Before == c.Level:
	case !c.Level.Known():
		d.MadeUnknown++
	case !c.Before.Known():
		d.MadeKnown++
	case c.Level > c.Before:
		d.Raised++
	default:
		d.Lowered++
	}
}
