package alert_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/alert"
)

func levelsOf(text string) []forecast.Level {
	var out []forecast.Level
	for _, letter := range text {
		level := forecast.Unknown
		if letter != '?' {
			level = forecast.Level(letter - '0')
		}
		out = append(out, level)
	}
	return out
}

// toldOwner is an owner's, day by day: w a warning, c the all-clear, e eased, - none.
func toldOwner(text string) (out string) {
	o, levels := alert.NewOwner("z00", alert.Default), levelsOf(text)
	for day := range levels {
		switch l := o.Day(first.AddDays(day), levels[day:min(day+2, len(levels))]...); {
		case l.Warning && l.AllClear:
			out += "b"
		case l.Warning:
			out += "w"
		case l.AllClear:
			out += "c"
		case l.Eased:
			out += "e"
		default:
			out += "-"
		}
	}
	return out
}

func TestOwnerIsToldOnce(t *testing.T) {
	for levels, want := range map[string]string{
		"1114441111": "--w--c----", // a day ahead, then nothing while it stands
		"4444":       "w---",
		"1145541":    "-ww-ec-",  // worse is told, and easing
		"114??411":   "-w---c--", // a gap of two days neither warns anew nor clears
		"1111":       "----",
		"????":       "----",
	} {
		if got := toldOwner(levels); got != want {
			t.Errorf("%s: got %s, want %s", levels, got, want)
		}
	}
}

// What an owner is told is what Decide says to a subscription like theirs.
func TestOwnerIsWhatDecideSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching("[1345?]{3,40}").Draw(t, "levels")
		w, o, levels := newWorld(1, sub("owner")), alert.NewOwner("z00", alert.Default), levelsOf(text)
		for day := range levels {
			var want alert.Letter
			ahead := min(day+2, len(levels))
			for _, d := range w.publish(day, 0, forecast.DecidedPublished, text[day:ahead]).Decisions {
				want.Warning = want.Warning || d.Sent && d.Kind == forecast.AlertRise
				want.AllClear = want.AllClear || d.Sent && d.Kind == forecast.AlertFall
				want.Eased = want.Eased || d.Sent && d.Kind == forecast.AlertEased
			}
			if got := o.Day(first.AddDays(day), levels[day:ahead]...); got != want {
				t.Fatalf("%s, day %d: got %s, want %s", text, day, fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want))
			}
		}
	})
}
