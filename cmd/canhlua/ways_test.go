package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/hooks/auth"
	"github.com/mochi-mqtt/server/v2/listeners"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

const waysNow = "2023-01-19T00:00:00Z"

// TestThreeWaysIn: the same real bulletins through a folder, a WIS2 broker and
// HTTP leave the same observations behind.
func TestThreeWaysIn(t *testing.T) {
	dir := filepath.Join(shared(t, "messages"), "synop")
	files, err := filepath.Glob(filepath.Join(dir, "A_*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no bulletins", err)
	}
	byFolder := wayIn(t, dir, func(ctx context.Context, app *App, _ *store.Store, s *job.Service) {
		if _, err := s.Ingest(ctx, &source.Files{Paths: files, Reader: waysReader(t, app), Clock: app.clock}); err != nil {
			t.Fatal(err)
		}
	})
	byBroker := wayIn(t, dir, func(ctx context.Context, app *App, _ *store.Store, s *job.Service) {
		overBroker(ctx, t, app, s, files)
	})
	byHTTP := wayIn(t, dir, func(ctx context.Context, app *App, _ *store.Store, s *job.Service) {
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			reader := waysReader(t, app)
			b := reader.Bulletin(name, text, time.Time{}, app.clock())
			var lines bytes.Buffer
			if err := source.Lines(&lines, b.Observations); err != nil {
				t.Fatal(err)
			}
			if _, err := app.receive(s)(ctx, forecast.AuditEntry{Actor: "key t"}, lines.Bytes(), 5000); err != nil {
				t.Fatal(err)
			}
		}
	})
	if len(byFolder) < 100 {
		t.Fatalf("%d observations", len(byFolder))
	}
	same := cmpopts.IgnoreFields(forecast.Observation{}, "RawHash", "Received")
	if diff := cmp.Diff(byFolder, byBroker, same); diff != "" {
		t.Errorf("folder and broker differ (-folder +broker):\n%s", diff)
	}
	values := cmpopts.IgnoreFields(forecast.Observation{}, "RawHash", "Received", "Source", "Raw", "Derived")
	if diff := cmp.Diff(byFolder, byHTTP, values); diff != "" {
		t.Errorf("folder and HTTP differ (-folder +HTTP):\n%s", diff)
	}
}

// wayIn takes weather in on a store of its own and gives what is there then.
func wayIn(t *testing.T, stations string, in func(context.Context, *App, *store.Store, *job.Service)) []forecast.Observation {
	t.Helper()
	cli := &CLI{DB: filepath.Join(t.TempDir(), "w.db"), Log: "text", Now: waysNow}
	app, err := newApp(cli, streams{in: &bytes.Buffer{}, out: io.Discard, err: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	var got []forecast.Observation
	err = app.with(t.Context(), func(st *store.Store) error {
		s := app.service(st)
		list := &source.Files{Paths: []string{filepath.Join(stations, "stations-romania.csv")}, Reader: waysReader(t, app), Clock: app.clock}
		if _, err := s.Ingest(t.Context(), list); err != nil {
			return err
		}
		in(t.Context(), app, st, s)
		var err error
		got, err = st.Observations(t.Context(), forecast.ObservationQuery{From: time.Unix(0, 0), To: app.clock(), AsOf: app.clock()})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func waysReader(t *testing.T, app *App) source.Reader {
	t.Helper()
	r, err := app.reader("auto", "", "")
	if err != nil {
		t.Fatal(err)
	}
	return *r
}

// overBroker publishes the files' content in notifications, and hears them.
func overBroker(ctx context.Context, t *testing.T, app *App, s *job.Service, files []string) {
	t.Helper()
	b := mqtt.New(&mqtt.Options{InlineClient: true, Logger: slog.New(slog.DiscardHandler)})
	if err := b.AddHook(new(auth.AllowHook), nil); err != nil {
		t.Fatal(err)
	}
	l := listeners.NewTCP(listeners.Config{ID: "t", Address: "127.0.0.1:0"})
	if err := b.AddListener(l); err != nil {
		t.Fatal(err)
	}
	if err := b.Serve(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	const topic = "cache/a/wis2/ro-rnimh/data/core/weather/surface-based-observations/synop"
	w := &source.WIS2{Broker: &url.URL{Scheme: "mqtt", Host: l.Address()}, ClientID: "t", Topics: []string{topic}, Reader: waysReader(t, app), Clock: app.clock}
	listening, stop := context.WithCancel(ctx)
	defer stop()
	taken, ended := make(chan struct{}, len(files)), make(chan error, 1)
	go func() {
		ended <- w.Listen(listening, func(in forecast.Bulletin) error {
			_, err := s.Take(ctx, in)
			taken <- struct{}{}
			return err
		})
	}()
	for end := time.Now().Add(20 * time.Second); len(b.Topics.Subscribers(topic).Subscriptions) == 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("nobody subscribed")
		}
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		notice, err := json.Marshal(map[string]any{
			"type": "Feature", "id": filepath.Base(name), "geometry": nil, "links": []any{},
			"properties": map[string]any{
				"data_id": "ro/" + filepath.Base(name), "pubtime": waysNow,
				"content": map[string]any{"encoding": "base64", "value": base64.StdEncoding.EncodeToString(text), "size": len(text)},
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Publish(topic, notice, false, 1); err != nil {
			t.Fatal(err)
		}
	}
	for range files {
		select {
		case <-taken:
		case err := <-ended:
			t.Fatal("the subscriber ended:", err)
		case <-time.After(30 * time.Second):
			t.Fatal("a bulletin did not come")
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}
