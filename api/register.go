package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

const (
	mostRegistered  = 20000   // rows of one register
	largestRegister = 8 << 20 // bytes
)

type registerInput struct {
	RawBody []byte `contentType:"text/csv" doc:"Columns address, zones (IDs, by space), consent_basis, consent_date; optional channel, language, least, template and secret of a webhook. A row of who asked to be erased is rejected unless its consent_date is after that day"`
}

type registerAnswer struct {
	Added    int64       `json:"added"`
	Known    int64       `json:"known" doc:"Rows that are there already"`
	Rejected []rowReject `json:"rejected"`
}

type rowReject struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

// postRegister takes a register of owners over: each row is judged by itself, and
// notes who vouches for the consent, since when, and on what ground. Who
// unsubscribed is not brought back, nor who was erased without a new consent.
func (s *Server) postRegister(ctx context.Context, in *registerInput) (a registerAnswer, err error) {
	if s.cfg.Alerts == nil {
		return a, errNoAlerts
	}
	rows, err := readRegister(in.RawBody)
	if err != nil {
		return a, err
	}
	now, by := s.cfg.Clock(), holder(ctx)
	a.Rejected = []rowReject{}
	var all []forecast.Subscription
	var links []forecast.Link
	var lift []string
	for _, row := range rows {
		sub, err := s.registered(ctx, row, by.Actor, now)
		mark := ""
		if err == nil {
			mark, err = s.consentedAnew(ctx, &sub, row.line)
		}
		if err != nil {
			var wrong *forecast.Invalid
			if !errors.As(err, &wrong) {
				return a, err
			}
			a.Rejected = append(a.Rejected, rowReject{row.line, wrong.Error()})
			continue
		}
		all = append(all, sub)
		links = append(links, s.links(&sub, now)...)
		if mark != "" {
			lift = append(lift, mark)
		}
	}
	if a.Added, err = s.cfg.Alerts.AddSubscriptions(ctx, all, links, lift...); err != nil {
		return a, err
	}
	a.Known = int64(len(all)) - a.Added
	e := s.entry(ctx, by)
	e.Action, e.Subject = "import register", "subscriptions"
	e.Detail = fmt.Sprintf("%d added, %d known, %d rejected", a.Added, a.Known, len(a.Rejected))
	return a, s.note(ctx, e)
}

// registerRow is a row by its columns.
type registerRow struct {
	line int
	cell map[string]string
}

var registerColumns = []string{"address", "zones", "consent_basis", "consent_date", "channel", "language", "least", "template", "secret"}

func readRegister(body []byte) ([]registerRow, error) {
	read := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	read.FieldsPerRecord = -1
	head, err := read.Read()
	if err != nil {
		return nil, &forecast.Invalid{Line: 1, Reason: "no header", Remedy: "begin with " + strings.Join(registerColumns, ",")}
	}
	for i, name := range head {
		if head[i] = strings.TrimSpace(name); !slices.Contains(registerColumns, head[i]) {
			return nil, &forecast.Invalid{Line: 1, Column: head[i], Reason: "unknown column", Remedy: "the columns are " + strings.Join(registerColumns, ", ")}
		}
	}
	for _, need := range registerColumns[:4] {
		if !slices.Contains(head, need) {
			return nil, &forecast.Invalid{Line: 1, Column: need, Reason: "the column is missing", Remedy: "the columns are " + strings.Join(registerColumns, ", ")}
		}
	}
	var rows []registerRow
	for {
		cells, err := read.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		line, _ := read.FieldPos(0)
		var broken *csv.ParseError
		switch {
		case errors.As(err, &broken):
			return nil, &forecast.Invalid{Line: broken.Line, Reason: broken.Err.Error(), Remedy: "save it as CSV again"}
		case err != nil:
			return nil, err
		case len(rows) == mostRegistered:
			return nil, &forecast.Invalid{Line: line, Reason: "more than " + strconv.Itoa(mostRegistered) + " rows", Remedy: "split the file"}
		}
		row := registerRow{line: line, cell: map[string]string{}}
		for i, c := range cells[:min(len(cells), len(head))] {
			row.cell[head[i]] = strings.TrimSpace(c)
		}
		rows = append(rows, row)
	}
}

// registered is the subscription of a row; Invalid says what is wrong with it, and
// never repeats the address.
func (s *Server) registered(ctx context.Context, row registerRow, by string, now time.Time) (forecast.Subscription, error) {
	at, err := forecast.ParseDate(row.cell["consent_date"])
	if err != nil || row.cell["consent_basis"] == "" || at.After(s.moment().today) {
		return forecast.Subscription{}, &forecast.Invalid{Column: "consent", Reason: "its basis or its day is missing, or lies ahead",
			Remedy: "give consent_basis, and consent_date as YYYY-MM-DD"}
	}
	sub := forecast.Subscription{Channel: forecast.Channel(row.or("channel", "email")), Address: row.cell["address"], State: forecast.SubscriptionActive,
		Created: now, Consent: forecast.Consent{By: by, Basis: row.cell["consent_basis"], At: at.At(0, 0, s.province.Location)}}
	least, err := strconv.Atoi(row.or("least", "4"))
	language := row.or("language", "vi")
	if !slices.Contains(forecast.Channels[:2], sub.Channel) || err != nil || least < 1 || least > 5 || language != "vi" && language != "en" {
		return sub, &forecast.Invalid{Column: "channel, least, language", Reason: "unknown",
			Remedy: "channel is email or webhook, least 1–5, language vi or en"}
	}
	sub.Template, sub.Secret = row.cell["template"], row.cell["secret"]
	if err := checkAddress(sub.Channel, sub.Address); err != nil {
		return sub, err
	}
	if err := s.cfg.Channels.refuse(&sub); err != nil {
		return sub, err
	}
	want := Wishes{Language: language, Least: least, Area: areaBody{Zones: strings.Fields(row.cell["zones"])}}
	if err := s.wish(ctx, &sub, &want); err != nil {
		return sub, err
	}
	known, err := s.cfg.Alerts.SubscriptionsOf(ctx, sub.Person())
	if err != nil {
		return sub, err
	}
	sub.ID = forecast.RegisterID(s.cfg.LinkKey, &sub)
	for _, old := range s.earlierIDs(&sub) {
		if slices.ContainsFunc(known, func(k forecast.Subscription) bool { return k.ID == old }) {
			sub.ID = old
		}
	}
	return sub, s.notBack(known)
}

// earlierIDs are those that a register's row had under earlier keys, and before there
// was one.
func (s *Server) earlierIDs(sub *forecast.Subscription) []string {
	ids := []string{forecast.OldRegisterID(sub)}
	for _, key := range s.cfg.LinkKeysBefore {
		ids = append(ids, forecast.RegisterID(key, sub))
	}
	return ids
}

// notBack refuses who has unsubscribed.
func (s *Server) notBack(known []forecast.Subscription) error {
	for _, k := range known {
		if k.State == forecast.SubscriptionEnded {
			return &forecast.Invalid{Column: "address", Reason: "this person unsubscribed on " + s.local(k.Ended).Format("2006-01-02"),
				Remedy: "only they can subscribe again"}
		}
	}
	return nil
}

// consentedAnew refuses who asked to be erased, unless they consented on a later day:
// then it gives the mark to lift, which is empty for everybody else.
func (s *Server) consentedAnew(ctx context.Context, sub *forecast.Subscription, line int) (mark string, err error) {
	mark, erased, err := s.erasedAs(ctx, sub)
	if err != nil || erased.IsZero() {
		return "", err
	}
	loc := s.province.Location
	if day := forecast.DateOf(erased, loc); !forecast.DateOf(sub.Consent.At, loc).After(day) {
		return "", &forecast.Invalid{Reason: "row " + strconv.Itoa(line) + ": asked to be erased; not entered",
			Remedy: "only a new consent, given after " + day.String() + ", brings them back"}
	}
	return mark, nil
}

// erasedAs is the mark under which a subscription's person is erased, and since when:
// that of the present key, or of an earlier one. Who is not erased gets the present one.
func (s *Server) erasedAs(ctx context.Context, sub *forecast.Subscription) (mark string, at time.Time, err error) {
	for _, key := range s.cfg.LinkKeysBefore {
		mark = forecast.ErasedMark(key, sub.Person())
		if at, err = s.cfg.Alerts.Erased(ctx, mark); err != nil || !at.IsZero() {
			return mark, at, err
		}
	}
	mark = s.mark(sub)
	at, err = s.cfg.Alerts.Erased(ctx, mark)
	return mark, at, err
}

// mark is what is kept of a subscription's person once they are erased.
func (s *Server) mark(sub *forecast.Subscription) string {
	return forecast.ErasedMark(s.cfg.LinkKey, sub.Person())
}

func (r *registerRow) or(column, otherwise string) string {
	if v := r.cell[column]; v != "" {
		return v
	}
	return otherwise
}
