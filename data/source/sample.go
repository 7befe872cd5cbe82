package source

import (
	"math"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Normals are a real station's published monthly normals, January first, from
// which a simulated station is made.
type Normals struct {
	Station    forecast.Station
	TempMaxC   [12]float64 // mean daily maximum; stands for 13:00
	VapourHPa  [12]float64 // mean vapour pressure
	RainMM     [12]float64 // mean rain of the month
	Name       string      // of the simulated station; empty: the real one's
	WindMeanMS float64     // mean wind at 13:00; 0 = 2.5 m/s
}

// Sample makes the simulated season: weather that could have been, of stations
// that do not exist. After the idea of Richardson (1981, Water Resources
// Research 17, 182–190): a two-state Markov chain for wet days, a skew
// distribution for amounts, and temperature that depends on both wet and dry.
//
// A day depends on the seed, the station's ID and the days of its year before it:
// longer seasons and more stations leave it as it was.
type Sample struct {
	Normals  []Normals
	Seed     uint64
	Location *time.Location
	NoonHour int
}

// simulatedID marks a station that does not exist.
const simulatedID = "mophong-"

// Stations are the simulated ones, in the order of Normals.
func (s *Sample) Stations() []forecast.Station {
	stations := make([]forecast.Station, len(s.Normals))
	for i, n := range s.Normals {
		st := n.Station
		st.ID, st.WIGOS, st.Simulated = simulatedID+st.ID, "", true
		if n.Name != "" {
			st.Name = n.Name
		}
		stations[i] = st
	}
	return stations
}

// Days gives, for every day in [from, to] and every station, one observation at
// the noon hour with the rain of the 24 h before it.
func (s *Sample) Days(from, to forecast.Date) []forecast.Observation {
	var obs []forecast.Observation
	stations := s.Stations()
	for year := from.Year; year <= to.Year; year++ {
		states := make([]weather, len(stations))
		for day := (forecast.Date{Year: year, Month: time.January, Day: 1}); day.Year == year && !day.After(to); day = day.AddDays(1) {
			common := s.noise("", day)
			for i := range stations {
				own := s.noise(stations[i].ID, day)
				states[i] = s.Normals[i].next(states[i], day, common.with(own))
				if !day.Before(from) {
					obs = append(obs, s.observation(&stations[i], day, states[i]))
				}
			}
		}
	}
	return obs
}

func (s *Sample) observation(st *forecast.Station, day forecast.Date, w weather) forecast.Observation {
	o := forecast.Observation{
		Station:   st.ID,
		Time:      day.At(s.NoonHour, 0, s.Location),
		TempC:     forecast.Some(round(w.tempC, 10)),
		DewPointC: forecast.Some(round(w.dewC, 10)),
		WindMS:    forecast.Some(round(w.windMS, 10)),
		Rain:      []forecast.Rain{{MM: round(w.rainMM, 10), Hours: 24}},
		Source:    "sample",
		Simulated: true,
		Place:     st,
	}
	deriveHumidity(&o)
	return o
}

// weather is a simulated day. The zero value stands before the first of January.
type weather struct {
	begun                       bool
	wet                         bool
	warmth                      float64 // deviation of temperature, standard normal, kept from day to day
	tempC, dewC, windMS, rainMM float64
}

// Chosen, not published: how the sample season swings about its normals.
const (
	wetScaleMM   = 350.0 // share of wet days is 1 − exp(−monthly rain / this): 2 % at 8 mm, 72 % at 442 mm
	wetMemory    = 0.35  // correlation of a wet day with the day before
	warmMemory   = 0.6   // the same of temperature
	warmSpreadK  = 1.2   // standard deviation of temperature about its mean
	wetCoolingK  = 2.0   // a wet day is this much cooler than a dry one
	vapourSpread = 0.05  // relative
	windSpread   = 0.35  // of the logarithm
	moistest     = 0.97  // relative humidity at most
)

// next is the day after w.
func (n *Normals) next(w weather, day forecast.Date, z draws) weather {
	m := int(day.Month) - 1
	share := 1 - math.Exp(-n.RainMM[m]/wetScaleMM)
	chance := share
	if w.begun {
		chance = share * (1 - wetMemory)
		if w.wet {
			chance += wetMemory
		}
		w.warmth = warmMemory*w.warmth + math.Sqrt(1-warmMemory*warmMemory)*z.warmth
	} else {
		w.begun, w.warmth = true, z.warmth
	}
	w.wet = share > 0 && normalShare(z.wet) < chance
	w.rainMM = 0
	cooling := -wetCoolingK * share // so that the month's mean stays
	if w.wet {
		perWetDay := n.RainMM[m] / (share * float64(daysIn(day)))
		w.rainMM = -perWetDay * math.Log(1-normalShare(z.amount))
		cooling += wetCoolingK
	}
	w.tempC = n.TempMaxC[m] + warmSpreadK*w.warmth - cooling
	vapour := n.VapourHPa[m] * math.Exp(vapourSpread*z.vapour)
	w.dewC = dewPointC(min(vapour, moistest*vapourHPa(w.tempC)))
	w.windMS = orDefault(n.WindMeanMS, 2.5) * math.Exp(windSpread*z.wind-windSpread*windSpread/2)
	return w
}

func daysIn(day forecast.Date) int {
	return time.Date(day.Year, day.Month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// normalShare is the standard normal distribution function, kept off 0 and 1.
func normalShare(z float64) float64 {
	return min(max(0.5*math.Erfc(-z/math.Sqrt2), 1e-9), 1-1e-9)
}
