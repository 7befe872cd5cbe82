package metar

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// collector gathers what the reports of a text come to.
type collector struct {
	opt     Options
	obs     []forecast.Observation
	rejects []forecast.Reject
	room    int // rejects that may still be listed
	more    int // rejects beyond that
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

// reject lists a report that was refused. Texts of rubbish are cut short, so that
// rejects never outgrow the text they are about.
func (c *collector) reject(r *report, fault *forecast.Invalid) {
	if c.room == 0 {
		c.more++
		return
	}
	c.room--
	c.list(located(fault, c.opt.Name, r))
}

func (c *collector) list(fault *forecast.Invalid) {
	c.rejects = append(c.rejects, forecast.Reject{Name: c.opt.Name, Line: fault.Line, Record: fault.Value, Err: fault})
}

func (c *collector) close(s *splitter) {
	if !s.seen {
		c.list(&forecast.Invalid{
			File:   c.opt.Name,
			Reason: "no METAR or SPECI report",
			Remedy: "give aerodrome reports such as METAR VVTS 240300Z …",
		})
	}
	if c.more > 0 {
		c.list(&forecast.Invalid{
			File:   c.opt.Name,
			Reason: fmt.Sprintf("%d more reports cannot be read", c.more),
			Remedy: "look whether these are METAR reports at all",
		})
	}
}
