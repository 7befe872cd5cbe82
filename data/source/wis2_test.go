package source_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/hooks/auth"
	"github.com/mochi-mqtt/server/v2/listeners"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

const (
	wis2Topic = "cache/a/wis2/vn-vnmha/data/core/weather/surface-based-observations/synop"
	wis2SYNOP = "AAXX 24061\n48900 41/// 22010 10334 20221 60002=\n"
	nextSYNOP = "AAXX 24061\n48903 41/// 22010 10321 20231 60002=\n"
)

// notice is a notification with its content inline, changed by the options.
func notice(id, content string, change ...func(map[string]any)) []byte {
	sum := sha512.Sum512([]byte(content))
	n := map[string]any{
		"type": "Feature", "id": id, "geometry": map[string]any{"type": "Point", "coordinates": []float64{106.67, 10.82}},
		"properties": map[string]any{
			"data_id": "vn/" + id + ".txt", "pubtime": "2026-11-24T06:10:00Z", "wigos_station_identifier": "0-20000-0-48900",
			"integrity": map[string]any{"method": "sha512", "value": base64.StdEncoding.EncodeToString(sum[:])},
			"content":   map[string]any{"encoding": "utf-8", "value": content, "size": len(content)},
		},
		"links": []any{},
	}
	for _, c := range change {
		c(n)
	}
	text, err := json.Marshal(n)
	if err != nil {
		panic(err)
	}
	return text
}

func property(name string, value any) func(map[string]any) {
	return func(n map[string]any) {
		p := n["properties"].(map[string]any)
		if value == nil {
			delete(p, name)
			return
		}
		p[name] = value
	}
}

func linked(rel, href string) func(map[string]any) {
	return func(n map[string]any) {
		property("content", nil)(n)
		n["links"] = []any{map[string]any{"rel": rel, "href": href}}
	}
}

func zipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

func TestDecodeNotification(t *testing.T) {
	encoded := func(encoding, value string) func(map[string]any) {
		return property("content", map[string]any{"encoding": encoding, "value": value})
	}
	for name, c := range map[string]struct {
		text  []byte
		fault string
	}{
		"text":               {text: notice("a", wis2SYNOP)},
		"base64":             {text: notice("a", wis2SYNOP, encoded("base64", base64.StdEncoding.EncodeToString([]byte(wis2SYNOP))))},
		"gzip":               {text: notice("a", wis2SYNOP, encoded("gzip", zipped(wis2SYNOP)))},
		"no checksum":        {text: notice("a", wis2SYNOP, property("integrity", nil))},
		"wrong checksum":     {text: notice("a", wis2SYNOP, encoded("utf-8", nextSYNOP)), fault: "checksum"},
		"unknown checksum":   {text: notice("a", wis2SYNOP, property("integrity", map[string]any{"method": "crc", "value": "1"})), fault: "unknown checksum"},
		"wrong size":         {text: notice("a", wis2SYNOP, property("content", map[string]any{"encoding": "utf-8", "value": wis2SYNOP, "size": 3})), fault: "not the 3"},
		"broken base64":      {text: notice("a", wis2SYNOP, encoded("base64", "%%%")), fault: "base64"},
		"bomb":               {text: notice("a", wis2SYNOP, encoded("gzip", zipped(strings.Repeat("0", 8<<20)))), fault: "larger"},
		"unknown encoding":   {text: notice("a", wis2SYNOP, encoded("rot13", "x")), fault: "rot13"},
		"no id":              {text: notice("", wis2SYNOP), fault: "name of its own"},
		"no data_id":         {text: notice("a", wis2SYNOP, property("data_id", nil)), fault: "data_id"},
		"no time":            {text: notice("a", wis2SYNOP, property("pubtime", "yesterday")), fault: "not a time"},
		"nothing at all":     {text: notice("a", wis2SYNOP, property("content", nil)), fault: "neither content nor a link"},
		"behind a link":      {text: notice("a", wis2SYNOP, linked("canonical", "https://example.org/x")), fault: "behind a link"},
		"within itself":      {text: notice("a", string(notice("b", wis2SYNOP))), fault: "within a notification"},
		"content is no data": {text: notice("a", "hello"), fault: "no known format"},
	} {
		t.Run(name, func(t *testing.T) {
			r := source.Reader{Format: source.FormatWIS2}
			b := r.Bulletin("n.json", c.text, time.Time{}, wis2Now)
			if c.fault == "" {
				if len(b.Rejects) > 0 || len(b.Observations) != 1 || b.Observations[0].TempC != forecast.Some(33.4) || b.Observations[0].RawHash != b.Raw.Hash {
					t.Errorf("%+v", b)
				}
				return
			}
			if len(b.Observations) != 0 || len(b.Rejects) != 1 || !strings.Contains(b.Rejects[0].Err.Error(), c.fault) {
				t.Errorf("%+v", b)
			}
		})
	}
}

func FuzzNotification(f *testing.F) {
	f.Add(notice("a", wis2SYNOP))
	f.Add(notice("a", wis2SYNOP, linked("update", "https://example.org/x")))
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := source.ReadNotification("f", data)
		if err != nil {
			return
		}
		inline, _ := n.Inline()
		_ = n.Check(inline)
		if address, err := n.Address(); err == nil && address != "" && !strings.HasPrefix(address, "http") {
			t.Errorf("address %q", address)
		}
		n.Point()
	})
}

var wis2Now = time.Date(2026, 11, 24, 6, 12, 0, 0, time.UTC)

// broker is a broker on loopback that lets one user in.
type broker struct {
	*mqtt.Server
	address string
	end     func() error // it bears to be ended once only
}

func newBroker(t *testing.T, address string) *broker {
	t.Helper()
	s := mqtt.New(&mqtt.Options{InlineClient: true, Logger: slog.New(slog.DiscardHandler)})
	rules := &auth.Ledger{Auth: auth.AuthRules{{Username: "everyone", Password: "secret", Allow: true}}}
	if err := s.AddHook(new(auth.Hook), &auth.Options{Ledger: rules}); err != nil {
		t.Fatal(err)
	}
	l := listeners.NewTCP(listeners.Config{ID: "t", Address: address})
	if err := s.AddListener(l); err != nil {
		t.Fatal(err)
	}
	if err := s.Serve(); err != nil {
		t.Fatal(err)
	}
	b := &broker{s, l.Address(), sync.OnceValue(s.Close)}
	t.Cleanup(func() { _ = b.end() })
	return b
}

// hearing is a subscriber that hands over what it takes.
func hearing(t *testing.T, b *broker, change func(*source.WIS2)) <-chan forecast.Bulletin {
	t.Helper()
	w := &source.WIS2{
		Broker: &url.URL{Scheme: "mqtt", Host: b.address}, User: "everyone", Password: "secret", ClientID: "canhlua-" + t.Name(),
		Topics: []string{"cache/a/wis2/+/data/core/weather/surface-based-observations/synop"}, Clock: func() time.Time { return wis2Now },
		AllowPrivate: true, Pause: 10 * time.Millisecond,
	}
	if change != nil {
		change(w)
	}
	out := make(chan forecast.Bulletin, 100)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- w.Listen(ctx, func(b forecast.Bulletin) error { out <- b; return nil })
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	b.awaitSubscriber(t)
	return out
}

func (b *broker) awaitSubscriber(t *testing.T) {
	t.Helper()
	until(t, "a subscription", func() bool { return len(b.Topics.Subscribers(wis2Topic).Subscriptions) > 0 })
}

func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

func (b *broker) say(t *testing.T, notice []byte) {
	t.Helper()
	if err := b.Publish(wis2Topic, notice, false, 1); err != nil {
		t.Fatal(err)
	}
}

func next(t *testing.T, in <-chan forecast.Bulletin) forecast.Bulletin {
	t.Helper()
	select {
	case b := <-in:
		return b
	case <-time.After(20 * time.Second):
		t.Fatal("nothing came")
		return forecast.Bulletin{}
	}
}

func TestListen(t *testing.T) {
	var asked atomic.Int32
	files := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/late": // the cache has it a moment later
			if asked.Add(1) == 1 {
				http.Error(w, "not yet", http.StatusServiceUnavailable)
				return
			}
			_, _ = w.Write([]byte(nextSYNOP))
		case "/huge":
			_, _ = w.Write(make([]byte, 5<<20))
		default:
			http.NotFound(w, r)
		}
	}))
	defer files.Close()
	b := newBroker(t, "127.0.0.1:0")
	in := hearing(t, b, func(w *source.WIS2) {
		w.Stations, w.Area = []string{"0-20000-0-48900", "0-20000-0-48903"}, &[4]float64{102, 8, 110, 24}
	})
	elsewhere := func(n map[string]any) {
		n["geometry"] = map[string]any{"type": "Point", "coordinates": []float64{10, 50}}
	}
	for _, n := range [][]byte{
		notice("of another station", wis2SYNOP, property("wigos_station_identifier", "0-1-1-1")),
		notice("of another country", wis2SYNOP, elsewhere),
		notice("taken back", wis2SYNOP, linked("deletion", files.URL+"/late")),
		notice("wanted", wis2SYNOP),
		notice("wanted", wis2SYNOP), // the same again
		notice("by another cache", wis2SYNOP, property("data_id", "vn/wanted.txt")),
		[]byte("rubbish"),
		notice("spoilt", wis2SYNOP, property("content", map[string]any{"encoding": "utf-8", "value": nextSYNOP})),
		notice("spoilt", wis2SYNOP), // another cache has it right
		notice("huge", wis2SYNOP, linked("canonical", files.URL+"/huge")),
		notice("late", nextSYNOP, linked("canonical", files.URL+"/late"), property("wigos_station_identifier", "0-20000-0-48903")),
	} {
		b.say(t, n)
	}
	for _, want := range []string{"wanted.txt 48900", "WIS2 notification: no WIS2", "spoilt.txt: checksum", "spoilt.txt 48900", "huge.txt: more than", "late.txt 48903"} {
		got := next(t, in)
		name, fault, wrong := strings.Cut(want, ": ")
		if wrong {
			if got.Raw.Name != name || len(got.Rejects) != 1 || !strings.Contains(got.Rejects[0].Err.Error(), fault) {
				t.Errorf("want %s, got %+v", want, got)
			}
			continue
		}
		if len(got.Observations) != 1 || !strings.HasPrefix(got.Raw.Name, strings.Fields(want)[0]) || got.Observations[0].Station != strings.Fields(want)[1] {
			t.Errorf("want %s, got %s with %+v, %v", want, got.Raw.Name, got.Observations, got.Rejects)
		}
	}
	if len(in) > 0 {
		t.Errorf("more came: %+v", <-in)
	}
}

// TestLinksIntoPrivateNetworks: a notification must not make the service call
// its neighbours.
func TestLinksIntoPrivateNetworks(t *testing.T) {
	called := false
	files := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { called = true }))
	defer files.Close()
	b := newBroker(t, "127.0.0.1:0")
	in := hearing(t, b, func(w *source.WIS2) { w.AllowPrivate = false })
	for i, href := range []string{files.URL, "file:///etc/passwd", "https://user:word@example.org/x"} {
		b.say(t, notice("n"+strconv.Itoa(i), wis2SYNOP, linked("canonical", href)))
		got := next(t, in)
		if len(got.Rejects) != 1 || strings.Contains(got.Rejects[0].Err.Error(), "word@") {
			t.Errorf("%s: %+v", href, got)
		}
	}
	if called {
		t.Error("a neighbour was called")
	}
}

// TestBrokerComesBack: the subscriber finds a broker that was away.
func TestBrokerComesBack(t *testing.T) {
	b := newBroker(t, "127.0.0.1:0")
	in := hearing(t, b, nil)
	b.say(t, notice("before", wis2SYNOP))
	next(t, in)
	if err := b.end(); err != nil {
		t.Fatal(err)
	}
	until(t, "the port to be free", func() bool {
		l, err := net.Listen("tcp", b.address)
		if err == nil {
			_ = l.Close()
		}
		return err == nil
	})
	again := newBroker(t, b.address)
	again.awaitSubscriber(t)
	again.say(t, notice("after", nextSYNOP))
	if got := next(t, in); len(got.Observations) != 1 || got.Observations[0].Station != "48903" {
		t.Errorf("%+v", got)
	}
}

// TestWrongPassword: the log names the broker and never the password.
func TestWrongPassword(t *testing.T) {
	b := newBroker(t, "127.0.0.1:0")
	var log lockedBuffer
	w := &source.WIS2{Broker: &url.URL{Scheme: "mqtt", Host: b.address}, User: "everyone", Password: "no-such-word", ClientID: "x",
		Topics: []string{"#"}, Clock: func() time.Time { return wis2Now }, Pause: 5 * time.Millisecond, Log: slog.New(slog.NewTextHandler(&log, nil))}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Listen(ctx, func(forecast.Bulletin) error { return nil }) }()
	until(t, "a refusal", func() bool { return strings.Contains(log.String(), b.address) })
	stop()
	if err := <-ended; err != nil || strings.Contains(log.String(), "no-such-word") {
		t.Errorf("%v\n%s", err, log.String())
	}
}
