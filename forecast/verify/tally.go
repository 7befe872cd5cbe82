package verify

import (
	"fmt"
	"maps"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// Tally takes pairs in one by one, in any order, and keeps sums of each day and
// lead only. It is not safe for several goroutines.
type Tally struct {
	options Options
	record  *Record
	fires   map[zoneDay]int
	zones   map[string]int
	rows    map[int]int // row of a day number in every lead
	leads   map[int]*lead
	usual   map[*zoneRecord]map[int]Distribution // climatology by zone and day
	refused int
	faults  []string
}

type zoneDay struct {
	zone string
	day  int
}

// lead is what has come in for one lead.
type lead struct {
	rows   []sums     // by row of the day
	seen   [][]uint64 // by row: a bit for each zone
	counts Counts
}

// maxFaults are the refused pairs that the result names; all are counted.
const maxFaults = 20

// NewTally begins a verification; see Verify. The error is about the options.
func NewTally(record *Record, fires []Fire, o Options) (*Tally, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	t := &Tally{options: o, record: record, zones: map[string]int{}, rows: map[int]int{}, leads: map[int]*lead{}, usual: map[*zoneRecord]map[int]Distribution{}, fires: map[zoneDay]int{}}
	for _, f := range fires {
		if err := checkPlace(f.Zone, f.Date); err != nil {
			_ = t.refuse(named(err, f.Zone, f.Date, "fire"))
			continue
		}
		t.fires[zoneDay{f.Zone, dayNumber(f.Date)}]++
	}
	return t, nil
}

// Add takes a pair in. One that cannot be (*forecast.Invalid: a day, level or
// probabilities that are none; a second one of the same zone, day and lead) is
// counted as refused, named, and changes nothing else.
func (t *Tally) Add(p Pair) error {
	ahead, err := p.check()
	if err != nil {
		return t.refuse(err)
	}
	l := t.leads[ahead]
	if l == nil {
		l = &lead{}
		t.leads[ahead] = l
	}
	day := dayNumber(p.Date)
	row := place(t.rows, day)
	l.grow(row)
	if l.twice(row, place(t.zones, p.Zone)) {
		return t.refuse(named(&forecast.Invalid{Reason: "given twice", Remedy: "choose one run a day"},
			p.Zone, p.Date, fmt.Sprintf("lead %d", ahead)))
	}
	l.counts.take(&p)
	t.take(&l.rows[row], &p, day, day-ahead)
	return nil
}

func (t *Tally) take(s *sums, p *Pair, day, issued int) {
	if p.Level.Known() {
		fires := 0
		if len(t.fires) > 0 {
			fires = t.fires[zoneDay{p.Zone, day}]
		}
		s.takeFires(p.Level, fires)
	}
	if !p.Observed.Known() {
		return
	}
	if p.Level.Known() {
		s.takeLevels(p.Level, p.Observed)
	}
	if !p.Probability.OK {
		return
	}
	s.takeProbability(&p.Probability, p.Observed)
	if z := t.record.zone(p.Zone); z != nil {
		ref := z.persistence(issued, day)
		s.takeReference(persistence, &p.Probability, &ref, p.Observed)
		ref = t.usualOf(z, p, day)
		s.takeReference(climatology, &p.Probability, &ref, p.Observed)
	}
}

// usualOf is the climatology of a pair, which the pairs of other leads share.
func (t *Tally) usualOf(z *zoneRecord, p *Pair, day int) Distribution {
	known := t.usual[z]
	if known == nil {
		known = map[int]Distribution{}
		t.usual[z] = known
	}
	d, ok := known[day]
	if !ok {
		d = t.record.Climatology(p.Zone, p.Date, t.options.WindowDays, t.options.MinYears)
		known[day] = d
	}
	return d
}

func (t *Tally) refuse(err error) error {
	t.refused++
	if len(t.faults) < maxFaults {
		t.faults = append(t.faults, err.Error())
	}
	return err
}

// place is the number of a thing, in the order they came.
func place[K comparable](places map[K]int, k K) int {
	i, ok := places[k]
	if !ok {
		i = len(places)
		places[k] = i
	}
	return i
}

func (l *lead) grow(row int) {
	if missing := row + 1 - len(l.rows); missing > 0 {
		l.rows = append(l.rows, make([]sums, missing)...)
		l.seen = append(l.seen, make([][]uint64, missing)...)
	}
}

// twice marks a zone of a row and reports whether it was marked before.
func (l *lead) twice(row, zone int) bool {
	word, bit := zone/64, uint64(1)<<(zone%64)
	if missing := word + 1 - len(l.seen[row]); missing > 0 {
		l.seen[row] = append(l.seen[row], make([]uint64, missing)...)
	}
	before := l.seen[row][word]
	l.seen[row][word] = before | bit
	return before&bit != 0
}

// days are the day numbers that have a pair, in their order.
func (t *Tally) days() []int { return slices.Sorted(maps.Keys(t.rows)) }

// running are the running sums of a lead's days: running[i] is that of the days
// before days[i].
func (t *Tally) running(l *lead, days []int) []sums {
	all := make([]sums, len(days)+1)
	for i, day := range days {
		all[i+1] = all[i]
		if row := t.rows[day]; row < len(l.rows) {
			all[i+1].add(&l.rows[row])
		}
	}
	return all
}
