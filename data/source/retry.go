package source

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

const longestPause = 2 * time.Minute // a service that asks for more is left until the next time

// passing is an error that another try may not meet.
type passing struct {
	error
	after time.Duration // the service's own word on when to come back, 0 = none
}

func (p *passing) Unwrap() error { return p.error }

// asking is how a service on the web is asked; the zero value of a limit means
// its default.
type asking struct {
	Timeout  time.Duration // of one try, default 30 s
	Tries    int           // default 4
	Pause    time.Duration // before the second try, doubled each time; default 1 s
	MaxBytes int64         // of an answer, default 32 MiB
	Client   *http.Client
	Clock    forecast.Clock
	Limit    *Limiter // nil = none
	Sleep    Sleep    // between tries; default: time passes
	Calls    float64  // what the service counts a try as
	Secret   string   // a part of the address that no error may show
	accept   string
	valid    func([]byte) error // tells an answer that is not what was asked for; *passing: it may be the next time
}

func (s *OpenMeteo) get(ctx context.Context, address string, calls float64) ([]byte, error) {
	a := asking{Timeout: s.Timeout, Tries: s.Tries, Pause: s.Pause, MaxBytes: s.MaxBytes, Client: s.Client, Clock: s.Clock,
		Limit: s.Limit, Sleep: s.Sleep, Calls: calls, accept: "application/json", valid: isJSON}
	return a.get(ctx, address)
}

func isJSON(data []byte) error {
	if json.Valid(data) {
		return nil
	}
	return &passing{error: errors.New("the answer is no whole JSON")}
}

// get is tryAll without the secret in what it says.
func (s *asking) get(ctx context.Context, address string) ([]byte, error) {
	data, err := s.tryAll(ctx, address)
	if err == nil || s.Secret == "" {
		return data, err
	}
	limited := (*Limited)(nil)
	if ctx.Err() != nil || errors.As(err, &limited) {
		return nil, err
	}
	text := err.Error()
	for _, form := range []string{s.Secret, url.PathEscape(s.Secret), url.QueryEscape(s.Secret)} {
		text = strings.ReplaceAll(text, form, "…")
	}
	return nil, errors.New(text)
}

// tryAll asks until there is an answer, the tries are used up, or the error is one
// that another try would meet again.
func (s *asking) tryAll(ctx context.Context, address string) ([]byte, error) {
	pause := orDefault(s.Pause, time.Second)
	tries := orDefault(s.Tries, 4)
	for try := 1; ; try++ {
		if err := s.Limit.Wait(ctx, s.Calls); err != nil {
			return nil, err
		}
		data, err := s.once(ctx, address)
		var again *passing
		if err == nil || !errors.As(err, &again) || ctx.Err() != nil {
			return data, err
		}
		if again.after > 0 {
			s.Limit.Hold(s.Clock().Add(again.after)) // the other clients need not find out
		}
		if try == tries {
			return nil, fmt.Errorf("%d tries: %w", tries, err)
		}
		wait := max(again.after, pause/2+rand.N(pause)) // jitter, so that many do not come back at once
		if wait > longestPause {
			return nil, fmt.Errorf("asks for a pause of %s: %w", wait, err)
		}
		if err := s.Sleep.of(ctx, wait); err != nil {
			return nil, err
		}
		pause *= 2
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// once makes one try within its time.
func (s *asking) once(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, orDefault(s.Timeout, 30*time.Second))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, withoutAddress(err)
	}
	req.Header.Set("User-Agent", "canhlua")
	req.Header.Set("Accept", s.accept)
	resp, err := s.client().Do(req)
	if err != nil {
		return nil, &passing{error: withoutAddress(err)}
	}
	defer resp.Body.Close()
	limit := orDefault(s.MaxBytes, 32<<20)
	data, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, &passing{error: withoutAddress(err)}
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("the answer is larger than %d bytes; ask for fewer points or days at once", limit)
	}
	return data, s.judge(resp, data)
}

// client follows no redirect when the address has a secret: the next host would
// be told it as the referrer.
func (s *asking) client() *http.Client {
	client := s.Client
	if client == nil {
		client = http.DefaultClient
	}
	if s.Secret == "" {
		return client
	}
	careful := *client
	careful.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &careful
}

// withoutAddress takes the request's address, which is long, off a client error.
func withoutAddress(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}

// judge tells a good answer from a refusal and from a passing fault.
func (s *asking) judge(resp *http.Response, data []byte) error {
	switch code := resp.StatusCode; {
	case code == http.StatusTooManyRequests || code >= 500:
		return &passing{
			error: fmt.Errorf("the service answers %s: %s", resp.Status, reasonOf(data)),
			after: s.retryAfter(resp.Header.Get("Retry-After")),
		}
	case code != http.StatusOK:
		return fmt.Errorf("the service answers %s: %s", resp.Status, reasonOf(data))
	}
	return s.valid(data)
}

// reasonOf is the service's own explanation, {"error":true,"reason":"…"}.
func reasonOf(data []byte) string {
	var a struct {
		Reason string `json:"reason"`
	}
	if json.Unmarshal(data, &a) != nil || a.Reason == "" {
		return "no reason given"
	}
	return fmt.Sprintf("%.200s", a.Reason)
}

// retryAfter reads the header's seconds or date (RFC 9110, 10.2.3).
func (s *asking) retryAfter(header string) time.Duration {
	if n, err := strconv.Atoi(header); err == nil && n > 0 {
		return time.Duration(min(n, 86400)) * time.Second
	}
	if t, err := http.ParseTime(header); err == nil {
		return max(0, t.Sub(s.Clock()))
	}
	return 0
}
