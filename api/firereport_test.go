package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// newFireDesk is a desk whose province says what a report takes.
func newFireDesk(t *testing.T) (http.Handler, *fakeStore) {
	t.Helper()
	rules := forecast.DefaultFireRules()
	rules.Emergency, rules.Causes = "114", []forecast.Term{{ID: "swidden"}}
	rules.PhotoMB = 0.5
	p := province(t)
	p.Fires = rules
	p.Words["group.acacia"] = forecast.Text{Vi: "rừng trồng keo", En: "acacia"}
	h, store := newDeskIn(t, p)
	return h, store
}

// field is what a report of tests says, in the square of z1.
func field(more map[string]string) map[string]string {
	fields := map[string]string{"lat": "11.25", "lon": "106.45", "time": "2016-03-05T17:30", "text": "Khói đen sau đồi keo"}
	for name, value := range more {
		fields[name] = value
	}
	return fields
}

func smoke(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewRGBA(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	return append(out.Bytes(), "<script>alert(1)</script>GPS 11.25"...)
}

// sendForm posts a form with a photo, none when nil, from an address.
func sendForm(t testing.TB, h http.Handler, path, role, from string, fields map[string]string, photo []byte) (int, string) {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if photo != nil {
		part, err := w.CreateFormFile("photo", "../../IMG_1.svg")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write(photo)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.RemoteAddr = from + ":4711"
	if role != "" {
		req.Header.Set("Authorization", "Bearer "+role)
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec.Code, rec.Body.String()
}

func TestFireReport(t *testing.T) {
	h, store := newFireDesk(t)
	fields := field(map[string]string{"phone": "0900 123 456", "key": "k-1"})
	status, body := sendForm(t, h, "/api/v1/fires", "", "10.0.0.1", fields, smoke(t))
	var made struct{ ID, Status, Emergency string }
	if err := json.Unmarshal([]byte(body), &made); err != nil || status != http.StatusCreated || made.Status != "reported" || made.Emergency != "114" {
		t.Fatalf("%d %v: %s", status, err, body)
	}
	kept := store.records[0]
	if kept.Time.Format(time.RFC3339) != "2016-03-05T10:30:00Z" || kept.Phone != "0900 123 456" || kept.Photo == "" {
		t.Errorf("kept: %+v", kept)
	}
	if data := store.photos[kept.Photo].Data; bytes.Contains(data, []byte("script")) || bytes.Contains(data, []byte("GPS")) {
		t.Error("the photo is kept as it was sent")
	}
	status, again := sendForm(t, h, "/api/v1/fires", "", "10.0.0.1", fields, smoke(t))
	if status != http.StatusOK || again != body || len(store.records) != 1 {
		t.Errorf("a replayed form: %d, %d reports: %s", status, len(store.records), again)
	}
	if status, _ := sendForm(t, h, "/api/v1/fires", "", "10.0.0.1", field(map[string]string{"key": "k-1", "text": "khác"}), nil); status != http.StatusConflict {
		t.Errorf("the key for another report: %d", status)
	}
	for range 2 { // without a key, what it says is its key
		sendForm(t, h, "/api/v1/fires", "", "10.0.0.1", field(map[string]string{"text": "Không có khóa"}), nil)
	}
	if len(store.records) != 2 {
		t.Errorf("%d reports", len(store.records))
	}
	refused := 0
	for _, e := range store.audit {
		if e.From != "10.0.0.1" || strings.Contains(fmt.Sprint(e), "123 456") || strings.Contains(fmt.Sprint(e), "Khói") {
			t.Errorf("audit: %+v", e)
		}
		if e.Refused != "" {
			refused++
		}
	}
	if refused != 3 || len(store.audit) != 5 {
		t.Errorf("%d entries, %d of them refusals", len(store.audit), refused)
	}
	for _, path := range []string{"/api/v1/fires", "/api/v1/fires.geojson", "/api/v1/fires.csv"} {
		if _, list := get(t, h, path); strings.Contains(list, made.ID) {
			t.Errorf("%s tells an unchecked report", path)
		}
	}
	if resp, _ := get(t, h, "/api/v1/fires/"+made.ID+"/photo"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("the photo of an unchecked report: %s", resp.Status)
	}
}

// TestFireReportForms: the same report as JSON and as an encoded form.
func TestFireReportForms(t *testing.T) {
	for kind, body := range map[string]string{
		"application/json":                  `{"lat":11.25,"lon":106.45,"time":"2016-03-05T17:30:00+07:00","text":"Khói đen","phone":null}`,
		"application/x-www-form-urlencoded": "lat=11%2C25&lon=106.45&time=2016-03-05T17%3A30&text=Kh%C3%B3i",
	} {
		h, store := newFireDesk(t)
		req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/fires", strings.NewReader(body))
		req.Header.Set("Content-Type", kind)
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		if rec.Code != http.StatusCreated || len(store.records) != 1 || store.records[0].Lat != 11.25 {
			t.Errorf("%s: %d %s", kind, rec.Code, rec.Body)
		}
	}
}

func TestBadFireReports(t *testing.T) {
	for name, tt := range map[string]struct {
		more   map[string]string
		photo  []byte
		status int
		says   string
	}{
		"far away":          {map[string]string{"lat": "21.03"}, nil, 422, "outside of the province"},
		"no place":          {map[string]string{"lat": "ở đây"}, nil, 422, "not a place"},
		"not finite":        {map[string]string{"lat": "NaN"}, nil, 422, "not a place"},
		"tomorrow":          {map[string]string{"time": "2016-03-06T10:00"}, nil, 422, "future"},
		"long ago":          {map[string]string{"time": "2016-02-06T10:00"}, nil, 422, "days ago"},
		"no time":           {map[string]string{"time": "chiều nay"}, nil, 422, "not a time"},
		"nothing seen":      {map[string]string{"text": " "}, nil, 422, "say what you see"},
		"a whole book":      {map[string]string{"text": strings.Repeat("ă", 2001)}, nil, 422, "2001 characters"},
		"more than a form":  {map[string]string{"text": strings.Repeat("a", 20_000)}, nil, 413, "smaller photo"},
		"no telephone":      {map[string]string{"phone": "<script>"}, nil, 422, "digits"},
		"a robot":           {map[string]string{"website": "http://spam"}, nil, 422, "robots"},
		"an unknown field":  {map[string]string{"status": "confirmed"}, nil, 422, "unknown field"},
		"a script":          {nil, []byte("<svg onload=alert(1)>"), 422, "no JPEG, PNG or WebP"},
		"a script as JPEG":  {nil, []byte("\xff\xd8\xff<script>alert(1)</script>"), 422, "cannot be read"},
		"a photo too large": {nil, make([]byte, 1<<20), 413, "smaller photo"},
		"little too large":  {nil, make([]byte, 1<<19+1), 413, "smaller photo"},
	} {
		h, store := newFireDesk(t)
		status, body := sendForm(t, h, "/api/v1/fires", "", "10.0.0.1", field(tt.more), tt.photo)
		if status != tt.status || !strings.Contains(body, tt.says) {
			t.Errorf("%s: %d, not %d with %q: %s", name, status, tt.status, tt.says, body)
		}
		if len(store.records) > 0 || len(store.photos) > 0 || len(store.audit) != 1 || store.audit[0].Refused == "" {
			t.Errorf("%s: %d kept, audit %+v", name, len(store.records), store.audit)
		}
	}
	h, _ := newFireDesk(t)
	if status, body := as(t, h, "", http.MethodPost, "/api/v1/fires", "[]"); status != 422 {
		t.Errorf("a list: %d %s", status, body)
	}
}

// TestReportsOfOneAddress: after so many in an hour an address is told to call,
// others are not.
func TestReportsOfOneAddress(t *testing.T) {
	h, store := newFireDesk(t)
	for i := range 25 {
		status, body := sendForm(t, h, "/api/v1/fires", "", "10.0.0.1", field(map[string]string{"text": fmt.Sprint("cháy ", i)}), nil)
		if want := map[bool]int{true: 201, false: 429}[i < 20]; status != want || i >= 20 && !strings.Contains(body, "114") {
			t.Errorf("report %d: %d %s", i, status, body)
		}
	}
	if status, _ := sendForm(t, h, "/api/v1/fires", "", "10.0.0.2", field(nil), nil); status != 201 {
		t.Errorf("another address: %d", status)
	}
	if len(store.records) != 21 || len(store.audit) != 21 {
		t.Errorf("%d reports, %d entries", len(store.records), len(store.audit))
	}
}

// endless is a body of 200 MB that notes how much of it was read. The sender may
// still be at it when the answer is there.
type endless struct {
	left int
	read atomic.Int64
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.left)
	e.left -= n
	e.read.Add(int64(n))
	return n, nil
}

// TestHugePhotoIsCutOff: of 200 MB little more is read than may be sent, whether
// the sender says how much will come or not.
func TestHugePhotoIsCutOff(t *testing.T) {
	h, store := newFireDesk(t)
	server := httptest.NewServer(h)
	defer server.Close()
	for name, length := range map[string]int64{"told": 200 << 20, "not told": -1} {
		body := &endless{left: 200 << 20}
		head := "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\n\xff\xd8\xff"
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/api/v1/fires", io.MultiReader(strings.NewReader(head), body))
		if err != nil {
			t.Fatal(err)
		}
		req.ContentLength = length
		req.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			if _, ours := err.(net.Error); !ours {
				t.Fatal(err) // the server may hang up before the answer is read
			}
		} else {
			_ = resp.Body.Close()
			if resp.StatusCode != http.StatusRequestEntityTooLarge {
				t.Errorf("%s: %s", name, resp.Status)
			}
		}
		if read := body.read.Load(); read > 20<<20 { // what lies in the sockets' buffers counts as read
			t.Errorf("%s: %d MB were read", name, read>>20)
		}
	}
	if len(store.records) > 0 || len(store.audit) != 2 {
		t.Errorf("%d kept, %d entries", len(store.records), len(store.audit))
	}
}

// A flood from many addresses fills no store: beyond the province's limit nothing is
// taken for the hour, and whoever sees a fire is told whom to call.
func TestReportsFromEverywhereAreBounded(t *testing.T) {
	h, store := newFireDesk(t)
	most := 0
	for i := range 300 {
		status, body := sendForm(t, h, "/api/v1/fires", "", fmt.Sprintf("10.1.%d.%d", i/200, i%200), field(map[string]string{"text": fmt.Sprint("khói ", i)}), nil)
		if status == http.StatusTooManyRequests {
			if !strings.Contains(body, "call 114") {
				t.Errorf("does not say whom to call: %s", body)
			}
			break
		}
		if most++; status != http.StatusCreated {
			t.Fatalf("%d: %s", status, body)
		}
	}
	if want := forecast.DefaultFireRules().AllPerHour; most != want || len(store.records) != want {
		t.Errorf("%d reports were taken, %d kept, want %d", most, len(store.records), want)
	}
	for i := range store.records { // an hour later there is room again
		store.records[i].Received = store.records[i].Received.Add(-time.Hour - time.Second)
	}
	if status, body := sendForm(t, h, "/api/v1/fires", "", "10.2.0.1", field(nil), nil); status != http.StatusCreated {
		t.Errorf("an hour later: %d %s", status, body)
	}
}
