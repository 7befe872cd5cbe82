package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// headlineRule says which one level stands for the members of an outlook.
type headlineRule struct {
	Rule        string         `json:"rule" enum:"median,probable" doc:"median = the level of the median member; probable = the highest level reached with the probability"`
	Probability forecast.Float `json:"probability" doc:"Of probable, 0–1; null for median"`
}

// headline is the rule by which a run's levels ahead were chosen: that of the
// profile, or where the profile has changed since, the one kept with the run.
func (s *Server) headline(ctx context.Context, run *forecast.Run) (maybe[headlineRule], error) {
	if run == nil {
		return maybe[headlineRule]{}, nil
	}
	rules := s.province.Rules
	if _, hash, dated := strings.Cut(run.Profile, "@"); dated && !strings.HasPrefix(s.province.Hash, hash) {
		kept, err := s.store.RunInput(ctx, run.ID)
		if err != nil {
			return maybe[headlineRule]{}, err
		}
		var input struct {
			Rules forecast.Rules `json:"rules"`
		}
		if err := json.Unmarshal(kept, &input); err != nil {
			return maybe[headlineRule]{}, fmt.Errorf("run %s: its input: %w", run.ID, err)
		}
		rules = input.Rules
	}
	return ruleOf(rules), nil
}

func ruleOf(rules forecast.Rules) maybe[headlineRule] {
	out := headlineRule{Rule: rules.Headline}
	switch rules.Headline {
	case "":
		return maybe[headlineRule]{}
	case forecast.HeadlineProbable:
		out.Probability = forecast.Some(rules.HeadlineProbability)
	}
	return maybe[headlineRule]{&out}
}

// remarksOf are a run's own notes in words.
func (s *Server) remarksOf(run *forecast.Run, lang string) []string {
	out := []string{}
	if run == nil {
		return out
	}
	for _, n := range run.Notes {
		text := s.words.note(lang, n)
		if text == "" { // the profile has no words for it
			text = n.Code
		}
		out = append(out, text)
	}
	return out
}
