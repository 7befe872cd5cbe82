package forecast

// ChangeSpread says when the members leave the level of the run's own day: how
// sure the date of the expected change is.
type ChangeSpread struct {
	Chance Float `json:"chance"` // of another level by the last day, 0–1
	Last   Date  `json:"last"`   // the last day that enough members reach
	Early  *Date `json:"early"`  // by which a tenth of the members have had another level; nil = not by the last day
	Median *Date `json:"median"` // half
	Late   *Date `json:"late"`   // nine tenths
}

// SpreadOf reads the spread from a zone's days of one run, its own day first.
// Nil where the members say nothing of it: there are none, the level of the run's
// day is unknown, or a person put another in its place.
func SpreadOf(days []ZoneDay) *ChangeSpread {
	if len(days) == 0 || days[0].Override != nil || !days[0].Level.Known() {
		return nil
	}
	var out *ChangeSpread
	for i := range days {
		o := days[i].Outlook
		if o == nil || !o.Changed.OK || o.Members == 0 {
			continue
		}
		if out == nil {
			out = &ChangeSpread{Chance: Some(0)}
		}
		out.Last = days[i].Date
		out.Chance.V = max(out.Chance.V, o.Changed.V/float64(o.Members)) // fewer members may reach a later day
		out.reach(days[i].Date)
	}
	return out
}

// reach notes the shares that have come by a day.
func (s *ChangeSpread) reach(d Date) {
	for share, at := range map[float64]**Date{0.1: &s.Early, 0.5: &s.Median, 0.9: &s.Late} {
		if *at == nil && s.Chance.V >= share {
			*at = &d
		}
	}
}
