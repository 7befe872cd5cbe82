package notify

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// mostAnswer is how much of a receiver's answer is read; the rest is left.
const mostAnswer = 8 << 10

// longestWait is the longest Retry-After that is kept to.
const longestWait = 6 * time.Hour

// settled sorts an HTTP answer: done, to try again, or refused for good. The body
// is nobody's business; a little is read so that the connection can be used again.
func settled(whom string, r *http.Response, now time.Time) (retry bool, err error) {
	_, _ = io.CopyN(io.Discard, r.Body, mostAnswer) // whatever comes of it, the status has come
	_ = r.Body.Close()
	reason := fmt.Sprintf("%s answered %d", whom, r.StatusCode)
	switch code := r.StatusCode; {
	case code >= 200 && code < 300:
		return false, nil
	case code == http.StatusGone, code == http.StatusNotFound && whom == pushService:
		return false, &forecast.Gone{Reason: reason + ": it is gone"}
	case code >= 300 && code < 400:
		return false, &broken{reason + ": redirects are not followed; give the final address"}
	case code == http.StatusTooManyRequests, code == http.StatusServiceUnavailable:
		if wait := waitAsked(r.Header.Get("Retry-After"), now); wait > 0 {
			return true, &forecast.RetryAfter{Wait: wait, Reason: reason}
		}
		return true, &broken{reason}
	case code >= 500, code == http.StatusRequestTimeout, code == http.StatusTooEarly:
		return true, &broken{reason}
	}
	return false, &broken{reason + ", for good"}
}

// waitAsked reads Retry-After: seconds or a date; 0 when there is none to keep to.
func waitAsked(text string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(text); err == nil {
		return time.Duration(min(max(seconds, 0), int(longestWait.Seconds()))) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return min(max(at.Sub(now), 0), longestWait)
	}
	return 0
}
