package api

import (
	"context"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/api/bulletin"
	"github.com/canhlua/canhlua/forecast"
)

// AlertMap draws the levels that are public for a day as a small PNG, with zones
// outlined; NotFound when no published run covers the day. It is kept: many messages
// bear the same.
func (s *Server) AlertMap(ctx context.Context, day forecast.Date, zones []string, lang string) ([]byte, error) {
	v, err := s.view(ctx, levelsInput{Date: dayParam{day}, Lang: lang}, s.moment())
	if err != nil {
		return nil, err
	}
	if v.run == nil {
		return nil, &forecast.NotFound{Kind: "map: no published run covers", Name: day.String()}
	}
	zones = slices.Sorted(slices.Values(zones))
	p, err := s.remember(ctx, v.key("alert map "+strings.Join(slices.Compact(zones), "\x00")), func(ctx context.Context) (*page, error) {
		src, err := s.bulletinSource(ctx, v)
		if err != nil {
			return nil, err
		}
		png, err := bulletin.New(src).SmallMap(zones)
		if err != nil {
			return nil, err
		}
		return newPage("image/png", png), nil
	})
	if err != nil {
		return nil, err
	}
	return p.body, nil
}
