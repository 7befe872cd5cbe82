package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// FIRMS asks NASA's Fire Information for Resource Management System for hotspots
// of an area (documentation: firms.modaps.eosdis.nasa.gov/api/area; unchecked
// live). The key is part of the address there: it is kept out of names, errors
// and what is stored, and no redirect is followed with it.
type FIRMS struct {
	BaseURL  string // default https://firms.modaps.eosdis.nasa.gov
	Key      string
	Sets     []string   // VIIRS_SNPP_NRT, VIIRS_NOAA20_NRT, MODIS_NRT …
	Area     [4]float64 // west, south, east, north, degrees
	Days     int        // 1–5, default 2
	Limit    *Limiter   // nil = none
	Timeout  time.Duration
	Tries    int
	Pause    time.Duration
	Sleep    Sleep // between tries; default: time passes
	MaxBytes int64 // of an answer, default 32 MiB
	Client   *http.Client
	Clock    forecast.Clock
}

// Name is "firms".
func (s *FIRMS) Name() string { return FormatFIRMS }

// Fetch asks for every set; one that fails does not stop the others.
func (s *FIRMS) Fetch(ctx context.Context, take func(forecast.Bulletin) error) error {
	var failed []error
	for _, set := range s.Sets {
		b, err := s.ask(ctx, set)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("firms, %s: %w", set, err))
			continue
		}
		if err := take(b); err != nil {
			return err
		}
	}
	return errors.Join(failed...)
}

func (s *FIRMS) ask(ctx context.Context, set string) (forecast.Bulletin, error) {
	var area []string
	for _, v := range s.Area {
		area = append(area, decimal(v))
	}
	address := fmt.Sprintf("%s/api/area/csv/%s/%s/%s/%d",
		strings.TrimSuffix(orDefault(s.BaseURL, "https://firms.modaps.eosdis.nasa.gov"), "/"),
		url.PathEscape(s.Key), url.PathEscape(set), strings.Join(area, ","), orDefault(s.Days, 2))
	a := asking{Timeout: s.Timeout, Tries: s.Tries, Pause: s.Pause, MaxBytes: s.MaxBytes, Client: s.Client, Clock: s.Clock,
		Limit: s.Limit, Sleep: s.Sleep, Calls: 1, Secret: s.Key, accept: "text/csv", valid: isHotspots}
	data, err := a.get(ctx, address)
	if err != nil {
		return forecast.Bulletin{}, err
	}
	reader := Reader{Format: FormatFIRMS}
	now := s.Clock()
	return reader.Bulletin("firms-"+set+".csv", data, now, now), nil
}

// isHotspots tells hotspots, of which there may be none, from what the service
// says in words with a good status, such as "Invalid MAP_KEY.".
func isHotspots(data []byte) error {
	if bytes.HasPrefix(bytes.TrimPrefix(data, byteOrder), []byte("latitude,")) {
		return nil
	}
	return errors.New("the answer is no list of hotspots; check the key, its quota and the name of the set")
}
