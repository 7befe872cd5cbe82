package api

import (
	"context"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// OGC API – Features, part 1: core, 1.0 (OGC 17-069r3): what GIS programs read.

const (
	openAPI30Type = "application/vnd.oai.openapi+json;version=3.0"
	crs84         = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	gregorian     = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
)

var conformance = []string{
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
}

type ogcLink struct {
	Href  string `json:"href"`
	Rel   string `json:"rel"`
	Type  string `json:"type"`
	Title string `json:"title,omitempty"`
}

type ogcLanding struct {
	Title       string    `json:"title"`
	Description string    `json:"description"`
	Links       []ogcLink `json:"links"`
}

type ogcConformance struct {
	ConformsTo []string `json:"conformsTo"`
}

type ogcCollections struct {
	Links       []ogcLink       `json:"links"`
	Collections []ogcCollection `json:"collections"`
}

type ogcCollection struct {
	ID          string    `json:"id"`
	Title       string    `json:"title"`
	Description string    `json:"description"`
	ItemType    string    `json:"itemType" enum:"feature"`
	CRS         []string  `json:"crs"`
	Extent      ogcExtent `json:"extent"`
	Links       []ogcLink `json:"links"`
}

type ogcExtent struct {
	Spatial  *ogcSpatial  `json:"spatial,omitempty"`
	Temporal *ogcTemporal `json:"temporal,omitempty"`
}

type ogcSpatial struct {
	BBox [][]float64 `json:"bbox" doc:"[west, south, east, north]"`
	CRS  string      `json:"crs"`
}

type ogcTemporal struct {
	Interval [][]*time.Time `json:"interval" doc:"[from, to]; null = open"`
	TRS      string         `json:"trs"`
}

// routeOGC wires the landing page, what the service conforms to, and the collections.
func (s *Server) routeOGC() {
	for _, path := range []string{"/ogc/", "/ogc"} { // people leave the slash out
		s.ogc(path, "Trang đầu OGC API · Landing page of the OGC API", reflect.TypeFor[ogcLanding](), jsonType, nil, s.getOGC)
	}
	s.ogc("/ogc/api", "Mô tả OpenAPI 3.0 · The description as OpenAPI 3.0", reflect.TypeFor[map[string]any](), openAPI30Type, nil, s.getOGCDescription)
	s.ogc("/ogc/conformance", "Các lớp tuân thủ · Conformance classes", reflect.TypeFor[ogcConformance](), jsonType, nil, s.getConformance)
	s.ogc("/ogc/collections", "Các bộ đối tượng · Collections of features", reflect.TypeFor[ogcCollections](), jsonType, nil, s.getCollections)
	for _, c := range s.collections() {
		path := "/ogc/collections/" + c.id
		s.ogc(path, c.title.Vi+" · "+c.title.En, reflect.TypeFor[ogcCollection](), jsonType, nil, func(r *http.Request) (*page, error) {
			told, err := s.tellCollection(r.Context(), c)
			if err != nil {
				return nil, err
			}
			return shortPage(jsonType, told)
		})
		s.ogc(path+"/items", c.title.Vi+", GeoJSON · "+c.title.En+", GeoJSON", c.all, geoJSONType, c.parameters(), func(r *http.Request) (*page, error) {
			return s.getItems(r, c)
		})
		s.ogc(path+"/items/{id}", "Một đối tượng · A feature", c.one, geoJSONType, []*huma.Param{{Name: "id", In: "path", Required: true,
			Schema: &huma.Schema{Type: huma.TypeString}}}, func(r *http.Request) (*page, error) { return s.getItem(r, c) })
	}
}

// ogc adds a route. The standard asks for 400 where a parameter is wrong or unknown,
// so that parameters are read here and not by huma.
func (s *Server) ogc(path, summary string, answer reflect.Type, kind string, params []*huma.Param, handle func(*http.Request) (*page, error)) {
	problem := func(meaning string) *huma.Response {
		return &huma.Response{Description: meaning, Content: map[string]*huma.MediaType{problemType: {
			Schema: s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[huma.ErrorModel](), true, "")}}}
	}
	s.api.OpenAPI().AddOperation(&huma.Operation{
		OperationID: "get-" + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(strings.TrimPrefix(path, "/")), Method: http.MethodGet, Path: path, Summary: summary,
		Parameters: params,
		Responses: map[string]*huma.Response{
			"200": {Description: "OK", Content: map[string]*huma.MediaType{kind: {Schema: s.api.OpenAPI().Components.Schemas.Schema(answer, true, "")}}},
			"304": {Description: "The client's copy, named by If-None-Match, is still right"},
			"400": problem("A parameter is wrong or unknown"), "404": problem("There is none"), "503": problem("Nothing is published yet"),
		},
	})
	known := []string{}
	for _, p := range params {
		if p.In == "query" {
			known = append(known, p.Name)
		}
	}
	s.router.Get(path, func(w http.ResponseWriter, r *http.Request) {
		p, err := (*page)(nil), refuseUnknown(r, known)
		if err == nil {
			p, err = handle(r)
		}
		if err != nil {
			s.refuse(r.Context(), w, err)
			return
		}
		s.dated(p).serve(w, r)
	})
}

func (s *Server) getOGC(r *http.Request) (*page, error) {
	base := baseOf(r.Context())
	return shortPage(jsonType, ogcLanding{
		Title:       s.province.Name.Vi + ": cấp dự báo cháy rừng · forest-fire danger",
		Description: "Cấp không xác định là null, không bao giờ là I. · An unknown level is null, never I.",
		Links: []ogcLink{
			{base + "/ogc/", "self", jsonType, ""},
			{base + "/ogc/api", "service-desc", openAPI30Type, "OpenAPI 3.0"},
			{base + "/api/docs", "service-doc", "text/html", "Documentation"},
			{base + "/ogc/conformance", "conformance", jsonType, ""},
			{base + "/ogc/collections", "data", jsonType, ""},
		}})
}

// getOGCDescription gives the whole description in the version that the standard knows.
func (s *Server) getOGCDescription(*http.Request) (*page, error) {
	body, err := s.api.OpenAPI().Downgrade()
	return newPage(openAPI30Type, body), err
}

func (s *Server) getConformance(*http.Request) (*page, error) {
	return shortPage(jsonType, ogcConformance{conformance})
}

func (s *Server) getCollections(r *http.Request) (*page, error) {
	a := ogcCollections{Links: []ogcLink{{baseOf(r.Context()) + "/ogc/collections", "self", jsonType, ""}}, Collections: []ogcCollection{}}
	for _, c := range s.collections() {
		told, err := s.tellCollection(r.Context(), c)
		if err != nil {
			return nil, err
		}
		a.Collections = append(a.Collections, told)
	}
	return shortPage(jsonType, a)
}

func (s *Server) tellCollection(ctx context.Context, c collection) (ogcCollection, error) {
	m, at := s.moment(), baseOf(ctx)+"/ogc/collections/"+c.id
	a := ogcCollection{ID: c.id, Title: c.title.Vi + " · " + c.title.En, Description: c.about.Vi + " · " + c.about.En,
		ItemType: "feature", CRS: []string{crs84},
		Links: []ogcLink{{at, "self", jsonType, ""}, {at + "/items", "items", geoJSONType, ""}}}
	_, bounds, err := s.extent(ctx, m.today)
	if err != nil {
		return a, err
	}
	if c.within && len(bounds) > 0 {
		a.Extent.Spatial = &ogcSpatial{[][]float64{bounds}, crs84}
	}
	if c.id != tileLayer {
		return a, nil
	}
	first, last, err := s.store.Covered(ctx, m.now)
	if err != nil && !isNotFound(err) {
		return a, err
	}
	if err == nil && !first.IsZero() {
		from, to := s.local(first.At(0, 0, s.province.Location)), s.local(last.AddDays(1).At(0, 0, s.province.Location))
		a.Extent.Temporal = &ogcTemporal{[][]*time.Time{{&from, &to}}, gregorian}
	}
	return a, nil
}

// dated gives a page that says when it was made, where nothing tells since when its
// content stands: as long as this process remembers it, the moment it was first asked for.
func (s *Server) dated(p *page) *page {
	if p.keep != shortly || !p.modified.IsZero() {
		return p
	}
	first, _ := s.firsts.get(p.tag, func() (time.Time, error) { return s.cfg.Clock(), nil })
	dated := *p
	dated.modified = first
	return &dated
}
