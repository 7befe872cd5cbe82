package job

import (
	"context"
	"errors"
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// PublishStanding publishes the newest draft of a day by the standing rule. It
// gives the run it published, or the zero Run when nothing newer than what is
// public waits, or the province has no standing rule.
//
// A draft that knows fewer zones of its day than LeastKnown asks for, and fewer
// than what the public is told now, waits for a person, as long as what is told
// is not stale itself; then an honest unknown goes out. The log of deeds says why.
func (s *Service) PublishStanding(ctx context.Context, day forecast.Date) (forecast.Run, error) {
	if !s.Standing {
		return forecast.Run{}, nil
	}
	runs, err := s.Store.Runs(ctx, day, day, s.Clock())
	if err != nil {
		return forecast.Run{}, err
	}
	for _, r := range runs { // newest first
		switch r.Status {
		case forecast.Draft:
			if why, err := s.thin(ctx, r); err != nil || why != "" {
				return forecast.Run{}, s.leave(ctx, r, why, err)
			}
			return s.publishAutomatically(ctx, r)
		default: // public already, or taken back by a person: only a newer run may follow
			return forecast.Run{}, nil
		}
	}
	return forecast.Run{}, nil
}

func (s *Service) publishAutomatically(ctx context.Context, r forecast.Run) (forecast.Run, error) {
	err := s.Store.Publish(ctx, forecast.Publication{Run: r.ID, At: s.Clock(), Automatic: true, Role: "standing_rule"})
	var wrong *forecast.WrongState
	if errors.As(err, &wrong) && wrong.From == forecast.Published {
		return forecast.Run{}, nil // another process was faster
	}
	return r, err
}

// thin says why a draft knows too little to be published by itself; empty when
// it does not.
func (s *Service) thin(ctx context.Context, r forecast.Run) (string, error) {
	known, of, err := s.knownZones(ctx, r.ID, r.Date)
	if err != nil || float64(known) >= s.LeastKnown*float64(of) {
		return "", err
	}
	told, err := s.Store.Covering(ctx, r.Date, s.Clock())
	var none *forecast.NotFound
	switch {
	case errors.As(err, &none):
		return "", nil // nothing is told yet
	case err != nil:
		return "", err
	case s.Clock().Sub(told.Issued).Hours() > s.Province.Rules.StaleHours:
		return "", nil
	}
	before, _, err := s.knownZones(ctx, told.ID, r.Date)
	if err != nil || before <= known {
		return "", err
	}
	return fmt.Sprintf("only %d of %d zones are known, fewer than %.0f %%; run %s, which is public, knows %d of them; look at the draft and publish it by hand",
		known, of, 100*s.LeastKnown, told.ID, before), nil
}

func (s *Service) knownZones(ctx context.Context, run string, day forecast.Date) (known, of int, err error) {
	days, err := s.Store.ZoneDays(ctx, run, day)
	for _, d := range days {
		if d.Level.Known() {
			known++
		}
	}
	return known, len(days), err
}

// leave tells the desk that a draft waits for a person.
func (s *Service) leave(ctx context.Context, r forecast.Run, why string, err error) error {
	if err != nil {
		return err
	}
	s.Log.WarnContext(ctx, "the standing rule leaves a draft to a person", "run", r.ID, "why", why)
	_, err = s.Store.AppendAudit(ctx, forecast.AuditEntry{At: s.Clock(), Actor: "standing rule", Role: "standing_rule",
		Action: "publish", Subject: "run " + r.ID, Refused: why})
	return err
}
