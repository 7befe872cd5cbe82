package api

import (
	"cmp"
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
)

// collection is one of the OGC API. Read gives its features by ID, as long as each
// says so; it may leave out what the query does not want.
type collection struct {
	id           string
	title, about forecast.Text
	when         string       // what datetime means
	filters      []string     // properties that features are chosen by
	within       bool         // all lies within the province
	all, one     reflect.Type // of the answers
	counted      func(*itemsQuery) bool
	read         func(ctx context.Context, q *itemsQuery, each func(item) (bool, error)) error
}

func always(*itemsQuery) bool { return true }

func (s *Server) collections() []collection {
	return []collection{
		{
			id: "danger", title: forecast.Text{Vi: "Cấp dự báo cháy rừng", En: "Forest-fire danger levels"}, within: true,
			about: forecast.Text{Vi: "Cấp của mọi khu vực hôm nay; datetime chọn ngày khác. Cấp không xác định là null, không bao giờ là I.",
				En: "The level of every zone today; datetime chooses other days. An unknown level is null, never I."},
			when:    "A time, a day or an interval: the days whose levels are given; default today",
			filters: []string{"zone", "name", "date", "level", "status", "forest", "provisional", "simulated", "stale", "climatological", "run", "edition"},
			all:     reflect.TypeFor[ogcFeatures[DangerItem]](), one: reflect.TypeFor[ogcFeature[DangerItem]](),
			counted: func(q *itemsQuery) bool { return !q.timed }, read: s.readDanger,
		},
		{
			id: "zones", title: forecast.Text{Vi: "Khu vực", En: "Zones"}, within: true,
			about: forecast.Text{Vi: "Các khu vực của bộ đang có hiệu lực; datetime chọn bộ của ngày khác.", En: "The zones of the set in force; datetime chooses the set of another day."},
			when:  "A time, a day or an interval: the zone set in force on its last day; default today", filters: []string{"name", "kind", "forest"},
			all: reflect.TypeFor[ogcFeatures[ZoneInfo]](), one: reflect.TypeFor[ogcFeature[ZoneInfo]](), counted: always, read: s.readZones,
		},
		{
			id: "stations", title: forecast.Text{Vi: "Trạm khí tượng", En: "Weather stations"},
			about: forecast.Text{Vi: "Các trạm và số liệu mới nhất.", En: "Stations with the time of their newest reading."},
			when:  "Stations have no time; all are given", filters: []string{"name", "stale", "simulated"},
			all: reflect.TypeFor[ogcFeatures[stationInfo]](), one: reflect.TypeFor[ogcFeature[stationInfo]](), counted: always, read: s.readStations,
		},
		{
			id: "fires", title: forecast.Text{Vi: "Đám cháy và điểm cháy vệ tinh", En: "Fires and hotspots"}, within: true,
			about: forecast.Text{Vi: "Đám cháy đã xác nhận và điểm cháy vệ tinh trong 365 ngày qua. Điểm cháy không phải lúc nào cũng là đám cháy.",
				En: "Confirmed fires and satellite hotspots of the past 365 days. A hotspot is not always a fire."},
			when:    "A time, a day or an interval: when it was seen; a year at most, default the past 365 days",
			filters: []string{"kind", "zone", "name", "confidence", "satellite", "instrument", "source"},
			all:     reflect.TypeFor[ogcFeatures[fireInfo]](), one: reflect.TypeFor[ogcFeature[fireInfo]](), counted: always, read: s.readFires,
		},
	}
}

// DangerItem is a zone's level on a day; it is exported, as all embedded parts are,
// since huma describes no others.
type DangerItem struct {
	ZoneLevel
	Date forecast.Date `json:"date"`
}

// readDanger goes through the days asked for, and the zones of each.
func (s *Server) readDanger(ctx context.Context, q *itemsQuery, each func(item) (bool, error)) error {
	first, last, err := s.dangerDays(ctx, q)
	if err != nil {
		return err
	}
	for day := first; !day.After(last); day = day.AddDays(1) {
		v, err := s.view(ctx, levelsInput{Date: dayParam{day}, Lang: q.lang}, q.m)
		if err != nil {
			return err
		}
		a, err := s.levels(ctx, v)
		if err != nil {
			return err
		}
		for i := range a.Zones {
			it := item{id: day.String() + "_" + a.Zones[i].Zone, geometry: v.set.shapes[i], shape: v.set.Zones[i].Shape,
				from: day.At(0, 0, s.province.Location), to: day.AddDays(1).At(0, 0, s.province.Location).Add(-time.Nanosecond),
				properties: DangerItem{a.Zones[i], day}}
			if v.run != nil {
				it.modified = v.run.Published
			}
			if more, err := each(it); err != nil || !more {
				return err
			}
		}
	}
	return nil
}

// dangerDays are the days asked for, no others than those that runs cover; today
// where nothing is asked. What lies before the last feature of the page before is
// not read again.
func (s *Server) dangerDays(ctx context.Context, q *itemsQuery) (first, last forecast.Date, err error) {
	if q.id != "" {
		text, _, _ := strings.Cut(q.id, "_")
		day, err := forecast.ParseDate(text)
		if err != nil {
			return first, last, &forecast.NotFound{Kind: "feature of danger", Name: q.id}
		}
		return day, day, nil
	}
	if !q.timed {
		return q.m.today, q.m.today, nil
	}
	if first, last, err = s.store.Covered(ctx, q.m.now); err != nil || first.IsZero() {
		if err == nil || isNotFound(err) {
			err = notYet()
		}
		return first, last, err
	}
	if from := s.province.Today(q.from); !q.from.IsZero() && first.Before(from) {
		first = from
	}
	if to := s.province.Today(q.to); !q.to.IsZero() && to.Before(last) {
		last = to
	}
	text, _, _ := strings.Cut(q.after, "_")
	if day, err := forecast.ParseDate(text); err == nil && first.Before(day) {
		first = day
	}
	return first, last, nil
}

func (s *Server) readZones(ctx context.Context, q *itemsQuery, each func(item) (bool, error)) error {
	day := q.m.today
	if q.timed && !q.to.IsZero() {
		day = s.province.Today(q.to)
	}
	set, err := s.setOn(ctx, day)
	if err != nil {
		return err
	}
	teller := zoneTeller{public: s.province.Public} // whoever asks
	for i := range set.Zones {
		it := item{id: set.Zones[i].ID, geometry: set.shapes[i], shape: set.Zones[i].Shape, properties: teller.info(&set.Zones[i])}
		if more, err := each(it); err != nil || !more {
			return err
		}
	}
	return nil
}

func (s *Server) readStations(ctx context.Context, q *itemsQuery, each func(item) (bool, error)) error {
	a, err := s.stationInfos(ctx, q.m)
	if err != nil {
		return err
	}
	slices.SortFunc(a.Stations, func(a, b stationInfo) int { return cmp.Compare(a.ID, b.ID) })
	for _, st := range a.Stations {
		if more, err := each(pointItem(st.ID, st.Lon, st.Lat, st)); err != nil || !more {
			return err
		}
	}
	return nil
}

func (s *Server) readFires(ctx context.Context, q *itemsQuery, each func(item) (bool, error)) error {
	to := q.m.today
	if day := s.province.Today(q.to); !q.to.IsZero() && day.Before(to) {
		to = day
	}
	from := to.AddDays(1 - mostFireDays)
	if day := s.province.Today(q.from); !q.from.IsZero() && from.Before(day) {
		from = day
	}
	if to.Before(from) {
		return nil
	}
	a, err := s.fires(ctx, &firesInput{From: dayParam{from}, To: dayParam{to}, MinConfidence: string(forecast.LowConfidence)})
	if err != nil {
		return err
	}
	slices.SortFunc(a.Fires, func(a, b fireInfo) int { return cmp.Compare(a.ID, b.ID) })
	for _, f := range a.Fires {
		it := pointItem(f.ID, f.Lon, f.Lat, f)
		it.from, it.to = f.Time, f.Time
		if more, err := each(it); err != nil || !more {
			return err
		}
	}
	return nil
}

func pointItem(id string, lon, lat float64, properties any) item {
	geometry, err := json.Marshal(firePosition{"Point", [2]float64{lon, lat}})
	if err != nil {
		panic(err) // two numbers that were read as numbers
	}
	return item{id: id, geometry: geometry, shape: orb.Point{lon, lat}, properties: properties}
}
