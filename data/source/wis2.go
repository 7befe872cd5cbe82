package source

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Notification is a WIS2 notification message: where a piece of data is, or the
// piece itself (WMO Manual on WIS, WMO-No. 1060, Volume II, WNM 1; unchecked).
type Notification struct {
	Type       string        `json:"type"`
	ID         string        `json:"id"`
	Geometry   *wis2Geometry `json:"geometry"`
	Properties struct {
		DataID    string         `json:"data_id"`
		PubTime   string         `json:"pubtime"`
		Station   string         `json:"wigos_station_identifier"`
		Integrity *wis2Integrity `json:"integrity"`
		Content   *wis2Content   `json:"content"`
	} `json:"properties"`
	Links []wis2Link `json:"links"`

	published time.Time
}

type wis2Geometry struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
}

type wis2Integrity struct {
	Method string `json:"method"`
	Value  string `json:"value"`
}

type wis2Content struct {
	Encoding string `json:"encoding"`
	Value    string `json:"value"`
	Size     int64  `json:"size"`
}

type wis2Link struct {
	Href string `json:"href"`
	Rel  string `json:"rel"`
}

// largestPiece is what a piece of data may have: a bulletin of a nation's
// stations stays far below.
const largestPiece = 4 << 20

// isNotification reports whether a JSON text may be one.
func isNotification(text []byte) bool {
	return bytes.Contains(text, []byte(`"data_id"`)) && bytes.Contains(text, []byte(`"Feature"`))
}

// ReadNotification reads a notification and checks what is needed of it. The
// error is a *forecast.Invalid.
func ReadNotification(name string, data []byte) (*Notification, error) {
	refuse := func(column, value, reason, remedy string) error {
		return &forecast.Invalid{File: name, Column: column, Value: value, Reason: reason, Remedy: remedy}
	}
	var n Notification
	if err := json.Unmarshal(data, &n); err != nil {
		return nil, refuse("", "", "no WIS2 notification: "+err.Error(), "send the message as the broker gave it")
	}
	var err error
	n.published, err = time.Parse(time.RFC3339, n.Properties.PubTime)
	switch {
	case n.Type != "Feature":
		return nil, refuse("type", n.Type, "not a notification", `it is "Feature" there`)
	case n.ID == "" || len(n.ID) > 500:
		return nil, refuse("id", "", "a notification without a name of its own", "the sender has to give one")
	case n.Properties.DataID == "" || len(n.Properties.DataID) > 2000:
		return nil, refuse("properties.data_id", "", "does not say what it is about", "the sender has to name the data")
	case err != nil:
		return nil, refuse("properties.pubtime", n.Properties.PubTime, "not a time", "write it as 2026-03-02T06:10:00Z")
	case n.Properties.Content == nil && len(n.Links) == 0:
		return nil, refuse("links", "", "has neither content nor a link to it", "the sender has to give one of the two")
	}
	return &n, nil
}

// Point is the place the data are about, when it is one point.
func (n *Notification) Point() (lon, lat float64, ok bool) {
	var at []float64
	if n.Geometry == nil || n.Geometry.Type != "Point" || json.Unmarshal(n.Geometry.Coordinates, &at) != nil || len(at) < 2 {
		return 0, 0, false
	}
	return at[0], at[1], true
}

// Address is where the data are; empty when the notification takes them back.
// Only http and https addresses without a user are taken.
func (n *Notification) Address() (string, error) {
	for _, rel := range []string{"canonical", "update"} {
		i := slices.IndexFunc(n.Links, func(l wis2Link) bool { return l.Rel == rel })
		if i < 0 {
			continue
		}
		u, err := url.Parse(n.Links[i].Href)
		if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
			return "", &forecast.Invalid{File: n.ID, Column: "links", Reason: "not an address data may be fetched from", Remedy: "it has to be https://host/path without user and password"}
		}
		return u.String(), nil
	}
	return "", nil
}

// Inline is the content that came with the notification; nil when there is none.
func (n *Notification) Inline() ([]byte, error) {
	c := n.Properties.Content
	if c == nil {
		return nil, nil
	}
	refuse := func(reason string) ([]byte, error) {
		return nil, &forecast.Invalid{File: n.ID, Column: "properties.content", Reason: reason, Remedy: "the sender has to encode it again"}
	}
	data := []byte(c.Value)
	if c.Encoding == "base64" || c.Encoding == "gzip" {
		var err error
		if data, err = base64.StdEncoding.DecodeString(c.Value); err != nil {
			return refuse("not base64: " + err.Error())
		}
	}
	switch c.Encoding {
	case "utf-8", "base64":
	case "gzip":
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return refuse("not gzip: " + err.Error())
		}
		if data, err = io.ReadAll(io.LimitReader(z, largestPiece+1)); err != nil {
			return refuse("broken gzip: " + err.Error())
		}
	default:
		return refuse("unknown encoding " + c.Encoding)
	}
	switch {
	case len(data) > largestPiece:
		return refuse(fmt.Sprintf("larger than %d bytes", largestPiece))
	case c.Size > 0 && int64(len(data)) != c.Size:
		return refuse(fmt.Sprintf("%d bytes, not the %d it speaks of", len(data), c.Size))
	}
	return data, nil
}

// Check holds data against the checksum of the notification.
func (n *Notification) Check(data []byte) error {
	i := n.Properties.Integrity
	if i == nil {
		return nil
	}
	sums := map[string]func() hash.Hash{"sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New}
	sum, known := sums[strings.ToLower(i.Method)]
	if !known {
		return &forecast.Invalid{File: n.ID, Column: "properties.integrity", Value: i.Method, Reason: "unknown checksum", Remedy: "sha256, sha384 and sha512 are known"}
	}
	h := sum()
	_, _ = h.Write(data) // a hash never fails
	if base64.StdEncoding.EncodeToString(h.Sum(nil)) != i.Value {
		return &forecast.Invalid{File: n.ID, Column: "properties.integrity", Reason: "the data are not what the checksum speaks of", Remedy: "they are fetched again when the next notification comes"}
	}
	return nil
}

// name is what the piece of data is called.
func (n *Notification) name() string { return path.Base(n.Properties.DataID) }

// bulletin decodes the piece of data that a notification is about.
func (n *Notification) bulletin(r *Reader, data []byte, received time.Time) forecast.Bulletin {
	plain := *r
	plain.Format = FormatAuto
	if format, err := Detect(n.name(), data); err == nil && format == FormatWIS2 {
		b := forecast.Bulletin{Raw: rawOf(FormatWIS2, n.name(), received, data)}
		b.Rejects = []forecast.Reject{{Name: n.name(), Err: errors.New("a notification within a notification")}}
		return b
	}
	return plain.Bulletin(n.name(), data, n.published, received)
}

// decodeNotification decodes a notification that was kept as a file. What lies
// behind a link is not fetched: a file is no reason to call anywhere.
func (r *Reader) decodeNotification(b *forecast.Bulletin) {
	reject := func(err error) {
		b.Rejects = append(b.Rejects, forecast.Reject{Name: b.Raw.Name, Err: err})
	}
	n, err := ReadNotification(b.Raw.Name, b.Raw.Data)
	if err != nil {
		reject(err)
		return
	}
	data, err := n.Inline()
	if err == nil && data == nil {
		err = &forecast.Invalid{File: b.Raw.Name, Column: "links", Reason: "the data lie behind a link, which only the subscriber follows", Remedy: "fetch the data and give that file"}
	}
	if err == nil {
		err = n.Check(data)
	}
	if err != nil {
		reject(err)
		return
	}
	inner := n.bulletin(r, data, b.Raw.Received)
	b.Observations, b.Stations, b.Fires = inner.Observations, inner.Stations, inner.Fires
	b.Rejects = append(b.Rejects, inner.Rejects...)
}
