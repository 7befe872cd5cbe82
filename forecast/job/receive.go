package job

import (
	"context"
	"errors"

	"github.com/canhlua/canhlua/forecast"
)

// Receive takes readings in one by one, so that each has its own outcome: a
// person or a machine waits for the answer. What was sent is kept first, with the
// entry of the audit log that says by whom: without it nothing is taken.
func (s *Service) Receive(ctx context.Context, raw forecast.Raw, obs []forecast.Observation, by forecast.AuditEntry) ([]forecast.Outcome, error) {
	known, err := s.knownStations(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.Store.SaveSent(ctx, raw, by); err != nil {
		return nil, err
	}
	outcomes := make([]forecast.Outcome, len(obs))
	for i, o := range obs {
		o.RawHash, o.Received = raw.Hash, raw.Received
		var t Tally
		err := s.take(ctx, forecast.Bulletin{Observations: []forecast.Observation{o}}, known, &t)
		var invalid *forecast.Invalid
		if err != nil && !errors.As(err, &invalid) {
			return nil, err
		}
		outcomes[i] = outcomeOf(t, err)
	}
	return outcomes, nil
}

func outcomeOf(t Tally, refused error) forecast.Outcome {
	if refused == nil && len(t.Rejects) > 0 {
		refused = t.Rejects[0].Err
	}
	switch {
	case refused != nil:
		return forecast.Outcome{Status: forecast.OutcomeRejected, Reason: refused.Error()}
	case t.Accepted == 0:
		return forecast.Outcome{Status: forecast.OutcomeDuplicate}
	}
	return forecast.Outcome{Status: forecast.OutcomeAccepted, Flags: t.Flags}
}
