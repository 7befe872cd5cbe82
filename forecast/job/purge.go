package job

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"github.com/canhlua/canhlua/forecast"
)

// purgeSlot is when the nightly purge runs, local time.
const purgeSlot = "20 2 * * *"

// PurgeArgs lets go of what is old.
type PurgeArgs struct {
	Slot time.Time `json:"slot"`
}

// Kind names the job in the queue.
func (PurgeArgs) Kind() string { return "purge" }

// InsertOpts makes a slot's job unique.
func (PurgeArgs) InsertOpts() river.InsertOpts { return oncePerSlot }

// pendingDays is how long an address is kept whose owner never confirmed it.
const pendingDays = 7

// Purge deletes what the province's retention lets go.
func (s *Service) Purge(ctx context.Context) (forecast.Purged, error) {
	keep := s.Province.Retention
	before := func(days int) time.Time {
		if days <= 0 {
			return time.Time{}
		}
		return s.Clock().AddDate(0, 0, -days)
	}
	done, err := s.Store.Purge(ctx, forecast.PurgeBefore{Raw: before(keep.RawDays), Model: before(keep.ModelDays),
		Alerts: before(keep.AlertDays), Pending: before(pendingDays)})
	if forget := before(s.Province.Fires.PhoneDays); err == nil && !forget.IsZero() {
		done.Reporters, err = s.Store.ForgetReporters(ctx, forget)
	}
	if err == nil {
		err = s.extendLinks(ctx)
	}
	if done != (forecast.Purged{}) {
		s.Log.Info("what is old was purged", "raw", done.Raw, "model_days", done.ModelDays, "reporters", done.Reporters,
			"decisions", done.Decisions, "deliveries", done.Sent, "unconfirmed", done.Pending)
	}
	return done, err
}

// extendLinks lets the links that messages bear hold on as long as messages come.
func (s *Service) extendLinks(ctx context.Context) error {
	st, ok := s.Store.(AlertStore)
	if !ok {
		return nil
	}
	for _, purpose := range []forecast.LinkPurpose{forecast.LinkUnsubscribe, forecast.LinkManage} {
		if err := st.ExtendLinks(ctx, purpose, s.Clock().Add(forecast.LinkSpan[purpose])); err != nil {
			return err
		}
	}
	return nil
}
