package quality

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// Moved compares the place that a report gives with the registered one; ok when
// they differ by more than the limits. Ask it before the registered place is
// renewed: which of the two is right, only a person can tell.
func (c Checker) Moved(registered, given forecast.Station, at time.Time) (w forecast.Warning, ok bool) {
	return c.Limits.Moved.compare(registered, given, at)
}

func (l Moved) compare(registered, given forecast.Station, at time.Time) (w forecast.Warning, ok bool) {
	km := geo.DistanceKm(geo.Site{Lat: registered.Lat, Lon: registered.Lon}, geo.Site{Lat: given.Lat, Lon: given.Lon})
	far := l.Km > 0 && km > l.Km
	up := given.ElevationM.V - registered.ElevationM.V
	high := l.HeightM > 0 && registered.ElevationM.OK && given.ElevationM.OK && math.Abs(up) > l.HeightM
	if !far && !high {
		return forecast.Warning{}, false
	}
	name := nameOf(registered.ID, registered.Name)
	reason := fmt.Sprintf("station %s: reported at %.4f, %.4f, %.1f km from its registered place, limit %v km", name, given.Lat, given.Lon, km, l.Km)
	if !far {
		reason = fmt.Sprintf("station %s: reported at %v m, registered at %v m, limit %v m apart", name, given.ElevationM, registered.ElevationM, l.HeightM)
	}
	return forecast.Warning{Station: registered.ID, Kind: WarnMoved, Since: at, Reason: reason,
		Args: map[string]string{"name": name, "km": strconv.FormatFloat(km, 'f', 1, 64), "height_m": given.ElevationM.String()}}, true
}

// moved finds the first report of each station that says it stands elsewhere.
func (n *network) moved(stations map[string]forecast.Station) []forecast.Warning {
	var warnings []forecast.Warning
	for _, p := range n.posts {
		registered, ok := stations[p.id]
		if !ok {
			continue
		}
		for _, o := range p.obs {
			if o.Place == nil {
				continue
			}
			if w, moved := n.limits.Moved.compare(registered, *o.Place, o.Time); moved {
				warnings = append(warnings, w)
				break
			}
		}
	}
	return warnings
}
