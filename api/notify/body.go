package notify

import (
	"bytes"
	"html/template"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// lines are the message's sentences: what, why, what the rules ask for, what to
// do, whom to call, where to look.
func (c *Composer) lines(w forecast.Wording, groups []group, m forecast.Message) []string {
	var lines []string
	if c.Test {
		lines = append(lines, w.Text("alert_test"), "")
	}
	lines = append(lines, c.warnings(w, groups)...)
	for i := range groups {
		lines = append(lines, sentence(w, &groups[i]))
	}
	head := &groups[0]
	named := ""
	if len(m.Items) > 1 {
		named = head.names[0]
	}
	if why := w.Why(&head.items[0].Facts, named); len(why) > 0 {
		lines = append(lines, strings.Join(why, " "))
	}
	lines = append(lines, c.duties(w, head)...)
	advice := "alert_do"
	if !head.level.Dangerous() && head.kind != forecast.AlertOutlook {
		advice = "alert_do_fall"
	}
	lines = append(lines, "", w.Text(advice), w.Text("alert_call"), w.Text("alert_link", "link", m.Link))
	office := c.Province.OfficeOn(c.Province.Today(c.Clock())).In(w.Lang)
	return append(lines, "", w.Text("alert_office", "office", office, "time", w.Instant(c.Clock())))
}

// warnings are the marks of what the message rests on.
func (c *Composer) warnings(w forecast.Wording, groups []group) []string {
	var lines []string
	if anyFact(groups, func(f forecast.Facts) bool { return f.Simulated }) {
		lines = append(lines, w.Text("alert_simulated"))
	}
	if anyFact(groups, func(f forecast.Facts) bool { return f.Provisional }) {
		lines = append(lines, w.Text("alert_provisional"))
	}
	return lines
}

// sentence says what happens to a group.
func sentence(w forecast.Wording, g *group) string {
	text := w.Text(g.code("alert_"), g.holes(w, 12)...)
	until := g.items[0].Facts.Until
	if g.level.Dangerous() && g.kind != forecast.AlertOutlook && until.After(g.date) {
		text += " " + w.Text("alert_until", "date", w.Date(until))
	}
	return text
}

// duties are what the rules ask for at the group's level, each with its basis.
func (c *Composer) duties(w forecast.Wording, g *group) []string {
	if !g.level.Dangerous() || g.kind == forecast.AlertOutlook {
		return nil
	}
	lines := []string{"", w.Text("alert_law")}
	for _, d := range c.Province.Styles[g.level].Duties {
		lines = append(lines, "- "+d.Text.In(w.Lang)+" ("+d.Basis.In(w.Lang)+")")
	}
	return lines
}

var page = template.Must(template.New("mail").Parse(`<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Subject}}</title></head>
<body style="margin:0;background:#f4f6f4;font-family:Arial,Helvetica,sans-serif;color:#1c2420">
<div style="max-width:36rem;margin:0 auto;background:#ffffff;padding:16px">
<h1 style="font-size:20px;line-height:1.3;margin:0 0 12px;padding:8px 12px;border-left:10px solid {{.Color}};background:#f4f6f4">{{.Subject}}</h1>
{{range .Parts}}{{if .List}}<ul style="margin:0 0 12px;padding-left:20px">{{range .List}}<li style="margin:0 0 4px">{{.}}</li>{{end}}</ul>
{{else}}<p style="margin:0 0 12px;line-height:1.5">{{.Text}}</p>
{{end}}{{end}}{{if .Button}}<p style="margin:0 0 16px"><a href="{{.Button}}" style="display:inline-block;padding:12px 18px;background:#1d5c3a;color:#ffffff;text-decoration:none;border-radius:6px">{{.ButtonText}}</a></p>
{{end}}{{if .Picture}}<img src="cid:map.png" width="544" style="max-width:100%;height:auto" alt="{{.Picture}}">
{{end}}{{if .Unsubscribe}}<p style="margin:16px 0 0;font-size:13px;color:#5a655f"><a href="{{.Manage}}" style="color:#1d5c3a">{{.ManageText}}</a> · <a href="{{.Unsubscribe}}" style="color:#1d5c3a">{{.UnsubscribeText}}</a></p>
{{end}}</div></body></html>
`))

type pagePart struct {
	Text string
	List []string
}

type pageFields struct {
	Lang, Subject, Color, Picture string
	Parts                         []pagePart
	Button, ButtonText            string
	Manage, ManageText            string
	Unsubscribe, UnsubscribeText  string
}

// html is the message as a page of its own: no script, nothing from outside.
func (c *Composer) html(w forecast.Wording, m forecast.Message, lines []string) string {
	if lines == nil {
		lines = strings.Split(m.Text, "\n")
	}
	f := pageFields{
		Lang: m.Language, Subject: m.Subject, Color: "#1d5c3a", Parts: parts(lines, m.Link), Button: m.Link, ButtonText: w.Text("alert_button_" + string(m.Purpose)),
		Manage: m.Manage, ManageText: w.Text("alert_manage"), Unsubscribe: m.Unsubscribe, UnsubscribeText: w.Text("alert_unsubscribe"),
	}
	if len(m.Items) > 0 {
		f.Color = c.Province.Styles[max(m.Items[0].Level, 0)].Color
	}
	if len(m.Pictures) > 0 {
		f.Picture = w.Text("alert_map", "date", w.Date(m.Items[0].Date))
	}
	var out bytes.Buffer
	if err := page.Execute(&out, f); err != nil {
		return "" // a buffer takes everything; the text form goes without HTML
	}
	return out.String()
}

// parts are paragraphs and lists of the lines; the line that bears the link is a
// button instead.
func parts(lines []string, link string) []pagePart {
	var out []pagePart
	for _, line := range lines {
		item, isItem := strings.CutPrefix(line, "- ")
		switch {
		case line == "":
		case link != "" && strings.HasSuffix(line, link): // the button says it
		case isItem && len(out) > 0 && out[len(out)-1].List != nil:
			out[len(out)-1].List = append(out[len(out)-1].List, item)
		case isItem:
			out = append(out, pagePart{List: []string{item}})
		default:
			out = append(out, pagePart{Text: line})
		}
	}
	return out
}
