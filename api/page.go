package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// How long an answer may be kept.
const (
	shortly   = "public, max-age=60, must-revalidate" // changes with a publication
	asked     = "no-cache"                            // ask every time
	immutable = "public, max-age=31536000, immutable" // its name is its content
)

// compressFrom is the size below which compression gains nothing.
const compressFrom = 1024

// page is a complete answer. It does not change; its compressed forms are made
// when first asked for.
type page struct {
	contentType string
	lang        string    // Content-Language, empty when both or none
	keep        string    // Cache-Control
	policy      string    // Content-Security-Policy, empty = that of the site
	modified    time.Time // Last-Modified, zero = unknown
	tag         string    // content hash; the encodings' tags end differently
	body        []byte
	gzip        func() []byte
	zstd        func() []byte
}

func newPage(contentType string, body []byte) *page {
	sum := sha256.Sum256(body)
	return &page{
		contentType: contentType, keep: asked, body: body, tag: hex.EncodeToString(sum[:12]),
		gzip: sync.OnceValue(func() []byte { return gzipped(body) }),
		zstd: sync.OnceValue(func() []byte { return zstdWriter().EncodeAll(body, nil) }),
	}
}

func newJSON(contentType string, v any) (*page, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("answer: %w", err)
	}
	return newPage(contentType, buf.Bytes()), nil
}

// cost is the page's size in bytes with room for its compressed forms.
func (p *page) cost() int { return len(p.body) + len(p.body)/2 + 512 }

var zstdWriter = sync.OnceValue(func() *zstd.Encoder {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20))
	if err != nil {
		panic(err) // the options are constants
	}
	return w
})

func gzipped(body []byte) []byte {
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	_, _ = w.Write(body) // a buffer takes everything
	_ = w.Close()
	return buf.Bytes()
}

// in is the body in an encoding, with its entity tag.
func (p *page) in(encoding string) (body []byte, tag string) {
	switch encoding {
	case "gzip":
		return p.gzip(), `"` + p.tag + `-gzip"`
	case "zstd":
		return p.zstd(), `"` + p.tag + `-zstd"`
	}
	return p.body, `"` + p.tag + `"`
}

// serve answers a GET or HEAD, with 304 when the client has the page. There is
// no answer to If-Modified-Since: whether a level is stale changes without a
// publication, and only the tag knows.
func (p *page) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", p.keep)
	if p.policy != "" {
		h.Set("Content-Security-Policy", p.policy)
	}
	h.Add("Vary", "Accept-Encoding, Accept-Language")
	if !p.modified.IsZero() {
		h.Set("Last-Modified", p.modified.UTC().Format(http.TimeFormat))
	}
	if tag, ok := p.has(r.Header.Get("If-None-Match")); ok {
		h.Set("ETag", tag)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	p.send(w, r)
}

func (p *page) send(w http.ResponseWriter, r *http.Request) {
	encoding := ""
	if len(p.body) >= compressFrom && compressible(p.contentType) {
		encoding = chooseEncoding(r.Header.Get("Accept-Encoding"))
	}
	body, tag := p.in(encoding)
	h := w.Header()
	h.Set("ETag", tag)
	h.Set("Content-Type", p.contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	if p.lang != "" {
		h.Set("Content-Language", p.lang)
	}
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the client may be gone
	}
}

// has gives the tag of If-None-Match that names this page, in any encoding.
func (p *page) has(ifNoneMatch string) (string, bool) {
	for _, tag := range strings.Split(ifNoneMatch, ",") {
		tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/")
		switch tag {
		case "*":
			return `"` + p.tag + `"`, true
		case `"` + p.tag + `"`, `"` + p.tag + `-gzip"`, `"` + p.tag + `-zstd"`:
			return tag, true
		}
	}
	return "", false
}

func compressible(contentType string) bool {
	return strings.HasPrefix(contentType, "text/") || strings.Contains(contentType, "json") ||
		strings.Contains(contentType, "javascript") || strings.Contains(contentType, "xml") || contentType == tileType
}

// chooseEncoding is zstd or gzip, whichever Accept-Encoding rates higher, zstd
// when equal; empty for the plain form.
func chooseEncoding(accept string) string {
	best, bestQ := "", 0.0
	for _, offer := range []string{"zstd", "gzip"} {
		if q := quality(accept, offer); q > bestQ {
			best, bestQ = offer, q
		}
	}
	return best
}

// quality is the q of a coding in Accept-Encoding (RFC 9110 §12.5.3), 0 when
// it is not wanted.
func quality(accept, coding string) float64 {
	q := 0.0
	for _, part := range strings.Split(accept, ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name != coding && name != "*" {
			continue
		}
		value := 1.0
		if text, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q="); ok {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				v = 0
			}
			value = v
		}
		if name == coding {
			return value
		}
		q = value
	}
	return q
}

// remember gives a page from memory, made once. The making outlives the
// request that began it, for the others who wait for it.
func (s *Server) remember(ctx context.Context, key string, make func(context.Context) (*page, error)) (*page, error) {
	return s.pages.get(key, func() (*page, error) {
		own, cancel := context.WithTimeout(context.WithoutCancel(ctx), requestTime)
		defer cancel()
		return make(own)
	})
}
