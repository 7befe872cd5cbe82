package main

import (
	"encoding/xml"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

// fetch gives an answer's status, head and body.
func (d *alertDesk) fetch(path string, head ...string) (int, http.Header, string) {
	d.t.Helper()
	req, err := http.NewRequestWithContext(d.t.Context(), http.MethodGet, d.site.url+path, nil)
	d.must(err)
	for i := 0; i+1 < len(head); i += 2 {
		req.Header.Set(head[i], head[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	d.must(err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	d.must(err)
	return resp.StatusCode, resp.Header, string(body)
}

// TestFeedsOverHTTP: what is public stands in the feeds, expired alerts too; what
// comes later does not exist yet.
func TestFeedsOverHTTP(t *testing.T) {
	d := newAlertDesk(t, filepath.Join(t.TempDir(), "t.db"))
	d.must(d.st.Publish(t.Context(), forecast.Publication{Run: d.draft(forecast.IV), At: d.now}))
	before := d.now
	d.now = before.Add(-1)
	if _, _, text := d.fetch("/api/v1/alerts.atom"); strings.Contains(text, "<entry>") {
		t.Error("an alert is there before it was sent")
	}
	d.now = before
	d.tell()
	d.now = d.now.AddDate(0, 0, 9) // expired since
	for path, kind := range map[string]string{"/api/v1/alerts.atom": "application/atom+xml", "/api/v1/alerts.rss": "application/rss+xml", "/api/v1/alerts.json": "application/feed+json"} {
		status, head, vi := d.fetch(path + "?lang=vi")
		if status != http.StatusOK || head.Get("Content-Type") != kind || !strings.Contains(vi, "Cháy rừng cấp IV") || !strings.Contains(vi, d.site.url) {
			t.Errorf("%s: %d %s\n%s", path, status, head, vi)
		}
		if _, _, en := d.fetch(path + "?lang=en"); !strings.Contains(en, "Forest fire danger level IV") {
			t.Errorf("%s in English: %s", path, en)
		}
		if status, _, _ := d.fetch(path+"?lang=vi", "If-None-Match", head.Get("ETag")); status != http.StatusNotModified {
			t.Errorf("%s: asked again: %d", path, status)
		}
	}
	alerts, err := d.st.Alerts(t.Context(), forecast.AlertQuery{AsOf: d.now})
	d.must(err)
	message := "/api/v1/alerts/" + alerts[0].ID + ".xml"
	status, head, text := d.fetch(message)
	if status != http.StatusOK || head.Get("Content-Type") != "application/cap+xml" || !regexp.MustCompile(`<sent>2026-03-02T17:00:00\+07:00</sent>`).MatchString(text) {
		t.Errorf("%d %s\n%s", status, head, text)
	}
	d.now = before.Add(-1)
	for _, path := range []string{message, "/api/v1/alerts/none.xml"} {
		if status, _, _ := d.fetch(path); status != http.StatusNotFound {
			t.Errorf("%s: %d", path, status)
		}
	}
}

// TestCAPOfRealCommunes holds the messages of real boundaries against the schema of
// OASIS, and their shapes against what fits into a message.
func TestCAPOfRealCommunes(t *testing.T) {
	zones, schema := shared(t, "zones/communes-36.geojson"), shared(t, "schemas/cap12.xsd")
	if _, err := exec.LookPath("xmllint"); err != nil {
		if required("shared") {
			t.Fatal(err)
		}
		t.Skip("there is no xmllint")
	}
	d := newAlertDesk(t, filepath.Join(t.TempDir(), "t.db"))
	d.must((&ZonesImportCmd{zoneFile: zoneFile{File: zones}}).Run(t.Context(), d.App))
	d.must(d.allDangerous())
	d.tell()
	alerts, err := d.st.Alerts(t.Context(), forecast.AlertQuery{AsOf: d.now})
	d.must(err)
	if len(alerts) < 36 {
		t.Fatalf("%d alerts", len(alerts))
	}
	dir := t.TempDir()
	args := []string{"--nonet", "--noout", "--schema", schema}
	for _, a := range alerts {
		_, _, text := d.fetch("/api/v1/alerts/" + a.ID + ".xml")
		var message struct {
			Info []struct {
				Area struct {
					Polygon []string `xml:"polygon"`
				} `xml:"area"`
			} `xml:"info"`
		}
		d.must(xml.Unmarshal([]byte(text), &message))
		if n := strings.Count(strings.Join(message.Info[0].Area.Polygon, " "), ","); n < 4 || n > 400 {
			t.Errorf("%s: %d points", a.ID, n)
		}
		file := filepath.Join(dir, a.ID+".xml")
		d.must(os.WriteFile(file, []byte(text), 0o600))
		args = append(args, file)
	}
	if out, err := exec.CommandContext(t.Context(), "xmllint", args...).CombinedOutput(); err != nil {
		t.Errorf("%v: %.2000s", err, out)
	}
}

// allDangerous publishes level V for every zone of today's set.
func (d *alertDesk) allDangerous() error {
	set, err := zoneSetOn(d.t.Context(), d.st, d.today())
	if err != nil {
		return err
	}
	run := forecast.Run{ID: "all", Date: d.today(), To: d.today(), Issued: d.now, Slot: "manual", ZoneSet: set.ID, Profile: "test@0", InputHash: "all",
		Status: forecast.Draft, Input: []byte("{}")}
	for _, z := range set.Zones {
		run.Days = append(run.Days, forecast.ZoneDay{Zone: z.ID, Date: run.Date, Level: forecast.V, Status: forecast.StatusForecast})
	}
	if err := d.st.SaveRun(d.t.Context(), run); err != nil {
		return err
	}
	return d.st.Publish(d.t.Context(), forecast.Publication{Run: run.ID, At: d.now})
}
