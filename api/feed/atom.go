package feed

import (
	"encoding/xml"
	"time"
)

// CAPType is the media type of CAP messages.
const CAPType = "application/cap+xml"

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Link    []atomLink  `xml:"link"`
	Entry   []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Link      []atomLink `xml:"link"`
	Summary   string     `xml:"summary"`
}

// Atom writes alerts, newest first, as an Atom feed (RFC 4287) whose entries lead to
// the CAP messages. The now is the feed's own date where there is no alert.
func (s *Source) Atom(items []Item, lang string, now time.Time) ([]byte, error) {
	w := s.say(lang)
	f := atomFeed{
		Lang: lang, ID: s.Base + "/api/v1/alerts.atom", Title: s.title(lang), Updated: s.stamp(newest(items, now)),
		Author: atomAuthor{s.Province.OfficeOn(s.Province.Today(now)).In(lang)},
		Link:   []atomLink{{"self", "application/atom+xml", s.Base + "/api/v1/alerts.atom"}, {"alternate", "text/html", s.Base + "/"}},
	}
	for n := range items {
		i := &items[n]
		sent := s.stamp(i.Sent)
		f.Entry = append(f.Entry, atomEntry{
			ID: s.message(i), Title: i.headline(w), Published: sent, Updated: sent, Summary: i.description(w),
			Link: []atomLink{{"alternate", "text/html", s.page(i)}, {"related", CAPType, s.message(i)}},
		})
	}
	return document(f)
}

func (s *Source) title(lang string) string {
	return s.say(lang).Text("alert_feed_title", "province", s.Province.Name.In(lang))
}

// newest is when the feed changed last.
func newest(items []Item, now time.Time) time.Time {
	if len(items) == 0 {
		return now
	}
	return items[0].Sent
}

func document(v any) ([]byte, error) {
	body, err := xml.MarshalIndent(v, "", "  ")
	return append([]byte(xml.Header), append(body, '\n')...), err
}
