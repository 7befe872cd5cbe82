package feed

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
)

// capAlert is a message of the Common Alerting Protocol 1.2 (OASIS, 2010-07-01),
// its elements in the order of the schema.
type capAlert struct {
	XMLName    xml.Name  `xml:"urn:oasis:names:tc:emergency:cap:1.2 alert"`
	Identifier string    `xml:"identifier"`
	Sender     string    `xml:"sender"`
	Sent       string    `xml:"sent"`
	Status     string    `xml:"status"`
	MsgType    string    `xml:"msgType"`
	Scope      string    `xml:"scope"`
	Note       string    `xml:"note,omitempty"`
	References string    `xml:"references,omitempty"`
	Info       []capInfo `xml:"info"`
}

type capInfo struct {
	Language     string     `xml:"language"`
	Category     string     `xml:"category"`
	Event        string     `xml:"event"`
	ResponseType []string   `xml:"responseType"`
	Urgency      string     `xml:"urgency"`
	Severity     string     `xml:"severity"`
	Certainty    string     `xml:"certainty"`
	EventCode    []capValue `xml:"eventCode"`
	Effective    string     `xml:"effective"`
	Onset        string     `xml:"onset"`
	Expires      string     `xml:"expires"`
	SenderName   string     `xml:"senderName"`
	Headline     string     `xml:"headline"`
	Description  string     `xml:"description"`
	Instruction  string     `xml:"instruction"`
	Web          string     `xml:"web"`
	Contact      string     `xml:"contact,omitempty"`
	Parameter    []capValue `xml:"parameter"`
	Area         capArea    `xml:"area"`
}

type capValue struct {
	Name  string `xml:"valueName"`
	Value string `xml:"value"`
}

type capArea struct {
	Desc    string     `xml:"areaDesc"`
	Polygon []string   `xml:"polygon"`
	Geocode []capValue `xml:"geocode"`
}

// CAP writes an alert as a CAP 1.2 message.
func (s *Source) CAP(i *Item) ([]byte, error) {
	a := capAlert{
		Identifier: i.ID, Sender: s.Sender, Sent: s.stamp(i.Sent), Status: "Actual", MsgType: "Alert", Scope: "Public",
		References: s.references(i),
	}
	if i.Facts.Simulated { // "technical testing only, all recipients disregard" (CAP 1.2, 3.2.1)
		a.Status, a.Note = "Test", s.say("vi").Text("alert_simulated")
	}
	if len(i.Replaced) > 0 {
		a.MsgType = "Update"
		if i.Kind == forecast.AlertCorrection && i.Ends() {
			a.MsgType = "Cancel"
		}
	}
	for _, lang := range languages {
		a.Info = append(a.Info, s.info(i, lang.code, lang.tag))
	}
	return document(a)
}

// references are the earlier messages: sender,identifier,sent, blanks between.
func (s *Source) references(i *Item) string {
	var all []string
	for _, r := range i.Replaced {
		all = append(all, s.Sender+","+r.ID+","+s.stamp(r.Sent))
	}
	return strings.Join(all, " ")
}

func (s *Source) info(i *Item, lang, tag string) capInfo {
	w := s.say(lang)
	onset := i.Date.At(0, 0, s.Province.Location)
	if onset.Before(i.Sent) {
		onset = i.Sent
	}
	return capInfo{
		Language: tag, Category: "Fire", Event: w.Text("alert_cap_event"),
		ResponseType: responses(i), Urgency: urgency(i, s), Severity: severity(i.Level), Certainty: certainty(i),
		EventCode: []capValue{{"canhlua:kind", string(i.Kind)}},
		Effective: s.stamp(i.Sent), Onset: s.stamp(onset), Expires: s.stamp(i.Expires),
		SenderName: s.Province.OfficeOn(i.Date).In(lang), Headline: i.headline(w), Description: i.description(w), Instruction: i.instruction(w),
		Web: s.page(i), Contact: s.Contact, Parameter: parameters(i), Area: area(i),
	}
}

// responses: at IV and V fire is to be avoided and means are to be made ready.
func responses(i *Item) []string {
	switch {
	case i.Level.Dangerous():
		return []string{"Avoid", "Prepare"}
	case i.Level.Known() && i.Kind == forecast.AlertFall:
		return []string{"AllClear"}
	}
	return []string{"Monitor"}
}

func urgency(i *Item, s *Source) string {
	switch {
	case !i.Level.Dangerous():
		return "Past"
	case i.Date.After(s.Province.Today(i.Sent)):
		return "Expected"
	}
	return "Immediate"
}

var severities = [6]string{"Unknown", "Minor", "Minor", "Moderate", "Severe", "Extreme"}

func severity(l forecast.Level) string { return severities[max(l, 0)] }

var certainties = map[forecast.Status]string{
	forecast.StatusObserved: "Observed", forecast.StatusForecast: "Likely", forecast.StatusEstimated: "Possible",
}

func certainty(i *Item) string {
	if text, known := certainties[i.Facts.Status]; known && i.Level.Known() {
		return text
	}
	return "Unknown"
}

// parameters are the level and what it rests on, as numbers; a missing one is left out.
func parameters(i *Item) []capValue {
	level := "unknown"
	if i.Level.Known() {
		level = strconv.Itoa(int(i.Level))
	}
	out := []capValue{{"canhlua:level", level}, {"canhlua:run", i.Run}}
	for _, v := range []struct {
		name  string
		value forecast.Float
	}{{"canhlua:p", i.Facts.P}, {"canhlua:h", i.Facts.H}, {"canhlua:days_since_rain", i.Facts.DaysSinceRain}} {
		if v.value.OK {
			out = append(out, capValue{v.name, strconv.FormatFloat(v.value.V, 'f', -1, 64)})
		}
	}
	for _, mark := range []struct {
		name string
		is   bool
	}{{"canhlua:provisional", i.Facts.Provisional}, {"canhlua:simulated", i.Facts.Simulated}, {"canhlua:overridden", i.Facts.Overridden}} {
		if mark.is {
			out = append(out, capValue{mark.name, "true"})
		}
	}
	return out
}

// area is the zone: its outer rings (CAP knows no holes), and its code.
func area(i *Item) capArea {
	a := capArea{Desc: i.Zone.Name, Geocode: []capValue{{"canhlua:zone", i.Zone.ID}}}
	for _, polygon := range i.Zone.Shape {
		if len(polygon) > 0 && len(polygon[0]) >= 4 {
			a.Polygon = append(a.Polygon, pairs(polygon[0]))
		}
	}
	return a
}

// pairs are a ring's points as latitude,longitude, to a metre; the last is the first.
func pairs(ring orb.Ring) string {
	parts := make([]string, len(ring))
	for i, p := range ring {
		parts[i] = strconv.FormatFloat(p.Lat(), 'f', 5, 64) + "," + strconv.FormatFloat(p.Lon(), 'f', 5, 64)
	}
	parts[len(parts)-1] = parts[0]
	return strings.Join(parts, " ")
}
