package forecast

// The sources of an outlook's members.
const (
	FromEnsemble    = "ensemble"    // members of a numerical ensemble
	FromClimatology = "climatology" // weather of past years around the same date
)

// Outlook is what a zone's day looks like over many members, each a weather that
// may come, lived through from the same state.
type Outlook struct {
	Source  string `json:"source"`           // ensemble, climatology
	Members int    `json:"members"`          // that reach the day without a hole
	Broken  int    `json:"broken"`           // that broke off before; they count for nothing
	Counts  []int  `json:"counts"`           // members by level, I to V; they add up to Members
	Low     Float  `json:"low"`              // 10th percentile of the number looked up
	Median  Float  `json:"median"`           // 50th
	High    Float  `json:"high"`             // 90th
	Changed Float  `json:"changed,omitzero"` // members that by this day have had another level than the run's own day; missing where that is unknown
}

// Probability is the share of the members in each level, I to V.
func (o *Outlook) Probability() []float64 {
	out := make([]float64, len(o.Counts))
	for i, n := range o.Counts {
		out[i] = float64(n) / float64(max(o.Members, 1))
	}
	return out
}

// Dangerous is how many members stand at IV or V.
func (o *Outlook) Dangerous() int {
	n := 0
	for _, c := range o.Counts[min(len(o.Counts), int(IV)-1):] {
		n += c
	}
	return n
}

// AtLeast is the share of the members at a level or above.
func (o *Outlook) AtLeast(l Level) float64 {
	n := 0
	for i, c := range o.Counts {
		if Level(i+1) >= l {
			n += c
		}
	}
	return float64(n) / float64(max(o.Members, 1))
}

// The rules for a headline level.
const (
	HeadlineMedian   = "median"   // the level of the median member, the upper one of two
	HeadlineProbable = "probable" // the highest level that is reached with the probability asked for
)

// Headline is the one level that stands for the members; Unknown without any.
func (o *Outlook) Headline(rule string, probability float64) Level {
	if o.Members == 0 {
		return Unknown
	}
	if rule == HeadlineProbable {
		for l := V; l > I; l-- {
			if o.AtLeast(l) >= probability {
				return l
			}
		}
		return I
	}
	below := 0
	for i, n := range o.Counts {
		if below += n; below > o.Members/2 {
			return Level(i + 1)
		}
	}
	return Unknown
}
