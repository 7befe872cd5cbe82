package main

import (
	"context"
	"encoding/csv"
	"io"
	"math"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

// exportFireRecords writes the fires that were confirmed, as `fires import` takes
// them back. Who reported them is in the backup alone.
func exportFireRecords(ctx context.Context, e *exporter) error {
	fires, err := e.store.FireRecords(ctx, forecast.FireQuery{Status: []forecast.FireStatus{forecast.FireConfirmed, forecast.FireClosed}})
	if err != nil {
		return err
	}
	loc := e.app.province().Location
	err = e.file("fire_records.csv", "csv", "confirmed fires, without their reporters; `canhlua fires import` takes them back", func(w io.Writer) (int, error) {
		return len(fires), writeFireRows(w, fires, loc)
	})
	if err != nil {
		return err
	}
	return e.file("fire_records.geojson", "geojson", "the same", func(w io.Writer) (int, error) {
		return len(fires), writeFireFeatures(w, fires, loc)
	})
}

// exportSigns writes the register of roadside signs.
func exportSigns(ctx context.Context, e *exporter) error {
	signs, err := e.store.Signs(ctx)
	if err != nil {
		return err
	}
	return e.file("signs.csv", "csv", "roadside signs; `canhlua signs import` takes them back", func(w io.Writer) (int, error) {
		return len(signs), csv.NewWriter(w).WriteAll(signRows(signs))
	})
}

// exportReadiness writes the register of readiness, with its contacts.
func exportReadiness(ctx context.Context, e *exporter) error {
	assets, err := e.store.Assets(ctx)
	if err != nil {
		return err
	}
	return e.file("readiness.csv", "csv", "crews, means and works with their contacts (personal); `canhlua readiness import` takes them back", func(w io.Writer) (int, error) {
		return len(assets), source.WriteAssets(w, assets)
	})
}

// exportAlerts writes the public alerts, oldest last.
func exportAlerts(ctx context.Context, e *exporter) error {
	alerts, err := e.store.Alerts(ctx, forecast.AlertQuery{AsOf: farOff, Limit: math.MaxInt32})
	if err != nil {
		return err
	}
	return e.lines("alerts.jsonl", "public alerts, newest first", eachOf(alerts))
}

// exportSubscriptions writes who wants to be told, without secrets.
func exportSubscriptions(ctx context.Context, e *exporter) error {
	all, err := e.store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	return e.lines("subscriptions.jsonl", "who wants to be told of what (personal), without secrets", eachOf(all))
}

// eachOf hands over one line for each.
func eachOf[T any](all []T) func(add func(any) error) error {
	return func(add func(any) error) error {
		for i := range all {
			if err := add(all[i]); err != nil {
				return err
			}
		}
		return nil
	}
}
