package synop

import (
	"fmt"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// collector gathers what the reports of a bulletin come to.
type collector struct {
	opt     Options
	obs     []forecast.Observation
	rejects []forecast.Reject
	room    int // rejects that may still be listed
	more    int // rejects beyond that
}

func (c *collector) take(r *Report) {
	if isNil(r.Text) {
		return
	}
	c.obs = append(c.obs, forecast.Observation{})
	if fault := decode(r, &c.obs[len(c.obs)-1]); fault != nil {
		c.obs = c.obs[:len(c.obs)-1]
		c.reject(r, fault)
	}
}

// reject lists a report that was refused. Bulletins of rubbish are cut short, so
// that rejects never outgrow the text they are about.
func (c *collector) reject(r *Report, fault *forecast.Invalid) {
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
	if s.sections == 0 {
		c.list(&forecast.Invalid{
			File:   c.opt.Name,
			Reason: "no section that begins with AAXX",
			Remedy: "give FM-12 SYNOP bulletins of land stations",
		})
	}
	if c.more > 0 {
		c.list(&forecast.Invalid{
			File:   c.opt.Name,
			Reason: fmt.Sprintf("%d more reports cannot be read", c.more),
			Remedy: "look whether this is a SYNOP bulletin at all",
		})
	}
}

// isNil reports whether a station says it has nothing to say.
func isNil(text string) bool {
	return text == "NIL" || strings.HasSuffix(text, " NIL")
}
