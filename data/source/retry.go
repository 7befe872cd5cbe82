package source

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
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
	accept   string
	valid    func([]byte) error // tells an answer that is not whole
}

func (s *OpenMeteo) get(ctx context.Context, address string) ([]byte, error) {
	a := asking{Timeout: s.Timeout, Tries: s.Tries, Pause: s.Pause, MaxBytes: s.MaxBytes, Client: s.Client, Clock: s.Clock,
		accept: "application/json", valid: isJSON}
	return a.get(ctx, address)
}

func isJSON(data []byte) error {
	if json.Valid(data) {
		return nil
	}
	return errors.New("the answer is no whole JSON")
}

// get asks until there is an answer, the tries are used up, or the error is one
// that another try would meet again.
func (s *asking) get(ctx context.Context, address string) ([]byte, error) {
	pause := orDefault(s.Pause, time.Second)
	tries := orDefault(s.Tries, 4)
	for try := 1; ; try++ {
		data, err := s.once(ctx, address)
		var again *passing
		if err == nil || !errors.As(err, &again) || ctx.Err() != nil {
			return data, err
		}
		if try == tries {
			return nil, fmt.Errorf("%d tries: %w", tries, err)
		}
		wait := max(again.after, pause/2+rand.N(pause)) // jitter, so that many do not come back at once
		if wait > longestPause {
			return nil, fmt.Errorf("asks for a pause of %s: %w", wait, err)
		}
		if err := sleep(ctx, wait); err != nil {
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
		return nil, err
	}
	req.Header.Set("User-Agent", "canhlua")
	req.Header.Set("Accept", s.accept)
	client := s.Client
	if client == nil {
		client = http.DefaultClient
	}
	resp, err := client.Do(req)
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
	if err := s.valid(data); err != nil {
		return &passing{error: err}
	}
	return nil
}

// reasonOf is the service's own explanation, {"error":true,"reason":"…"}.
func reasonOf(data []byte) string {
	var a struct {
		Reason string `json:"reason"`
	}
	if json.Unmarshal(data, &a) != nil || a.Reason == "" {
		return "no reason given"
	}
	return a.Reason
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
