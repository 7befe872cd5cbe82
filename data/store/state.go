package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// stateRuns are the runs whose states may count: issued by $1, simulated or not
// as $2 says, with states between the days $3 and $4, not withdrawn.
const stateRuns = `
	FROM run r LEFT JOIN run_event w ON w.run = r.num AND w.kind = 'withdrawn' AND w.at <= $1
	WHERE r.issued <= $1 AND r.simulated = $2 AND r.states_to >= $3 AND r.states_from <= $4
		AND r.states_to <> '' AND w.at IS NULL`

const stateFields = `x.zone, x.date, x.reset_mm, x.p, x.h, x.status, x.gap_days, x.from_model, x.lower, x.fuel`

// States gives each zone's state at the newest of the days in [from, to] that
// has any, from the newest run issued by asOf that is not withdrawn and is or is
// not simulated as asked, by zone. Drafts count as well: a state is what the
// weather has come to, whoever has looked at it.
func (s *Store) States(ctx context.Context, from, to forecast.Date, simulated bool, asOf time.Time) ([]forecast.State, error) {
	args := []any{micros(asOf), simulated, from.String(), to.String()}
	states, complete, err := s.lastStates(ctx, to, args)
	if err != nil || complete {
		return states, err
	}
	return list(ctx, s, "read states", scanState, `
		SELECT `+stateFields+` FROM (
			SELECT x.*, RANK() OVER (PARTITION BY x.zone ORDER BY x.date DESC, r.issued DESC, r.num DESC) AS place
			FROM (SELECT r.num, r.issued`+stateRuns+`) r
			JOIN run_state x ON x.run = r.num AND x.date BETWEEN $3 AND $4) x
		WHERE x.place = 1 ORDER BY x.zone, x.reset_mm`, args...)
}

// lastStates is the common case without the long way: the newest run has a
// state of every zone on the last day, and all runs are for the same zones.
func (s *Store) lastStates(ctx context.Context, to forecast.Date, args []any) (states []forecast.State, complete bool, err error) {
	var sets, zones, num sql.NullInt64
	err = s.reader.QueryRowContext(ctx, `
		SELECT COUNT(DISTINCT r.zone_set), (SELECT COUNT(*) FROM zone z WHERE z.zone_set = MAX(r.zone_set)),
			(SELECT r.num `+stateRuns+` AND r.states_to >= $4 ORDER BY r.issued DESC, r.num DESC LIMIT 1)`+stateRuns,
		args...).Scan(&sets, &zones, &num)
	if err != nil || sets.Int64 != 1 || !num.Valid {
		return nil, false, s.fail("read states", err)
	}
	states, err = list(ctx, s, "read states", scanState,
		"SELECT "+stateFields+" FROM run_state x WHERE x.run = $1 AND x.date = $2 ORDER BY x.zone, x.reset_mm",
		num.Int64, to.String())
	found := int64(0)
	for i := range states {
		if i == 0 || states[i].Zone != states[i-1].Zone {
			found++
		}
	}
	return states, err == nil && found == zones.Int64, err
}

func scanState(rows *sql.Rows) (st forecast.State, err error) {
	err = rows.Scan(&st.Zone, (*date)(&st.Date), &st.ResetMM, (*float)(&st.P), (*float)(&st.H), &st.Status,
		&st.GapDays, &st.FromModel, &st.Lower, document{&st.Fuel})
	return st, err
}

// fuelText is fuel as it is stored, NULL where none is kept.
func fuelText(f *forecast.Fuel) any {
	if f == nil {
		return nil
	}
	text, err := json.Marshal(f)
	if err != nil {
		return nil // NaN or infinite: unknown, and not kept
	}
	return string(text)
}
