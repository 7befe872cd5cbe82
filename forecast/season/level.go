package season

import (
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

// Month is the zone-days of a calendar month, as far as it lies in the season.
type Month struct {
	Year   int              `json:"year"`
	Month  time.Month       `json:"month"`
	Days   int              `json:"days"`
	Levels verify.LevelDays `json:"levels"`
}

// Area is a zone set with the days it was in use.
type Area struct {
	Set        string            `json:"set"`
	Name       string            `json:"name"`
	Source     string            `json:"source,omitempty"`
	Basis      string            `json:"basis,omitempty"`
	Indicative bool              `json:"indicative"`
	Names      map[string]string `json:"names"` // of its zones, by ID
	Season     *verify.Season    `json:"season"`
}

// Marks are the zone-days by what must be said of them. A level may bear several.
type Marks struct {
	ZoneDays    int `json:"zone_days"`
	Known       int `json:"known"`
	Observed    int `json:"observed"`
	Estimated   int `json:"estimated"`
	Forecast    int `json:"forecast"` // from forecast weather
	Early       int `json:"early"`    // told by an earlier day's run: none was published for the day itself
	Provisional int `json:"provisional"`
	Simulated   int `json:"simulated"`
	Overridden  int `json:"overridden"`
}

// levels counts days by level: by zone set and zone, and by month.
func (r *Report) levels(b *book) error {
	var told []verify.Observed
	for i := range b.days {
		for _, z := range b.days[i].zones {
			told = append(told, verify.Observed{Zone: z.Zone, Date: z.Date, Level: z.Level})
		}
	}
	record, faults := verify.NewRecord(slices.Values(told))
	if len(faults) > 0 {
		return faults[0] // one run speaks for a day: two levels are a fault of the store
	}
	r.Areas = []Area{}
	for first := 0; first < len(b.days); {
		last := first
		for last+1 < len(b.days) && b.days[last+1].set == b.days[first].set {
			last++
		}
		if err := r.area(b, record, b.days[first:last+1]); err != nil {
			return err
		}
		first = last + 1
	}
	r.Months = b.months()
	for i := range r.Months {
		add(&r.Levels, &r.Months[i].Levels)
	}
	return nil
}

// area counts the days on which one zone set was in use.
func (r *Report) area(b *book, record *verify.Record, days []bookDay) error {
	set := b.sets[days[0].set]
	if set == nil {
		return nil
	}
	a := Area{Set: set.ID, Name: set.Name, Source: set.Source, Basis: set.Basis, Indicative: set.Indicative, Names: map[string]string{}}
	ids := make([]string, len(set.Zones))
	for i, z := range set.Zones {
		ids[i], a.Names[z.ID] = z.ID, z.Name
	}
	from, to := days[0].date, days[len(days)-1].date
	var burnt []verify.Fire
	for _, f := range b.Burnt {
		if !f.Date.Before(from) && !f.Date.After(to) {
			burnt = append(burnt, f)
		}
	}
	var err error
	a.Season, err = verify.SeasonOf(record, ids, from, to, burnt, verify.Defaults())
	if err == nil {
		r.Areas = append(r.Areas, a)
		r.Notice += a.Season.NoticeDays
	}
	return err
}

func (b *book) months() (months []Month) {
	for i := range b.days {
		d := &b.days[i]
		if n := len(months); n == 0 || months[n-1].Month != d.date.Month {
			months = append(months, Month{Year: d.date.Year, Month: d.date.Month})
		}
		m := &months[len(months)-1]
		m.Days++
		known := 0
		for _, z := range d.zones {
			if z.Level.Known() {
				m.Levels.ByLevel[z.Level-forecast.I]++
				known++
			}
		}
		m.Levels.Unknown += max(d.count(b)-known, 0)
	}
	for i := range months {
		complete(&months[i].Levels)
	}
	return months
}

func (b *book) marks() (m Marks) {
	for i := range b.days {
		m.ZoneDays += max(b.days[i].count(b), len(b.days[i].zones))
		for j := range b.days[i].zones {
			m.take(b, &b.days[i].zones[j])
		}
	}
	return m
}

func (m *Marks) take(b *book, t *forecast.RunDay) {
	if !t.Level.Known() {
		return
	}
	m.Known++
	switch t.Status {
	case forecast.StatusObserved:
		m.Observed++
	case forecast.StatusEstimated:
		m.Estimated++
	case forecast.StatusForecast:
		m.Forecast++
	}
	run := b.runs[t.Run]
	for _, c := range []struct {
		is bool
		n  *int
	}{{b.early(t), &m.Early}, {run != nil && run.Provisional, &m.Provisional}, {t.Simulated, &m.Simulated}, {t.Override != nil, &m.Overridden}} {
		if c.is {
			*c.n++
		}
	}
}

func add(to, more *verify.LevelDays) {
	for i, n := range more.ByLevel {
		to.ByLevel[i] += n
	}
	to.Unknown += more.Unknown
	complete(to)
}

// complete says how much of it is known.
func complete(d *verify.LevelDays) {
	known := 0
	for _, n := range d.ByLevel {
		known += n
	}
	d.CompletePct = forecast.Float{}
	if all := known + d.Unknown; all > 0 {
		d.CompletePct = forecast.Some(100 * float64(known) / float64(all))
	}
}
