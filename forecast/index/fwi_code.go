package index

import "math"

// FWIInput is a day's weather at noon local standard time.
type FWIInput struct {
	Month   int     // 1–12
	Lat     float64 // −90 to 90 degrees
	TempC   float64 // −40 to 60 °C
	RHPct   float64 // 0–100 %
	WindKmh float64 // mean at 10 m, 0 to 400 km/h
	RainMM  float64 // of the 24 hours to noon, 0 to 2,000 mm
}

// ffmc takes the fine fuel moisture code a day on (C. E. Van Wagner, 1987,
// Forestry Technical Report 35, equations 1–10; see FWI).
func ffmc(before float64, in *FWIInput, moisture float64) float64 {
	m := moisture * (101 - before) / (59.5 + before) // eq. 1
	if in.RainMM > 0.5 {
		m = wetted(m, in.RainMM-0.5)
	}
	humid := math.Exp((in.RHPct - 100) / 10)
	cool := 0.18 * (21.1 - in.TempC) * (1 - math.Exp(-0.115*in.RHPct))
	dry := 0.942*math.Pow(in.RHPct, 0.679) + 11*humid + cool // eq. 4
	wet := 0.618*math.Pow(in.RHPct, 0.753) + 10*humid + cool // eq. 5
	switch {
	case m > dry:
		m = dry + (m-dry)*math.Pow(10, -rate(in.RHPct/100, in)) // eqs. 6, 8
	case m < dry && m < wet:
		m = wet - (wet-m)*math.Pow(10, -rate((100-in.RHPct)/100, in)) // eqs. 7, 9
	}
	return min(max(59.5*(250-m)/(moisture+m), 0), 101) // eq. 10
}

// wetted is the moisture after rain (eqs. 2, 3).
func wetted(m, rain float64) float64 {
	after := m + 42.5*rain*math.Exp(-100/(251-m))*(1-math.Exp(-6.93/rain))
	if m > 150 {
		after += 0.0015 * (m - 150) * (m - 150) * math.Sqrt(rain)
	}
	return min(after, 250)
}

// rate is the log drying or wetting rate.
func rate(humid float64, in *FWIInput) float64 {
	k := 0.424*(1-math.Pow(humid, 1.7)) + 0.0694*math.Sqrt(in.WindKmh)*(1-eighth(humid))
	return k * 0.581 * math.Exp(0.0365*in.TempC)
}

// dmc takes the duff moisture code a day on (Van Wagner, 1987, eqs. 11–17).
func dmc(before float64, in *FWIInput, dayHours float64) float64 {
	after := before
	if in.RainMM > 1.5 {
		net := 0.92*in.RainMM - 1.27
		m := 20 + 280*math.Exp(-0.023*before)
		after = max(43.43*(5.6348-math.Log(m+1000*net/(48.77+slope(before)*net)-20)), 0)
	}
	return after + max(1.894*(max(in.TempC, -1.1)+1.1)*(100-in.RHPct)*dayHours*1e-4, 0)
}

// slope is b of eq. 13.
func slope(before float64) float64 {
	if before <= 33 {
		return slopeOf(before, 0)
	}
	return slopeOf(before, math.Log(before))
}

// slopeOf takes the logarithm of DMC, which counts above 33.
func slopeOf(before, log float64) float64 {
	switch {
	case before <= 33:
		return 100 / (0.5 + 0.3*before)
	case before <= 65:
		return 14 - 1.3*log
	}
	return 6.2*log - 17.2
}

// dc takes the drought code a day on (Van Wagner, 1987, eqs. 18–23).
func dc(before float64, in *FWIInput, factor float64) float64 {
	after := before
	if in.RainMM > 2.8 {
		net := 0.83*in.RainMM - 1.27
		after = max(before-400*math.Log(1+3.937*net/(800*math.Exp(-before/400))), 0)
	}
	return after + max((0.36*(max(in.TempC, -2.8)+2.8)+factor)/2, 0)
}

// isi is the initial spread index (eqs. 24–26).
func isi(ffmc, windKmh, moisture float64) float64 {
	m := moisture * (101 - ffmc) / (59.5 + ffmc)
	return 0.208 * math.Exp(0.05039*windKmh) * 91.9 * math.Exp(-0.1386*m) * (1 + math.Pow(m, 5.31)/4.93e7)
}

// bui is the buildup index (eq. 27).
func bui(dmc, dc float64) float64 {
	if dmc == 0 {
		return 0
	}
	b := 0.8 * dc * dmc / (dmc + 0.4*dc)
	if b >= dmc {
		return b
	}
	return max(dmc-(1-b/dmc)*(0.92+math.Pow(0.0114*dmc, 1.7)), 0)
}

// fwi is the fire weather index (eqs. 28–30).
func fwi(isi, bui float64) float64 {
	depth := 0.626*math.Pow(bui, 0.809) + 2
	if bui > 80 {
		depth = 1000 / (25 + 108.64*math.Exp(-0.023*bui))
	}
	b := 0.1 * isi * depth
	if b <= 1 {
		return b
	}
	return math.Exp(2.72 * math.Pow(0.434*math.Log(b), 0.647))
}

// dsr is the daily severity rating (eq. 41).
func dsr(fwi float64) float64 { return 0.0272 * math.Pow(fwi, 1.77) }

// eighth is the eighth power.
func eighth(x float64) float64 {
	x *= x
	x *= x
	return x * x
}
