package alert

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"

	"github.com/canhlua/canhlua/forecast"
)

// public are the alerts of zones and near days that an event brings, by zone and
// day.
func (c *Case) public() []forecast.Alert {
	last := map[placeDay]*forecast.Alert{}
	for i := range c.Public {
		last[placeDay{c.Public[i].Zone, c.Public[i].Date}] = &c.Public[i]
	}
	var out []forecast.Alert
	for zone := range c.Board.Zones {
		for day := range c.near() {
			if a, changed := c.alertOf(zone, day, last); changed {
				out = append(out, a)
				last[placeDay{a.Zone, a.Date}] = &a
			}
		}
	}
	return out
}

type placeDay struct {
	zone string
	date forecast.Date
}

// alertOf holds a zone's day against its last alert, or that of the day before.
func (c *Case) alertOf(zone, day int, last map[placeDay]*forecast.Alert) (forecast.Alert, bool) {
	name, date, now := c.Board.Zones[zone], c.Board.Days[day], c.Board.level(zone, day)
	a := forecast.Alert{ID: alertID(name, date, c.Event.Num), Event: c.Event.Num, Run: c.Board.Runs[day].ID, Zone: name, ZoneSet: c.Board.ZoneSet,
		Date: date, Level: now, Sent: c.Now, Expires: c.endOf(date), Facts: c.Board.facts(zone, day)}
	before := last[placeDay{name, date}]
	if before == nil || before.Ends() {
		eve := last[placeDay{name, date.AddDays(-1)}]
		a.Kind = forecast.AlertRise
		if before == nil && eve != nil && eve.Level.Dangerous() {
			a.Before, a.Kind = eve.Level, changeFrom(eve.Level, now)
		}
		return a, now.Dangerous()
	}
	a.Before, a.Replaces = before.Level, append(append([]string{}, before.Replaces...), before.ID)
	switch {
	case !now.Known() && !c.withdrawn(), now == before.Level:
		return a, false
	case c.withdrawn() && now < before.Level:
		a.Kind = forecast.AlertCorrection
	case !now.Dangerous():
		a.Kind = forecast.AlertFall
	default:
		a.Kind = changeFrom(before.Level, now)
	}
	return a, true
}

// changeFrom names the way from one dangerous level to another.
func changeFrom(before, now forecast.Level) forecast.AlertKind {
	switch {
	case now > before:
		return forecast.AlertRise
	case now < before:
		return forecast.AlertEased
	}
	return forecast.AlertDaily
}

var plainName = regexp.MustCompile(`^[A-Za-z0-9_]{1,40}$`)

// alertID can stand in an address.
func alertID(zone string, date forecast.Date, event int64) string {
	if !plainName.MatchString(zone) {
		sum := sha256.Sum256([]byte(zone))
		zone = "x" + hex.EncodeToString(sum[:8])
	}
	return fmt.Sprintf("%s-%s-%d", date, zone, event)
}
