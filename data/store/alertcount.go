package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// CountAlerts counts what was sent in [from, to) as known at asOf. It keeps a
// record of a time in which anything was decided, told or weighed.
func (s *Store) CountAlerts(ctx context.Context, from, to, asOf time.Time) (c forecast.AlertCount, known bool, err error) {
	first, end := micros(from), min(micros(to), micros(asOf)+1)
	var weighed int
	for _, q := range []struct {
		n    *int
		text string
	}{
		{&weighed, "SELECT COUNT(*) FROM alert_mark WHERE at >= $1 AND at < $2"},
		{&c.Public, "SELECT COUNT(*) FROM alert WHERE sent >= $1 AND sent < $2"},
		{&c.Persons, "SELECT COUNT(DISTINCT person) FROM delivery WHERE purpose = 'alert' AND created >= $1 AND created < $2"},
		{&c.Reached, "SELECT COUNT(DISTINCT person) FROM delivery WHERE purpose = 'alert' AND state = 'sent' AND created >= $1 AND created < $2"},
	} {
		counts, err := list(ctx, s, "count alerts", scanCount, q.text, first, end)
		if err != nil {
			return c, false, err
		}
		*q.n = counts[0]
	}
	c.Channels, err = s.channelReach(ctx, first, end)
	return c, weighed > 0 || c.Public > 0 || c.Persons > 0, err
}

func scanCount(rows *sql.Rows) (n int, err error) { return n, rows.Scan(&n) }

// channelReach is what became of the messages of each channel, by its name.
func (s *Store) channelReach(ctx context.Context, first, end int64) ([]forecast.ChannelReach, error) {
	type part struct {
		channel forecast.Channel
		state   forecast.DeliveryState
		n       int
	}
	parts, err := list(ctx, s, "count deliveries", func(rows *sql.Rows) (p part, err error) {
		return p, rows.Scan(&p.channel, &p.state, &p.n)
	}, `SELECT channel, state, COUNT(*) FROM delivery
		WHERE purpose = 'alert' AND created >= $1 AND created < $2 GROUP BY channel, state ORDER BY channel, state`, first, end)
	reach := []forecast.ChannelReach{}
	for _, p := range parts {
		if n := len(reach); n == 0 || reach[n-1].Channel != p.channel {
			reach = append(reach, forecast.ChannelReach{Channel: p.channel})
		}
		reach[len(reach)-1].Take(p.state, p.n)
	}
	return reach, err
}
