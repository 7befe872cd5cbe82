package geo

import (
	"math"
	"slices"
)

// How a covariance was come by.
const (
	FitDone   = "fitted" // length, height and both variances from the data
	FitScaled = "scaled" // too few stations or days for the shape: the prior's, with the variance of the data
	FitPrior  = "prior"  // too few data for anything: the prior as it is
)

// FitRules are the guards of FitCovariance. A zero field takes the default.
type FitRules struct {
	MinStations int     // that have departures; default 6
	MinDays     int     // that have departures; default 10
	MinPairs    int     // two stations on one day, nearer than MaxKm; default 200
	BinKm       float64 // width of the bins of distance; default 20
	MaxKm       float64 // pairs farther apart do not count; default 300
}

func (r FitRules) filled() FitRules {
	or := func(v, by float64) float64 {
		if v > 0 {
			return v
		}
		return by
	}
	return FitRules{int(or(float64(r.MinStations), 6)), int(or(float64(r.MinDays), 10)),
		int(or(float64(r.MinPairs), 200)), or(r.BinKm, 20), or(r.MaxKm, 300)}
}

// CovarianceBin is the mean product of departures over pairs of stations that
// stand about equally far apart.
type CovarianceBin struct {
	Km         float64 `json:"km"`      // mean distance
	HeightM    float64 `json:"dz_m"`    // mean difference in height
	Covariance float64 `json:"cov"`     // in the variable's unit squared
	Pairs      int     `json:"n_pairs"` // two stations on one day
}

// CovarianceFit is a covariance with what it rests on.
type CovarianceFit struct {
	Covariance
	Fitted   bool            `json:"fitted"` // How is FitDone
	How      string          `json:"how"`
	Stations int             `json:"stations"` // that had departures
	Days     int             `json:"days"`     // that had departures
	Pairs    int             `json:"pairs"`
	Bins     []CovarianceBin `json:"bins,omitempty"`
}

// Bounds of a fit: whatever the data say, the result stays computable and an
// observation is neither taken for the truth nor ignored.
const (
	minLengthKm, maxLengthKm = 5.0, 500.0
	minHeightM, maxHeightM   = 100.0, 3000.0
	minShare, maxShare       = 0.05, 0.95 // of the background in the whole variance
	enoughToScale            = 20         // departures
	leastSquare, mostSquare  = 1e-9, 1e12 // mean square of the departures
	wildDepartures           = 4 * 1.4826 // in median absolute departures: 4 robust standard deviations
)

// FitCovariance fits the covariance of departures (observation − background):
// days[d][s] is that of sites[s] on day d. Their products are taken about zero,
// not about a mean, since an error common to all stations is one that should be
// corrected everywhere, and wild departures are held to 4 robust standard
// deviations. The means in bins of distance and height are fitted by least
// squares weighted with the number of pairs (N. Cressie, 1993, Statistics for
// Spatial Data, 2.6; unchecked), the variance in closed form for each trial
// length. With too few data the prior comes back, scaled where the data allow
// that: see How. The result always passes Check when the prior does.
func FitCovariance(sites []Site, days [][]Value, prior Covariance, rules FitRules) CovarianceFit {
	rules = rules.filled()
	fit := CovarianceFit{Covariance: prior, How: FitPrior}
	tamed := tame(days, len(sites))
	total, n := fit.count(tamed)
	if n < enoughToScale || total < leastSquare || total > mostSquare {
		return fit
	}
	fit.Covariance, fit.How = prior.scaled(total), FitScaled
	fit.Bins = bins(sites, tamed, rules)
	lengths := map[float64]bool{}
	for _, b := range fit.Bins {
		fit.Pairs += b.Pairs
		lengths[math.Floor(b.Km/rules.BinKm)] = true
	}
	if fit.Stations < rules.MinStations || fit.Days < rules.MinDays || fit.Pairs < rules.MinPairs || len(lengths) < 3 {
		return fit
	}
	fit.Covariance, fit.Fitted, fit.How = search(fit.Bins, total, prior), true, FitDone
	return fit
}

// tame cuts rows to n stations, takes away what is not finite and holds wild
// departures to the limit.
func tame(days [][]Value, n int) [][]Value {
	var sizes []float64
	out := make([][]Value, len(days))
	for d, row := range days {
		out[d] = make([]Value, n)
		for s := range min(n, len(row)) {
			if row[s].finite() {
				out[d][s] = row[s]
				sizes = append(sizes, math.Abs(row[s].V))
			}
		}
	}
	if len(sizes) == 0 {
		return out
	}
	slices.Sort(sizes)
	limit := wildDepartures * sizes[len(sizes)/2]
	if limit == 0 { // mostly dry and rightly forecast dry: nothing is wild
		return out
	}
	for _, row := range out {
		for s := range row {
			row[s].V = min(max(row[s].V, -limit), limit)
		}
	}
	return out
}

// count fills in days and stations; it gives the mean square and the number of
// departures.
func (f *CovarianceFit) count(days [][]Value) (meanSquare float64, n int) {
	reported := map[int]bool{}
	for _, row := range days {
		before := n
		for s, v := range row {
			if v.OK {
				meanSquare, n, reported[s] = meanSquare+v.V*v.V, n+1, true
			}
		}
		if n > before {
			f.Days++
		}
	}
	f.Stations = len(reported)
	return meanSquare / math.Max(float64(n), 1), n
}

// heightEdgesM part the bins of height.
var heightEdgesM = []float64{50, 150, 300, 600, 1000}

// bins are the empirical covariances, by distance, then height. Pairs at one
// place say nothing of distance and everything of the nugget: they are left out.
func bins(sites []Site, days [][]Value, rules FitRules) []CovarianceBin {
	wide := len(heightEdgesM) + 1
	sums := make([]CovarianceBin, (int(rules.MaxKm/rules.BinKm)+1)*wide)
	for i := range sites {
		for j := range i {
			km, dz := DistanceKm(sites[i], sites[j]), heightBetween(sites[i], sites[j])
			if math.IsNaN(km) || km > rules.MaxKm || km < sameKm {
				continue
			}
			h, _ := slices.BinarySearch(heightEdgesM, dz)
			addPair(&sums[int(km/rules.BinKm)*wide+h], days, i, j, km, dz)
		}
	}
	var out []CovarianceBin
	for _, b := range sums {
		if n := float64(b.Pairs); n > 0 {
			out = append(out, CovarianceBin{b.Km / n, b.HeightM / n, b.Covariance / n, b.Pairs})
		}
	}
	return out
}

func addPair(b *CovarianceBin, days [][]Value, i, j int, km, dz float64) {
	for _, row := range days {
		if row[i].OK && row[j].OK {
			b.Km, b.HeightM, b.Covariance = b.Km+km, b.HeightM+dz, b.Covariance+row[i].V*row[j].V
			b.Pairs++
		}
	}
}

func heightBetween(a, b Site) float64 {
	if dz := math.Abs(a.ElevationM - b.ElevationM); a.HasElevation && b.HasElevation && !math.IsNaN(dz) {
		return dz
	}
	return 0
}

// search finds length and height by a grid that is refined around its best
// point: slower than a descent, and it cannot be led astray.
func search(bins []CovarianceBin, total float64, prior Covariance) Covariance {
	lowL, highL := math.Log(minLengthKm), math.Log(maxLengthKm)
	lowZ, highZ := math.Log(minHeightM), math.Log(maxHeightM)
	heights := 17
	if !slices.ContainsFunc(bins, func(b CovarianceBin) bool { return b.HeightM >= minHeightM }) {
		heights = 1 // flat land says nothing of height: the prior's
	}
	best, least := Covariance{}, math.Inf(1)
	for range 5 {
		stepL, stepZ := (highL-lowL)/24, (highZ-lowZ)/16
		for i := range 25 {
			for k := range heights {
				c := Covariance{LengthKm: math.Exp(lowL + float64(i)*stepL), HeightM: math.Exp(lowZ + float64(k)*stepZ)}
				if heights == 1 {
					c.HeightM = prior.HeightM
				}
				if cost := c.settle(bins, total); cost < least {
					best, least = c, cost
				}
			}
		}
		around := func(v, step, low, high float64) (float64, float64) {
			return math.Max(math.Log(v)-2*step, math.Log(low)), math.Min(math.Log(v)+2*step, math.Log(high))
		}
		lowL, highL = around(best.LengthKm, stepL, minLengthKm, maxLengthKm)
		if heights > 1 {
			lowZ, highZ = around(best.HeightM, stepZ, minHeightM, maxHeightM)
		}
	}
	return best
}

// settle gives the covariance the variances that fit best with its length and
// height, within bounds, and returns the weighted sum of squares left.
func (c *Covariance) settle(bins []CovarianceBin, total float64) float64 {
	shape := func(b CovarianceBin) float64 {
		exponent := b.Km / c.LengthKm
		if c.HeightM > 0 {
			exponent += b.HeightM * b.HeightM / (2 * c.HeightM * c.HeightM)
		}
		return math.Exp(-exponent)
	}
	up, down := 0.0, 0.0
	for _, b := range bins {
		r, n := shape(b), float64(b.Pairs)
		up, down = up+n*r*b.Covariance, down+n*r*r
	}
	variance := minShare * total
	if down > 0 {
		variance = math.Min(math.Max(up/down, minShare*total), maxShare*total)
	}
	c.Variance, c.Nugget = variance, total-variance
	cost := 0.0
	for _, b := range bins {
		miss := b.Covariance - variance*shape(b)
		cost += float64(b.Pairs) * miss * miss
	}
	return cost
}
