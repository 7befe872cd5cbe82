package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// item is a feature of a collection of the OGC API.
type item struct {
	id         string
	geometry   []byte       // GeoJSON
	shape      orb.Geometry // for the box
	from, to   time.Time    // zero = of no time
	properties any
	modified   time.Time // zero = unknown
}

// ogcFeatures is a page of a collection, ogcFeature one of its features, for the
// description.
type ogcFeatures[P any] struct {
	Type     string          `json:"type" enum:"FeatureCollection"`
	Features []ogcFeature[P] `json:"features"`
	Returned int             `json:"numberReturned"`
	Matched  *int            `json:"numberMatched,omitempty" doc:"Absent where it is not counted"`
	Links    []ogcLink       `json:"links" doc:"self, next while there is more, collection"`
}

type ogcFeature[P any] struct {
	Type       string          `json:"type" enum:"Feature"`
	ID         string          `json:"id"`
	Geometry   json.RawMessage `json:"geometry"`
	Properties P               `json:"properties"`
	Links      []ogcLink       `json:"links,omitempty"`
}

// ogcTail is what stands behind the features.
type ogcTail struct {
	Returned int       `json:"numberReturned"`
	Matched  *int      `json:"numberMatched,omitempty"`
	Links    []ogcLink `json:"links"`
}

// getItems answers a page of a collection. Pages are told apart by the last feature of
// the one before, so that none is doubled or left out while others come and go.
func (s *Server) getItems(r *http.Request, c collection) (*page, error) {
	q, err := s.readItemsQuery(r, c)
	if err != nil {
		return nil, err
	}
	found, tail := []item{}, ogcTail{}
	matched, counted := 0, c.counted(q)
	err = c.read(r.Context(), q, func(it item) (bool, error) {
		wanted, err := q.wants(&it)
		if err != nil || !wanted {
			return true, err
		}
		matched++
		if it.id > q.after && len(found) <= q.limit {
			found = append(found, it)
		}
		return counted || len(found) <= q.limit, nil
	})
	if err != nil {
		return nil, err
	}
	more := len(found) > q.limit
	if more {
		found = found[:q.limit]
	}
	if counted {
		tail.Matched = &matched
	}
	tail.Returned, tail.Links = len(found), itemLinks(r, c, found, more)
	return featurePage(found, tail)
}

// itemLinks lead to the page itself, the next one and the collection.
func itemLinks(r *http.Request, c collection, found []item, more bool) []ogcLink {
	at := baseOf(r.Context()) + "/ogc/collections/" + c.id
	to := func(query url.Values) string {
		if len(query) == 0 {
			return at + "/items"
		}
		return at + "/items?" + query.Encode()
	}
	query := r.URL.Query()
	links := []ogcLink{{to(query), "self", geoJSONType, ""}}
	if more {
		query.Set("after", found[len(found)-1].id)
		links = append(links, ogcLink{to(query), "next", geoJSONType, ""})
	}
	return append(links, ogcLink{at, "collection", jsonType, ""})
}

func featurePage(found []item, tail ogcTail) (*page, error) {
	body, modified := geo.BeginCollection(nil), time.Time{}
	for i := range found {
		properties, err := json.Marshal(found[i].properties)
		if err != nil {
			return nil, err
		}
		body = geo.AppendFeature(body, found[i].id, found[i].geometry, properties)
		if found[i].modified.After(modified) {
			modified = found[i].modified
		}
	}
	members, err := json.Marshal(tail)
	if err != nil {
		return nil, err
	}
	p := newPage(geoJSONType, geo.EndCollection(body, members[1:len(members)-1]))
	p.keep, p.modified = shortly, modified
	return p, nil
}

// getItem answers one feature.
func (s *Server) getItem(r *http.Request, c collection) (*page, error) {
	q := &itemsQuery{id: chi.URLParam(r, "id"), m: s.moment(), lang: chooseLanguage("", r.Header.Get("Accept-Language"))}
	if plain, err := url.PathUnescape(q.id); err == nil {
		q.id = plain
	}
	var found *item
	err := c.read(r.Context(), q, func(it item) (bool, error) {
		if it.id == q.id {
			found = &it
		}
		return found == nil, nil
	})
	if err != nil {
		return nil, err
	}
	if found == nil {
		return nil, &forecast.NotFound{Kind: "feature of " + c.id, Name: q.id}
	}
	at := baseOf(r.Context()) + "/ogc/collections/" + c.id
	p, err := shortPage(geoJSONType, ogcFeature[any]{Type: "Feature", ID: found.id, Geometry: found.geometry, Properties: found.properties,
		Links: []ogcLink{{at + "/items/" + url.PathEscape(found.id), "self", geoJSONType, ""}, {at, "collection", jsonType, ""}}})
	if err == nil {
		p.modified = found.modified
	}
	return p, err
}
