package forecast

import "time"

// Text is a wording in both languages of the service.
type Text struct {
	Vi string `json:"vi" yaml:"vi"`
	En string `json:"en" yaml:"en"`
}

// In gives the wording of a language: "en" for English, else Vietnamese.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.En
	}
	return t.Vi
}

// Duty is what a level asks for, with the ground it rests on.
type Duty struct {
	Text  Text `json:"text"`
	Basis Text `json:"basis"`
}

// LevelStyle is how a level is worded and drawn. It is data of the profile.
type LevelStyle struct {
	Level   Level  `json:"level"`
	Label   Text   `json:"label"`   // cấp nguy hiểm, dangerous
	Short   Text   `json:"short"`   // the label behind a Roman numeral: nguy hiểm, dangerous
	Meaning Text   `json:"meaning"` // one sentence for the public
	Color   string `json:"color"`   // #rrggbb
	Duties  []Duty `json:"duties"`
}

// Office is an authority's name for a span of days.
type Office struct {
	Name      Text `json:"name"`
	ValidFrom Date `json:"valid_from,omitzero"`
	ValidTo   Date `json:"valid_to,omitzero"`
}

// Rules are the province's choices in the computation of a run.
type Rules struct {
	NoonHour            int     `json:"noon_hour" yaml:"noon_hour"`                                // local hour of t13 and d13, and the end of the rain day
	NoonWithinMinutes   int     `json:"noon_within_minutes" yaml:"noon_within_minutes"`            // a reading this near to the noon hour stands for it
	AheadDays           int     `json:"ahead_days" yaml:"ahead_days"`                              // days a run looks ahead
	LookbackDays        int     `json:"lookback_days" yaml:"lookback_days"`                        // past days recomputed by every run, so that late readings count
	WarmupDays          int     `json:"warmup_days" yaml:"warmup_days"`                            // past days a first start may be built from
	StartDryDays        int     `json:"start_dry_days" yaml:"start_dry_days"`                      // a first start after this many known days without reset begins at 0 there, marked
	GapDays             int     `json:"gap_days" yaml:"gap_days"`                                  // days without readings that neighbours or model weather may bridge
	MinWeight           float64 `json:"min_weight" yaml:"min_weight"`                              // share of a zone's network that must report for the day to be observed, 0–1
	NetworkDays         int     `json:"network_days" yaml:"network_days"`                          // a station belongs to the network when it reported within these days
	BiasDays            int     `json:"bias_days" yaml:"bias_days"`                                // days of readings that model weather is corrected by; 0 = it is not
	Method              string  `json:"method,omitempty" yaml:"method"`                            // how stations' values come to zones: best, optimal, kriging, inverse_distance
	MinInfluence        float64 `json:"min_influence,omitzero" yaml:"min_influence"`               // optimal interpolation: where stations take away less of the model's error variance, the model stands alone, 0–1
	RainResetMM         float64 `json:"rain_reset_mm,omitzero" yaml:"rain_reset_mm"`               // for P and H where the edition in force names none, mm in 24 h
	AnnualRainMM        float64 `json:"annual_rain_mm,omitzero" yaml:"annual_rain_mm"`             // mean of a year, for KBDI; 0 = KBDI is not computed
	MaxKm               float64 `json:"max_km" yaml:"max_km"`                                      // a station farther from the zone has no weight
	MaxStations         int     `json:"max_stations" yaml:"max_stations"`                          // the nearest that count
	Power               float64 `json:"power" yaml:"power"`                                        // of the inverse distance
	TempLapseKPerKm     float64 `json:"temp_lapse_k_per_km" yaml:"temp_lapse_k_per_km"`            // air temperature falls by this with height
	DewLapseKPerKm      float64 `json:"dew_lapse_k_per_km" yaml:"dew_lapse_k_per_km"`              // dew point falls by this with height
	Members             int     `json:"members,omitzero" yaml:"members"`                           // of an outlook from past years, at least, where the archive allows; 0 = no outlook from past years
	MinMembers          int     `json:"min_members,omitzero" yaml:"min_members"`                   // fewer say nothing
	ArchiveYears        int     `json:"archive_years,omitzero" yaml:"archive_years"`               // past years that members are taken from
	Headline            string  `json:"headline,omitempty" yaml:"headline"`                        // median, probable
	HeadlineProbability float64 `json:"headline_probability,omitzero" yaml:"headline_probability"` // of probable, 0–1
	StaleHours          float64 `json:"stale_hours" yaml:"stale_hours"`                            // an observation or run older than this is shown as stale
}

// Schedules are cron expressions of five fields, in the province's local time.
type Schedules struct {
	Observations string   `json:"observations" yaml:"observations"`
	Model        string   `json:"model" yaml:"model"`
	Runs         []string `json:"runs" yaml:"runs"`
	Publications []string `json:"publications" yaml:"publications"`
}

// Province is a province as data: names, words, rules. Nothing of a province
// stands in code.
type Province struct {
	ID        string          `json:"id"`
	Hash      string          `json:"hash"` // of the profile's files
	Name      Text            `json:"name"`
	Location  *time.Location  `json:"-"`
	TimeZone  string          `json:"time_zone"`
	Offices   []Office        `json:"offices"`
	Styles    [6]LevelStyle   `json:"levels"` // by level, Unknown first
	Words     map[string]Text `json:"words"`  // texts by code: notes, groups, marks
	Rules     Rules           `json:"rules"`
	Schedules Schedules       `json:"schedules"`
	Retention Retention       `json:"retention"`
	Fires     FireRules       `json:"fires"`
	Readiness []ReadinessKind `json:"readiness,omitempty"` // kinds of the register
	Plan      ReadinessPlan   `json:"plan,omitzero"`       // who does what at each level
	KeyAreas  *KeyRules       `json:"key_areas,omitempty"` // nil = zones are not ranked
	Public    []string        `json:"public,omitempty"`    // attributes of zones that everybody may see; others may name persons
	BaseMap   string          `json:"base_map,omitempty"`  // optional XYZ tile address of a background map
	Credit    string          `json:"base_map_credit,omitempty"`
	Report    Addressees      `json:"report"` // of the yearly report
}

// OfficeOn is the authority's name on a day; the zero Text when none is known.
func (p *Province) OfficeOn(d Date) Text { return NameOn(p.Offices, d) }

// NameOn is the name that holds on a day; the zero Text when none does.
func NameOn(offices []Office, d Date) Text {
	for _, o := range offices {
		if (o.ValidFrom.IsZero() || !d.Before(o.ValidFrom)) && (o.ValidTo.IsZero() || !d.After(o.ValidTo)) {
			return o.Name
		}
	}
	return Text{}
}

// Today is the province's calendar day at an instant.
func (p *Province) Today(now time.Time) Date { return DateOf(now, p.Location) }
