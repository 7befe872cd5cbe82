package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// ReadZones reads a file of zones; an error says that it was asked wrongly, not
// that the file is bad.
type ReadZones func(file forecast.ZoneFile) (forecast.ZoneReading, error)

const (
	largestZoneFile = 128 << 20 // bytes
	mostFaults      = 200       // told of a file
)

// routeZoneSets wires the sets of zones and how a new one comes in: a file is
// looked at first, then taken with its days and its legal ground.
func (s *Server) routeZoneSets() {
	get[struct{}, zoneSetsAnswer](s, "/api/v1/zonesets", "Các bộ khu vực theo thời gian · Zone sets and their days", s.getZoneSets)
	file := func(op *huma.Operation) { op.MaxBodyBytes = largestZoneFile }
	desk(s, http.MethodPost, "/api/v1/zonesets/preview", "Xem trước một tệp khu vực · Look at a file of zones; changes nothing", forecast.RolePublisher, s.postZonePreview, file)
	desk(s, http.MethodPost, "/api/v1/zonesets", "Nhập một bộ khu vực · Make a dated set of a file of zones", forecast.RolePublisher, s.postZoneSet, file)
}

type zoneSetsAnswer struct {
	Sets []zoneSetInfo `json:"zone_sets" doc:"By first day"`
}

func (s *Server) getZoneSets(ctx context.Context, _ *struct{}) (*page, error) {
	sets, err := s.store.ZoneSets(ctx)
	if err != nil {
		return nil, err
	}
	a := zoneSetsAnswer{Sets: []zoneSetInfo{}}
	for _, set := range sets {
		a.Sets = append(a.Sets, newZoneSetInfo(set))
	}
	return newJSON(jsonType, a) // asked again at once by whoever has just brought one
}

// ZoneFileInput is a file of zones as the body, with how to read it.
type ZoneFileInput struct {
	File     string `query:"file" maxLength:"200" doc:"Name of the file"`
	Set      string `query:"set" required:"true" minLength:"1" maxLength:"100" doc:"Name of the set"`
	CRS      string `query:"crs" maxLength:"60" doc:"Coordinate system, before what the file says: WGS84, EPSG:9210, VN-2000/105-45"`
	Encoding string `query:"encoding" maxLength:"20" doc:"Of the texts, before what the file says: utf-8, windows-1258, windows-1252, tcvn3"`
	Layer    string `query:"layer" maxLength:"100" doc:"Which of several layers"`
	Columns  string `query:"columns" maxLength:"500" doc:"Which attribute means what: id:ma_tk,name:ten,owner:churung,compartment:tk,forest_group:nhom,area_ha:dtich"`
	Repair   bool   `query:"repair" doc:"Mend self-crossings, overlaps, slivers and duplicates"`
	RawBody  []byte `contentType:"application/octet-stream"`
}

type zoneSetInput struct {
	ZoneFileInput
	ValidFrom string `query:"valid_from" required:"true" doc:"First day, YYYY-MM-DD"`
	ValidTo   string `query:"valid_to" doc:"Last day; none = until further notice"`
	Source    string `query:"source" maxLength:"300" doc:"Where the boundaries are from"`
	Basis     string `query:"basis" required:"true" minLength:"3" maxLength:"300" doc:"Their legal ground"`
	Expect    string `query:"expect" maxLength:"200" doc:"The id that the preview gave: what was looked at is what comes in"`
}

type zoneFault struct {
	Severity string    `json:"severity" enum:"error,warning"`
	Text     string    `json:"text"`
	At       []float64 `json:"at" doc:"[lon, lat]; null where it is nowhere in particular"`

	Code string            `json:"code,omitempty" doc:"Of the kind, to word it in another language"`
	Args map[string]string `json:"args,omitempty" doc:"That fill the words, and where it is: feature, id, part, ring, value"`
}

type zonePreview struct {
	ID       string           `json:"id" doc:"The set would have; empty where the file cannot be used"`
	Usable   bool             `json:"usable"`
	Zones    int              `json:"zones"`
	AreaHa   float64          `json:"area_ha"`
	Format   string           `json:"format"`
	CRS      string           `json:"crs"`
	Encoding string           `json:"encoding"`
	Notes    []string         `json:"notes" doc:"What was decided in reading"`
	Noted    []forecast.Note  `json:"note_codes" doc:"The notes in the same order, as codes and arguments to word them in another language"`
	Repairs  []string         `json:"repairs" doc:"What was mended"`
	Repaired []forecast.Note  `json:"repair_codes" doc:"The repairs in the same order, as codes and arguments to word them in another language"`
	Faults   []zoneFault      `json:"faults"`
	More     int              `json:"more_faults" doc:"Faults beyond those told"`
	Map      *json.RawMessage `json:"map" doc:"The zones as GeoJSON for display; null where there are none"`
}

// reading reads the file of a request.
func (s *Server) reading(in *ZoneFileInput) (forecast.ZoneReading, error) {
	if s.cfg.ReadZones == nil {
		return forecast.ZoneReading{}, newProblem(http.StatusServiceUnavailable, "this service takes no zones in")
	}
	if len(in.RawBody) == 0 {
		return forecast.ZoneReading{}, &forecast.Invalid{Column: "file", Reason: "empty", Remedy: "send the file as the body"}
	}
	columns, err := columnsOf(in.Columns)
	if err != nil {
		return forecast.ZoneReading{}, err
	}
	name := in.File
	if name == "" {
		name = "file"
	}
	return s.cfg.ReadZones(forecast.ZoneFile{Name: name, Set: in.Set, Data: in.RawBody, CRS: in.CRS, Encoding: in.Encoding,
		Layer: in.Layer, Columns: columns, Repair: in.Repair})
}

// columnsOf reads id:ma_tk,name:ten.
func columnsOf(text string) (map[string]string, error) {
	columns := map[string]string{}
	for pair := range strings.SplitSeq(text, ",") {
		if strings.TrimSpace(pair) == "" {
			continue
		}
		meaning, column, ok := strings.Cut(pair, ":")
		if meaning, column = strings.TrimSpace(meaning), strings.TrimSpace(column); !ok || meaning == "" || column == "" {
			return nil, codedInvalid("columns_pair", forecast.Invalid{Column: "columns", Value: pair, Reason: "not a pair", Remedy: "write like id:ma_tk,name:ten"})
		}
		columns[meaning] = column
	}
	return columns, nil
}

func (s *Server) postZonePreview(_ context.Context, in *ZoneFileInput) (zonePreview, error) {
	r, err := s.reading(in)
	if err != nil {
		return zonePreview{}, err
	}
	return newZonePreview(&r), nil
}

func newZonePreview(r *forecast.ZoneReading) zonePreview {
	a := zonePreview{Usable: r.Usable(), Zones: len(r.Set.Zones), Format: r.Format, CRS: r.CRS, Encoding: r.Encoding,
		Faults: []zoneFault{}}
	a.Notes, a.Noted = remarks(r.Notes)
	a.Repairs, a.Repaired = remarks(r.Repairs)
	for i, f := range r.Faults {
		if i == mostFaults {
			a.More = len(r.Faults) - mostFaults
			break
		}
		a.Faults = append(a.Faults, newZoneFault(f))
	}
	for _, z := range r.Set.Zones {
		a.AreaHa += z.AreaHa
	}
	if a.AreaHa = rounded(a.AreaHa, 1); a.Usable {
		a.ID = r.Set.ID
	}
	if len(r.Set.Zones) > 0 {
		drawing := json.RawMessage(drawn(r.Set))
		a.Map = &drawing
	}
	return a
}

// remarks are what was decided or mended, in English and by code.
func remarks(told []forecast.ZoneRemark) (texts []string, notes []forecast.Note) {
	texts, notes = []string{}, []forecast.Note{}
	for _, each := range told {
		texts, notes = append(texts, each.Text), append(notes, each.Note)
	}
	return texts, notes
}

func newZoneFault(f forecast.ZoneFault) zoneFault {
	out := zoneFault{Severity: "warning", Text: f.Text, Code: f.Code, Args: f.Args}
	if f.Error {
		out.Severity = "error"
	}
	if f.At != (orb.Point{}) {
		out.At = lonLat(f.At)
	}
	return out
}

// drawn is a set as GeoJSON for a look at it.
func drawn(set forecast.ZoneSet) []byte {
	shown, out := newZoneSet(set), geo.BeginCollection(nil)
	for i, z := range set.Zones {
		properties := geo.AppendString([]byte(`{"name":`), z.Name)
		out = geo.AppendFeature(out, z.ID, shown.shapes[i], append(properties, '}'))
	}
	return geo.EndCollection(out, nil)
}

func (s *Server) postZoneSet(ctx context.Context, in *zoneSetInput) (zoneSetInfo, error) {
	r, err := s.reading(&in.ZoneFileInput)
	if err != nil {
		return zoneSetInfo{}, err
	}
	set := r.Set
	if set.ValidFrom, set.ValidTo, err = in.days(); err != nil {
		return zoneSetInfo{}, err
	}
	set.Source, set.Basis = strings.TrimSpace(in.Source), strings.TrimSpace(in.Basis)
	switch {
	case set.Basis == "":
		return zoneSetInfo{}, codedInvalid("basis_empty", forecast.Invalid{Column: "basis", Reason: "empty", Remedy: "name the legal ground of the boundaries"})
	case !r.Usable():
		return zoneSetInfo{}, unusable(in.File, &r)
	case in.Expect != "" && in.Expect != set.ID:
		return zoneSetInfo{}, newProblem(http.StatusConflict, fmt.Sprintf("the file now makes the set %s, not %s as it was looked at; look at it again", set.ID, in.Expect))
	}
	by := s.entry(ctx, holder(ctx))
	by.Action, by.Subject = "import zones", "zone set "+set.ID
	by.Detail = fmt.Sprintf("%d zones, from %s, file %s; %d repairs; basis: %s", len(set.Zones), set.ValidFrom, HashOf(string(in.RawBody)), len(r.Repairs), set.Basis)
	return newZoneSetInfo(set), s.store.ImportZoneSet(ctx, set, by)
}

func (in *zoneSetInput) days() (from, to forecast.Date, err error) {
	if from, err = forecast.ParseDate(in.ValidFrom); err != nil || in.ValidTo == "" {
		return from, to, invalidDay("valid_from", in.ValidFrom, err)
	}
	to, err = forecast.ParseDate(in.ValidTo)
	return from, to, invalidDay("valid_to", in.ValidTo, err)
}

// codedInvalid adds to a fault its code and its value.
func codedInvalid(code string, bad forecast.Invalid) error {
	return &forecast.Coded{Note: forecast.NewNote(code, "value", bad.Value), Err: &bad}
}

func invalidDay(column, value string, err error) error {
	if err == nil {
		return nil
	}
	return codedInvalid("no_day", forecast.Invalid{Column: column, Value: value, Reason: "not a day", Remedy: "write it like 2026-01-01"})
}

// unusable is why no set can be made of a file: its first error, in the words of
// that error's code where it has one.
func unusable(file string, r *forecast.ZoneReading) error {
	bad := &forecast.Invalid{File: file, Reason: "there are no zones in it", Remedy: "look at it with …/preview, and correct or repair it; nothing was changed"}
	for _, f := range r.Faults {
		if f.Error {
			bad.Reason = f.Text
			return &forecast.Coded{Note: f.Note, Err: bad}
		}
	}
	return &forecast.Coded{Note: forecast.NewNote("zones_none"), Err: bad}
}
