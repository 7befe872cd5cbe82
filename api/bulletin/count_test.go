package bulletin_test

import (
	"strings"
	"testing"

	"github.com/canhlua/canhlua/api/bulletin"
	"github.com/canhlua/canhlua/forecast"
)

// One day is no "1 days", and a day on which it rained is no "0 days without rain".
func TestCountsAreSaidAsPeopleSayThem(t *testing.T) {
	for _, c := range []struct {
		lang string
		dry  float64
		says string
	}{
		{"en", 0, "There was enough rain on the day."},
		{"en", 1, "There has not been enough rain for 1 day."},
		{"en", 2, "There has not been enough rain for 2 days."},
		{"vi", 0, "Trong ngày đã có mưa đủ lớn."},
		{"vi", 1, "Đã 1 ngày không có mưa đủ lớn."},
	} {
		src := source(t, c.lang, forecast.V)
		for i := range src.Today {
			src.Today[i].DaysSinceRain = forecast.Some(c.dry)
		}
		text := string(bulletin.New(src).Text())
		if !strings.Contains(text, c.says+"\n") {
			t.Errorf("%s, %v: not %q in\n%s", c.lang, c.dry, c.says, text)
		}
		for _, bad := range []string{" 1 days", " 0 days", " 1 zones", " 1 degrees"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s, %v: says %q", c.lang, c.dry, bad)
			}
		}
	}
}
