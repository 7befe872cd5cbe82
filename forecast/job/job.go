// Package job is the scheduled work: take weather in, make the day's run,
// publish it by the standing rule, catch up after an outage, and live through
// past days again. Every job is idempotent. What it works on is passed in: it
// opens no store, reads no file and asks no service itself.
package job

import (
	"context"
	"log/slog"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/quality"
)

// Store is what the jobs need of the store.
type Store interface {
	forecast.StationStore
	forecast.ObservationStore
	forecast.RawStore
	forecast.ModelStore
	forecast.ZoneStore
	forecast.StartStore
	forecast.EditionStore
	forecast.RunStore
	forecast.PublicationStore
	forecast.WarningStore
	forecast.FireStore
	forecast.PurgeStore
	forecast.VerdictStore
	forecast.ClimateStore
	forecast.AuditStore
	forecast.FireRecordStore
	// HasReal reports whether any weather that is not simulated was received by asOf.
	HasReal(ctx context.Context, asOf time.Time) (bool, error)
}

// Service does the work of one province.
type Service struct {
	Province   *forecast.Province
	Profile    string // name and hash, kept with every run
	Store      Store
	Checks     quality.Checker
	Aliases    map[string]string   // other names under which stations report, such as VVTS for 48900
	Standing   bool                // the standing rule: what nobody has looked at is published at the set hours
	LeastKnown float64             // share of the zones the standing rule wants known, 0–1; see PublishStanding
	Archive    Archive             // weather of other years for a hindcast, the run's own year left out; nil = the store's past
	Weighed    func()              // called when messages may wait; may be nil
	Mute       bool                // alerts are decided, and no message is queued
	By         forecast.AuditEntry // who has the work done: begins their entry of the audit log; empty = the schedule
	Clock      forecast.Clock
	Log        *slog.Logger
}

// at is the service with its clock standing at an instant.
func (s *Service) at(now time.Time) *Service {
	stopped := *s
	stopped.Clock = func() time.Time { return now }
	return &stopped
}

func (s *Service) today() forecast.Date { return s.Province.Today(s.Clock()) }
