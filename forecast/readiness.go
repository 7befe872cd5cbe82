package forecast

// ReadinessKind is a kind of thing in the register of readiness. Kinds are data of
// the profile.
type ReadinessKind struct {
	ID      string `json:"id" yaml:"id"` // crew, water_point, tower, …
	Name    Text   `json:"name" yaml:"name"`
	Unit    Text   `json:"unit,omitzero" yaml:"unit"`        // of the count; empty = it is not counted
	Private bool   `json:"private,omitempty" yaml:"private"` // persons, say: shown to those who work here only
}

// ReadinessPlan says who does what at each level. It is data of the profile.
type ReadinessPlan struct {
	Basis Text       `json:"basis"` // what the assignment rests on
	Tasks []PlanTask `json:"tasks"`
}

// PlanTask is what somebody does at some levels, with the kinds of the register that
// serve it.
type PlanTask struct {
	Levels []Level  `json:"levels"`
	Who    Text     `json:"who"`
	Do     Text     `json:"do"`
	Kinds  []string `json:"kinds,omitempty"`
}

// Asset is one thing that stands ready against fire: a crew, a training held, a
// piece of equipment, a water point, a tower, a firebreak, a sign, a contact.
type Asset struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	Zone      string `json:"zone,omitempty"`   // it belongs to; empty = of the whole province
	Forest    string `json:"forest,omitempty"` // the forest or its owner
	Lat       Float  `json:"lat,omitzero"`     // degrees north, WGS 84; missing = without a place
	Lon       Float  `json:"lon,omitzero"`
	Count     Float  `json:"count,omitzero"`    // in the kind's unit; missing = not told
	Contact   string `json:"contact,omitempty"` // who answers for it
	Phone     string `json:"phone,omitempty"`   // for those who work here only
	CheckedOn Date   `json:"checked_on,omitzero"`
	ExpiresOn Date   `json:"expires_on,omitzero"` // last day it is good
	Note      string `json:"note,omitempty"`
}

// AssetColumns are the columns of the register of readiness as a table.
var AssetColumns = []string{"id", "kind", "name", "zone", "forest", "lat", "lon", "count", "contact", "phone", "checked_on", "expires_on", "note"}

// AssetTable is the register as a table with AssetColumns as its heading; an empty
// cell is not known.
func AssetTable(assets []Asset) [][]string {
	number := func(f Float) string {
		if !f.OK {
			return ""
		}
		return f.String()
	}
	rows := [][]string{AssetColumns}
	for _, a := range assets {
		rows = append(rows, []string{a.ID, a.Kind, a.Name, a.Zone, a.Forest, number(a.Lat), number(a.Lon), number(a.Count),
			a.Contact, a.Phone, a.CheckedOn.String(), a.ExpiresOn.String(), a.Note})
	}
	return rows
}

// Expired reports whether the asset is no longer good on a day. One without a date
// of expiry never is.
func (a *Asset) Expired(on Date) bool { return !a.ExpiresOn.IsZero() && on.After(a.ExpiresOn) }

// Check says what is wrong with an asset, by the kinds of the province.
func (a *Asset) Check(kinds []ReadinessKind) error {
	known := false
	for _, k := range kinds {
		known = known || k.ID == a.Kind
	}
	switch {
	case a.ID == "" || len(a.ID) > 64:
		return AssetFault(Invalid{Column: "id", Value: a.ID}, "id_length")
	case !known:
		return AssetFault(Invalid{Column: "kind", Value: a.Kind}, "unknown_kind")
	case a.Name == "":
		return AssetFault(Invalid{Column: "name"}, "no_name")
	case a.Lat.OK != a.Lon.OK:
		return AssetFault(Invalid{Column: "lat"}, "half_place")
	case a.Lat.OK && !(a.Lat.V >= -90 && a.Lat.V <= 90 && a.Lon.V >= -180 && a.Lon.V <= 180):
		return AssetFault(Invalid{Column: "lat", Value: a.Lat.String() + " " + a.Lon.String()}, "no_place")
	case a.Count.OK && !(a.Count.V >= 0):
		return AssetFault(Invalid{Column: "count", Value: a.Count.String()}, "below_zero")
	case !a.CheckedOn.IsZero() && !a.ExpiresOn.IsZero() && a.ExpiresOn.Before(a.CheckedOn):
		return AssetFault(Invalid{Column: "expires_on", Value: a.ExpiresOn.String()}, "expires_before", "checked", a.CheckedOn.String())
	}
	return nil
}
