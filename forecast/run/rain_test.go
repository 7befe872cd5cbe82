package run

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noonUTC = time.Date(2026, 3, 5, 6, 0, 0, 0, time.UTC)

// ago is an interval given in hours before noon.
func ago(from, to int, mm float64) interval {
	return interval{noonUTC.Add(-time.Duration(from) * time.Hour), noonUTC.Add(-time.Duration(to) * time.Hour), mm}
}

func TestRainBetween(t *testing.T) {
	cases := []struct {
		name  string
		given []interval
		whole string
		least string
	}{
		{"nothing is not dry", nil, "–", "–"},
		{"one day's amount", []interval{ago(24, 0, 12.4)}, "12.4", "–"},
		{"four quarters", []interval{ago(24, 18, 1), ago(18, 12, 0), ago(12, 6, 2), ago(6, 0, 0.5)}, "3.5", "–"},
		{"overlapping amounts are not added twice", []interval{ago(24, 12, 3), ago(12, 0, 4), ago(6, 0, 4), ago(24, 0, 7)}, "7", "–"},
		{"a hole is not filled", []interval{ago(24, 18, 1), ago(12, 0, 2)}, "–", "3"},
		{"a hole, and the best of overlapping amounts", []interval{ago(12, 0, 6), ago(6, 0, 2), ago(3, 0, 1)}, "–", "6"},
		{"the difference of two that end together", []interval{ago(36, 0, 9), ago(36, 24, 4)}, "5", "–"},
		{"an amount that reaches out of the window says nothing", []interval{ago(30, 0, 9)}, "–", "–"},
		{"a dry one that reaches out does", []interval{ago(30, 0, 0)}, "0", "–"},
		{"a dry spell fills a hole", []interval{ago(24, 18, 1), ago(20, 10, 0), ago(12, 0, 2)}, "3", "–"},
		{"a dry spell joins two amounts", []interval{ago(24, 18, 1), ago(18, 10, 0), ago(12, 0, 0)}, "1", "–"},
		{"differences that contradict are refused", []interval{ago(36, 0, 1), ago(36, 24, 4)}, "–", "–"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			whole, least := rainBetween(c.given, noonUTC.Add(-rainDay), noonUTC)
			if whole.String() != c.whole || least.String() != c.least {
				t.Errorf("whole %s, at least %s; want %s, %s", whole, least, c.whole, c.least)
			}
		})
	}
}

// Whatever intervals come from one true course of rain, the answer is the true
// amount or missing, and the lower bound is never above it.
func TestRainIsNeverInvented(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hours := rapid.SliceOfN(rapid.SampledFrom([]float64{0, 0, 0, 0.2, 1, 6}), 48, 48).Draw(t, "rain of each hour")
		truth := func(from, to int) float64 { // hours before noon, from > to
			sum := 0.0
			for h := to; h < from; h++ {
				sum += hours[h]
			}
			return sum
		}
		var given []interval
		for range rapid.IntRange(0, 12).Draw(t, "intervals") {
			to := rapid.IntRange(0, 47).Draw(t, "to")
			from := rapid.IntRange(to+1, 48).Draw(t, "from")
			given = append(given, ago(from, to, truth(from, to)))
		}
		whole, least := rainBetween(given, noonUTC.Add(-rainDay), noonUTC)
		if whole.OK && math.Abs(whole.V-truth(24, 0)) > 1e-9 {
			t.Fatalf("whole %v, truth %v", whole.V, truth(24, 0))
		}
		if least.OK && least.V > truth(24, 0)+1e-9 {
			t.Fatalf("at least %v, truth %v", least.V, truth(24, 0))
		}
	})
}
