package verify

import (
	"fmt"
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

// maxLeadDays is the farthest a forecast may reach: twice the outlook.
const maxLeadDays = 60

// check gives the pair's lead, or says why it cannot be counted.
func (p *Pair) check() (lead int, err error) {
	if err := checkPlace(p.Zone, p.Date, p.Level, p.Observed); err != nil {
		return 0, named(err, p.Zone, p.Date, "pair")
	}
	if err := checkDate(p.Issued); err != nil {
		return 0, named(err, p.Zone, p.Date, "day of issue")
	}
	lead = dayNumber(p.Date) - dayNumber(p.Issued)
	if lead < 0 || lead > maxLeadDays {
		return 0, named(&forecast.Invalid{Value: p.Issued.String(),
			Reason: fmt.Sprintf("a lead of %d days: outside 0–%d", lead, maxLeadDays), Remedy: "leave it out"}, p.Zone, p.Date, "day of issue")
	}
	if p.Probability.OK {
		if err := p.Probability.check(); err != nil {
			return 0, named(err, p.Zone, p.Date, fmt.Sprintf("lead %d, %s", lead, err.Column))
		}
	}
	return lead, nil
}

func checkPlace(zone string, d forecast.Date, levels ...forecast.Level) *forecast.Invalid {
	if zone == "" {
		return &forecast.Invalid{Reason: "no zone", Remedy: "name the zone"}
	}
	if err := checkDate(d); err != nil {
		return err
	}
	for _, l := range levels {
		if !l.Known() && l != forecast.Unknown {
			return &forecast.Invalid{Value: strconv.Itoa(int(l)), Reason: "no level", Remedy: "give 1–5, or 0 for unknown"}
		}
	}
	return nil
}

func checkDate(d forecast.Date) *forecast.Invalid {
	if d.Year < firstYear || d.Year > lastYear || d.AddDays(0) != d {
		return &forecast.Invalid{Value: d.String(), Reason: "no calendar day", Remedy: fmt.Sprintf("give a day of %d–%d", firstYear, lastYear)}
	}
	return nil
}

// named says which pair or level the fault lies in.
func named(e *forecast.Invalid, zone string, d forecast.Date, what string) error {
	e.Column = fmt.Sprintf("zone %s, %s, %s", zone, d, what)
	return e
}
