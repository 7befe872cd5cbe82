package forecast

import (
	"context"
	"time"
)

// Told is what the public was told of a zone's day, by the last run published for
// the day it was made on.
type Told struct {
	Issued  Date // the run's own day; Date − Issued is the lead
	Date    Date
	Zone    string
	Level   Level // a person's, where one was put in place of the computed one
	Status  Status
	Outlook *Outlook

	Computed  Level // the run's own, whatever a person put in its place
	Simulated bool  // the run rests on simulated weather
}

// ToldQuery asks for what was told by runs made for days in [From, To].
type ToldQuery struct {
	From, To Date
	LeadDays int       // at most so many days ahead
	AsOf     time.Time // what was published later does not exist
}

// ToldStore reads what was told, for verification.
type ToldStore interface {
	// Told hands over the days by run, date and zone, until each fails.
	Told(ctx context.Context, q ToldQuery, each func(Told) error) error
}
