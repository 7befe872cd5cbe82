package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/api/photo"
	"github.com/canhlua/canhlua/forecast"
)

// filled is what a person or program filled in: texts, and one picture.
type filled struct {
	texts map[string]string
	photo []byte // as it was sent; nil = none
}

const (
	photoField  = "photo"
	largestText = 8 << 10 // bytes, of all texts together
	partsRoom   = 8 << 10 // what parts a form's fields
	uploadTime  = 2 * time.Minute
)

// readForm reads a form part by part: multipart with a photo, or JSON or an
// encoded form without. What is too large is cut off where it becomes so, and
// the rest never read.
func (s *Server) readForm(w http.ResponseWriter, r *http.Request, known ...string) (filled, error) {
	rules := s.province.Fires
	limit := photoBytes(rules) + largestText + partsRoom
	if r.ContentLength > limit {
		return filled{}, tooLarge(w, limit)
	}
	// a phone far from a mast sends slowly; a server without deadlines needs none
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(uploadTime))
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	f, err := readParts(r, photoBytes(rules))
	var cut *http.MaxBytesError
	switch {
	case errors.As(err, &cut), errors.Is(err, errLargePart):
		return f, tooLarge(w, limit)
	case err != nil:
		return f, err
	}
	for name := range f.texts {
		if !slices.Contains(known, name) {
			return f, &forecast.Invalid{Column: name, Reason: "unknown field", Remedy: "this address takes " + strings.Join(known, ", ") + " and " + photoField}
		}
	}
	return f, nil
}

func photoBytes(rules forecast.FireRules) int64 { return int64(rules.PhotoMB * (1 << 20)) }

// tooLarge is a 413; the connection ends, so that the rest need not be taken in.
func tooLarge(w http.ResponseWriter, limit int64) error {
	w.Header().Set("Connection", "close")
	return newProblem(http.StatusRequestEntityTooLarge, fmt.Sprintf("more than %.1f MB were sent; send a smaller photo, or none", float64(limit)/(1<<20)))
}

var errLargePart = errors.New("a part is too large")

func readParts(r *http.Request, most int64) (filled, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case err == nil && kind == "multipart/form-data":
		parts, err := r.MultipartReader()
		if err != nil {
			return filled{}, badForm(err)
		}
		return readMultipart(parts, most)
	case err == nil && kind == jsonType:
		return readFlatJSON(r.Body)
	case err == nil && kind == "application/x-www-form-urlencoded":
		return readEncoded(r.Body)
	}
	return filled{}, newProblem(http.StatusUnsupportedMediaType, "send multipart/form-data with a photo, or "+jsonType+" without")
}

func badForm(err error) error {
	var cut *http.MaxBytesError
	if errors.As(err, &cut) || errors.Is(err, errLargePart) {
		return err
	}
	return &forecast.Invalid{Column: "body", Reason: "cannot be read: " + err.Error(), Remedy: "send the form again"}
}

func readMultipart(parts *multipart.Reader, most int64) (filled, error) {
	f, room := filled{texts: map[string]string{}}, int64(largestText)
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return f, nil
		}
		if err != nil {
			return f, badForm(err)
		}
		name := part.FormName()
		if _, twice := f.texts[name]; twice || name == photoField && f.photo != nil {
			return f, &forecast.Invalid{Column: name, Reason: "stands twice in the form", Remedy: "send each field once"}
		}
		if name == photoField {
			f.photo, err = readPart(part, most)
			if len(f.photo) == 0 {
				f.photo = nil // a file field that was left empty
			}
		} else {
			var text []byte
			text, err = readPart(part, room)
			room -= int64(len(text))
			f.texts[name] = string(text)
		}
		if err != nil {
			return f, badForm(err)
		}
	}
}

// readPart reads a part that is not larger than it may be.
func readPart(part io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(part, most+1))
	if err == nil && int64(len(data)) > most {
		err = errLargePart
	}
	return data, err
}

func readFlatJSON(body io.Reader) (filled, error) {
	f := filled{texts: map[string]string{}}
	data, err := readPart(body, largestText)
	if err != nil {
		return f, badForm(err)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return f, badForm(err)
	}
	for name, value := range members {
		var text string
		switch {
		case string(value) == "null":
			continue
		case json.Unmarshal(value, &text) == nil:
		case value[0] == '{' || value[0] == '[':
			return f, &forecast.Invalid{Column: name, Reason: "not a text or number", Remedy: "write one value"}
		default:
			text = string(value)
		}
		f.texts[name] = text
	}
	return f, nil
}

func readEncoded(body io.Reader) (filled, error) {
	f := filled{texts: map[string]string{}}
	data, err := readPart(body, largestText)
	if err != nil {
		return f, badForm(err)
	}
	values, err := url.ParseQuery(string(data))
	if err != nil {
		return f, badForm(err)
	}
	for name := range values {
		f.texts[name] = values.Get(name)
	}
	return f, nil
}

// text is a field without the space around it.
func (f filled) text(name string) string { return strings.TrimSpace(f.texts[name]) }

// clean makes the form's picture anew; nil when it has none. One at a time is
// made: a large one takes some hundred megabytes for a moment.
func (s *Server) clean(ctx context.Context, f filled, now time.Time) (*forecast.Photo, error) {
	if f.photo == nil {
		return nil, nil
	}
	select {
	case s.darkroom <- struct{}{}:
		defer func() { <-s.darkroom }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	rules := s.province.Fires
	p, err := photo.Clean(f.photo, photo.Limits{Bytes: int(photoBytes(rules)), Pixels: rules.PhotoPixels * 1_000_000, Side: rules.PhotoSide})
	var refused *photo.Refused
	if errors.As(err, &refused) {
		return nil, &forecast.Invalid{Column: photoField, Reason: refused.Reason, Remedy: refused.Remedy}
	}
	if err != nil {
		return nil, err
	}
	return &forecast.Photo{Hash: p.Hash, Type: photo.Type, Width: p.Width, Height: p.Height, Data: p.Data, Taken: now}, nil
}
