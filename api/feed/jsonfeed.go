package feed

import "encoding/json"

type jsonFeed struct {
	Version  string     `json:"version"`
	Title    string     `json:"title"`
	HomePage string     `json:"home_page_url"`
	Feed     string     `json:"feed_url"`
	Language string     `json:"language"`
	Items    []jsonItem `json:"items"`
}

type jsonItem struct {
	ID          string           `json:"id"`
	URL         string           `json:"url"`
	Title       string           `json:"title"`
	Text        string           `json:"content_text"`
	Published   string           `json:"date_published"`
	Tags        []string         `json:"tags"`
	Attachments []jsonAttachment `json:"attachments"`
}

type jsonAttachment struct {
	URL  string `json:"url"`
	Type string `json:"mime_type"`
}

// JSON writes alerts, newest first, as JSON Feed 1.1.
func (s *Source) JSON(items []Item, lang string) ([]byte, error) {
	w := s.say(lang)
	f := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: s.title(lang), HomePage: s.Base + "/",
		Feed: s.Base + "/api/v1/alerts.json", Language: lang, Items: []jsonItem{}}
	for n := range items {
		i := &items[n]
		f.Items = append(f.Items, jsonItem{
			ID: i.ID, URL: s.page(i), Title: i.headline(w), Text: i.description(w), Published: s.stamp(i.Sent),
			Tags: []string{string(i.Kind), i.Zone.ID}, Attachments: []jsonAttachment{{s.message(i), CAPType}},
		})
	}
	return json.MarshalIndent(f, "", "  ")
}
