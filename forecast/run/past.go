package run

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// Past lives through the archive zone by zone and keeps nothing of it.
type Past struct {
	in      Input
	book    Book
	weather *analysis
	resetMM float64
}

// NewPast prepares it: in.Observed is the archive, in.Today its last day. P and H
// begin again with the rain of the edition in force on that day.
func NewPast(in Input, book Book) (*Past, error) {
	weather, err := newAnalysis(in)
	if err != nil {
		return nil, fmt.Errorf("archive to %s: %w", in.Today, err)
	}
	return &Past{in: in, book: book, weather: weather, resetMM: book.resetOn(in.Today, in.Rules)}, nil
}

// ResetMM is the rain that sets P and H back, mm; 0 = they are not known.
func (p *Past) ResetMM() float64 { return p.resetMM }

// Live hands over each day of a zone, from the first with weather on, without
// its level.
func (p *Past) Live(place Place, take func(forecast.ZoneDay)) {
	c := &chain{in: p.in, book: p.book, weather: p.weather, place: place, fuel: unknownFuel(), resetMM: p.resetMM, reset: p.resetMM > 0}
	c.begin()
	var notes []forecast.Note
	for d := c.state.Date.AddDays(1); !d.After(p.in.Today); d = d.AddDays(1) {
		w := c.weather.at(place, d)
		notes = notes[:0]
		reason := forecast.DayReason{Date: d, Weather: w, Step: c.stepOver(w, &notes)}
		c.state = reason.Step.After
		take(c.zoneDay(reason, verdict{}))
	}
}
