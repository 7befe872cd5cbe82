package source

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

const mostPointDays = 20_000 // in one answer, some 10 MB

// batches parts the points so that neither a request's address nor its answer
// grows too long.
func (s *OpenMeteo) batches(points []Point) [][]Point {
	size := min(orDefault(s.Batch, 50), max(1, mostPointDays/s.days()))
	longest := orDefault(s.MaxURL, 4000)
	var all [][]Point
	for from := 0; from < len(points); {
		to := min(from+size, len(points))
		for to-from > 1 && len(s.address(points[from:to])) > longest {
			to--
		}
		all = append(all, points[from:to])
		from = to
	}
	return all
}

// address is the request for some points.
func (s *OpenMeteo) address(points []Point) string {
	path := "/v1/forecast?"
	switch {
	case s.Ensemble:
		path = "/v1/ensemble?"
	case s.Archive:
		path = "/v1/archive?"
	}
	return s.base() + path + s.query(points).Encode()
}

func (s *OpenMeteo) base() string {
	return strings.TrimSuffix(orDefault(s.BaseURL, "https://api.open-meteo.com"), "/")
}

// query are the parameters of the request for some points.
func (s *OpenMeteo) query(points []Point) url.Values {
	var lat, lon, height []string
	for _, p := range points {
		lat, lon = append(lat, decimal(p.Lat)), append(lon, decimal(p.Lon))
		if h, ok := p.ElevationM.Get(); ok {
			height = append(height, decimal(h))
		}
	}
	q := url.Values{
		"latitude":        {strings.Join(lat, ",")},
		"longitude":       {strings.Join(lon, ",")},
		"hourly":          {strings.Join(hourlyNames, ",")},
		"timeformat":      {"unixtime"},
		"timezone":        {"GMT"},
		"wind_speed_unit": {"ms"},
	}
	if first, last, ok := s.span(); ok {
		q.Set("start_date", first.String())
		q.Set("end_date", last.String())
	} else {
		q.Set("past_days", strconv.Itoa(s.PastDays))
		q.Set("forecast_days", strconv.Itoa(s.forecastDays()))
	}
	if len(height) == len(points) { // one for each point, or none at all
		q.Set("elevation", strings.Join(height, ","))
	}
	if s.Model != "" {
		q.Set("models", s.Model)
	}
	return q
}

func (s *OpenMeteo) forecastDays() int { return orDefault(s.ForecastDays, 11) }

// span are the past days asked for, if it is past days.
func (s *OpenMeteo) span() (first, last forecast.Date, ok bool) {
	if s.Span == nil {
		return first, last, false
	}
	first, last = s.Span()
	return first, last, true
}

// days is how many days a request is for.
func (s *OpenMeteo) days() int {
	if first, last, ok := s.span(); ok {
		return max(1, last.DaysSince(first)+1)
	}
	return s.PastDays + s.forecastDays()
}

// calls is what the service counts a request as: for each place a tenth of the
// variables, of every member, and in proportion what goes beyond 14 days; at least
// 1 (open-meteo.com/en/pricing, "How is one API call defined?", and calculateQueryWeight
// in the service's published source).
func (s *OpenMeteo) calls(points int) float64 {
	variables := float64(len(hourlyNames))
	if s.Ensemble {
		variables *= float64(orDefault(s.Members, 51))
	}
	return float64(points) * max(1, variables/10*max(1, float64(s.days())/14))
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
