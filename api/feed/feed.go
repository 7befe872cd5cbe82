// Package feed writes public alerts for those who pass them on: CAP 1.2 messages,
// and lists of them as Atom, RSS and JSON Feed. The same alerts give the same
// bytes; it reads no clock and no store.
package feed

import (
	"net/url"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Source says who speaks and where.
type Source struct {
	Province *forecast.Province
	Base     string // the service's address as people reach it, without a slash at its end
	Sender   string // CAP's sender, globally unique: a mail address or domain of the office
	Contact  string // whom to ask; empty = nobody is named
}

// Item is an alert with its zone as it was on that day.
type Item struct {
	forecast.Alert
	Zone     forecast.Zone
	Replaced []Reference // what it updates or cancels
}

// Reference names an earlier message.
type Reference struct {
	ID   string
	Sent time.Time
}

// languages of the messages, the province's own first.
var languages = []struct{ code, tag string }{{"vi", "vi-VN"}, {"en", "en"}}

// stamp is a time with the province's offset and without fractions, as CAP asks.
func (s *Source) stamp(at time.Time) string {
	return at.In(s.Province.Location).Format("2006-01-02T15:04:05-07:00")
}

func (s *Source) say(lang string) forecast.Wording {
	return forecast.Wording{Province: s.Province, Lang: lang}
}

// page is where people read of the zone and day.
func (s *Source) page(i *Item) string {
	return s.Base + "/?zone=" + url.QueryEscape(i.Zone.ID) + "&date=" + i.Date.String()
}

// message is where the CAP message stands.
func (s *Source) message(i *Item) string { return s.Base + "/api/v1/alerts/" + i.ID + ".xml" }

// kind is the alert's kind as its texts are named: an unknown level has a sentence
// of its own.
func (i *Item) kind() string {
	if i.Kind == forecast.AlertCorrection && !i.Level.Known() {
		return string(i.Kind) + "_unknown"
	}
	return string(i.Kind)
}

func (i *Item) holes(w forecast.Wording) []string {
	return []string{"date", w.Date(i.Date), "day", w.Day(i.Date), "roman", i.Level.Roman(), "label", w.Label(i.Level), "zones", i.Zone.Name}
}

// headline is the alert in one line, with what must not be taken for real.
func (i *Item) headline(w forecast.Wording) string {
	text := w.Text("alert_subject_"+string(i.Kind), i.holes(w)...)
	switch {
	case i.Facts.Simulated:
		return w.Text("alert_sms_simulated") + text
	case i.Facts.Provisional:
		return w.Text("alert_sms_provisional") + text
	}
	return text
}

// description is what happened, how long it lasts, and what the level rests on.
func (i *Item) description(w forecast.Wording) string {
	parts := i.marks(w)
	parts = append(parts, w.Text("alert_"+i.kind(), i.holes(w)...))
	f := i.Facts
	if i.Level.Dangerous() && f.Until.After(i.Date) {
		parts = append(parts, w.Text("alert_until", "date", w.Date(f.Until)))
	}
	parts = append(parts, w.Why(&f, "")...)
	return strings.Join(parts, " ")
}

func (i *Item) marks(w forecast.Wording) []string {
	var marks []string
	if i.Facts.Simulated {
		marks = append(marks, w.Text("alert_simulated"))
	}
	if i.Facts.Provisional {
		marks = append(marks, w.Text("alert_provisional"))
	}
	return marks
}

// instruction is what the rules ask for at the level, and what to do.
func (i *Item) instruction(w forecast.Wording) string {
	if !i.Level.Dangerous() {
		return w.Text("alert_do_fall") + " " + w.Text("alert_call")
	}
	var lines []string
	for _, d := range w.Province.Styles[i.Level].Duties {
		lines = append(lines, d.Text.In(w.Lang)+" ("+d.Basis.In(w.Lang)+")")
	}
	return strings.Join(append(lines, w.Text("alert_do"), w.Text("alert_call")), "\n")
}
