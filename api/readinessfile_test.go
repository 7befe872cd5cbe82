package api_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

// A file of the register is kept whole, or its bad rows are told and nothing is kept.
func TestAFileOfTheRegister(t *testing.T) {
	p := *province(t)
	p.Readiness = []forecast.ReadinessKind{{ID: "tower", Name: forecast.Text{Vi: "Chòi", En: "Tower"}}}
	p.Plan = forecast.ReadinessPlan{Basis: forecast.Text{Vi: "tạm thời", En: "provisional"},
		Tasks: []forecast.PlanTask{{Levels: []forecast.Level{4, 5}, Who: forecast.Text{Vi: "Chủ rừng", En: "Owners"}, Do: forecast.Text{Vi: "Trực", En: "Watch"}, Kinds: []string{"tower"}}}}
	files := map[string][]forecast.Asset{
		"good":      {{ID: "t1", Kind: "tower", Name: "=Chòi", Zone: "z1", Contact: "Anh Ba", Phone: "+84 909"}},
		"elsewhere": {{ID: "t1", Kind: "tower", Name: "Chòi", Zone: "z1"}, {ID: "t2", Kind: "tower", Name: "Chòi 2", Zone: "z9"}},
	}
	o := newOffice(t, func(c *api.Config) {
		c.Province = &p
		c.ReadAssets = func(_ string, data []byte) ([]forecast.Asset, error) {
			if string(data) == "bad" {
				return nil, errors.Join(&forecast.Invalid{Line: 3, Column: "count", Value: "many", Reason: "not a number", Remedy: "a"}, &forecast.Invalid{Line: 7, Reason: "short"})
			}
			return files[string(data)], nil
		}
	})
	cases := []struct {
		file, want string
		code       int
	}{
		{"bad", `"saved":0,"faults":[{"line":3,"column":"count","value":"many","reason":"not a number","remedy":"a"},{"line":7`, 200},
		{"elsewhere", `"saved":0,"faults":[{"line":0,"column":"zone","value":"z9"`, 200},
		{"empty", "there are no things", 422},
		{"good", `"saved":1,"faults":[]`, 200},
	}
	for _, c := range cases {
		before := len(o.store.assets)
		code, body := as(t, o, "officer", "POST", "/api/v1/readiness/import?file=a.csv", c.file)
		if code != c.code || !strings.Contains(body, c.want) || len(o.store.assets)-before != strings.Count(c.want, `"saved":1`) {
			t.Errorf("%s: %d %s, want %d %s; %d kept", c.file, code, body, c.code, c.want, len(o.store.assets)-before)
		}
	}
	if code, body := as(t, o, "officer", "POST", "/api/v1/readiness", `{"assets":[{"id":"x","kind":"tower","name":"X","zone":"z9"}]}`); code != 422 || !strings.Contains(body, "today's set") {
		t.Errorf("a thing of no zone: %d %s", code, body)
	}
	_, whole := as(t, o, "officer", "GET", "/api/v1/readiness/register.csv", "")
	_, public := as(t, o, "", "GET", "/api/v1/readiness.csv", "")
	if !strings.Contains(whole, "t1,tower,'=Chòi,z1") || !strings.Contains(whole, "Anh Ba,'+84 909") {
		t.Errorf("the whole register: %s", whole)
	}
	if !strings.Contains(public, "t1,tower,'=Chòi") || strings.Contains(public, "909") || strings.Contains(public, "Anh Ba") {
		t.Errorf("the public is told: %s", public)
	}
	if _, body := as(t, o, "", "GET", "/api/v1/readiness", ""); !strings.Contains(body, `"levels":[4,5]`) || !strings.Contains(body, `"provisional"`) {
		t.Errorf("the plan is not told: %s", body)
	}
}
