package alert

import "github.com/canhlua/canhlua/forecast"

// Board is what the public is told at an instant: a row for each zone of the set in
// force, a column for each day from today on.
type Board struct {
	ZoneSet string
	Zones   []string        // IDs
	Days    []forecast.Date // today first, one after the other
	Runs    []forecast.Run  // by day: the run that is public for it; none = the zero Run
	cells   []forecast.ZoneDay
	index   map[string]int
}

// NewBoard is an empty board, on which every level is unknown.
func NewBoard(zoneSet string, zones []string, today forecast.Date, days int) Board {
	b := Board{ZoneSet: zoneSet, Zones: zones, index: make(map[string]int, len(zones)),
		Days: make([]forecast.Date, days), Runs: make([]forecast.Run, days), cells: make([]forecast.ZoneDay, days*len(zones))}
	for i, z := range zones {
		b.index[z] = i
	}
	for i := range b.Days {
		b.Days[i] = today.AddDays(i)
	}
	return b
}

// Put writes what a run says of zones and days; those that the board lacks are
// left out.
func (b *Board) Put(run forecast.Run, days ...forecast.ZoneDay) {
	for _, d := range days {
		zone, ok := b.index[d.Zone]
		day := d.Date.DaysSince(b.Days[0])
		if ok && day >= 0 && day < len(b.Days) {
			b.Runs[day] = run
			b.cells[zone*len(b.Days)+day] = d
		}
	}
}

func (b *Board) cell(zone, day int) *forecast.ZoneDay { return &b.cells[zone*len(b.Days)+day] }

func (b *Board) level(zone, day int) forecast.Level { return b.cell(zone, day).Level }

// near is how many of the board's days are told as they are.
func (c *Case) near() int { return min(c.Rules.NearDays+1, len(c.Board.Days)) }

// facts are what stands beside a cell's level.
func (b *Board) facts(zone, day int) forecast.Facts {
	d, run := b.cell(zone, day), &b.Runs[day]
	f := forecast.Facts{Until: b.until(zone, day), P: d.P, H: d.H, DaysSinceRain: d.DaysSinceRain, TempC: d.TempC, RHPct: d.RHPct,
		Status: d.Status, Overridden: d.Override != nil, Provisional: run.Provisional, Simulated: run.Simulated}
	if o := d.Outlook; o != nil && o.Members > 0 {
		f.Members, f.Likely, f.Climatology = int32(o.Members), int32(o.Dangerous()), o.Source == forecast.FromClimatology //nolint:gosec // some dozens
	}
	return f
}

// until is the last day up to which a dangerous level stays dangerous, another
// where it is; none while it is unknown.
func (b *Board) until(zone, day int) forecast.Date {
	level := b.level(zone, day)
	if !level.Known() {
		return forecast.Date{}
	}
	for ; day+1 < len(b.Days); day++ {
		next := b.level(zone, day+1)
		if next != level && (!next.Dangerous() || !level.Dangerous()) {
			break
		}
	}
	return b.Days[day]
}
