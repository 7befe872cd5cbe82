package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

// listen hears the WIS2 broker of the profile, if there is one, until the
// context ends; the channel is closed then. A bulletin that cannot be kept is
// told and lost here only: the broker's caches have it still.
func (a *App) listen(ctx context.Context, st *store.Store, service *job.Service) (done <-chan struct{}, err error) {
	ended := make(chan struct{})
	if !a.profile.Sources.WIS2.Enabled {
		close(ended)
		return ended, nil
	}
	w, err := a.wis2(ctx, st)
	if err != nil {
		return nil, err
	}
	go func() {
		defer close(ended)
		err := w.Listen(ctx, func(b forecast.Bulletin) error {
			t, err := service.Take(ctx, b)
			service.Tell(w.Name(), t)
			if err != nil && ctx.Err() == nil {
				a.log.Error("bulletin could not be kept", "source", w.Name(), "file", b.Raw.Name, "error", err.Error())
			}
			return nil
		})
		if err != nil {
			a.log.Error("source gave up", "source", w.Name(), "error", err.Error())
		}
	}()
	return ended, nil
}

// wis2 is the subscriber with this store's name towards the broker, so that the
// broker knows it again after a restart.
func (a *App) wis2(ctx context.Context, st *store.Store) (*source.WIS2, error) {
	config := a.profile.Sources.WIS2
	broker, err := url.Parse(config.URL)
	if err != nil || broker.Host == "" || len(config.Topics) == 0 || len(config.Area) != 0 && len(config.Area) != 4 {
		return nil, usage{fmt.Errorf("profile: sources.wis2: url %q, %d topics, area %v: give mqtts://host:8883, one topic or more, and west, south, east, north or nothing",
			config.URL, len(config.Topics), config.Area)}
	}
	client, err := clientName(ctx, st)
	if err != nil {
		return nil, err
	}
	reader, err := a.reader("auto", "", "")
	if err != nil {
		return nil, err
	}
	w := &source.WIS2{
		Broker: broker, User: config.User, Password: cmp.Or(os.Getenv("CANHLUA_WIS2_PASSWORD"), config.User), ClientID: client,
		Topics: config.Topics, Stations: config.Stations, Reader: *reader, Clock: a.clock, Log: a.log,
	}
	if len(config.Area) == 4 {
		w.Area = (*[4]float64)(config.Area)
	}
	return w, nil
}

// clientName is drawn once for each store and host: two processes on one store
// must not push each other off the broker.
func clientName(ctx context.Context, st *store.Store) (string, error) {
	host, err := os.Hostname()
	if err != nil {
		return "", err
	}
	key := "wis2 client on " + host
	name, err := st.Meta(ctx, key)
	if err != nil || name != "" {
		return name, err
	}
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	name = "canhlua-" + hex.EncodeToString(b[:])
	return name, st.SetMeta(ctx, key, name)
}
