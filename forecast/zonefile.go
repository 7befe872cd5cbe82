package forecast

import "github.com/paulmach/orb"

// ZoneFile is a file of zones that somebody brings, with how to read it.
type ZoneFile struct {
	Name     string            // of the file
	Set      string            // the name that the set is to have
	Data     []byte            // zipped shapefile, GeoPackage or GeoJSON
	CRS      string            // before what the file says; empty = as it says
	Encoding string            // of its texts; empty = as it says
	Layer    string            // which of several; empty = the only one
	Columns  map[string]string // which attribute means what: id, name, owner, …
	Repair   bool              // faults that can be mended are, and are told
}

// ZoneReading is what came of a file of zones.
type ZoneReading struct {
	Set      ZoneSet // without dates; no zones where the file cannot be used
	Format   string
	CRS      string
	Encoding string
	Notes    []ZoneRemark // what was decided in reading
	Repairs  []ZoneRemark // what was mended
	Faults   []ZoneFault
}

// Usable reports whether a set can be made of it: there are zones, and no error.
func (r *ZoneReading) Usable() bool {
	for _, f := range r.Faults {
		if f.Error {
			return false
		}
	}
	return len(r.Set.Zones) > 0
}

// ZoneRemark is something that was decided or mended in reading a file of zones.
type ZoneRemark struct {
	Note // for who words it in another language; its code may be empty

	Text string // in English
}

// ZoneFault is something wrong with a file of zones.
type ZoneFault struct {
	Note // for who words it in another language; its code may be empty

	Error bool      // the file cannot be used; else somebody should look
	Text  string    // feature, value, reason and remedy
	At    orb.Point // where; the zero point for nowhere in particular
}
