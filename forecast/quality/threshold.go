package quality

import "github.com/canhlua/canhlua/forecast"

// Neighbours says which stations can vouch for a reading. Two stations nearer
// than Duplicate.SiteKm are one place: they do not vouch for each other.
type Neighbours struct {
	Km            float64 `yaml:"km"`             // none farther away counts
	HeightM       float64 `yaml:"height_m"`       // none higher or lower by more counts
	WithinMinutes float64 `yaml:"within_minutes"` // their reading lies no farther away in time
	AtLeast       int     `yaml:"at_least"`       // with fewer nothing is judged
	AtMost        int     `yaml:"at_most"`        // the nearest with a reading
}

// Departure is what a reading may differ by from the median of others: Spreads
// times their robust standard deviation, but at least Low and at most High.
// High 0 = not judged on that side.
type Departure struct {
	Above       Range   `yaml:"above"` // in the variable's unit
	Below       Range   `yaml:"below"` // in the variable's unit
	Spreads     float64 `yaml:"spreads"`
	LapseKPerKm float64 `yaml:"lapse_k_per_km"` // the value falls by this with height
}

// Spatial is what a reading may differ by from what the analysis expects
// without it: Sigmas times √(sigma² + ObsError²).
type Spatial struct {
	Sigmas   float64 `yaml:"sigmas"`
	ObsError float64 `yaml:"obs_error"` // standard error of a reading, instrument and place, in the variable's unit
}

// RainStuck says when a gauge repeats itself: the same amount of at least MM in
// so many reports whose intervals do not overlap.
type RainStuck struct {
	MM      float64 `yaml:"mm"`
	Reports int     `yaml:"reports"` // 0 = not checked
}

// RainAlone is rain that cannot be a shower: at least MM in one interval while
// all neighbours within Km, and enough of them, had no more than DryMM.
type RainAlone struct {
	MM    float64 `yaml:"mm"` // 0 = not checked
	DryMM float64 `yaml:"dry_mm"`
	Km    float64 `yaml:"km"`
}

// RainMissing says when a gauge is clogged: dry for Days while all neighbours
// within Km, and enough of them, had more than MM. A gauge counts when its
// intervals cover Share of the time.
type RainMissing struct {
	Days  float64 `yaml:"days"` // 0 = not checked
	MM    float64 `yaml:"mm"`
	Km    float64 `yaml:"km"`
	Share float64 `yaml:"share"` // 0–1
}

// Isolated says what of a station's past a reading without neighbours is held
// against: its readings at that time of day.
type Isolated struct {
	Days    int `yaml:"days"`
	AtLeast int `yaml:"at_least"` // with fewer readings nothing is said
}

// Moved is how far a report's place may lie from the registered one.
type Moved struct {
	Km      float64 `yaml:"km"`       // 0 = not checked
	HeightM float64 `yaml:"height_m"` // 0 = not checked
}

// Duplicate says when two stations are one: alike in SiteReports common reports
// at one place (SiteKm), in Reports anywhere. Values is how many variables a
// report needs to be told from another.
type Duplicate struct {
	SiteKm      float64 `yaml:"site_km"`
	SiteReports int     `yaml:"site_reports"`
	Reports     int     `yaml:"reports"`
	Values      int     `yaml:"values"`
}

// Silence says when a station is missed.
type Silence struct {
	EveryHours  float64             `yaml:"every_hours"`  // between reports, where a station's own habit is not known
	LateMinutes float64             `yaml:"late_minutes"` // a report takes this long to come
	Expect      []forecast.Variable `yaml:"expect"`       // every station should report these
}

// The defaults below are unverified [U], set from general knowledge of the
// lowlands of southern Viet Nam. A profile overrides them.

// defaultNeighbours reach as far as the province's thin network of synoptic
// stations asks for; in a denser one the nearest eight are enough.
func defaultNeighbours() Neighbours {
	return Neighbours{Km: 120, HeightM: 400, WithinMinutes: 60, AtLeast: 3, AtMost: 8}
}

// defaultBuddy is lopsided where the weather is: a shower cools and wets one
// place among many, nothing heats or dries one alone; a squall blows at one,
// calm may be anywhere.
func defaultBuddy() map[forecast.Variable]Departure {
	return map[forecast.Variable]Departure{
		forecast.TempC:          {Above: Range{5, 7}, Below: Range{8, 12}, Spreads: 3, LapseKPerKm: 6.5},
		forecast.DewPointC:      {Above: Range{5, 9}, Below: Range{6, 10}, Spreads: 3, LapseKPerKm: 2},
		forecast.RHPct:          {Above: Range{40, 60}, Below: Range{30, 45}, Spreads: 3},
		forecast.WindMS:         {Above: Range{15, 25}, Spreads: 4},
		forecast.MSLPressureHPa: {Above: Range{4, 8}, Below: Range{4, 8}, Spreads: 4},
	}
}

// defaultSpatial: four sigmas, as a gross-error limit; the errors hold what the
// instrument and the surroundings of a station add.
func defaultSpatial() map[forecast.Variable]Spatial {
	return map[forecast.Variable]Spatial{
		forecast.TempC:          {Sigmas: 4, ObsError: 1},
		forecast.DewPointC:      {Sigmas: 4, ObsError: 1.2},
		forecast.RHPct:          {Sigmas: 4, ObsError: 7},
		forecast.MSLPressureHPa: {Sigmas: 4, ObsError: 1},
	}
}
