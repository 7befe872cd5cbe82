package api

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"github.com/canhlua/canhlua/forecast/verify"
)

const (
	jsonType    = "application/json"
	geoJSONType = "application/geo+json"
	htmlType    = "text/html; charset=utf-8"
)

// requestTime is how long the making of one answer may take.
const requestTime = 10 * time.Second

// route wires everything that can be asked for.
func (s *Server) route() error {
	headers, err := securityHeaders(s.province.BaseMap, s.cfg.Speaker.Base)
	if err != nil {
		return err
	}
	client, err := withClient(s.cfg.Accounts.TrustedProxies)
	if err != nil {
		return err
	}
	s.router = chi.NewRouter()
	s.router.Use(withRequestID, client, s.logged, s.recovered, headers, s.withBase, timeLimited, s.limited, s.ownOrigin, middleware.GetHead)
	s.router.NotFound(s.notFound)
	s.router.MethodNotAllowed(s.methodNotAllowed)
	s.api = humachi.New(s.router, s.humaConfig())
	s.routeAPI()
	s.routeWrites()
	s.routeDesk()
	s.routeSession()
	s.routeOIDC()
	s.routeUsers()
	s.routeWorkshop()
	s.routeAlerts()
	s.routeFires()
	s.routeSigns()
	s.routeZoneSets()
	s.routeKeyAreas()
	s.routeReadiness()
	s.routeReports()
	s.routeTiles()
	s.routeOGC()
	s.routeHealth()
	if err := s.routeDocs(); err != nil {
		return err
	}
	return s.routeSite()
}

func (s *Server) humaConfig() huma.Config {
	c := huma.DefaultConfig("Canh Lửa", s.cfg.Version)
	c.Info.Description = "Cấp dự báo cháy rừng của tỉnh. Cấp không xác định là null, không bao giờ là I. · " +
		"Forest-fire danger of a province. An unknown level is null, never I."
	c.Components.Schemas = newRegistry()
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		bearer: {Type: "http", Scheme: "bearer", Description: "A key made with `canhlua token add`, or by an administrator."},
		cookie: {Type: "apiKey", In: "cookie", Name: plainCookie, Description: "A session begun with POST /api/v1/session; over TLS the cookie is " + secureCookie + "."}}
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", "" // served by ourselves: huma's pages load from a CDN
	c.CreateHooks = nil
	return c
}

func (s *Server) routeAPI() {
	get[struct{}, provinceAnswer](s, "/api/v1/province", "Tỉnh, cấp và lời · The province, its levels and words", s.getProvince)
	get[levelsInput, levelsAnswer](s, "/api/v1/levels", "Cấp của mọi khu vực trong ngày · Level of every zone on a day", s.getLevels)
	get[levelsInput, levelFeatures](s, "/api/v1/levels.geojson", "Cấp của mọi khu vực, GeoJSON · Level of every zone, GeoJSON", s.getLevelFeatures, geoJSONType)
	getFor[dayInput, zonesAnswer](s, "/api/v1/zones", "Các khu vực · Zones", s.getZones)
	getFor[dayInput, zoneFeatures](s, "/api/v1/zones.geojson", "Các khu vực, GeoJSON · Zones, GeoJSON", s.getZoneFeatures, geoJSONType)
	getFor[zoneInput, zoneAnswer](s, "/api/v1/zones/{id}", "Một khu vực · A zone", s.getZone)
	get[seriesInput, seriesAnswer](s, "/api/v1/zones/{id}/series", "Chuỗi thời tiết, chỉ tiêu, cấp · Series of weather, indices, levels", s.getSeries)
	get[zoneInput, explainAnswer](s, "/api/v1/zones/{id}/explain", "Vì sao có cấp này · The whole reason for a level", s.getExplain)
	get[zoneInput, climateAnswer](s, "/api/v1/zones/{id}/climatology", "So với cùng kỳ nhiều năm · A day beside the same season of past years", s.getClimate)
	get[zonePath, outlookAnswer](s, "/api/v1/zones/{id}/outlook", "30 ngày tới theo thời tiết các năm trước · The next 30 days if they are like past years", s.getOutlook)
	get[pointInput, pointAnswer](s, "/api/v1/point", "Cấp tại một điểm · Zone and level at a place", s.getPoint)
	get[struct{}, datesAnswer](s, "/api/v1/dates", "Những ngày có dự báo · The days there are", s.getDates)
	get[spanInput, runsAnswer](s, "/api/v1/runs", "Các lần dự báo đã công bố · Published runs", s.getRuns)
	getFor[runInput, runAnswer](s, "/api/v1/runs/{id}", "Một lần dự báo · A run", s.getRun)
	get[spanInput, decisionsAnswer](s, "/api/v1/publications", "Nhật ký công bố và thu hồi · Log of publications and withdrawals, by role", s.getPublications)
	get[struct{}, tablesAnswer](s, "/api/v1/tables", "Các bảng tra · Editions of the lookup table", s.getTables)
	get[tableInput, tableAnswer](s, "/api/v1/tables/{id}", "Một bảng tra · An edition with its rows", s.getTable)
	get[firesInput, firesAnswer](s, "/api/v1/fires", "Đám cháy đã xác nhận và điểm cháy vệ tinh trong tỉnh · Confirmed fires and hotspots within the province", s.getFires)
	get[firesInput, fireFeatures](s, "/api/v1/fires.geojson", "Đám cháy và điểm cháy vệ tinh, GeoJSON · Fires and hotspots, GeoJSON", s.getFireFeatures, geoJSONType)
	get[firesInput, string](s, "/api/v1/fires.csv", "Đám cháy và điểm cháy vệ tinh, CSV · Fires and hotspots, CSV", s.getFireCSV, csvType)
	get[struct{}, fireRulesAnswer](s, "/api/v1/fires/rules", "Quy tắc tin báo cháy, danh mục · What a report takes, lists of causes and forests", s.getFireRules)
	get[readingsInput, readingsAnswer](s, "/api/v1/stations/{id}/observations", "Số liệu một trạm, kèm lỗi kiểm tra · A station's readings with their flags", s.getReadings)
	get[noonInput, noonAnswer](s, "/api/v1/observations", "Số liệu 13 giờ của mọi trạm trong ngày · Every station's reading of a day's noon hour", s.getNoon)
	get[templateInput, string](s, "/api/v1/observations/template.csv", "Mẫu nhập số liệu, CSV · Template for readings, CSV", s.getTemplateCSV, csvType)
	get[templateInput, string](s, "/api/v1/observations/template.xlsx", "Mẫu nhập số liệu, XLSX · Template for readings, XLSX", s.getTemplateXLSX, xlsxType)
	get[bulletinInput, string](s, "/bulletins/{name}", "Bản tin của ngày: PDF, PNG, HTML, TXT, XLSX · The day's bulletin", s.getBulletin,
		"application/pdf", "image/png", htmlType, "text/plain; charset=utf-8", xlsxType)
	get[verificationInput, verify.Result](s, "/api/v1/verification", "Dự báo đã đúng đến đâu · How good past forecasts were", s.getVerification)
	get[dayInput, analysisAnswer](s, "/api/v1/analysis", "Sai số nội suy của từng cách · Leave-one-out error of each way from stations to zones", s.getAnalysis)
	get[struct{}, stationsAnswer](s, "/api/v1/stations", "Các trạm và số liệu mới nhất · Stations with freshness", s.getStations)
}

// get adds a GET route whose answer is a page with the JSON shape of O.
func get[I, O any](s *Server, path, summary string, handle func(context.Context, *I) (*page, error), contentType ...string) {
	getBy[I, O](s, nil, path, summary, handle, contentType...)
}

// getFor is get for an answer that may tell whoever works here more than the public.
func getFor[I, O any](s *Server, path, summary string, handle func(context.Context, *I) (*page, error), contentType ...string) {
	getBy[I, O](s, huma.Middlewares{s.known}, path, summary, handle, contentType...)
}

func getBy[I, O any](s *Server, before huma.Middlewares, path, summary string, handle func(context.Context, *I) (*page, error), contentType ...string) {
	if len(contentType) == 0 {
		contentType = []string{jsonType}
	}
	schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[O](), true, "")
	name := strings.NewReplacer("/api/v1/", "", "/", "-", "{", "", "}", "", ".", "-").Replace(path)
	content := map[string]*huma.MediaType{}
	for _, kind := range contentType {
		content[kind] = &huma.MediaType{Schema: schema}
	}
	op := huma.Operation{
		OperationID: "get-" + strings.Trim(name, "-"), Method: http.MethodGet, Path: path, Summary: summary,
		Responses: map[string]*huma.Response{
			"200": {Description: "OK", Content: content},
			"304": {Description: "The client's copy, named by If-None-Match, is still right"},
		},
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusServiceUnavailable},
	}
	op.Middlewares = append(huma.Middlewares{knownParams(reflect.TypeFor[I]())}, before...)
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
		p, err := handle(ctx, in)
		if err != nil {
			return nil, s.asProblem(ctx, err)
		}
		return &huma.StreamResponse{Body: func(c huma.Context) {
			r, w := humachi.Unwrap(c)
			s.dated(p).serve(w, r)
		}}, nil
	})
}

// knownParams refuses a query parameter that the route does not take: a
// misspelt date must not quietly mean today.
func knownParams(input reflect.Type) func(huma.Context, func(huma.Context)) {
	known := []string{}
	for i := range input.NumField() {
		if name := input.Field(i).Tag.Get("query"); name != "" {
			known = append(known, name)
		}
	}
	remedy := "this address takes none"
	if len(known) > 0 {
		remedy = "this address takes " + strings.Join(known, ", ")
	}
	return func(c huma.Context, next func(huma.Context)) {
		c.SetHeader("Cache-Control", "no-store") // of a refusal; a page says its own
		u := c.URL()
		for name, values := range u.Query() {
			if !slices.Contains(known, name) {
				_, w := humachi.Unwrap(c)
				writeProblem(w, badParam(name, strings.Join(values, ","), "unknown parameter", remedy))
				return
			}
		}
		next(c)
	}
}

func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	if !underAPI(r.URL.Path) {
		s.noSuchPage(w, r)
		return
	}
	writeProblem(w, newProblem(http.StatusNotFound, "there is nothing at this address; /api/docs lists what there is"))
}

func (s *Server) methodNotAllowed(w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		if s.router.Match(chi.NewRouteContext(), method, r.URL.Path) {
			allowed = append(allowed, method)
			if method == http.MethodGet {
				allowed = append(allowed, http.MethodHead)
			}
		}
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	writeProblem(w, newProblem(http.StatusMethodNotAllowed, "this address does not take "+r.Method+"; the Allow header says what it takes"))
}

// underAPI reports whether an address is asked by programs rather than people.
func underAPI(path string) bool {
	root, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return root == "api" || root == "ogc" || root == "tiles"
}
