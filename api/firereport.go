package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-chi/httprate"
	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// reportForm is the shape of a report, for the OpenAPI.
type reportForm struct {
	Lat     float64 `json:"lat" doc:"Degrees north, WGS 84; in the province or a little beyond"`
	Lon     float64 `json:"lon" doc:"Degrees east"`
	Time    string  `json:"time" doc:"When it was seen: RFC 3339, or local time as 2016-03-05T14:30"`
	Text    string  `json:"text" doc:"What is seen; read by officers only"`
	Phone   string  `json:"phone,omitempty" doc:"To ask back; read by officers only, and erased after a while"`
	Key     string  `json:"key,omitempty" doc:"A name of the sender's choice: the same name is the same report. Also as Idempotency-Key. Default: what the report says"`
	Website string  `json:"website,omitempty" doc:"Stays empty; only robots fill it in"`
	Photo   []byte  `json:"photo,omitempty" doc:"JPEG, PNG or WebP; made anew, so that nothing but what is seen is kept"`
}

var reportFields = []string{"lat", "lon", "time", "text", "phone", "key", "website"}

type reportAnswer struct {
	ID        string              `json:"id"`
	Status    forecast.FireStatus `json:"status"`
	Received  time.Time           `json:"received"`
	Emergency string              `json:"emergency,omitempty" doc:"The fire service's number: a report is read by an officer some time, a call is answered now"`
}

const (
	skew        = 5 * time.Minute // a sender's clock may go ahead by so much
	longestKey  = 100
	longestText = 2000 // characters
)

// newReportLimit counts the reports of an address.
func newReportLimit(rules forecast.FireRules) *httprate.RateLimiter {
	if rules.PerHour == 0 {
		rules = forecast.DefaultFireRules()
	}
	return httprate.NewRateLimiter(rules.PerHour, time.Hour)
}

// postFire takes a report from anyone. It is not public until an officer has
// checked it.
func (s *Server) postFire(ctx context.Context, w http.ResponseWriter, r *http.Request) (uploaded, error) {
	from := origin(ctx)
	if s.reports.OnLimit(w, r, clientOf(ctx).network()) {
		return uploaded{}, newProblem(http.StatusTooManyRequests,
			fmt.Sprintf("more than %d reports came from your address within an hour; in an emergency call %s", s.province.Fires.PerHour, s.province.Fires.Emergency))
	}
	if full, err := s.reportsFull(ctx); err != nil || full != nil {
		return uploaded{}, errors.Join(err, full)
	}
	by := forecast.AuditEntry{Actor: "public", Role: "public", Action: "report fire", Subject: "fire", From: from}
	done, err := s.takeReport(ctx, w, r, by)
	if err == nil {
		return done, nil
	}
	err = s.asProblem(ctx, err)
	var known huma.StatusError
	if errors.As(err, &known) && known.GetStatus() < http.StatusInternalServerError {
		by.Refused = known.Error()
		s.keepRefusal(ctx, by)
	}
	return done, err
}

// reportsFull is the answer when more was reported from everywhere than anyone can
// check: a flood fills no store. Who sees a real fire is told whom to call.
func (s *Server) reportsFull(ctx context.Context) (full, err error) {
	rules := s.province.Fires
	n, err := s.store.ReportsSince(ctx, s.moment().now.Add(-time.Hour))
	if err != nil || rules.AllPerHour == 0 || n < rules.AllPerHour {
		return nil, err
	}
	s.log.WarnContext(ctx, "report refused: too many from all addresses", "reports", n, "request", requestID(ctx))
	return newProblem(http.StatusTooManyRequests, fmt.Sprintf("more than %d reports came within an hour from everywhere; try again later, and in an emergency call %s now", rules.AllPerHour, rules.Emergency)), nil
}

func (s *Server) takeReport(ctx context.Context, w http.ResponseWriter, r *http.Request, by forecast.AuditEntry) (uploaded, error) {
	in, err := s.readForm(w, r, reportFields...)
	if err != nil {
		return uploaded{}, err
	}
	ctx, cancel := unhurried(ctx)
	defer cancel()
	if key := r.Header.Get("Idempotency-Key"); key != "" {
		in.texts["key"] = key
	}
	f, err := s.reportOf(ctx, in)
	if err != nil {
		return uploaded{}, err
	}
	picture, err := s.clean(ctx, in, f.Received)
	if err != nil {
		return uploaded{}, err
	}
	if picture != nil {
		f.Photo = picture.Hash
	}
	by.At, by.Subject, by.Detail = f.Received, "fire "+f.ID, fmt.Sprintf("%.5f, %.5f, %s", f.Lat, f.Lon, f.Time.Format(time.RFC3339))
	kept, first, err := s.store.SaveReport(ctx, f, picture, by)
	if err != nil {
		return uploaded{}, err
	}
	answer := reportAnswer{kept.ID, kept.Status, s.local(kept.Received), s.province.Fires.Emergency}
	if first {
		return uploaded{status: http.StatusCreated, body: answer}, nil
	}
	if kept.Asked != "" && kept.Asked != f.Asked {
		return uploaded{}, newProblem(http.StatusConflict, "the key was used for another report; give each report a key of its own")
	}
	by.Refused = "was sent before; it is one report, and was answered as the first time"
	s.keepRefusal(ctx, by)
	// what became of it since is for officers
	answer.Status = forecast.FireReported
	return uploaded{status: http.StatusOK, replayed: true, body: answer}, nil
}

var telephone = regexp.MustCompile(`^\+?[0-9 ().-]{6,24}$`)

// reportOf reads and judges a report's fields.
func (s *Server) reportOf(ctx context.Context, in filled) (f forecast.FireRecord, err error) {
	m := s.moment()
	f = forecast.FireRecord{Status: forecast.FireReported, Origin: forecast.FireByReport, Received: m.now.UTC(),
		Text: in.text("text"), Phone: in.text("phone"), Key: in.text("key")}
	bad := func(column, reason, remedy string) error {
		return &forecast.Invalid{Column: column, Reason: reason, Remedy: remedy}
	}
	switch n := utf8.RuneCountInString(f.Text); {
	case in.text("website") != "":
		return f, bad("website", "is filled in, which only robots do", "leave it empty")
	case n < 3 || n > longestText || !utf8.ValidString(f.Text):
		return f, bad("text", fmt.Sprintf("has %d characters", n), fmt.Sprintf("say what you see in 3 to %d", longestText))
	case f.Phone != "" && !telephone.MatchString(f.Phone):
		return f, bad("phone", "not a telephone number", "write digits, or leave it empty") // the value is nobody's business
	case len(f.Key) > longestKey:
		return f, bad("key", "is too long", fmt.Sprintf("give at most %d characters", longestKey))
	}
	if f.Lat, err = placeField(in, "lat", 90); err != nil {
		return f, err
	}
	if f.Lon, err = placeField(in, "lon", 180); err != nil {
		return f, err
	}
	if err := s.nearProvince(ctx, f.Lat, f.Lon, m.today); err != nil {
		return f, err
	}
	if f.Time, err = s.seenAt(in.text("time"), m.now); err != nil {
		return f, err
	}
	f.Asked = askedOf(in)
	if f.Key == "" {
		f.Key = "content " + f.Asked
	}
	f.ID = forecast.FireID(forecast.DateOf(f.Time, s.province.Location), f.Key)
	return f, nil
}

func placeField(in filled, name string, limit float64) (float64, error) {
	v, err := degrees(name, strings.Replace(in.text(name), ",", ".", 1), limit)
	if err != nil {
		return 0, &forecast.Invalid{Column: name, Value: in.text(name), Reason: "not a place", Remedy: "write decimal degrees, such as 11.29"}
	}
	return v, nil
}

// nearProvince refuses a place that is not in the province or near its border.
func (s *Server) nearProvince(ctx context.Context, lat, lon float64, day forecast.Date) error {
	set, err := s.setOn(ctx, day)
	if err != nil {
		return err
	}
	shapes := make([]orb.MultiPolygon, len(set.Zones))
	for i, z := range set.Zones {
		shapes[i] = z.Shape
	}
	if km := geo.OutsideKm(shapes, lon, lat); km > s.province.Fires.OutsideKm {
		return &forecast.Invalid{Column: "lat, lon", Value: fmt.Sprintf("%.4f, %.4f", lat, lon), Reason: fmt.Sprintf("lies %.0f km outside of the province", km),
			Remedy: "check the place; fires elsewhere are told to their own province"}
	}
	return nil
}

// seenAt reads when a fire was seen.
func (s *Server) seenAt(text string, now time.Time) (time.Time, error) {
	t, err := s.instantOf("time", text)
	oldest := now.AddDate(0, 0, -s.province.Fires.ReportDays)
	switch {
	case err != nil:
		return t, err
	case t.After(now.Add(skew)):
		return t, &forecast.Invalid{Column: "time", Value: text, Reason: "lies in the future", Remedy: "give the time when you saw it"}
	case t.Before(oldest):
		return t, &forecast.Invalid{Column: "time", Value: text, Reason: fmt.Sprintf("more than %d days ago", s.province.Fires.ReportDays),
			Remedy: "older fires are entered by the forest rangers"}
	case t.After(now):
		t = now
	}
	return t.UTC(), nil
}

// instantOf reads RFC 3339, or local time to the minute.
func (s *Server) instantOf(column, text string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UTC(), nil
	}
	t, err := time.ParseInLocation("2006-01-02T15:04", text, s.province.Location)
	if err != nil {
		return t, &forecast.Invalid{Column: column, Value: text, Reason: "not a time", Remedy: "write it as 2016-03-05T14:30"}
	}
	return t.UTC(), nil
}

// askedOf is the hash of what a form says.
func askedOf(in filled) string {
	h := sha256.New()
	for _, name := range reportFields {
		if name != "key" {
			_, _ = fmt.Fprintf(h, "%q\n", in.text(name)) // a hash never fails to be written to
		}
	}
	_, _ = h.Write(in.photo)
	return hex.EncodeToString(h.Sum(nil))
}
