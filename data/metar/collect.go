package metar

import (
	"github.com/canhlua/canhlua/forecast"
)

// collector gathers what the reports of a text come to.
type collector struct {
	opt     Options
	obs     []forecast.Observation
	refused forecast.Refusals
}

func (c *collector) take(r *report) {
	if r.taf {
		return
	}
	c.obs = append(c.obs, forecast.Observation{})
	fault := decode(r, c.opt.Received, &c.obs[len(c.obs)-1])
	if fault == nil {
		return
	}
	c.obs = c.obs[:len(c.obs)-1]
	if fault != silent {
		c.reject(r, fault)
	}
}

// reject lists a report that was refused.
func (c *collector) reject(r *report, fault *forecast.Invalid) {
	if !c.refused.Full() {
		at := located(fault, r)
		c.refused.Add(at.Value, at)
	}
}

func (c *collector) close(s *splitter) {
	if !s.seen {
		c.refused.Add("", &forecast.Invalid{
			Reason: "no METAR or SPECI report",
			Remedy: "give aerodrome reports such as METAR VVTS 240300Z …",
		})
	}
	c.refused.Close("reports", "look whether these are METAR reports at all")
}
