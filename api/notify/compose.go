package notify

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// Links are a person's own addresses on our pages.
type Links struct {
	Confirm     string // for a confirmation only
	Unsubscribe string // one click
	Manage      string // self-service
}

// Composer puts deliveries into the profile's words.
type Composer struct {
	Province *forecast.Province
	Base     string         // the service's address as people reach it, without a slash at its end
	Clock    forecast.Clock // tells when a message was written
	Test     bool           // every message says that it is a test

	// Zone gives a zone's name in a set.
	Zone func(ctx context.Context, set, zone string) (string, error)
	// Links gives a person's links; they bear the person's tokens.
	Links func(ctx context.Context, c forecast.Claim) (Links, error)
	// Map draws the day's danger as PNG with the zones marked; nil = messages have no
	// picture. An error leaves the picture out: a warning does not wait for it.
	Map func(ctx context.Context, day forecast.Date, zones []string, lang string) ([]byte, error)
}

var _ forecast.Composer = (*Composer)(nil)

func number(n int) string { return strconv.Itoa(n) }

// Compose writes the message of a delivery.
func (c *Composer) Compose(ctx context.Context, claim forecast.Claim) (forecast.Message, error) {
	links, err := c.Links(ctx, claim)
	if err != nil {
		return forecast.Message{}, err
	}
	w := forecast.Wording{Province: c.Province, Lang: claim.To.Language}
	m := forecast.Message{
		ID: claim.ID, Purpose: claim.Purpose, To: claim.To.Address, Secret: claim.To.Secret, Template: claim.To.Template,
		Language: claim.To.Language, Manage: links.Manage, Expires: claim.Expires, Test: c.Test, Items: claim.Items,
	}
	switch claim.Purpose {
	case forecast.DeliverConfirm:
		c.confirm(w, &m, links)
	case forecast.DeliverLinks:
		m.Subject, m.Text = w.Text("alert_links_subject"), w.Text("alert_links", "manage", links.Manage)
		m.Link, m.SMS, m.Tag = links.Manage, "", "links"
	default:
		return c.alert(ctx, w, m, links)
	}
	m.HTML = c.html(w, m, nil)
	return m, nil
}

func (c *Composer) confirm(w forecast.Wording, m *forecast.Message, links Links) {
	m.Subject = w.Text("alert_confirm_subject")
	m.Text = w.Text("alert_confirm", "confirm", links.Confirm) + "\n\n" + w.Text("alert_confirm_else")
	m.Link, m.Manage, m.Tag = links.Confirm, "", "confirm"
	m.SMS = plain(w.Text("alert_confirm_sms", "confirm", links.Confirm))
}

func (c *Composer) alert(ctx context.Context, w forecast.Wording, m forecast.Message, links Links) (forecast.Message, error) {
	if len(m.Items) == 0 {
		return m, &broken{"there is nothing to tell in it"}
	}
	groups := grouped(m.Items, func(set, zone string) string {
		name, err := c.Zone(ctx, set, zone)
		if err != nil || name == "" {
			return w.Text("alert_zone_lost", "id", zone)
		}
		return name
	})
	head := &groups[0]
	m.Unsubscribe = links.Unsubscribe
	m.Link = c.Base + "/?zone=" + url.QueryEscape(head.items[0].Zone) + "&date=" + head.date.String()
	m.Urgent = head.level == forecast.V && head.kind != forecast.AlertCorrection
	m.Tag = "zone-" + head.items[0].Zone
	marks, named := c.marks(w, groups, "alert_sms_"), 2
	if marks != "" {
		named = 1
	}
	m.Subject = marks + oneLine(w.Text("alert_subject_"+string(head.kind), head.holes(w, named)...))
	lines := c.lines(w, groups, m)
	m.Text = strings.Join(lines, "\n") + "\n\n" + w.Text("alert_foot", "manage", links.Manage, "unsubscribe", links.Unsubscribe) + "\n"
	m.SMS = c.sms(w, groups, m.Link, marks)
	m.Pictures = c.pictures(ctx, head, m.Language)
	m.HTML = c.html(w, m, lines)
	return m, nil
}

// marks says, in front of everything, what must not be taken for real.
func (c *Composer) marks(w forecast.Wording, groups []group, prefix string) string {
	text := ""
	if c.Test {
		text += w.Text(prefix + "test")
	}
	switch {
	case anyFact(groups, func(f forecast.Facts) bool { return f.Simulated }):
		text += w.Text(prefix + "simulated")
	case anyFact(groups, func(f forecast.Facts) bool { return f.Provisional }):
		text += w.Text(prefix + "provisional")
	}
	return text
}

// anyFact reports whether something holds for one item at least.
func anyFact(groups []group, is func(forecast.Facts) bool) bool {
	return slices.ContainsFunc(groups, func(g group) bool {
		return slices.ContainsFunc(g.items, func(i forecast.AlertItem) bool { return is(i.Facts) })
	})
}

func (c *Composer) pictures(ctx context.Context, head *group, lang string) []forecast.Picture {
	if c.Map == nil {
		return nil
	}
	var zones []string
	for _, item := range head.items {
		zones = append(zones, item.Zone)
	}
	png, err := c.Map(ctx, head.date, zones, lang)
	if err != nil || len(png) == 0 {
		return nil
	}
	return []forecast.Picture{{Name: "map.png", Type: "image/png", Data: png}}
}
