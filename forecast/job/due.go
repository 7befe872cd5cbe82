package job

import (
	"context"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Due does what today's newest slots ask for and nobody has done yet: the run of
// the last run slot, the publication of the last publication slot. It is how a
// service that was down, or changed its leader, finds back into the day.
func (s *Service) Due(ctx context.Context) error {
	p, err := s.plan()
	if err != nil {
		return err
	}
	now, today := s.Clock(), s.today()
	since, _ := day(today, s.Province.Location)
	if slot := lastOf(p.runs, since, now); !slot.IsZero() {
		if _, err := s.PredictSlot(ctx, slot); err != nil {
			return err
		}
	}
	if slot := lastOf(p.publications, since, now); !slot.IsZero() {
		return s.PublishSlot(ctx, slot)
	}
	return nil
}

// PredictSlot makes the run of a slot unless one was made at or after it.
func (s *Service) PredictSlot(ctx context.Context, slot time.Time) (forecast.Run, error) {
	d := s.Province.Today(slot)
	runs, err := s.Store.Runs(ctx, d, d, s.Clock())
	if err != nil {
		return forecast.Run{}, err
	}
	for _, r := range runs {
		if !r.Issued.Before(slot) && r.Slot != CatchUpSlot {
			return r, nil
		}
	}
	return s.Predict(ctx, d, name(slot, s.Province.Location), false)
}

// PublishSlot publishes the newest draft by the standing rule unless the slot
// has had its publication.
func (s *Service) PublishSlot(ctx context.Context, slot time.Time) error {
	d := s.Province.Today(slot)
	runs, err := s.Store.Runs(ctx, d, d, s.Clock())
	if err != nil {
		return err
	}
	for _, r := range runs {
		if r.Status != forecast.Draft && !r.Published.Before(slot) {
			return nil
		}
	}
	_, err = s.PublishStanding(ctx, d)
	return err
}
