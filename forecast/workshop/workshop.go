// Package workshop tries lookup tables on past seasons before they are signed, and
// proposes class limits for a chosen goal. It lives through the archive with the
// steps of a run, keeps nothing, reads no clock, and decides nothing.
package workshop

import (
	"context"
	"runtime"
	"sync"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
)

// Source is the past that tables are tried on.
type Source struct {
	From, To forecast.Date // days that count
	Places   []run.Place
	Weather  *run.Past
	Stations int // whose readings are the weather
	Fires    []Fire
}

// Fire is a fire, or a satellite's hotspot, in a zone.
type Fire struct {
	Zone    string
	Date    forecast.Date
	Hotspot bool
}

// Progress is told how many of the zones are done.
type Progress func(done, of int)

// each sees the zones, several at once, and hands each to work by its number. It
// stops early when ctx ends.
func (s *Source) each(ctx context.Context, told Progress, work func(i int, zone *run.Seen)) error {
	var (
		workers sync.WaitGroup
		turn    sync.Mutex
		done    int
	)
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				work(i, s.Weather.See(s.Places[i]))
				turn.Lock()
				if done++; told != nil {
					told(done, len(s.Places))
				}
				turn.Unlock()
			}
		})
	}
	for i := range s.Places {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	return ctx.Err()
}

// counts reports whether a day is one of those that count.
func (s *Source) counts(d forecast.Date) bool { return !d.Before(s.From) && !d.After(s.To) }

// day names a zone's day.
type day struct {
	zone string
	date forecast.Date
}

// seen is how many fires and hotspots a zone's day had.
type seen struct{ fires, hotspots int }

func (s *Source) firesByDay() map[day]seen {
	out := map[day]seen{}
	for _, f := range s.Fires {
		if !s.counts(f.Date) {
			continue
		}
		at := day{f.Zone, f.Date}
		n := out[at]
		if f.Hotspot {
			n.hotspots++
		} else {
			n.fires++
		}
		out[at] = n
	}
	return out
}
