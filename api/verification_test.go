package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

// TestSpanOfManyYears: a reader may ask for any span, not for one year only.
func TestSpanOfManyYears(t *testing.T) {
	resp, body := get(t, serve(t, season(), evening), "/api/v1/verification?from=1996-01-01&to="+today.AddDays(-1).String())
	var r verify.Result
	if err := json.Unmarshal([]byte(body), &r); err != nil || resp.StatusCode != http.StatusOK || r.Days != 11 {
		t.Errorf("%s, %v: %d days", resp.Status, err, r.Days)
	}
	if resp, _ = get(t, serve(t, season(), evening), "/api/v1/verification?from=2016-03-01&to=2016-02-01"); resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a span that ends before it begins: %s", resp.Status)
	}
}

// slowTold hands nothing over until it is let go.
type slowTold struct {
	*fakeStore
	begun chan struct{}
	free  chan struct{}
}

func (f *slowTold) Told(ctx context.Context, q forecast.ToldQuery, each func(forecast.Told) error) error {
	select {
	case f.begun <- struct{}{}:
	default:
	}
	select {
	case <-f.free:
		return f.fakeStore.Told(ctx, q, each)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// TestLongScoringGoesOn: who asks for a span that takes longer than an answer may
// is told to ask again, and then finds it done; other spans wait in a short line.
func TestLongScoringGoesOn(t *testing.T) {
	store := &slowTold{season(), make(chan struct{}, 1), make(chan struct{})}
	h := serve(t, store, evening)
	in := func(wait time.Duration, query string) *httptest.ResponseRecorder {
		ctx, cancel := context.WithTimeout(t.Context(), wait)
		defer cancel()
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/api/v1/verification"+query, nil))
		return w
	}
	const short, long = 20 * time.Millisecond, time.Minute
	if w := in(short, ""); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Fatalf("while it is worked out: %d %s", w.Code, w.Body)
	}
	<-store.begun
	for year := range 9 {
		in(short, "?from="+today.AddDays(-365*(year+2)).String())
	}
	if w := in(long, "?from=1990-01-01"); w.Code != http.StatusServiceUnavailable {
		t.Errorf("a full line took one more: %d %s", w.Code, w.Body)
	}
	close(store.free)
	for in(long, "").Code != http.StatusOK {
		if t.Context().Err() != nil {
			t.Fatal("asked again and again, and never answered")
		}
		time.Sleep(short)
	}
}
