package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"math"
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

var observationColumns = []string{"station", "time", "simulated", "content", "received", "source", "correction", "wigos",
	"temp_c", "dewpoint_c", "rh_pct", "wind_ms", "wind_dir_deg", "pressure_hpa", "msl_pressure_hpa", "qnh",
	"rain", "derived", "flags", "void", "estimated", "issued", "raw", "raw_hash"}

// SaveObservations adds those that are new and says how many were. Two reports
// are the same when all they say is the same, their text and source included;
// when they came, in which input, and what the checks found does not count. An
// observation without station or time, or with a number that is none, is left
// out and told as Invalid; the others are saved.
func (s *Store) SaveObservations(ctx context.Context, obs []forecast.Observation) (saved int, err error) {
	rows := make([]storedObservation, 0, len(obs))
	var refused []error
	for i := range obs {
		row, err := s.observationRow(&obs[i])
		if err != nil {
			refused = append(refused, err)
			continue
		}
		rows = append(rows, row)
	}
	if len(rows) > 0 {
		err = s.change(ctx, "save observations", func(c *change) error {
			n, err := s.engine.load(ctx, c, batch{
				table: "observation", columns: observationColumns, key: "station, time, simulated, content",
				rows: len(rows), row: func(i int) []any { return rows[i].values() },
			})
			saved = int(n)
			return err
		})
	}
	if err != nil {
		return 0, err
	}
	return saved, errors.Join(refused...)
}

// storedObservation is an observation with its JSON columns.
type storedObservation struct {
	*forecast.Observation
	received                   int64
	content                    int64
	rain, derived, flags, void any
}

func (s *Store) observationRow(o *forecast.Observation) (row storedObservation, err error) {
	if err := checkObservation(o); err != nil {
		return row, err
	}
	row = storedObservation{Observation: o, received: micros(o.Received)}
	if row.received == 0 {
		row.received = micros(s.clock())
	}
	var failed [4]error
	row.rain, failed[0] = listed(o.Rain)
	row.derived, failed[1] = listed(o.Derived)
	row.flags, failed[2] = listed(o.Flags)
	row.void, failed[3] = listed(o.Void)
	row.content = content(o)
	return row, errors.Join(failed[:]...)
}

func (r *storedObservation) values() []any {
	return []any{words(r.Station), micros(r.Time), r.Simulated, r.content, r.received,
		words(r.Source), words(r.Correction), words(r.WIGOS),
		number(r.TempC), number(r.DewPointC), number(r.RHPct), number(r.WindMS), number(r.WindDirDeg),
		number(r.PressureHPa), number(r.MSLPressureHPa), r.QNH, r.rain, r.derived, r.flags, r.void, r.Estimated,
		micros(r.Issued), optional(r.Raw), words(r.RawHash)}
}

func checkObservation(o *forecast.Observation) error {
	if o.Station == "" || o.Time.IsZero() {
		return &forecast.Invalid{Column: "station, time", Value: o.Station + " " + o.Raw,
			Reason: "an observation without station or time", Remedy: "give both"}
	}
	wrong := func(v forecast.Variable, x float64) error {
		return &forecast.Invalid{Column: string(v), Value: strconv.FormatFloat(x, 'g', -1, 64),
			Reason: "station " + o.Station + ": not a number", Remedy: "leave out what is missing"}
	}
	for _, v := range forecast.Scalars {
		if f := o.Value(v); f.OK && (math.IsNaN(f.V) || math.IsInf(f.V, 0)) {
			return wrong(v, f.V)
		}
	}
	for _, r := range o.Rain {
		if x := r.MM + r.Hours; math.IsNaN(x) || math.IsInf(x, 0) {
			return wrong(forecast.RainMM, x)
		}
	}
	return nil
}

// content names what a report says by the first 64 bits of a SHA-256: enough to
// tell the few reports of one station and time apart.
func content(o *forecast.Observation) int64 {
	b := make([]byte, 0, 512)
	text := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	for _, v := range forecast.Scalars {
		if f := o.Value(v); f.OK {
			text(string(v))
			b = binary.BigEndian.AppendUint64(b, math.Float64bits(f.V+0)) // +0: −0 is 0
		}
	}
	for _, r := range o.Rain {
		text(string(forecast.RainMM))
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(r.MM+0))
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(r.Hours))
	}
	for _, v := range o.Derived {
		text(string(v))
	}
	for _, v := range o.Void {
		text("void " + string(v))
	}
	text(o.WIGOS)
	text(o.Correction)
	text(o.Source)
	text(words(o.Raw))
	b = strconv.AppendBool(strconv.AppendBool(b, o.QNH), o.Estimated)
	b = binary.BigEndian.AppendUint64(b, uint64(micros(o.Issued)))
	sum := sha256.Sum256(b)
	return int64(binary.BigEndian.Uint64(sum[:]))
}

// Observations gives one observation per station and time, by station and time,
// as forecast.Merge makes it of what was received by q.AsOf.
func (s *Store) Observations(ctx context.Context, q forecast.ObservationQuery) ([]forecast.Observation, error) {
	args := []any{micros(q.From), micros(q.To), micros(q.AsOf), q.Simulated}
	where := ""
	if len(q.Stations) > 0 {
		where = " AND station IN (" + holes(len(args)+1, len(q.Stations)) + ")"
		for _, id := range q.Stations {
			args = append(args, words(id))
		}
	}
	all, err := list(ctx, s, "read observations", scanObservation, `
		SELECT station, time, simulated, received, source, correction, wigos,
			temp_c, dewpoint_c, rh_pct, wind_ms, wind_dir_deg, pressure_hpa, msl_pressure_hpa, qnh,
			rain, derived, flags, void, estimated, issued, raw, raw_hash
		FROM observation
		WHERE time BETWEEN $1 AND $2 AND received <= $3 AND simulated = $4`+where+`
		ORDER BY station, time, received, content`, args...)
	if err != nil {
		return nil, err
	}
	return forecast.Merge(all), nil
}

func scanObservation(rows *sql.Rows) (o forecast.Observation, err error) {
	err = rows.Scan(&o.Station, (*instant)(&o.Time), &o.Simulated, (*instant)(&o.Received), &o.Source, &o.Correction, &o.WIGOS,
		(*float)(&o.TempC), (*float)(&o.DewPointC), (*float)(&o.RHPct), (*float)(&o.WindMS), (*float)(&o.WindDirDeg),
		(*float)(&o.PressureHPa), (*float)(&o.MSLPressureHPa), &o.QNH,
		document{&o.Rain}, document{&o.Derived}, document{&o.Flags}, document{&o.Void}, &o.Estimated, (*instant)(&o.Issued),
		(*optionalText)(&o.Raw), &o.RawHash)
	return o, err
}
