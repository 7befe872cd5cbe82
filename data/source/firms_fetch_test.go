package source_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/source"
)

const hotspots = "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight\n" +
	"11.29,106.37,330.1,0.4,0.4,2026-03-02,0612,N,VIIRS,n,2.0NRT,295.2,3.1,D\n"

// TestFIRMSFetch: each set is asked for with the key and the area; one that fails
// stops no other, and the key is in no error, name or raw input.
func TestFIRMSFetch(t *testing.T) {
	const key = "s3cr3t-key"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/api/area/csv/" + key + "/VIIRS_SNPP_NRT/106.3,10.8,107,11.5/2":
			fmt.Fprint(w, hotspots)
		case "/api/area/csv/" + key + "/MODIS_NRT/106.3,10.8,107,11.5/2":
			fmt.Fprint(w, "Invalid MAP_KEY.")
		default:
			http.Error(w, "down", http.StatusBadGateway)
		}
	}))
	defer server.Close()
	s := &source.FIRMS{BaseURL: server.URL, Key: key, Sets: []string{"MODIS_NRT", "VIIRS_NOAA20_NRT", "VIIRS_SNPP_NRT"},
		Area: [4]float64{106.3, 10.8, 107, 11.5}, Tries: 2, Pause: time.Millisecond, Client: server.Client(), Clock: func() time.Time { return modelNow }}
	got, err := fetch(t, s)
	if len(got) != 1 || len(got[0].Fires) != 1 || len(got[0].Rejects) != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	if err == nil || !strings.Contains(err.Error(), "MODIS_NRT") || !strings.Contains(err.Error(), "VIIRS_NOAA20_NRT") {
		t.Errorf("%v", err)
	}
	if text := fmt.Sprintf("%v %+v", err, got[0].Raw); strings.Contains(text, key) {
		t.Errorf("the key leaks: %s", text)
	}
	server.Close()
	if _, err := fetch(t, s); err == nil || strings.Contains(err.Error(), key) {
		t.Errorf("%v", err)
	}
}

// TestFIRMSKeyStaysSecret: whatever the service does, the key is in no error, and
// no other host is told of it.
func TestFIRMSKeyStaysSecret(t *testing.T) {
	const key = "s3cr3t key/ß"
	var leaked []string
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		leaked = append(leaked, r.URL.String()+" "+r.Referer())
	}))
	defer elsewhere.Close()
	for name, answer := range map[string]http.HandlerFunc{
		"echo": func(w http.ResponseWriter, r *http.Request) { http.Error(w, `{"reason":"`+key+` is unknown"}`, 400) },
		"escaped echo": func(w http.ResponseWriter, r *http.Request) {
			http.Error(w, `{"reason":"`+r.RequestURI+` is unknown"}`, 400)
		},
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusFound)
		},
		"bad redirect": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://%zz/"+key)
			w.WriteHeader(http.StatusFound)
		},
		"words":         func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "Invalid MAP_KEY: "+key) },
		"always 503":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) },
		"hanging":       func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"huge":          func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat(key, 1000)) },
		"no such place": nil,
	} {
		server := httptest.NewServer(answer)
		s := &source.FIRMS{BaseURL: server.URL, Key: key, Sets: []string{"MODIS_NRT"}, MaxBytes: 5000, Tries: 2, Pause: time.Millisecond,
			Timeout: 50 * time.Millisecond, Client: server.Client(), Clock: func() time.Time { return modelNow }}
		if answer == nil {
			s.BaseURL = "http://bad host"
		}
		got, err := fetch(t, s)
		server.Close()
		if err == nil || len(got) != 0 {
			t.Errorf("%s: %v, %v", name, got, err)
			continue
		}
		for _, part := range []string{"s3cr3t", "ß", "%C3%9F"} {
			if strings.Contains(fmt.Sprintf("%v %+v %q", err, err, err), part) {
				t.Errorf("%s: the key leaks: %v", name, err)
			}
		}
	}
	if len(leaked) > 0 {
		t.Errorf("another host was told: %q", leaked)
	}
}

// TestFIRMSWordsAreFinal: a key that is not valid is not tried again and again,
// and the same hotspots twice are the same fires.
func TestFIRMSWordsAreFinal(t *testing.T) {
	n, text := 0, "Invalid MAP_KEY."
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { n++; fmt.Fprint(w, text) }))
	defer server.Close()
	s := &source.FIRMS{BaseURL: server.URL, Key: "k", Sets: []string{"VIIRS_SNPP_NRT"}, Tries: 4, Pause: time.Millisecond,
		Client: server.Client(), Clock: func() time.Time { return modelNow }}
	if _, err := fetch(t, s); err == nil || n != 1 {
		t.Errorf("%d requests, %v", n, err)
	}
	text = hotspots
	first, err := fetch(t, s)
	again, err2 := fetch(t, s)
	if err != nil || err2 != nil || len(first) != 1 || len(first[0].Fires) != 1 || first[0].Fires[0].ID != again[0].Fires[0].ID || first[0].Raw.Hash != again[0].Raw.Hash {
		t.Errorf("%+v %+v, %v %v", first, again, err, err2)
	}
	text = strings.SplitAfter(hotspots, "\n")[0]
	if none, err := fetch(t, s); err != nil || len(none) != 1 || len(none[0].Fires)+len(none[0].Rejects) != 0 {
		t.Errorf("no hotspots: %+v, %v", none, err)
	}
}
