package source

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// draws are a day's independent standard normal numbers.
type draws struct{ wet, amount, warmth, vapour, wind float64 }

// noise draws the numbers of a day for a station, or with an empty name those
// that all stations share. They depend on nothing but seed, name and day.
func (s *Sample) noise(station string, day forecast.Date) draws {
	h := fnv.New64a()
	_, _ = h.Write([]byte(station)) // a hash never fails
	number := uint64(day.DaysSince(forecast.Date{Year: 1900, Month: time.January, Day: 1}))
	r := rand.New(rand.NewPCG(s.Seed^h.Sum64(), number))
	return draws{r.NormFloat64(), r.NormFloat64(), r.NormFloat64(), r.NormFloat64(), r.NormFloat64()}
}

// with mixes the shared numbers with a station's own, so that neighbours have
// weather that is alike but not the same.
func (d draws) with(own draws) draws {
	return draws{
		wet:    mix(d.wet, own.wet, 0.7),
		amount: mix(d.amount, own.amount, 0.5),
		warmth: mix(d.warmth, own.warmth, 0.8),
		vapour: mix(d.vapour, own.vapour, 0.8),
		wind:   mix(d.wind, own.wind, 0.6),
	}
}

// mix keeps the spread: the correlation of two mixes of the same shared number
// is what common says, 0–1.
func mix(shared, own, common float64) float64 {
	return math.Sqrt(common)*shared + math.Sqrt(1-common)*own
}
