package main

import (
	"context"
	"fmt"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

// receive takes readings that came over HTTP the way of every other input: the
// body is kept, each reading is checked and saved by itself.
func (a *App) receive(service *job.Service) api.Receive {
	return func(ctx context.Context, by forecast.AuditEntry, body []byte, most int) ([]forecast.Outcome, error) {
		rows, err := source.ReadJSON("request", body)
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 || len(rows) > most {
			return nil, &forecast.Invalid{Value: fmt.Sprint(len(rows)), Reason: "readings in one request", Remedy: fmt.Sprintf("send 1 to %d", most)}
		}
		outcomes := make([]forecast.Outcome, len(rows))
		var good []forecast.Observation
		var place []int
		for i, r := range rows {
			if r.Err != nil {
				outcomes[i] = forecast.Outcome{Status: forecast.OutcomeRejected, Reason: r.Err.Error()}
				continue
			}
			good, place = append(good, r.Observation), append(place, i)
		}
		by.Detail = fmt.Sprintf("%d rows, body %s", len(rows), api.HashOf(string(body)))
		taken, err := service.Receive(ctx, source.RawJSON("sent by "+by.Actor, a.clock(), body), good, by)
		for i, o := range taken {
			outcomes[place[i]] = o
		}
		return outcomes, err
	}
}
