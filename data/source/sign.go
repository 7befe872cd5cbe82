package source

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// SignColumns are the columns of a register of roadside signs, read and written.
var SignColumns = []string{"id", "name", "place", "lat", "lon", "zone", "ranger", "note"}

// DecodeSigns reads a register of roadside signs out of a CSV or GeoJSON file.
// Each needs an id, a name and a place on the map. The check may refuse one, or
// fill in its zone.
func DecodeSigns(data []byte, opt ListOptions, check func(*forecast.Sign) error) (signs []forecast.Sign, _ []forecast.Reject) {
	first := map[string]int{}
	refused := decodeList(data, opt, SignColumns, func(r *listRow) error {
		g, err := signOf(r)
		if err == nil {
			err = check(&g)
		}
		if err != nil {
			return err
		}
		if row, twice := first[g.ID]; twice {
			return r.fault("id", fmt.Sprintf("is the sign of row %d again", row), "give every sign an id of its own")
		}
		signs = append(signs, g)
		first[g.ID] = len(signs)
		return nil
	})
	return signs, refused
}

func signOf(r *listRow) (g forecast.Sign, err error) {
	g = forecast.Sign{ID: r.cells["id"], Name: r.cells["name"], Place: r.cells["place"], Zone: r.cells["zone"], Ranger: r.cells["ranger"], Note: r.cells["note"]}
	switch {
	case !plainName.MatchString(g.ID):
		return g, r.fault("id", "not a plain name", "write at most 60 letters, digits, points, hyphens; it stays for ever")
	case g.Name == "":
		return g, r.fault("name", "is empty", "name the sign")
	}
	g.Lat, g.Lon, err = r.place()
	return g, err
}
