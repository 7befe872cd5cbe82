package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// routeFires wires the report from anyone, and what officers make of it.
func (s *Server) routeFires() {
	upload[reportForm, reportAnswer](s, "/api/v1/fires", "Báo cháy, ai cũng gửi được; công khai sau khi kiểm tra · Report a fire; public once an officer has checked it", "", s.postFire)
	desk(s, http.MethodGet, "/api/v1/fires/reports", "Tin báo cháy và hồ sơ đám cháy · Reports and records of fires", forecast.RoleOfficer, s.getReports)
	desk(s, http.MethodPost, "/api/v1/fires/{id}/confirm", "Xác nhận tin báo cháy · Confirm a report", forecast.RoleOfficer, s.postConfirm)
	desk(s, http.MethodPost, "/api/v1/fires/{id}/refuse", "Bác tin báo cháy, có lý do · Refuse a report, with a reason", forecast.RoleOfficer, s.postRefuse)
	desk(s, http.MethodPost, "/api/v1/fires/{id}/close", "Kết thúc hồ sơ đám cháy · Close the record of a fire", forecast.RoleOfficer, s.postClose)
	desk(s, http.MethodPatch, "/api/v1/fires/{id}", "Sửa hồ sơ đám cháy · Edit the record of a fire", forecast.RoleOfficer, s.patchFire)
	s.routePhotos()
}

type reportsInput struct {
	Status string   `query:"status" enum:"reported,confirmed,closed,refused" doc:"Only those that stand so; default all"`
	From   dayParam `query:"from" doc:"First local day seen, YYYY-MM-DD; default a year before the last"`
	To     dayParam `query:"to" doc:"Last local day seen, YYYY-MM-DD; default today"`
}

// reportInfo is a report as officers see it.
type reportInfo struct {
	forecast.FireRecord
	Zone     string        `json:"zone" doc:"Empty a little beyond the border"`
	Name     string        `json:"name" doc:"The zone's name"`
	Hotspots []hotspotNear `json:"hotspots" doc:"Of satellites, near in place and time"`
}

type hotspotNear struct {
	ID         string              `json:"id"`
	Time       time.Time           `json:"time"`
	Km         float64             `json:"km"`
	Confidence forecast.Confidence `json:"confidence"`
}

type reportsAnswer struct {
	Reports []reportInfo `json:"reports" doc:"Seen last first"`
}

func (s *Server) getReports(ctx context.Context, in *reportsInput) (reportsAnswer, error) {
	m, loc := s.moment(), s.province.Location
	to := in.To.or(m.today)
	from := in.From.or(to.AddDays(-365))
	q := forecast.FireQuery{From: from.At(0, 0, loc), To: to.AddDays(1).At(0, 0, loc)}
	if in.Status != "" {
		q.Status = []forecast.FireStatus{forecast.FireStatus(in.Status)}
	}
	records, err := s.store.FireRecords(ctx, q)
	if err != nil {
		return reportsAnswer{}, err
	}
	a := reportsAnswer{Reports: []reportInfo{}}
	for _, f := range records {
		if f.Received.After(m.now) {
			continue
		}
		info, err := s.reportInfo(ctx, f)
		if err != nil {
			return a, err
		}
		a.Reports = append(a.Reports, info)
	}
	return a, nil
}

// reportInfo puts place and hotspots to a record.
func (s *Server) reportInfo(ctx context.Context, f forecast.FireRecord) (reportInfo, error) {
	info := reportInfo{FireRecord: f, Hotspots: []hotspotNear{}}
	set, err := s.setOn(ctx, forecast.DateOf(f.Time, s.province.Location))
	if err != nil && !isNotFound(err) {
		return info, err
	}
	if err == nil {
		if at := set.locator.Find(f.Lon, f.Lat); at >= 0 {
			info.Zone, info.Name = set.Zones[at].ID, set.Zones[at].Name
		}
	}
	hotspots, err := s.hotspotsAround(ctx, f)
	if err != nil {
		return info, err
	}
	for _, h := range hotspots {
		km := geo.DistanceKm(geo.Site{Lat: h.Lat, Lon: h.Lon}, geo.Site{Lat: f.Lat, Lon: f.Lon})
		info.Hotspots = append(info.Hotspots, hotspotNear{h.ID, s.local(h.Time), rounded(km, 1), h.Confidence})
	}
	for _, t := range []*time.Time{&info.Time, &info.Received, &info.Out, &info.Confirmed, &info.Ended} {
		if !t.IsZero() {
			*t = s.local(*t)
		}
	}
	return info, nil
}

// hotspotsAround are those that belong to a fire.
func (s *Server) hotspotsAround(ctx context.Context, f forecast.FireRecord) (out []forecast.Fire, err error) {
	rules := s.province.Fires
	slack := time.Duration(rules.MatchHours*float64(time.Hour)) + time.Second
	end := f.Time
	if f.Out.After(end) {
		end = f.Out
	}
	seen, err := s.store.Fires(ctx, f.Time.Add(-slack), end.Add(slack), s.moment().now)
	for _, h := range seen {
		if rules.Match(h, f) {
			out = append(out, h)
		}
	}
	return out, err
}

// fireEdit is what an officer writes into a record; what is left out stays.
type fireEdit struct {
	Lat         *float64 `json:"lat,omitempty" minimum:"-90" maximum:"90"`
	Lon         *float64 `json:"lon,omitempty" minimum:"-180" maximum:"180"`
	Time        *string  `json:"time,omitempty" doc:"When it was seen first"`
	Note        *string  `json:"note,omitempty" maxLength:"2000" doc:"For the public"`
	PhotoPublic *bool    `json:"photo_public,omitempty" doc:"Whether the public sees the photo"`
	Out         *string  `json:"out,omitempty" doc:"When it was out: RFC 3339, or local time as 2016-03-05T14:30"`
	Cause       *string  `json:"cause,omitempty" doc:"One of /api/v1/fires/rules, empty = not known"`
	AreaHa      *float64 `json:"area_ha,omitempty" minimum:"0" maximum:"1000000" doc:"Burnt, hectares"`
	Forest      *string  `json:"forest,omitempty" doc:"Forest group, one of /api/v1/fires/rules; empty = not known"`
	Forces      *string  `json:"forces,omitempty" maxLength:"500" doc:"Who fought it and with what; public"`
}

type fireEditInput struct {
	ID   string `path:"id" doc:"Fire"`
	Body fireEdit
}

type refuseInput struct {
	ID   string `path:"id" doc:"Fire"`
	Body struct {
		Reason string `json:"reason" minLength:"3" maxLength:"1000" doc:"Why; for officers"`
	}
}

func (s *Server) postConfirm(ctx context.Context, in *fireEditInput) (reportInfo, error) {
	return s.changeFire(ctx, in.ID, forecast.FireConfirmed, "confirm fire", "", func(f *forecast.FireRecord) (string, error) {
		return s.edit(ctx, f, in.Body)
	})
}

func (s *Server) postRefuse(ctx context.Context, in *refuseInput) (reportInfo, error) {
	reason := strings.TrimSpace(in.Body.Reason)
	if reason == "" {
		return reportInfo{}, &forecast.Invalid{Column: "reason", Reason: "empty", Remedy: "say why; it is kept"}
	}
	return s.changeFire(ctx, in.ID, forecast.FireRefused, "refuse fire", reason, func(f *forecast.FireRecord) (string, error) {
		f.Reason, f.PhotoPublic = reason, false
		return "", nil
	})
}

func (s *Server) postClose(ctx context.Context, in *fireEditInput) (reportInfo, error) {
	return s.changeFire(ctx, in.ID, forecast.FireClosed, "close fire", "", func(f *forecast.FireRecord) (string, error) {
		detail, err := s.edit(ctx, f, in.Body)
		if err == nil && f.Out.IsZero() {
			err = &forecast.Invalid{Column: "out", Reason: "is not known", Remedy: "say when the fire was out"}
		}
		return detail, err
	})
}

func (s *Server) patchFire(ctx context.Context, in *fireEditInput) (reportInfo, error) {
	return s.changeFire(ctx, in.ID, "", "edit fire", "", func(f *forecast.FireRecord) (string, error) {
		if !f.Status.Public() {
			return "", &forecast.WrongStep{Kind: "fire", Name: f.ID, From: string(f.Status), To: "edited"}
		}
		return s.edit(ctx, f, in.Body)
	})
}

// changeFire takes a fire a step further in the name of the request's holder.
func (s *Server) changeFire(ctx context.Context, id string, to forecast.FireStatus, action, reason string, edit func(*forecast.FireRecord) (string, error)) (reportInfo, error) {
	deed := s.deed(ctx, "", reason)
	f, err := s.store.ChangeFire(ctx, id, to, forecast.AuditEntry{At: deed.At, Actor: deed.By, Role: deed.Role, Action: action,
		Subject: "fire " + id, Reason: reason, From: origin(ctx)}, edit)
	if err != nil {
		return reportInfo{}, err
	}
	return s.reportInfo(ctx, f)
}

// edit puts an officer's words into a record, and says what it changed.
func (s *Server) edit(ctx context.Context, f *forecast.FireRecord, e fireEdit) (string, error) {
	before := *f
	set := func(to *string, from *string) {
		if from != nil {
			*to = strings.TrimSpace(*from)
		}
	}
	set(&f.Note, e.Note)
	set(&f.Cause, e.Cause)
	set(&f.Forest, e.Forest)
	set(&f.Forces, e.Forces)
	if e.Lat != nil {
		f.Lat = *e.Lat
	}
	if e.Lon != nil {
		f.Lon = *e.Lon
	}
	if e.PhotoPublic != nil {
		f.PhotoPublic = *e.PhotoPublic && f.Photo != ""
	}
	if e.AreaHa != nil {
		f.AreaHa = forecast.Some(*e.AreaHa)
	}
	for _, at := range []struct {
		name string
		text *string
		to   *time.Time
	}{{"time", e.Time, &f.Time}, {"out", e.Out, &f.Out}} {
		if at.text == nil {
			continue
		}
		t, err := s.instantOf(at.name, *at.text)
		if err != nil {
			return "", err
		}
		*at.to = t
	}
	return changesOf(before, *f), s.judge(ctx, f, before)
}

// judge refuses a record that cannot be.
func (s *Server) judge(ctx context.Context, f *forecast.FireRecord, before forecast.FireRecord) error {
	m := s.moment()
	if f.Lat != before.Lat || f.Lon != before.Lon {
		if err := s.nearProvince(ctx, f.Lat, f.Lon, m.today); err != nil {
			return err
		}
	}
	return f.Check(m.now, s.province)
}

// changesOf names what differs, as it was and as it is now. Nothing of the
// reporter is among it.
func changesOf(a, b forecast.FireRecord) string {
	var parts []string
	for _, c := range []struct{ name, from, to string }{
		{"place", fmt.Sprintf("%.5f, %.5f", a.Lat, a.Lon), fmt.Sprintf("%.5f, %.5f", b.Lat, b.Lon)},
		{"time", a.Time.Format(time.RFC3339), b.Time.Format(time.RFC3339)},
		{"out", a.Out.Format(time.RFC3339), b.Out.Format(time.RFC3339)},
		{"cause", a.Cause, b.Cause}, {"area_ha", a.AreaHa.String(), b.AreaHa.String()},
		{"forest", a.Forest, b.Forest}, {"forces", a.Forces, b.Forces}, {"note", a.Note, b.Note},
		{"photo_public", fmt.Sprint(a.PhotoPublic), fmt.Sprint(b.PhotoPublic)},
	} {
		if c.from != c.to {
			parts = append(parts, fmt.Sprintf("%s: %q to %q", c.name, c.from, c.to))
		}
	}
	return strings.Join(parts, "; ")
}
