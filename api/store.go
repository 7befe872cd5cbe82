package api

import (
	"context"
	"encoding/json"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Store is what the service reads, and what its desk writes. Every method stands in one of the store
// interfaces of package forecast, and keeps the promise made there.
type Store interface {
	forecast.UserStore
	forecast.SessionStore
	forecast.SignInStore
	forecast.TokenStore
	forecast.FireRecordStore // reports and records of fires
	forecast.PhotoStore      // their pictures
	forecast.SignStore       // roadside signs

	// Stations gives every station with its newest observation received by asOf.
	Stations(ctx context.Context, asOf time.Time) ([]forecast.Freshness, error)
	// Observations gives one observation per station and time.
	Observations(ctx context.Context, q forecast.ObservationQuery) ([]forecast.Observation, error)
	// Warnings gives what needs a person's attention at asOf.
	Warnings(ctx context.Context, asOf time.Time) ([]forecast.Warning, error)
	// Verdicts gives what a station's neighbours made of its readings, as of asOf.
	Verdicts(ctx context.Context, station string, from, to, asOf time.Time) ([]forecast.Verdict, error)
	// Fires gives those seen in [from, to) and received by asOf, newest first.
	Fires(ctx context.Context, from, to, asOf time.Time) ([]forecast.Fire, error)
	// ZoneSets lists the sets without their zones.
	ZoneSets(ctx context.Context) ([]forecast.ZoneSet, error)
	// ZoneSet gives a set with its zones.
	ZoneSet(ctx context.Context, id string) (forecast.ZoneSet, error)
	// ImportZoneSet adds a set with its dates by somebody; sets that cover them end before.
	ImportZoneSet(ctx context.Context, set forecast.ZoneSet, by forecast.AuditEntry) error
	// SaveAssets adds to the register of readiness, or replaces in it.
	SaveAssets(ctx context.Context, assets []forecast.Asset, by forecast.AuditEntry) error
	// RemoveAsset takes a thing out of it; NotFound when there is none.
	RemoveAsset(ctx context.Context, id string, by forecast.AuditEntry) error
	// Assets gives the register of readiness, by kind and ID.
	Assets(ctx context.Context) ([]forecast.Asset, error)
	// Editions gives all editions, oldest first, with their text.
	Editions(ctx context.Context) ([]forecast.Edition, error)
	// AddEdition adds an edition by somebody.
	AddEdition(ctx context.Context, e forecast.Edition, by forecast.AuditEntry) error
	// RemoveDraft takes a draft away for good; another edition is a WrongStep.
	RemoveDraft(ctx context.Context, id string, by forecast.AuditEntry) error
	// Enact adds an edition that decides from its first day on and ends those it follows.
	Enact(ctx context.Context, e forecast.Edition, by forecast.AuditEntry) (ended []forecast.Edition, err error)
	// Run gives a run of any status; what is not public is held back here.
	Run(ctx context.Context, id string, asOf time.Time) (forecast.Run, error)
	// Runs lists runs of any status; what is not public is held back here.
	Runs(ctx context.Context, from, to forecast.Date, asOf time.Time) ([]forecast.Run, error)
	// Covering gives the newest published run that covers the day.
	Covering(ctx context.Context, day forecast.Date, asOf time.Time) (forecast.Run, error)
	// ZoneDays gives a run's zones of one day.
	ZoneDays(ctx context.Context, run string, day forecast.Date) ([]forecast.ZoneDay, error)
	// Series gives a zone's days, each from the run Covering would give.
	Series(ctx context.Context, zone string, from, to forecast.Date, asOf time.Time) ([]forecast.RunDay, error)
	// Reason gives a run's reason for a zone.
	Reason(ctx context.Context, run, zone string) (forecast.Reason, error)
	// Told hands over what the public was told.
	Told(ctx context.Context, q forecast.ToldQuery, each func(forecast.Told) error) error
	// Decisions gives what was done by asOf to published runs, newest first.
	Decisions(ctx context.Context, from, to forecast.Date, asOf time.Time) ([]forecast.Decision, error)
	// SaveOverride puts a level in place of a draft's computed one.
	SaveOverride(ctx context.Context, o forecast.Override) (forecast.Override, error)
	// AppendAudit adds an entry behind the last of the audit log.
	AppendAudit(ctx context.Context, e forecast.AuditEntry) (forecast.AuditEntry, error)
	// AuditOf gives the entries of the audit log that are asked for, newest first.
	AuditOf(ctx context.Context, q forecast.AuditQuery) ([]forecast.AuditEntry, error)
	// CheckAudit goes through the whole chain of the audit log.
	CheckAudit(ctx context.Context) (entries int64, err error)
	// SaveRemark adds what one at the desk says of a draft to the others; WrongState
	// when the run is no draft, NotFound when it is no run.
	SaveRemark(ctx context.Context, r forecast.Remark) (forecast.Remark, error)
	// Remarks gives what was said of a draft, oldest first.
	Remarks(ctx context.Context, run string) ([]forecast.Remark, error)
	// Publish makes a draft the province's word.
	Publish(ctx context.Context, p forecast.Publication) error
	// Withdraw takes a run back.
	Withdraw(ctx context.Context, p forecast.Publication) error
	// RunInput gives what a run was computed from.
	RunInput(ctx context.Context, run string) (json.RawMessage, error)
	// Climatology gives the newest of a zone set built by asOf.
	Climatology(ctx context.Context, zoneSet string, asOf time.Time) (forecast.Climatology, error)
	// Normals gives the zones' normals of a day of the year; no zone = all.
	Normals(ctx context.Context, num int64, day int, zone string) ([]forecast.Normal, error)
	// Covered gives the first and last day that published runs cover.
	Covered(ctx context.Context, asOf time.Time) (first, last forecast.Date, err error)
}
