package run

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/canhlua/canhlua/forecast"
)

// Resets are the rains that set P and H back under the editions in force from
// one day to another, mm in 24 h, today's first. Where an edition names none, the
// one of the rules holds; 0 alone when nothing says any.
func (b Book) Resets(from, to forecast.Date, rules forecast.Rules) []float64 {
	var list []float64
	for d := from; !d.After(to); d = d.AddDays(1) {
		if mm := b.resetOn(d, rules); mm > 0 && !slices.Contains(list, mm) {
			list = append(list, mm)
		}
	}
	if len(list) == 0 {
		return []float64{0}
	}
	return list
}

func (b Book) resetOn(d forecast.Date, rules forecast.Rules) float64 {
	if t, err := b.on(d); err == nil && t.Edition().RainResetMM > 0 {
		return t.Edition().RainResetMM
	}
	return rules.RainResetMM
}

// resetNotes say from which day on another rain resets, as long as a run looks
// over that day, so that every run that is told of says so and not the first one
// alone; and that states were made anew for an edition which came later.
func resetNotes(in Input, book Book) []forecast.Note {
	var notes []forecast.Note
	first := in.Today.AddDays(-in.Rules.LookbackDays)
	before := book.resetOn(first, in.Rules)
	for d := first.AddDays(1); !d.After(in.Today.AddDays(in.Rules.AheadDays)); d = d.AddDays(1) {
		mm := book.resetOn(d, in.Rules)
		if before > 0 && mm > 0 && mm != before {
			notes = append(notes, noteOf("reset_changes", "date", d.String(), "mm", format(mm), "before", format(before)))
		}
		before = mm
	}
	if len(notes) == 0 && in.Rebuilt > 0 {
		notes = append(notes, noteOf("rebuilt_for_reset", "mm", format(in.Rebuilt)))
	}
	return notes
}

// live computes a zone once for each resetting rain: an edition that comes into
// force during the run is looked up with P and H as it counts them, from the
// archive on.
func live(in Input, book Book, weather *analysis, members []*analysis, place Place) ([]*chain, error) {
	var all []*chain
	for _, mm := range book.Resets(in.Today, in.Today.AddDays(in.Rules.AheadDays), in.Rules) {
		c, err := newChain(in, book, weather, members, place, mm)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// lookAhead lives through the members of all zones, several zones at once: a
// chain and what a member needs of its weather are its own, or only read.
func lookAhead(zones [][]*chain) {
	inParallel(len(zones), func(i int) {
		for _, c := range zones[i] {
			c.look()
		}
	})
}

// inParallel does n pieces of work on all processors, in any order.
func inParallel(n int, work func(i int)) {
	var all sync.WaitGroup
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), n) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	all.Wait()
}

// makeRoom gives the run's lists about their length at once.
func makeRoom(in Input, out *forecast.Run) {
	n := len(in.Places)
	out.Days = make([]forecast.ZoneDay, 0, n*max(in.Rules.AheadDays+1, 0))
	out.States = make([]forecast.State, 0, n*max(in.Rules.LookbackDays+1, 0))
	out.Reasons = make([]forecast.Reason, 0, n)
}

// file puts a zone's results into the run.
func file(chains []*chain, out *forecast.Run) {
	first := chains[0]
	for _, other := range chains[1:] {
		first.take(other)
	}
	forecast.ExpectChanges(first.days)
	for _, c := range chains {
		c.countChanged(first.days)
	}
	out.Days = append(out.Days, first.days...)
	out.States = append(out.States, first.states...)
	out.Reasons = append(out.Reasons, forecast.Reason{Zone: first.place.Zone, Days: first.reasons})
}

// take puts another chain's days in place of the own where its resetting rain
// holds, and keeps its states beside the own.
func (c *chain) take(other *chain) {
	c.states = append(c.states, other.states...)
	offset := len(c.reasons) - len(other.reasons)
	for i := range c.days {
		if c.book.resetOn(c.days[i].Date, c.in.Rules) != other.resetMM {
			continue
		}
		c.days[i] = other.days[i]
		at := len(c.reasons) - len(c.days) + i
		c.reasons[at] = other.reasons[at-offset]
	}
}
