package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"github.com/canhlua/canhlua/forecast"
)

// How many features an answer of the OGC API has.
const (
	usualItems = 100
	mostItems  = 10000 // more are asked for page by page
)

// itemsQuery is what is asked of a collection.
type itemsQuery struct {
	boxes    []orb.Bound // one, or two where the box crosses 180°; none = everywhere
	timed    bool
	from, to time.Time // zero = open
	limit    int
	after    string // the last feature of the page before
	id       string // the only one wanted
	filters  map[string]string
	lang     string
	m        moment
}

// badQuery is a 400, as the standard wants it, that names the parameter and the remedy.
func badQuery(name, value, reason, remedy string) error {
	p := badParam(name, value, reason, remedy)
	p.Status, p.Title = http.StatusBadRequest, http.StatusText(http.StatusBadRequest)
	return p
}

// refuseUnknown refuses a parameter that the address does not take, or takes once.
func refuseUnknown(r *http.Request, known []string) error {
	remedy := "this address takes none"
	if len(known) > 0 {
		remedy = "this address takes " + strings.Join(known, ", ")
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return newProblem(http.StatusBadRequest, "the query cannot be read: write name=value&name=value, percent-encoded")
	}
	for name, values := range query {
		switch {
		case !slices.Contains(known, name):
			return badQuery(name, strings.Join(values, ","), "unknown parameter", remedy)
		case len(values) > 1:
			return badQuery(name, strings.Join(values, ","), "given more than once", "give it once")
		}
	}
	return nil
}

// readItemsQuery reads the parameters of a collection's items.
func (s *Server) readItemsQuery(r *http.Request, c collection) (*itemsQuery, error) {
	values := r.URL.Query()
	q := &itemsQuery{limit: usualItems, after: values.Get("after"), filters: map[string]string{}, m: s.moment(),
		lang: chooseLanguage(values.Get("lang"), r.Header.Get("Accept-Language"))}
	var err error
	if text := values.Get("lang"); text != "" && text != vi && text != en {
		return nil, badQuery("lang", text, "no language of this service", "write vi or en")
	}
	if values.Has("limit") {
		if q.limit, err = readLimit(values.Get("limit")); err != nil {
			return nil, err
		}
	}
	if values.Has("bbox") {
		if q.boxes, err = readBox(values.Get("bbox")); err != nil {
			return nil, err
		}
	}
	if values.Has("datetime") {
		q.timed = true
		if q.from, q.to, err = readInterval(values.Get("datetime"), s.province.Location); err != nil {
			return nil, err
		}
	}
	for _, name := range c.filters {
		if values.Has(name) {
			q.filters[name] = values.Get(name)
		}
	}
	return q, nil
}

func readLimit(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, badQuery("limit", text, "no number from 1 on", "write how many features an answer has, up to "+strconv.Itoa(mostItems))
	}
	return min(n, mostItems), nil
}

// readBox reads west,south,east,north, with heights or without.
func readBox(text string) ([]orb.Bound, error) {
	const remedy = "write west,south,east,north in degrees, such as 106.3,10.8,107,11.6"
	parts := strings.Split(text, ",")
	var n []float64
	for _, part := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || v-v != 0 { // NaN and the infinite
			return nil, badQuery("bbox", text, "not numbers", remedy)
		}
		n = append(n, v)
	}
	if len(n) == 6 {
		n = []float64{n[0], n[1], n[3], n[4]}
	}
	switch {
	case len(n) != 4:
		return nil, badQuery("bbox", text, "neither four numbers nor six", remedy)
	case n[1] > n[3]:
		return nil, badQuery("bbox", text, "its south lies north of its north", remedy)
	case min(n[0], n[2]) < -180 || max(n[0], n[2]) > 180 || n[1] < -90 || n[3] > 90:
		return nil, badQuery("bbox", text, "beyond ±180 and ±90 degrees", remedy)
	}
	box := func(west, east float64) orb.Bound {
		return orb.Bound{Min: orb.Point{west, n[1]}, Max: orb.Point{east, n[3]}}
	}
	if n[0] > n[2] {
		return []orb.Bound{box(n[0], 180), box(-180, n[2])}, nil
	}
	return []orb.Bound{box(n[0], n[2])}, nil
}

// readInterval reads an instant, a day, or two of them with a slash between; .. or
// nothing is an open end. A day is the province's.
func readInterval(text string, loc *time.Location) (from, to time.Time, err error) {
	first, last, interval := strings.Cut(text, "/")
	if !interval {
		last = first
	}
	begin, _, ok := readInstant(first, loc, interval)
	_, end, okay := readInstant(last, loc, interval)
	switch {
	case !ok || !okay || interval && begin.IsZero() && end.IsZero():
		return from, to, badQuery("datetime", text, "neither a time nor an interval", "write 2016-03-05T13:00:00+07:00, 2016-03-05, 2016-03-01/2016-03-05 or 2016-03-01/..")
	case !begin.IsZero() && !end.IsZero() && end.Before(begin):
		return from, to, badQuery("datetime", text, "ends before it begins", "turn it round")
	}
	return begin, end, nil
}

// readInstant gives the first and last moment of a time or day, zero for an open end.
func readInstant(text string, loc *time.Location, open bool) (first, last time.Time, ok bool) {
	if text == "" || text == ".." {
		return first, last, open
	}
	if d, err := forecast.ParseDate(text); err == nil {
		return d.At(0, 0, loc), d.AddDays(1).At(0, 0, loc).Add(-time.Nanosecond), true
	}
	t, err := time.Parse(time.RFC3339, text)
	return t, t, err == nil
}

// wants reports whether a feature is asked for.
func (q *itemsQuery) wants(it *item) (bool, error) {
	switch {
	case q.id != "":
		return it.id == q.id, nil
	case !q.reaches(it.shape):
		return false, nil
	case q.timed && !it.from.IsZero() && (!q.to.IsZero() && it.from.After(q.to) || !q.from.IsZero() && it.to.Before(q.from)):
		return false, nil
	case len(q.filters) == 0:
		return true, nil
	}
	text, err := json.Marshal(it.properties)
	if err != nil {
		return false, err
	}
	var properties map[string]any
	if err := json.Unmarshal(text, &properties); err != nil {
		return false, err
	}
	for name, want := range q.filters {
		if !equal(properties[name], want) {
			return false, nil
		}
	}
	return true, nil
}

// reaches reports whether a shape has a place within the boxes.
func (q *itemsQuery) reaches(shape orb.Geometry) bool {
	return len(q.boxes) == 0 || slices.ContainsFunc(q.boxes, func(box orb.Bound) bool {
		if !box.Intersects(shape.Bound()) {
			return false
		}
		areas, ok := shape.(orb.MultiPolygon)
		return !ok || len(clip.MultiPolygon(box, areas.Clone())) > 0
	})
}

// equal compares a property with a value as it is written in a query.
func equal(property any, want string) bool {
	switch v := property.(type) {
	case string:
		return v == want
	case float64:
		n, err := strconv.ParseFloat(want, 64)
		return err == nil && n == v
	case bool:
		return strconv.FormatBool(v) == want
	}
	return property == nil && want == "null"
}

// parameters describe what the items of a collection are chosen by.
func (c collection) parameters() []*huma.Param {
	text := &huma.Schema{Type: huma.TypeString}
	low, high := 1.0, float64(mostItems)
	explode := false
	out := []*huma.Param{
		{Name: "bbox", In: "query", Explode: &explode, Style: "form", Description: "west,south,east,north in degrees (CRS84)",
			Schema: &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeNumber}}},
		{Name: "datetime", In: "query", Description: c.when, Schema: text},
		{Name: "limit", In: "query", Description: "Features in an answer; the link next leads on", Schema: &huma.Schema{Type: huma.TypeInteger, Minimum: &low, Maximum: &high, Default: usualItems}},
		{Name: "after", In: "query", Description: "Only features behind this one; the link next has it", Schema: text},
		{Name: "lang", In: "query", Description: "Language of the texts; default by Accept-Language, else vi.", Schema: &huma.Schema{Type: huma.TypeString, Enum: []any{vi, en}}},
	}
	for _, name := range c.filters {
		out = append(out, &huma.Param{Name: name, In: "query", Description: "Only features with this value of the property; null = not known", Schema: text})
	}
	return out
}
