package verify

import "github.com/canhlua/canhlua/forecast"

// Reason says why a score or its interval is missing; the texts are the profile's.
type Reason string

// The reasons. The last two are about the interval: the score itself is there.
const (
	NoPairs          Reason = "no_pairs"          // no pair with what the score needs
	TooFewPairs      Reason = "too_few_pairs"     // fewer than Options.MinPairs
	NeverObserved    Reason = "never_observed"    // the level, or any of IV–V, never came
	NeverForecast    Reason = "never_forecast"    // none of IV–V was ever said
	AlwaysObserved   Reason = "always_observed"   // IV or V came every time
	OneLevel         Reason = "one_level"         // one level was said and came throughout: chance is right as well
	NoReference      Reason = "no_reference"      // the record is too short or has holes
	PerfectReference Reason = "perfect_reference" // the reference made no error: nothing can be better
	NoFires          Reason = "no_fires"          // none on a zone's day with a forecast
	TooFewFires      Reason = "too_few_fires"     // fewer than Options.MinFires
	TooFewDays       Reason = "too_few_days"      // less than five blocks of the bootstrap
	Unstable         Reason = "unstable"          // more than one resample in ten has no such score
)

// Score is a figure with its interval, either of which may be missing.
type Score struct {
	Value  forecast.Float `json:"value"`
	Low    forecast.Float `json:"low"`              // lower end of the interval
	High   forecast.Float `json:"high"`             // upper end
	N      int            `json:"n"`                // cases it rests on: pairs; of rates, those in the denominator
	Reason Reason         `json:"reason,omitempty"` // why the value, or else the interval, is missing
}

func some(v, n float64) Score { return Score{Value: forecast.Some(v), N: int(n)} }

func none(why Reason, n float64) Score { return Score{N: int(n), Reason: why} }

// ratio is part/whole, missing for the reason when there is no whole.
func ratio(part, whole float64, why Reason) Score {
	if whole == 0 {
		return none(why, 0)
	}
	return some(part/whole, whole)
}

// Scores are the figures of one lead or of all. Those of levels rest on the
// headline, those of probabilities on the distribution; "dangerous" is IV or V.
type Scores struct {
	PercentCorrect  Score    `json:"percent_correct"`   // 0–100 %, of headlines that were right
	Heidke          Score    `json:"heidke"`            // up to 1; 0 = no better than chance
	Bias            [5]Score `json:"bias"`              // by level I–V: days forecast per day observed; 1 = neither too often nor too rarely
	HitRate         Score    `json:"hit_rate"`          // dangerous days that were forecast, 0–1
	FalseAlarmRatio Score    `json:"false_alarm_ratio"` // dangerous forecasts that did not come true, 0–1
	FalseAlarmRate  Score    `json:"false_alarm_rate"`  // other days that were forecast dangerous, 0–1
	CSI             Score    `json:"csi"`               // critical success index, 0–1: hits per day dangerous in forecast or fact

	Brier       Score `json:"brier"`       // of dangerous, 0–1; 0 = perfect
	Reliability Score `json:"reliability"` // part of it, 0–1; 0 = each probability comes true as often as it says
	Resolution  Score `json:"resolution"`  // part of it, 0–uncertainty; the more the better
	Uncertainty Score `json:"uncertainty"` // part of it, 0–0.25; of the days, not the forecast's doing
	WithinBins  Score `json:"within_bins"` // the rest: what the ten classes hide. Brier = reliability − resolution + uncertainty + within_bins
	RPS         Score `json:"rps"`         // ranked probability score, 0–4; 0 = perfect
	ROCArea     Score `json:"roc_area"`    // of the probability of dangerous, 0–1; 0.5 = tells nothing apart
	FireArea    Score `json:"fire_area"`   // of fires by headline, 0–1; 0.5 = fires do not know of the level

	Persistence Skill `json:"persistence"` // the level stays as on the day of issue
	Climatology Skill `json:"climatology"` // the levels of other years at this time of the year
}

// Skill holds the probabilities against a reference, over the pairs for which
// the reference says something.
type Skill struct {
	Brier Score `json:"brier"` // of the reference
	RPS   Score `json:"rps"`   // of the reference
	BSS   Score `json:"bss"`   // Brier skill score: 1 − forecast/reference; 1 = perfect, 0 = no better
	RPSS  Score `json:"rpss"`  // ranked probability skill score, likewise
}

// each are all scores in a fixed order.
func (s *Scores) each() []*Score {
	all := []*Score{&s.PercentCorrect, &s.Heidke}
	for i := range s.Bias {
		all = append(all, &s.Bias[i])
	}
	all = append(all, &s.HitRate, &s.FalseAlarmRatio, &s.FalseAlarmRate, &s.CSI,
		&s.Brier, &s.Reliability, &s.Resolution, &s.Uncertainty, &s.WithinBins, &s.RPS, &s.ROCArea, &s.FireArea)
	for _, k := range []*Skill{&s.Persistence, &s.Climatology} {
		all = append(all, &k.Brier, &k.RPS, &k.BSS, &k.RPSS)
	}
	return all
}

// enough is what a score may rest on.
type enough struct{ pairs, fires float64 }

// scores computes every figure from sums.
func (s *sums) scores(e enough) Scores {
	var out Scores
	s.categorical(&out, e)
	s.probabilistic(&out, e)
	out.FireArea = s.fireArea(e)
	out.Persistence = s.refs[persistence].skill(e)
	out.Climatology = s.refs[climatology].skill(e)
	return out
}

// lacking is the reason why n pairs are not enough, empty when they are.
func (e enough) lacking(n float64, nothing Reason) Reason {
	switch {
	case n == 0:
		return nothing
	case n < e.pairs:
		return TooFewPairs
	}
	return ""
}
