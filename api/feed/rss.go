package feed

import (
	"encoding/xml"
	"time"
)

type rssFeed struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Language    string    `xml:"language"`
	PubDate     string    `xml:"pubDate"`
	Item        []rssItem `xml:"item"`
}

type rssItem struct {
	Title       string  `xml:"title"`
	Link        string  `xml:"link"`
	Description string  `xml:"description"`
	PubDate     string  `xml:"pubDate"`
	GUID        rssGUID `xml:"guid"`
}

type rssGUID struct {
	Permanent bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

// RSS writes alerts, newest first, as RSS 2.0.
func (s *Source) RSS(items []Item, lang string, now time.Time) ([]byte, error) {
	w := s.say(lang)
	c := rssChannel{
		Title: s.title(lang), Link: s.Base + "/", Description: w.Text("alert_feed_about"), Language: lang,
		PubDate: newest(items, now).In(s.Province.Location).Format(time.RFC1123Z),
	}
	for n := range items {
		i := &items[n]
		c.Item = append(c.Item, rssItem{
			Title: i.headline(w), Link: s.page(i), Description: i.description(w),
			PubDate: i.Sent.In(s.Province.Location).Format(time.RFC1123Z), GUID: rssGUID{false, i.ID},
		})
	}
	return document(rssFeed{Version: "2.0", Channel: c})
}
