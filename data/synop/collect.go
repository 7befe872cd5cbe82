package synop

import (
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// collector gathers what the reports of a bulletin come to.
type collector struct {
	opt     Options
	obs     []forecast.Observation
	refused forecast.Refusals
}

func (c *collector) take(r *report) {
	if isNil(r.text) {
		return
	}
	c.obs = append(c.obs, forecast.Observation{})
	if fault := decode(r, &c.obs[len(c.obs)-1]); fault != nil {
		c.obs = c.obs[:len(c.obs)-1]
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
	if s.sections == 0 {
		c.refused.Add("", &forecast.Invalid{
			Reason: "no section that begins with AAXX",
			Remedy: "give FM-12 SYNOP bulletins of land stations",
		})
	}
	c.refused.Close("reports", "look whether this is a SYNOP bulletin at all")
}

// isNil reports whether a station says it has nothing to say.
func isNil(text string) bool {
	return text == "NIL" || strings.HasSuffix(text, " NIL")
}
