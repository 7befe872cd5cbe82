package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// SaveRun adds a draft with all its days, reasons, states and input, or nothing
// of it. Saving the same run again is no error and changes nothing. A run that
// looks more than 92 days ahead is Invalid.
func (s *Store) SaveRun(ctx context.Context, run forecast.Run) error {
	return s.saveRun(ctx, run, func(*change) error { return nil })
}

// MakeDraft is SaveRun by somebody, with an entry of the audit log, which names them
// among those who made the draft. The same draft made again has an entry of its own;
// WrongState when the run is a draft no more.
func (s *Store) MakeDraft(ctx context.Context, run forecast.Run, by forecast.AuditEntry) error {
	by.Action, by.Subject = actionMakeDraft, "run "+run.ID
	return s.saveRun(ctx, run, func(c *change) error {
		if err := s.engine.turn(ctx, c.tx); err != nil { // nobody publishes meanwhile
			return err
		}
		now, err := s.standing(ctx, c.tx, run.ID)
		if err != nil {
			return err
		}
		if now.Status != forecast.Draft {
			return &forecast.WrongState{Run: run.ID, From: now.Status, To: forecast.Draft}
		}
		_, err = s.auditTx(ctx, c.tx, by)
		return err
	})
}

// actionMakeDraft is what the audit log calls it; the rule of two persons goes by it.
const actionMakeDraft = "make draft"

// saveRun saves a run and does in the same transaction what follows from it.
func (s *Store) saveRun(ctx context.Context, run forecast.Run, then func(*change) error) error {
	if err := checkRun(&run); err != nil {
		return err
	}
	// What takes time but not the database is done before the one writer is held,
	// or beside it.
	packed := make(chan packedRun, 1)
	go func() { packed <- packRun(&run) }()
	days := daysInOrder(run.Days)
	return s.change(ctx, "save run "+run.ID, func(c *change) error {
		num, fresh, err := c.addRun(ctx, &run)
		if err != nil {
			return err
		}
		if fresh {
			if err := c.addLayout(ctx); err != nil {
				return err
			}
			if err := c.addRows(ctx, num, &run, days, packed); err != nil {
				return err
			}
		}
		return then(c)
	})
}

func checkRun(run *forecast.Run) error {
	wrong := func(reason, remedy string) error {
		return &forecast.Invalid{Column: "run", Value: run.ID, Reason: reason, Remedy: remedy}
	}
	switch n := run.To.DaysSince(run.Date); {
	case run.ID == "":
		return wrong("a run without a name", "compute it with package run")
	case run.Date.IsZero() || n < 0:
		return wrong("covers no day", "give its first and last day")
	case n > maxDays:
		return wrong("looks more than 92 days ahead", "end it earlier")
	}
	return nil
}

// addRun adds the row of the run itself.
func (c *change) addRun(ctx context.Context, run *forecast.Run) (num int64, fresh bool, err error) {
	editions, err := json.Marshal(run.Editions)
	if err != nil {
		return 0, false, err
	}
	notes, err := listed(run.Notes)
	if err != nil {
		return 0, false, err
	}
	first, last := stateDays(run.States)
	nums, err := listFrom(ctx, c.tx, scanNum, `
		INSERT INTO run (id, date, to_date, issued, slot, zone_set, editions, profile, input_hash,
			provisional, simulated, notes, states_from, states_to)
		VALUES (`+holes(1, 14)+`) ON CONFLICT (id) DO NOTHING RETURNING num`,
		run.ID, run.Date.String(), run.To.String(), micros(run.Issued), words(run.Slot), run.ZoneSet, string(editions),
		words(run.Profile), run.InputHash, run.Provisional, run.Simulated, notes, first.String(), last.String())
	if err != nil || len(nums) == 0 {
		return 0, false, err
	}
	return nums[0], true, nil
}

func stateDays(states []forecast.State) (first, last forecast.Date) {
	for i := range states {
		d := states[i].Date
		if first.IsZero() || d.Before(first) {
			first = d
		}
		if d.After(last) {
			last = d
		}
	}
	return first, last
}

// addRows adds what belongs to the run.
func (c *change) addRows(ctx context.Context, num int64, run *forecast.Run, days []*forecast.ZoneDay, packing <-chan packedRun) error {
	states := statesInOrder(run.States)
	texts, dayRow, stateRow := newDayTexts(), make([]any, len(dayColumns)), make([]any, len(stateColumns))
	batches := []batch{
		{table: "run_day", columns: dayColumns, rows: len(days), row: func(i int) []any {
			fillDayRow(dayRow, num, days[i], texts)
			return dayRow
		}},
		{table: "run_state", columns: stateColumns, rows: len(states), row: func(i int) []any {
			st := states[i]
			copy(stateRow, []any{num, texts.date(st.Date), st.Zone, st.ResetMM, number(st.P), number(st.H), string(st.Status),
				int64(st.GapDays), st.FromModel, st.Lower, fuelText(st.Fuel)})
			return stateRow
		}},
	}
	if err := c.loadAll(ctx, batches); err != nil {
		return err
	}
	packed := <-packing
	if packed.err != nil {
		return packed.err
	}
	return c.loadAll(ctx, []batch{
		{table: "run_input", columns: []string{"run", "input"}, rows: min(len(packed.input), 1), row: func(int) []any {
			return []any{num, packed.input}
		}},
		{table: "run_reason", columns: []string{"run", "zone", "layout", "reason"}, rows: len(packed.reasons), row: func(i int) []any {
			return []any{num, run.Reasons[i].Zone, reasonLayout().id, packed.reasons[i]}
		}},
	})
}

func (c *change) loadAll(ctx context.Context, batches []batch) error {
	for _, b := range batches {
		if b.rows == 0 {
			continue
		}
		if _, err := c.engine.load(ctx, c, b); err != nil {
			return err
		}
	}
	return nil
}

var dayColumns = []string{"run", "date", "zone", "level", "status", "p", "h", "days_since_rain", "to_next", "next_level",
	"change_date", "change_level", "group_levels", "edition", "temp_c", "dewpoint_c", "rh_pct", "deficit_hpa", "rain_mm", "wind_kmh", "outlook", "indices"}

var stateColumns = []string{"run", "date", "zone", "reset_mm", "p", "h", "status", "gap_days", "from_model", "lower", "fuel"}

// daysInOrder are a run's days in the order of the key of run_day.
func daysInOrder(days []forecast.ZoneDay) []*forecast.ZoneDay {
	order := make([]*forecast.ZoneDay, len(days))
	for i := range days {
		order[i] = &days[i]
	}
	slices.SortFunc(order, func(a, b *forecast.ZoneDay) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Zone, b.Zone))
	})
	return order
}

// statesInOrder are a run's states in the order of the key of run_state.
func statesInOrder(states []forecast.State) []*forecast.State {
	order := make([]*forecast.State, len(states))
	for i := range states {
		order[i] = &states[i]
	}
	slices.SortStableFunc(order, func(a, b *forecast.State) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Zone, b.Zone))
	})
	return order
}

// fillDayRow puts a day into a row of run_day.
func fillDayRow(row []any, num int64, d *forecast.ZoneDay, texts *dayTexts) {
	var changeDate, changeLevel any
	if d.NextChange != nil {
		changeDate, changeLevel = texts.date(d.NextChange.Date), grade(d.NextChange.Level)
	}
	values := [...]any{num, texts.date(d.Date), d.Zone, grade(d.Level), string(d.Status),
		number(d.P), number(d.H), number(d.DaysSinceRain), number(d.ToNext), grade(d.NextLevel),
		changeDate, changeLevel, texts.groups(d.Groups), optional(d.Edition),
		number(d.TempC), number(d.DewPointC), number(d.RHPct), number(d.DeficitHPa), number(d.RainMM), number(d.WindKmh), outlookText(d.Outlook), indicesText(d.Indices)}
	copy(row, values[:])
}

// dayTexts remember what they wrote last: neighbouring rows say the same.
type dayTexts struct {
	dates      map[forecast.Date]any
	lastGroups []forecast.GroupLevel
	lastText   any
}

func newDayTexts() *dayTexts { return &dayTexts{dates: map[forecast.Date]any{}} }

func (t *dayTexts) date(d forecast.Date) any {
	text, known := t.dates[d]
	if !known {
		text = d.String()
		t.dates[d] = text
	}
	return text
}

func (t *dayTexts) groups(g []forecast.GroupLevel) any {
	if len(g) > 0 && slices.Equal(g, t.lastGroups) {
		return t.lastText
	}
	text, err := listed(g)
	if err != nil {
		return nil // texts and whole numbers: there is none
	}
	t.lastGroups, t.lastText = g, text
	return text
}
