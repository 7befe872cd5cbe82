package bulletin

import (
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

// soon is how many days the nearer outlook has.
const soon = 3

// Ahead is a later day over all zones.
type Ahead struct {
	Chip
	Dangerous   int       // zones at IV or V
	Unknown     int       // zones whose level is not known
	Chance      string    // of IV or V, lowest to highest of the zones; a dash without members
	Probability [5]string // of each level, the mean over the zones; dashes without members
	Soon        bool
}

// look says the days ahead.
func (b *Bulletin) look() {
	near, far := map[string]bool{}, map[string]bool{}
	climatological, numerical := false, false
	for n, days := range b.src.Ahead {
		if len(days) == 0 {
			continue
		}
		a := b.ahead(days)
		a.Soon = n < soon
		b.Outlook = append(b.Outlook, a)
		for _, d := range days {
			if !hasMembers(d) {
				continue
			}
			climatological = climatological || d.Outlook.Source == forecast.FromClimatology
			numerical = numerical || d.Outlook.Source != forecast.FromClimatology
			likely := d.Outlook.AtLeast(forecast.IV) >= 0.5
			far[d.Zone] = far[d.Zone] || likely
			if n < soon {
				near[d.Zone] = near[d.Zone] || likely
			}
		}
	}
	b.Three = b.sumUp("bulletin_three", near, soon)
	b.Ten = append(b.sumUp("bulletin_ten", far, len(b.src.Ahead)), b.turns()...)
	if climatological {
		b.Notes = append(b.Notes, b.say.Text("bulletin_climatology"))
	}
	if numerical {
		b.Notes = append(b.Notes, b.say.Text("bulletin_ensemble"))
	}
	if rule := b.headline(); rule != "" && (climatological || numerical) {
		b.Notes = append(b.Notes, rule)
	}
}

func hasMembers(d forecast.ZoneDay) bool { return d.Outlook != nil && d.Outlook.Members > 0 }

func (b *Bulletin) ahead(days []forecast.ZoneDay) Ahead {
	top, dangerous := highest(days)
	a := Ahead{Chip: b.chip(PastDay{days[0].Date, days}), Dangerous: dangerous, Chance: "–", Probability: [5]string{"–", "–", "–", "–", "–"}}
	if !top.Known() {
		a.Color = b.style(forecast.Unknown).Color
	}
	a.Unknown = b.of
	low, high, sum, with := 1.0, 0.0, [5]float64{}, 0
	for _, d := range days {
		if d.Level.Known() {
			a.Unknown--
		}
		if !hasMembers(d) {
			continue
		}
		chance := d.Outlook.AtLeast(forecast.IV)
		low, high, with = min(low, chance), max(high, chance), with+1
		for i, p := range d.Outlook.Probability() {
			sum[i] += p
		}
	}
	if with > 0 {
		a.Chance = b.say.Between(100*low, 100*high) + " %"
		for i := range sum {
			a.Probability[i] = b.say.Number(forecast.Some(100*sum[i]/float64(with)), 0)
		}
	}
	return a
}

func (b *Bulletin) sumUp(code string, likely map[string]bool, days int) []string {
	if len(likely) == 0 {
		return nil
	}
	return []string{b.say.Text(code, "n", strconv.Itoa(count(likely)), "of", strconv.Itoa(b.of), "days", strconv.Itoa(days))}
}

func count(set map[string]bool) (n int) {
	for _, is := range set {
		if is {
			n++
		}
	}
	return n
}
