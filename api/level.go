package api

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

type levelsInput struct {
	Date   dayParam `query:"date" doc:"Local day, YYYY-MM-DD; default today."`
	Lang   string   `query:"lang" enum:"vi,en" doc:"Language of the texts; default by Accept-Language, else vi."`
	Accept string   `header:"Accept-Language" hidden:"true"`
	Run    string   `query:"run" doc:"A published or superseded run instead of the one in force; a withdrawn one answers 410."`
}

// ZoneLevel is what a run says of a zone on a day, in the answers.
type ZoneLevel struct {
	Zone           string                       `json:"zone"`
	Name           string                       `json:"name"`
	Level          forecast.Level               `json:"level"`
	Roman          string                       `json:"roman"`
	Label          string                       `json:"label"`
	Color          string                       `json:"color"`
	P              forecast.Float               `json:"p" doc:"Composite index, °C·hPa"`
	H              forecast.Float               `json:"h" doc:"Consecutive dry days"`
	Percentile     forecast.Float               `json:"percentile" doc:"Share of the zone's own past around the day of the year in which P was lower, 0–100; null without a climatology, with one of another resetting rain than the edition's, or where anything is simulated"`
	Anomaly        forecast.Float               `json:"anomaly" doc:"P less its median around the day of the year, °C·hPa"`
	DaysSinceRain  forecast.Float               `json:"days_since_rain" doc:"Days since the rain that reset"`
	Probability    maybe[[]float64]             `json:"probability" doc:"Of each level, I to V: the share of the members; null for a day that is not a forecast, or without members"`
	DangerChance   forecast.Float               `json:"probability_iv_up" doc:"Of level IV or above, 0–1; null where probability is"`
	Climatological bool                         `json:"climatological" doc:"The level comes from past years' weather around the date: a climatological outlook"`
	Outlook        maybe[forecast.Outlook]      `json:"outlook" doc:"Members by level and the percentiles of the index; source climatology = past years around the date"`
	ToNext         forecast.Float               `json:"to_next" doc:"What the index lacks to the class above"`
	NextLevel      forecast.Level               `json:"next_level"`
	NextChange     maybe[forecast.Change]       `json:"next_change" doc:"First later day with another level"`
	ChangeSpread   maybe[forecast.ChangeSpread] `json:"change_spread" doc:"When the members leave the level of the run's own day, told with that day; null for other days, without members, and under an override"`
	Valid          time.Time                    `json:"valid"`
	Issued         *time.Time                   `json:"issued"`
	Run            *string                      `json:"run"`
	Edition        *string                      `json:"edition"`
	Provisional    bool                         `json:"provisional"`
	Simulated      bool                         `json:"simulated"`
	Status         forecast.Status              `json:"status"`
	Stale          bool                         `json:"stale"`
	Override       maybe[changeInfo]            `json:"override" doc:"A person's level in place of the computed one, and why; null = the computed one"`
	Forest         forecast.Tri                 `json:"forest" doc:"false where the zone has none"`
	Groups         []forecast.GroupLevel        `json:"groups" doc:"Levels of the zone's forest groups; the zone's is the highest"`
	Indices        forecast.Indices             `json:"indices" doc:"The international indices; each null while it cannot be known"`
	Weather
}

// Weather is a zone's weather at 13:00 in the answers; it is exported, as all
// embedded parts are, since huma describes no others.
type Weather struct {
	TempC      forecast.Float `json:"temp13_c"`
	DewPointC  forecast.Float `json:"dewpoint13_c"`
	RHPct      forecast.Float `json:"rh13_pct"`
	DeficitHPa forecast.Float `json:"vpd13_hpa"`
	RainMM     forecast.Float `json:"rain24_mm"`
	WindKmh    forecast.Float `json:"wind13_kmh"`
}

// LevelsHead is what a day's levels have in common.
type LevelsHead struct {
	Date           forecast.Date           `json:"date"`
	Run            *string                 `json:"run" doc:"null when no published run covers the day"`
	Issued         *time.Time              `json:"issued"`
	Published      *time.Time              `json:"published"`
	ZoneSet        string                  `json:"zone_set"`
	ZoneSetName    string                  `json:"zone_set_name"`
	Indicative     bool                    `json:"indicative"`
	Provisional    bool                    `json:"provisional"`
	Simulated      bool                    `json:"simulated"`
	Climatological bool                    `json:"climatological" doc:"At least one level is a climatological outlook"`
	Stale          bool                    `json:"stale" doc:"For today and later: the run is too old, or not of today"`
	Counts         map[forecast.Status]int `json:"status_counts"`

	Climatology maybe[forecast.Climatology] `json:"climatology" doc:"What percentile and anomaly rest on"`
	Headline    maybe[headlineRule]         `json:"headline" doc:"How the one level of a day ahead is chosen from the members; null when no run covers the day"`
	Notes       []forecast.Text             `json:"notes" doc:"What the run remarks on itself, in words: indices computed again for another resetting rain, say"`
}

type levelsAnswer struct {
	LevelsHead
	Zones []ZoneLevel `json:"zones"`
}

// dayView is everything a day's levels are made from.
type dayView struct {
	day   forecast.Date
	run   *forecast.Run // nil = none covers the day
	set   *zoneSet
	stale bool
	lang  string

	climate *forecast.Climatology // nil = there is none to hold the day against
}

// view finds what answers for a day. It costs one small query when the zone set
// is in memory.
func (s *Server) view(ctx context.Context, in levelsInput, m moment) (v dayView, err error) {
	v.day, v.lang = in.Date.or(m.today), chooseLanguage(in.Lang, in.Accept)
	if v.run, err = s.runFor(ctx, in.Run, v.day, m.now); err != nil {
		return v, err
	}
	if v.run == nil {
		v.set, err = s.setOn(ctx, v.day)
		return v, err
	}
	v.stale = s.stale(v.run, v.day, m)
	if v.set, err = s.set(ctx, v.run.ZoneSet); err != nil {
		return v, err
	}
	v.climate, err = s.climate(ctx, v.run, m)
	return v, err
}

// stale reports whether a run is too old to speak for today or a later day: it
// was issued too long ago, or today is not its day. What a run says of a past
// day does not age.
func (s *Server) stale(run *forecast.Run, day forecast.Date, m moment) bool {
	if day.Before(m.today) {
		return false
	}
	age := m.now.Sub(run.Issued).Hours()
	return age > s.province.Rules.StaleHours || day == m.today && run.Date != m.today
}

// key names a page made from the view. All of it is in the key, so that a page
// never outlives what it says.
func (v dayView) key(format string) string {
	run := "none"
	if v.run != nil {
		run = v.run.ID + "@" + strconv.FormatInt(v.run.Published.Unix(), 36)
	}
	if v.climate != nil {
		run += "@" + strconv.FormatInt(v.climate.Built.Unix(), 36)
	}
	return strings.Join([]string{format, run, v.set.ID, v.day.String(), v.lang, strconv.FormatBool(v.stale)}, " ")
}

// finish sets a page's headers.
func (v dayView) finish(p *page) *page {
	p.keep, p.lang = shortly, v.lang
	if v.run != nil {
		p.modified = v.run.Published
	}
	return p
}

func (s *Server) getLevels(ctx context.Context, in *levelsInput) (*page, error) {
	v, err := s.view(ctx, *in, s.moment())
	if err != nil {
		return nil, err
	}
	return s.remember(ctx, v.key("json"), func(ctx context.Context) (*page, error) {
		a, err := s.levels(ctx, v)
		if err != nil {
			return nil, err
		}
		p, err := newJSON(jsonType, a)
		if err != nil {
			return nil, err
		}
		return v.finish(p), nil
	})
}

// levels reads the run's day and puts names and words to it.
func (s *Server) levels(ctx context.Context, v dayView) (levelsAnswer, error) {
	a := levelsAnswer{LevelsHead: s.head(v), Zones: []ZoneLevel{}}
	var err error
	if a.Headline, err = s.headline(ctx, v.run); err != nil {
		return a, err
	}
	byZone := map[string]forecast.ZoneDay{}
	if v.run != nil {
		days, err := s.store.ZoneDays(ctx, v.run.ID, v.day)
		if err != nil {
			return a, err
		}
		for _, d := range days {
			byZone[d.Zone] = d
		}
	}
	normals, err := s.normals(ctx, v)
	if err != nil {
		return a, err
	}
	spreads, err := s.spreads(ctx, v)
	if err != nil {
		return a, err
	}
	others := map[string]bool{} // editions that count P by another rain than the normals
	for i := range v.set.Zones {
		z := &v.set.Zones[i]
		d, ok := byZone[z.ID]
		if !ok {
			d = forecast.ZoneDay{Zone: z.ID, Date: v.day, Status: forecast.StatusUnknown}
		}
		a.Zones = append(a.Zones, s.zoneLevel(v, z, d))
		other, known := others[d.Edition]
		if !known {
			if other, err = s.otherReset(ctx, v.climate, d.Edition); err != nil {
				return a, err
			}
			others[d.Edition] = other
		}
		if !other {
			normals.place(&a.Zones[i])
		}
		a.Zones[i].ChangeSpread.v = spreads[z.ID]
		a.Climatological = a.Climatological || a.Zones[i].Climatological
		a.Counts[d.Status]++
	}
	return a, nil
}

// spreads say when the members leave the level of the run's own day, by zone.
func (s *Server) spreads(ctx context.Context, v dayView) (map[string]*forecast.ChangeSpread, error) {
	if v.run == nil || v.run.Date != v.day {
		return nil, nil
	}
	days, err := s.store.ZoneDays(ctx, v.run.ID, forecast.Date{})
	if err != nil {
		return nil, err
	}
	out := map[string]*forecast.ChangeSpread{}
	for len(days) > 0 { // they come by zone, then date
		n := slices.IndexFunc(days, func(d forecast.ZoneDay) bool { return d.Zone != days[0].Zone })
		if n < 0 {
			n = len(days)
		}
		out[days[0].Zone], days = forecast.SpreadOf(days[:n]), days[n:]
	}
	return out, nil
}

func (s *Server) head(v dayView) LevelsHead {
	h := LevelsHead{
		Date: v.day, ZoneSet: v.set.ID, ZoneSetName: v.set.Name, Indicative: v.set.Indicative,
		Stale: v.stale, Counts: map[forecast.Status]int{},
	}
	if v.run != nil {
		h.Run, h.Issued, h.Published = &v.run.ID, s.localPtr(v.run.Issued), s.localPtr(v.run.Published)
		h.Provisional, h.Simulated = v.run.Provisional, v.run.Simulated
	}
	h.Climatology = maybe[forecast.Climatology]{v.climate}
	h.Notes = []forecast.Text{}
	inEn := s.remarksOf(v.run, en)
	for i, text := range s.remarksOf(v.run, vi) {
		h.Notes = append(h.Notes, forecast.Text{Vi: text, En: inEn[i]})
	}
	return h
}

func (s *Server) localPtr(t time.Time) *time.Time {
	local := s.local(t)
	return &local
}

func (s *Server) zoneLevel(v dayView, z *forecast.Zone, d forecast.ZoneDay) ZoneLevel {
	style := s.style(d.Level)
	out := ZoneLevel{
		Zone: z.ID, Name: z.Name, Level: d.Level, Roman: d.Level.Roman(),
		Label: style.Label.In(v.lang), Color: style.Color,
		P: d.P, H: d.H, DaysSinceRain: d.DaysSinceRain, ToNext: round(d.ToNext, 1),
		NextLevel: d.NextLevel, NextChange: maybe[forecast.Change]{d.NextChange},
		Valid: s.noon(v.day), Status: d.Status, Stale: v.stale, Forest: z.HasForest,
		Groups: append([]forecast.GroupLevel{}, d.Groups...), Weather: newWeather(d), Indices: d.Indices, Override: maybe[changeInfo]{s.changeOf(d)},
	}
	if d.Outlook != nil {
		shares := d.Outlook.Probability()
		out.Climatological = d.Outlook.Source == forecast.FromClimatology
		out.Probability, out.Outlook = maybe[[]float64]{&shares}, maybe[forecast.Outlook]{d.Outlook}
		out.DangerChance = forecast.Some(d.Outlook.AtLeast(forecast.IV))
	}
	if d.Edition != "" {
		out.Edition = &d.Edition
	}
	if v.run != nil {
		out.Run, out.Issued = &v.run.ID, s.localPtr(v.run.Issued)
		out.Provisional, out.Simulated = v.run.Provisional, v.run.Simulated
	}
	return out
}

// style is how a level is worded and drawn.
func (s *Server) style(l forecast.Level) *forecast.LevelStyle {
	if !l.Known() {
		l = forecast.Unknown
	}
	return &s.province.Styles[l]
}

func newWeather(d forecast.ZoneDay) Weather {
	return Weather{
		TempC: round(d.TempC, 1), DewPointC: round(d.DewPointC, 1), RHPct: round(d.RHPct, 0),
		DeficitHPa: round(d.DeficitHPa, 2), RainMM: round(d.RainMM, 2), WindKmh: round(d.WindKmh, 1),
	}
}

func round(f forecast.Float, decimals int) forecast.Float {
	if f.OK {
		f.V = rounded(f.V, decimals)
	}
	return f
}
