package api

import (
	"context"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

type overrideInput struct {
	ID   string `path:"id" doc:"Run, a draft"`
	Body struct {
		Zone   string  `json:"zone" minLength:"1" maxLength:"100"`
		Date   *string `json:"date,omitempty" doc:"Day of the level, YYYY-MM-DD; default the run's own"`
		Level  *int    `json:"level" minimum:"1" maximum:"5" nullable:"true" required:"true" doc:"1–5, or null = unknown"`
		Reason string  `json:"reason" minLength:"3" maxLength:"1000" doc:"Why; it is kept and shown in public"`
	}
}

type overrideAnswer struct{ forecast.Override }

// postOverride puts an officer's level in place of a draft's computed one.
func (s *Server) postOverride(ctx context.Context, in *overrideInput) (overrideAnswer, error) {
	run, err := s.store.Run(ctx, in.ID, s.moment().now)
	if err != nil {
		return overrideAnswer{}, err
	}
	o := forecast.Override{Publication: s.deed(ctx, in.ID, strings.TrimSpace(in.Body.Reason)),
		ZoneChange: forecast.ZoneChange{Zone: in.Body.Zone, Date: run.Date}}
	if o.Reason == "" {
		return overrideAnswer{}, &forecast.Invalid{Column: "reason", Reason: "empty", Remedy: "say why; it is kept and shown in public"}
	}
	if in.Body.Level != nil {
		o.Level = forecast.Level(*in.Body.Level)
	}
	if in.Body.Date != nil {
		if o.Date, err = forecast.ParseDate(*in.Body.Date); err != nil {
			return overrideAnswer{}, &forecast.Invalid{Column: "date", Value: *in.Body.Date, Reason: "is no day", Remedy: "write it as YYYY-MM-DD"}
		}
	}
	o, err = s.store.SaveOverride(ctx, o)
	o.At = s.local(o.At)
	return overrideAnswer{o}, err
}

// changeInfo tells of an override by role, never by person.
type changeInfo struct {
	Before forecast.Level `json:"before" doc:"As it was computed"`
	Level  forecast.Level `json:"level"`
	Role   string         `json:"role"`
	Reason string         `json:"reason"`
	At     string         `json:"at"`
}

func (s *Server) changeOf(d forecast.ZoneDay) *changeInfo {
	o := d.Override
	if o == nil {
		return nil
	}
	return &changeInfo{Before: o.Before, Level: o.Level, Role: o.Role, Reason: o.Reason, At: s.local(o.At).Format("2006-01-02T15:04:05Z07:00")}
}
