package source

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// mostMembers bounds what an answer may claim to have.
const mostMembers = 200

// column is what a list of an answer is: "precipitation_member07", or with the
// model's name behind it, as the service writes where several are asked for.
type column struct {
	variable string
	member   int // 0 = the one forecast, or the control run
	model    string
}

// columnOf reads a list's name; false for what was not asked for.
func columnOf(name string) (c column, ok bool, err error) {
	i := slices.IndexFunc(hourlyNames, func(v string) bool { return name == v || strings.HasPrefix(name, v+"_") })
	if i < 0 {
		return c, false, nil
	}
	c.variable = hourlyNames[i]
	rest := strings.TrimPrefix(strings.TrimPrefix(name, c.variable), "_")
	if numbered, is := strings.CutPrefix(rest, "member"); is {
		number, model, _ := strings.Cut(numbered, "_")
		c.member, err = strconv.Atoi(number)
		if err != nil || c.member < 0 || c.member > mostMembers {
			return c, false, fmt.Errorf("%.60q: no member from 0 to %d", name, mostMembers)
		}
		rest = model
	}
	c.model = rest
	return c, true, nil
}

// UnmarshalJSON reads the lists of the one forecast, or those of an ensemble:
// temperature_2m is the control run's then, temperature_2m_member01 … the others'.
func (h *hourly) UnmarshalJSON(data []byte) error {
	var lists map[string]json.RawMessage
	if err := json.Unmarshal(data, &lists); err != nil {
		return err
	}
	model, first := "", true
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		if name == "time" {
			if err := json.Unmarshal(lists[name], &h.Time); err != nil {
				return err
			}
			continue
		}
		c, ok, err := columnOf(name)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if !first && c.model != model {
			return fmt.Errorf("%.60q: of another model than the lists before it; ask for one at a time", name)
		}
		model, first = c.model, false
		if err := json.Unmarshal(lists[name], h.list(c.variable, c.member)); err != nil {
			return fmt.Errorf("%.60s: %w", name, err)
		}
	}
	return nil
}

// list is where a member's values of a variable belong.
func (h *hourly) list(variable string, member int) *[]forecast.Float {
	of := &h.lists
	if member > 0 {
		if h.Members == nil {
			h.Members = map[int]*lists{}
		}
		if h.Members[member] == nil {
			h.Members[member] = &lists{}
		}
		of = h.Members[member]
	}
	switch variable {
	case "temperature_2m":
		return &of.TempC
	case "dew_point_2m":
		return &of.Dew
	case "precipitation":
		return &of.RainMM
	}
	return &of.WindMS
}

// runs are the forecasts of an answer by the place they are kept at.
func (h *hourly) runs(station string) map[string]*lists {
	if h.Members == nil {
		return map[string]*lists{station: &h.lists}
	}
	out := map[string]*lists{forecast.MemberPlace(station, 0): &h.lists}
	for member, of := range h.Members {
		out[forecast.MemberPlace(station, member)] = of
	}
	return out
}
