package store

import (
	"context"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// ObservedSpan gives the first and last valid time of real observations, zero when
// there are none.
func (s *Store) ObservedSpan(ctx context.Context) (first, last time.Time, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT COALESCE(MIN(time), 0), COALESCE(MAX(time), 0) FROM observation WHERE NOT simulated").Scan((*instant)(&first), (*instant)(&last))
	return first, last, s.fail("read the span of observations", err)
}

// RunSpan gives the first and last day that any run was made for, zero when there
// is none.
func (s *Store) RunSpan(ctx context.Context) (first, last forecast.Date, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT MIN(date), MAX(date) FROM run").Scan((*date)(&first), (*date)(&last))
	return first, last, s.fail("read the span of runs", err)
}

// EachAudit hands over the audit log, oldest first.
func (s *Store) EachAudit(ctx context.Context, each func(forecast.AuditEntry) error) error {
	for seq := int64(0); ; {
		part, err := list(ctx, s, "read audit log", scanAudit,
			"SELECT "+auditFields+" FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2", seq, int64(auditPart))
		if err != nil || len(part) == 0 {
			return err
		}
		for _, e := range part {
			if err := each(e); err != nil {
				return err
			}
			seq = e.Seq
		}
	}
}

// EachNormal hands over a climatology's normals, by zone and day of the year.
func (s *Store) EachNormal(ctx context.Context, num int64, each func(forecast.Normal) error) error {
	for day := 1; day <= 366; day++ {
		part, err := s.Normals(ctx, num, day, "")
		if err != nil {
			return err
		}
		for _, n := range part {
			if err := each(n); err != nil {
				return err
			}
		}
	}
	return nil
}
