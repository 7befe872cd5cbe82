package api_test

import (
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

func TestReadiness(t *testing.T) {
	p := *province(t)
	p.Readiness = []forecast.ReadinessKind{{ID: "tower", Name: forecast.Text{Vi: "Chòi", En: "Tower"}}, {ID: "contact", Name: forecast.Text{Vi: "Đầu mối", En: "Contact"}, Private: true}}
	store := season()
	store.tokens = map[string]forecast.Token{}
	for _, role := range forecast.Roles {
		hash := api.HashOf(string(role))
		store.tokens[hash] = forecast.Token{ID: "id-" + string(role), Role: role, Hash: hash, Expires: evening.Add(time.Hour)}
	}
	s, err := api.New(api.Config{Province: &p, Store: store, Clock: func() time.Time { return evening }})
	if err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	const things = `{"assets":[
		{"id":"t1","kind":"tower","name":"Chòi 1","lat":11.3,"lon":106.3,"contact":"Anh Ba","phone":"0909","note":"gọi chị Tư","expires_on":"2010-01-01"},
		{"id":"k1","kind":"contact","name":"Chị Năm","phone":"0908"}]}`
	for role, want := range map[string]int{"": 401, "officer": 200, "publisher": 200, "admin": 200} {
		store.assets = nil
		if code, body := as(t, h, role, "POST", "/api/v1/readiness", things); code != want {
			t.Errorf("%q adds: %d, want %d: %s", role, code, want, body)
		}
		if code, _ := as(t, h, role, "GET", "/api/v1/readiness/register", ""); code != want {
			t.Errorf("%q reads the register: %d, want %d", role, code, want)
		}
		if code, _ := as(t, h, role, "DELETE", "/api/v1/readiness/k1", ""); code != want {
			t.Errorf("%q removes: %d, want %d", role, code, want)
		}
	}
	store.assets = nil
	_, whole := as(t, h, "officer", "POST", "/api/v1/readiness", things)
	if !strings.Contains(whole, "0909") || !strings.Contains(whole, "Chị Năm") || !strings.Contains(whole, `"expired":true`) {
		t.Errorf("the whole register: %s", whole)
	}
	for _, path := range []string{"/api/v1/readiness", "/api/v1/readiness.geojson"} {
		code, body := as(t, h, "", "GET", path, "")
		if code != 200 || !strings.Contains(body, "Chòi 1") || !strings.Contains(body, `"expired":true`) {
			t.Errorf("%s: %d %s", path, code, body)
		}
		for _, secret := range []string{"0909", "0908", "Anh Ba", "Chị Năm", "chị Tư"} {
			if strings.Contains(body, secret) {
				t.Errorf("%s tells the public %q", path, secret)
			}
		}
	}
	for body, want := range map[string]string{
		`{"assets":[{"id":"x","kind":"ship","name":"X"}]}`:              "no kind of the profile",
		`{"assets":[{"id":"x","kind":"tower","name":"X","lat":11}]}`:    "both lat and lon",
		`{"assets":[{"id":"x","kind":"tower","name":"X","wings":"2"}]}`: "wings",
	} {
		if code, got := as(t, h, "officer", "POST", "/api/v1/readiness", body); code != 422 || !strings.Contains(got, want) {
			t.Errorf("%s: %d %s, want %q", body, code, got, want)
		}
	}
	if code, _ := as(t, h, "officer", "DELETE", "/api/v1/readiness/none", ""); code != 404 {
		t.Errorf("removes what is not there: %d", code)
	}
}
