package main

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// farOff is a time behind everything that is kept.
var farOff = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func exportStations(ctx context.Context, e *exporter) error {
	stations, err := e.store.Stations(ctx, farOff)
	if err != nil {
		return err
	}
	return e.csv("stations.csv", "places of the stations; `canhlua ingest` takes them back", []string{"station", "wigos", "name", "lat", "lon", "elevation_m"},
		func(add func(...any) error) error {
			for _, st := range stations {
				if st.Simulated {
					continue
				}
				if err := add(st.ID, st.WIGOS, st.Name, st.Lat, st.Lon, st.ElevationM); err != nil {
					return err
				}
			}
			return nil
		})
}

// estimatedColumns lets `canhlua ingest --columns` take estimated readings back as
// what they are.
const estimatedColumns = `station: station
time: time
temp_c: {column: temp_c, estimated: true}
rh_pct: rh_pct
dewpoint_c: dewpoint_c
wind_ms: wind_ms
wind_dir_deg: wind_dir_deg
rain_mm: rain_mm
rain_hours: rain_hours
`

func exportReadings(ctx context.Context, e *exporter) error {
	estimated := 0
	err := e.lines("readings.jsonl", "readings as they count, whole; `canhlua ingest` takes them back", func(add func(any) error) error {
		return e.eachReading(ctx, func(o *forecast.Observation) error {
			if o.Estimated {
				estimated++
			}
			whole := *o
			whole.Flags = nil // whoever takes them back checks them anew
			return add(&whole)
		})
	})
	if err == nil {
		err = e.weather(ctx, "readings.csv", "readings as weather CSV; `canhlua ingest` takes them back", false)
	}
	if err != nil || estimated == 0 {
		return err
	}
	err = e.weather(ctx, "readings-estimated.csv", "readings that stand for others; `canhlua ingest --columns readings-estimated.yaml`", true)
	if err != nil {
		return err
	}
	return e.file("readings-estimated.yaml", "yaml", "columns of readings-estimated.csv", func(w io.Writer) (int, error) {
		_, err := io.WriteString(w, estimatedColumns)
		return 9, err
	})
}

func (e *exporter) weather(ctx context.Context, name, about string, estimated bool) error {
	return e.file(name, "csv", about, func(w io.Writer) (rows int, err error) {
		out, err := source.NewWeatherCSV(w)
		if err != nil {
			return 0, err
		}
		err = e.eachReading(ctx, func(o *forecast.Observation) error {
			if o.Estimated != estimated {
				return nil
			}
			rows++
			return out.Write(o)
		})
		return rows, errors.Join(err, out.Close())
	})
}

// eachReading hands over the real readings that count, some days at a time.
func (e *exporter) eachReading(ctx context.Context, each func(*forecast.Observation) error) error {
	const step = 31 * 24 * time.Hour
	first, last, err := e.store.ObservedSpan(ctx)
	if err != nil || first.IsZero() {
		return err
	}
	for from := first; !from.After(last); from = from.Add(step) {
		obs, err := e.store.Observations(ctx, forecast.ObservationQuery{From: from, To: from.Add(step - time.Nanosecond), AsOf: farOff})
		if err != nil {
			return err
		}
		for i := range obs {
			if err := each(&obs[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func exportStarts(ctx context.Context, e *exporter) error {
	starts, err := e.store.Starts(ctx, forecast.Date{Year: 1, Month: 1, Day: 1}, forecast.Date{Year: 9999, Month: 12, Day: 31}, farOff)
	if err != nil {
		return err
	}
	return e.csv("starts.csv", "start values of P and H given by officers", []string{"zone", "date", "p", "h", "by", "reason", "given"}, func(add func(...any) error) error {
		for _, s := range starts {
			if err := add(s.Zone, s.Date, s.P, s.H, s.By, s.Reason, s.Given); err != nil {
				return err
			}
		}
		return nil
	})
}

func exportZones(ctx context.Context, e *exporter) error {
	sets, err := e.store.ZoneSets(ctx)
	if err != nil {
		return err
	}
	for _, set := range sets {
		if set, err = e.store.ZoneSet(ctx, set.ID); err != nil {
			return err
		}
		err := e.file("zones/"+set.ID+".geojson", "geojson", set.Name, func(w io.Writer) (int, error) {
			_, err := w.Write(zonesGeoJSON(set))
			return len(set.Zones), err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func exportTables(ctx context.Context, e *exporter) error {
	editions, err := e.store.Editions(ctx)
	if err != nil {
		return err
	}
	for _, edition := range editions {
		err := e.file("tables/"+edition.ID+".csv", "csv", edition.Title, func(w io.Writer) (int, error) {
			n, err := io.WriteString(w, edition.Text)
			return countLines(edition.Text[:n]), err
		})
		if err != nil {
			return err
		}
	}
	return e.lines("tables/editions.jsonl", "the editions with their legal basis and days", func(add func(any) error) error {
		for _, edition := range editions {
			if err := add(edition); err != nil {
				return err
			}
		}
		return nil
	})
}

func countLines(text string) (n int) {
	for _, c := range text {
		if c == '\n' {
			n++
		}
	}
	return n
}

func exportFires(ctx context.Context, e *exporter) error {
	fires, err := e.store.Fires(ctx, time.Unix(0, 0), farOff, farOff)
	if err != nil {
		return err
	}
	err = e.csv("fires.csv", "hotspots", []string{"id", "kind", "time", "lat", "lon", "confidence", "confidence_pct", "frp_mw", "satellite", "instrument", "source"},
		func(add func(...any) error) error {
			for _, f := range fires {
				if err := add(f.ID, f.Kind, f.Time, f.Lat, f.Lon, f.Confidence, f.ConfidencePct, f.FRPMW, f.Satellite, f.Instrument, f.Source); err != nil {
					return err
				}
			}
			return nil
		})
	if err != nil {
		return err
	}
	return e.file("fires.geojson", "geojson", "hotspots", func(w io.Writer) (int, error) {
		_, err := w.Write(firesGeoJSON(fires))
		return len(fires), err
	})
}

// exportClimatology writes the newest normals of each zone set.
func exportClimatology(ctx context.Context, e *exporter) error {
	sets, err := e.store.ZoneSets(ctx)
	if err != nil {
		return err
	}
	for _, set := range sets {
		c, err := e.store.Climatology(ctx, set.ID, farOff)
		var none *forecast.NotFound
		if errors.As(err, &none) {
			continue
		}
		if err != nil {
			return err
		}
		err = e.lines("climatology/"+set.ID+".jsonl", "normals of the indices by zone and day of a leap year, their quantiles at 0, 5 … 100 %; the first line says from which years", func(add func(any) error) error {
			if err := add(c); err != nil {
				return err
			}
			return e.store.EachNormal(ctx, c.Num, func(n forecast.Normal) error { return add(normalLine(n)) })
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// normalLine is a zone's normals of a day, by the names of the indices.
func normalLine(n forecast.Normal) any {
	type index struct {
		Years     int       `json:"years"`
		Quantiles []float64 `json:"quantiles"`
	}
	line := struct {
		Zone    string           `json:"zone"`
		Day     int              `json:"day"`
		Indices map[string]index `json:"indices"`
	}{n.Zone, n.Day, map[string]index{}}
	for i, d := range n.Index {
		if d.Known() {
			line.Indices[forecast.ClimateNames[i]] = index{d.Years, d.Quantiles}
		}
	}
	return line
}

// exportAudit writes the log so that its chain can be checked without the service.
func exportAudit(ctx context.Context, e *exporter) error {
	const about = "the audit log, oldest first; hash = SHA-256, hex, of the JSON list [seq, microseconds since 1970 of at, actor, role, action, subject, detail, reason, refused, from, before], written by Go's encoding/json (<, > and & as \\u003c, \\u003e, \\u0026); before = the hash of the entry before"
	return e.lines("audit.jsonl", about, func(add func(any) error) error {
		return e.store.EachAudit(ctx, func(entry forecast.AuditEntry) error {
			entry.At = entry.At.UTC()
			return add(entry)
		})
	})
}

// firesGeoJSON writes fires as points.
func firesGeoJSON(fires []forecast.Fire) []byte {
	out := geo.BeginCollection(nil)
	for i := range fires {
		out = geo.AppendFeature(out, fires[i].ID, pointGeometry(fires[i].Lon, fires[i].Lat), fireProperties(&fires[i]))
	}
	return geo.EndCollection(out, nil)
}
