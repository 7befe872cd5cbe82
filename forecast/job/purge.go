package job

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"github.com/canhlua/canhlua/forecast"
)

// purgeSlot is when the nightly purge runs, local time.
const purgeSlot = "20 2 * * *"

// PurgeArgs lets go of old inputs.
type PurgeArgs struct {
	Slot time.Time `json:"slot"`
}

// Kind names the job in the queue.
func (PurgeArgs) Kind() string { return "purge" }

// InsertOpts makes a slot's job unique.
func (PurgeArgs) InsertOpts() river.InsertOpts { return oncePerSlot }

// Purge deletes the inputs that the province's retention lets go.
func (s *Service) Purge(ctx context.Context) (forecast.Purged, error) {
	keep := s.Province.Retention
	before := func(days int) time.Time {
		if days <= 0 {
			return time.Time{}
		}
		return s.Clock().AddDate(0, 0, -days)
	}
	done, err := s.Store.Purge(ctx, before(keep.RawDays), before(keep.ModelDays))
	if forget := before(s.Province.Fires.PhoneDays); err == nil && !forget.IsZero() {
		done.Reporters, err = s.Store.ForgetReporters(ctx, forget)
	}
	if done != (forecast.Purged{}) {
		s.Log.Info("old inputs purged", "raw", done.Raw, "model_days", done.ModelDays, "reporters", done.Reporters)
	}
	return done, err
}
