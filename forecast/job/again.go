package job

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
)

// Again is a run held against what its own input gives, and against what is
// known by now.
type Again struct {
	Run     forecast.Run
	Broken  []string // zone-days and reasons that the kept input does not give again; none = bit for bit the same
	Changed []Change // levels that are others with what has come since: late readings, corrections
}

// Change is a zone's day as it was told and as it would be told now.
type Change struct {
	Zone        string
	Date        forecast.Date
	Before, Now forecast.Level
	BeforeP     forecast.Float
	NowP        forecast.Float
}

// Again computes a stored run again from the input that was kept with it, and
// once more for the same day from what the store holds now. Nothing is saved.
func (s *Service) Again(ctx context.Context, id string) (Again, error) {
	var out Again
	var err error
	if out.Run, err = s.Store.Run(ctx, id, s.Clock()); err != nil {
		return out, err
	}
	kept, err := s.Store.RunInput(ctx, id)
	if err != nil {
		return out, err
	}
	var in run.Input
	if err := json.Unmarshal(kept, &in); err != nil {
		return out, fmt.Errorf("run %s: its input: %w", id, err)
	}
	if in.Ensemble, err = s.Store.RunEnsemble(ctx, id); err != nil {
		return out, err
	}
	book, err := s.bookOf(ctx, in.Editions)
	if err != nil {
		return out, fmt.Errorf("run %s: %w", id, err)
	}
	again, err := run.Compute(in, book)
	if err != nil {
		return out, err
	}
	told, err := s.Store.ZoneDays(ctx, id, forecast.Date{})
	if err != nil {
		return out, err
	}
	if out.Broken, err = s.broken(ctx, id, told, again); err != nil {
		return out, err
	}
	return out, s.changedSince(ctx, &out, told)
}

// bookOf reads the editions that a run names; one that is gone is an error.
func (s *Service) bookOf(ctx context.Context, ids []string) (run.Book, error) {
	all, err := s.Store.Editions(ctx)
	if err != nil {
		return run.Book{}, err
	}
	var own []forecast.Edition
	for _, id := range ids {
		i := slices.IndexFunc(all, func(e forecast.Edition) bool { return e.ID == id })
		if i < 0 {
			return run.Book{}, &forecast.NotFound{Kind: "edition", Name: id}
		}
		own = append(own, all[i])
	}
	return run.ReadBook(own)
}

// broken names what the two do not have in common.
func (s *Service) broken(ctx context.Context, id string, told []forecast.ZoneDay, again forecast.Run) ([]string, error) {
	var out []string
	if len(told) != len(again.Days) {
		out = append(out, fmt.Sprintf("%d zone-days were kept, %d come out", len(told), len(again.Days)))
	}
	for i := range min(len(told), len(again.Days)) {
		if told[i].Override != nil {
			continue // a person's level stands there; the reason below tells the computed one
		}
		same, err := alike(told[i], again.Days[i])
		if err != nil {
			return nil, err
		}
		if !same {
			out = append(out, fmt.Sprintf("zone %s, %s", told[i].Zone, told[i].Date))
		}
	}
	for _, r := range again.Reasons {
		kept, err := s.Store.Reason(ctx, id, r.Zone)
		if err != nil {
			return nil, err
		}
		same, err := alike(kept, r)
		if err != nil {
			return nil, err
		}
		if !same {
			out = append(out, fmt.Sprintf("zone %s: the reason", r.Zone))
		}
	}
	return out, nil
}

// alike compares to the last bit: numbers in JSON are written so that they come
// back as they were.
func alike(a, b any) (bool, error) {
	left, err := json.Marshal(a)
	if err != nil {
		return false, err
	}
	right, err := json.Marshal(b)
	return bytes.Equal(left, right), err
}

// changedSince makes the day's run from what is known now and lists the levels
// that are others. The past of a state counts as well: a correction of last week
// changes today.
func (s *Service) changedSince(ctx context.Context, out *Again, told []forecast.ZoneDay) error {
	in, book, err := s.gather(ctx, out.Run.Date, out.Run.Slot, false)
	if err != nil {
		return err
	}
	in.Simulated = out.Run.Simulated
	now, err := run.Compute(in, book)
	if err != nil {
		return err
	}
	type key struct {
		zone string
		date forecast.Date
	}
	later := map[key]forecast.ZoneDay{}
	for _, d := range now.Days {
		later[key{d.Zone, d.Date}] = d
	}
	for _, d := range told {
		n, ok := later[key{d.Zone, d.Date}]
		if ok && (n.Level != d.Level || n.P != d.P) {
			out.Changed = append(out.Changed, Change{Zone: d.Zone, Date: d.Date, Before: d.Level, Now: n.Level, BeforeP: d.P, NowP: n.P})
		}
	}
	return nil
}
