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

// UnmarshalJSON reads the lists of the one forecast, or those of an ensemble:
// temperature_2m is the control run's then, temperature_2m_member01 … the others'.
func (h *hourly) UnmarshalJSON(data []byte) error {
	var lists map[string]json.RawMessage
	if err := json.Unmarshal(data, &lists); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		if name == "time" {
			if err := json.Unmarshal(lists[name], &h.Time); err != nil {
				return err
			}
			continue
		}
		variable, member, err := splitMember(name)
		if err != nil {
			return err
		}
		to := h.list(variable, member)
		if to == nil {
			continue // a variable that was not asked for
		}
		if err := json.Unmarshal(lists[name], to); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func splitMember(name string) (variable string, member int, err error) {
	variable, number, ok := strings.Cut(name, "_member")
	if !ok {
		return name, 0, nil
	}
	if member, err = strconv.Atoi(number); err != nil || member < 1 || member > mostMembers {
		return "", 0, fmt.Errorf("%.40q: no member from 1 to %d", name, mostMembers)
	}
	return variable, member, nil
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
	case "wind_speed_10m":
		return &of.WindMS
	}
	return nil
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
