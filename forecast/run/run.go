// Package run makes one day's forecast: station days become weather at zones,
// yesterday's states become today's, and the editions in force turn them into
// levels, with every reason kept. It is pure: the same input gives the same run,
// bit for bit. It must not read a clock, a file or a store.
package run

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Place is what a run needs to know of a zone.
type Place struct {
	Zone       string         `json:"zone"`
	Lat        float64        `json:"lat"`
	Lon        float64        `json:"lon"`
	ElevationM forecast.Float `json:"elevation_m"`
	Groups     []string       `json:"groups"` // forest-type groups, "all" where unknown
}

// PlaceOf takes from a zone what a run needs.
func PlaceOf(z forecast.Zone) Place {
	return Place{Zone: z.ID, Lat: z.Point.Lat(), Lon: z.Point.Lon(), ElevationM: z.ElevationM, Groups: z.Groups()}
}

// Input is everything a run is computed from, besides the editions, which it
// names. Written as JSON it is kept with the run.
type Input struct {
	Today     forecast.Date      `json:"today"`
	Issued    time.Time          `json:"issued"`
	Slot      string             `json:"slot"`
	Profile   string             `json:"profile"`
	TimeZone  string             `json:"time_zone"`
	Rules     forecast.Rules     `json:"rules"`
	ZoneSet   string             `json:"zone_set"`
	Places    []Place            `json:"places"`   // by zone
	Stations  []forecast.Station `json:"stations"` // the network: those that reported lately, by ID
	Editions  []string           `json:"editions"` // all that may decide
	Begin     []forecast.State   `json:"begin"`    // where the recursion starts; a zone without one starts unknown
	Starts    []forecast.Start   `json:"starts"`   // officers' start values, oldest first
	Observed  []forecast.Day     `json:"observed"` // by station, then date
	Model     []forecast.Day     `json:"model"`    // by zone or station (ModelPlace), then date
	Simulated bool               `json:"simulated"`
	Rebuilt   float64            `json:"rebuilt_for_reset_mm,omitzero"` // states by this resetting rain had to be made from the archive

	Corrections []StationCorrection `json:"corrections"`            // of model weather, by station
	Members     []Member            `json:"members,omitempty"`      // that may come, from today on
	MembersFrom string              `json:"members_from,omitempty"` // ensemble, climatology
	Choices     []Choice            `json:"choices,omitempty"`      // of the method, by variable

	// Joined is since when a station has reported, for those that came to the network
	// behind its first day here: on the days before nothing of theirs is missing.
	Joined map[string]forecast.Date `json:"joined,omitempty"`

	// Ensemble are the members of a numerical ensemble, nil without one. It is kept
	// behind the input, a line for each member (forecast.Ensemble.WriteTo). Runs of
	// before had them as Members.
	Ensemble *forecast.Ensemble `json:"-"`
}

// Compute makes the run of in.Today: for every zone the chain from its begin
// state over the past days to today and in.Rules.AheadDays on. The editions are
// those of book. It fails only on an input that contradicts itself; what cannot
// be known comes out as unknown.
func Compute(in Input, book Book) (forecast.Run, error) {
	kept, sum, err := in.keep()
	if err != nil {
		return forecast.Run{}, fmt.Errorf("run of %s: input: %w", in.Today, err)
	}
	out := forecast.Run{
		ID:        fmt.Sprintf("%s-%s-%s", compact(in.Today), in.Issued.UTC().Format("20060102T150405Z"), hex.EncodeToString(sum[:4])),
		Date:      in.Today,
		To:        in.Today.AddDays(in.Rules.AheadDays),
		Issued:    in.Issued.UTC(),
		Slot:      in.Slot,
		ZoneSet:   in.ZoneSet,
		Profile:   in.Profile,
		InputHash: hex.EncodeToString(sum),
		Simulated: in.Simulated,
		Input:     kept,
		Ensemble:  in.Ensemble,
	}
	weather, err := newAnalysis(in)
	if err != nil {
		return forecast.Run{}, fmt.Errorf("run of %s: %w", in.Today, err)
	}
	members := weather.membersOf(in)
	makeRoom(in, &out)
	for places := range slices.Chunk(in.Places, zonesAtOnce) {
		if err := liveAll(in, book, weather, members, places, &out); err != nil {
			return forecast.Run{}, err
		}
	}
	out.Notes = append(out.Notes, resetNotes(in, book)...)
	noteEditions(&out, book)
	return out, nil
}

// zonesAtOnce are computed before they are filed: enough to keep all processors
// busy, few enough that what a zone needs on its way does not add up.
const zonesAtOnce = 256

// liveAll computes some zones and files them.
func liveAll(in Input, book Book, weather *analysis, members []*analysis, places []Place, out *forecast.Run) error {
	zones := make([][]*chain, 0, len(places))
	for _, place := range places {
		chains, err := live(in, book, weather, members, place)
		if err != nil {
			return fmt.Errorf("run of %s: zone %s: %w", in.Today, place.Zone, err)
		}
		zones = append(zones, chains)
	}
	lookAhead(zones)
	for _, chains := range zones {
		file(chains, out)
	}
	return nil
}

// keep gives the input as it is kept, but for the ensemble, and the hash of the
// whole.
func (in *Input) keep() (kept []byte, sum []byte, err error) {
	if kept, err = json.Marshal(in); err != nil {
		return nil, nil, err
	}
	hash := sha256.New()
	_, _ = hash.Write(kept) // never fails
	if in.Ensemble != nil {
		_, _ = hash.Write([]byte{'\n'})
		if _, err = in.Ensemble.WriteTo(hash); err != nil {
			return nil, nil, err
		}
	}
	return kept, hash.Sum(nil), nil
}

// compact is a date as YYYYMMDD.
func compact(d forecast.Date) string {
	return fmt.Sprintf("%04d%02d%02d", d.Year, int(d.Month), d.Day)
}

// noteEditions lists the editions that decided a level and whether one of them
// is provisional.
func noteEditions(out *forecast.Run, book Book) {
	out.Editions = []string{}
	for _, day := range out.Days {
		if day.Edition != "" && !slices.Contains(out.Editions, day.Edition) {
			out.Editions = append(out.Editions, day.Edition)
			out.Provisional = out.Provisional || book.provisional(day.Edition)
		}
	}
	slices.Sort(out.Editions)
}
