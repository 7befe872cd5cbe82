package api

import (
	"context"
	"net/http"

	"github.com/canhlua/canhlua/forecast"
)

// draftDays is how far back drafts are listed.
const draftDays = 14

// WaitingRun is a draft; it is exported, as all embedded parts are, since huma
// describes no others.
type WaitingRun struct {
	forecast.Run
	Left     string `json:"left,omitempty" doc:"Why the standing rule left it to a person"`
	Outdated bool   `json:"outdated,omitempty" doc:"A run of the same day that was made later is public"`
}

type waitingAnswer struct {
	Runs []WaitingRun `json:"runs" doc:"Newest first"`
}

// getDrafts lists the drafts that wait, newest first.
func (s *Server) getDrafts(ctx context.Context, _ *struct{}) (waitingAnswer, error) {
	m := s.moment()
	all, err := s.store.Runs(ctx, m.today.AddDays(-draftDays), m.today, m.now)
	a := waitingAnswer{Runs: []WaitingRun{}}
	if err != nil {
		return a, err
	}
	left, err := s.leftToPersons(ctx)
	overtaken := map[forecast.Date]bool{}
	for _, run := range all { // newest first
		switch run.Status {
		case forecast.Draft:
			s.localize(&run)
			a.Runs = append(a.Runs, WaitingRun{run, left["run "+run.ID], overtaken[run.Date]})
		case forecast.Published, forecast.Superseded:
			overtaken[run.Date] = true
		}
	}
	return a, err
}

// leftToPersons is why the standing rule left runs alone, by subject of the audit
// log.
func (s *Server) leftToPersons(ctx context.Context) (map[string]string, error) {
	const enough = 200 // the rule looks a few times a day
	entries, err := s.store.AuditOf(ctx, forecast.AuditQuery{Actor: "standing rule", Action: "publish", Refused: true, Limit: enough})
	left := map[string]string{}
	for _, e := range entries {
		if _, known := left[e.Subject]; !known { // the newest counts
			left[e.Subject] = e.Refused
		}
	}
	return left, err
}

type draftDay struct {
	Zone      string          `json:"zone"`
	Name      string          `json:"name"`
	Date      forecast.Date   `json:"date"`
	Level     forecast.Level  `json:"level"`
	Status    forecast.Status `json:"status"`
	P         forecast.Float  `json:"p"`
	H         forecast.Float  `json:"h"`
	Public    forecast.Level  `json:"public_level" doc:"What the public is told of that day now; null = nothing or unknown"`
	Differ    bool            `json:"differs"`
	Yesterday forecast.Level  `json:"yesterday_level" doc:"What the public was told of the day before the draft's own; null = nothing or unknown"`
	Change    *changeInfo     `json:"override,omitempty" doc:"A person's level in place of the computed one"`
}

// draftSum is one day of a draft over all zones.
type draftSum struct {
	Date     forecast.Date `json:"date"`
	Differs  int           `json:"differing" doc:"Zones of which the public is told another level now"`
	Risen    int           `json:"risen" doc:"Zones above their level of the day before the draft's own"`
	Fallen   int           `json:"fallen"`
	Unknown  int           `json:"unknown"`
	Changed  int           `json:"overridden"`
	ByLevels [5]int        `json:"by_level" doc:"Zones at I to V"`
}

type draftAnswer struct {
	WaitingRun
	Days      []draftDay        `json:"days" doc:"By date and zone; those of one day where date was given"`
	Differs   int               `json:"differing" doc:"How many zone-days would change"`
	Sums      []draftSum        `json:"sums" doc:"Every day over all zones"`
	Yesterday bool              `json:"yesterday_known" doc:"Whether the public was told anything of the day before"`
	Comments  []forecast.Remark `json:"comments" doc:"Of those at the desk, oldest first; never public"`
}

type draftInput struct {
	ID   string   `path:"id" doc:"Run"`
	Date dayParam `query:"date" doc:"Only the zones of this day, YYYY-MM-DD; default all days."`
}

// getDraft lays a draft beside what is public for the same days, and beside the
// day before.
func (s *Server) getDraft(ctx context.Context, in *draftInput) (draftAnswer, error) {
	m := s.moment()
	run, err := s.store.Run(ctx, in.ID, m.now)
	if err != nil {
		return draftAnswer{}, err
	}
	if run.Status != forecast.Draft {
		return draftAnswer{}, &forecast.NotFound{Kind: "draft", Name: in.ID}
	}
	if only := in.Date.Date; !only.IsZero() && (only.Before(run.Date) || only.After(run.To)) {
		return draftAnswer{}, newProblem(http.StatusUnprocessableEntity, "the draft covers "+run.Date.String()+" to "+run.To.String()+", not "+only.String())
	}
	left, err := s.leftToPersons(ctx)
	if err != nil {
		return draftAnswer{}, err
	}
	s.localize(&run)
	a := draftAnswer{WaitingRun: WaitingRun{Run: run, Left: left["run "+run.ID]}, Days: []draftDay{}}
	if a.Comments, err = s.comments(ctx, run.ID); err != nil {
		return a, err
	}
	return a, s.fillDraft(ctx, &a, in.Date.Date, m)
}

// fillDraft lays down the draft's days.
func (s *Server) fillDraft(ctx context.Context, a *draftAnswer, only forecast.Date, m moment) error {
	all, err := s.store.ZoneDays(ctx, a.ID, forecast.Date{})
	if err != nil {
		return err
	}
	byDay := map[forecast.Date][]forecast.ZoneDay{}
	for _, d := range all {
		byDay[d.Date] = append(byDay[d.Date], d)
	}
	names, err := s.zoneNames(ctx, a.Date)
	if err != nil {
		return err
	}
	before, err := s.toldOn(ctx, a.Date.AddDays(-1), m)
	if err != nil {
		return err
	}
	a.Yesterday = before != nil
	for day := a.Date; !day.After(a.To); day = day.AddDays(1) {
		told, err := s.toldOn(ctx, day, m)
		if err != nil {
			return err
		}
		rows := s.draftOn(byDay[day], names, told, before)
		sum := sumOf(day, rows)
		a.Sums, a.Differs = append(a.Sums, sum), a.Differs+sum.Differs
		if only.IsZero() || only == day {
			a.Days = append(a.Days, rows...)
		}
	}
	return nil
}

func (s *Server) zoneNames(ctx context.Context, day forecast.Date) (map[string]string, error) {
	set, err := s.setOn(ctx, day)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for i := range set.Zones {
		names[set.Zones[i].ID] = set.Zones[i].Name
	}
	return names, nil
}

func (s *Server) draftOn(days []forecast.ZoneDay, names map[string]string, told, before map[string]forecast.Level) []draftDay {
	out := make([]draftDay, 0, len(days))
	for _, d := range days {
		public := told[d.Zone]
		out = append(out, draftDay{Zone: d.Zone, Name: names[d.Zone], Date: d.Date, Level: d.Level, Status: d.Status,
			P: d.P, H: d.H, Public: public, Differ: public != d.Level, Yesterday: before[d.Zone], Change: s.changeOf(d)})
	}
	return out
}

func sumOf(day forecast.Date, rows []draftDay) draftSum {
	sum := draftSum{Date: day}
	for _, r := range rows {
		if r.Differ {
			sum.Differs++
		}
		if r.Change != nil {
			sum.Changed++
		}
		if !r.Level.Known() {
			sum.Unknown++
			continue
		}
		sum.ByLevels[r.Level-1]++
		switch {
		case !r.Yesterday.Known():
		case r.Level > r.Yesterday:
			sum.Risen++
		case r.Level < r.Yesterday:
			sum.Fallen++
		}
	}
	return sum
}

// toldOn is the level the public is told for each zone on a day; nil when it is
// told nothing.
func (s *Server) toldOn(ctx context.Context, day forecast.Date, m moment) (map[string]forecast.Level, error) {
	run, err := s.covering(ctx, day, m.now)
	if err != nil || run == nil {
		return nil, err
	}
	days, err := s.store.ZoneDays(ctx, run.ID, day)
	told := map[string]forecast.Level{}
	for _, d := range days {
		told[d.Zone] = d.Level
	}
	return told, err
}
