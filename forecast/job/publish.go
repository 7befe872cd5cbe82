package job

import (
	"context"
	"errors"

	"github.com/canhlua/canhlua/forecast"
)

// PublishStanding publishes the newest draft of a day by the standing rule. It
// gives the run it published, or the zero Run when nothing newer than what is
// public waits, or the province has no standing rule.
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
