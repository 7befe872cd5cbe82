package api

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
)

type analysisAnswer struct {
	Date        forecast.Date `json:"date"`
	Run         string        `json:"run"`
	Issued      time.Time     `json:"issued"`
	NetworkDays int           `json:"days" doc:"Days that the scores rest on"`
	Choices     []run.Choice  `json:"choices" doc:"By variable: the method used, why, the covariance of the model's errors, and every method's leave-one-out error over the days and of the last day alone, in the variable's unit. Empty = inverse distance, nothing to compare"`
}

// getAnalysis tells how well each way of bringing stations' values to zones did
// of late, and which the day's run used.
func (s *Server) getAnalysis(ctx context.Context, in *dayInput) (*page, error) {
	m := s.moment()
	day := in.Date.or(m.today)
	r, err := s.runFor(ctx, "", day, m.now)
	if err != nil {
		return nil, err
	}
	if r == nil {
		return nil, &forecast.NotFound{Kind: "published run for", Name: day.String()}
	}
	kept, err := s.store.RunInput(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	var input struct {
		Rules   forecast.Rules `json:"rules"`
		Choices []run.Choice   `json:"choices"`
	}
	if err := json.Unmarshal(kept, &input); err != nil {
		return nil, fmt.Errorf("run %s: its input: %w", r.ID, err)
	}
	a := analysisAnswer{Date: r.Date, Run: r.ID, Issued: s.local(r.Issued), NetworkDays: input.Rules.NetworkDays, Choices: input.Choices}
	if a.Choices == nil {
		a.Choices = []run.Choice{}
	}
	return shortPage(jsonType, a)
}
