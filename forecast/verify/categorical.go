package verify

// categorical are the scores of the headline level from the contingency table.
// Below are the letters of Wilks (Statistical Methods in the Atmospheric
// Sciences, chapter on verification; equation numbers unchecked): of dangerous
// days a hits, b false alarms, c misses, d correct rejections.
func (s *sums) categorical(out *Scores, e enough) {
	said, came, right, n := s.margins()
	if why := e.lacking(n, NoPairs); why != "" {
		for _, score := range []*Score{&out.PercentCorrect, &out.Heidke, &out.HitRate, &out.FalseAlarmRatio, &out.FalseAlarmRate, &out.CSI} {
			*score = none(why, n)
		}
		for i := range out.Bias {
			out.Bias[i] = none(why, n)
		}
		return
	}
	out.PercentCorrect = some(100*right/n, n)
	out.Heidke = heidke(&said, &came, right, n)
	for i := range out.Bias {
		out.Bias[i] = ratio(said[i], came[i], NeverObserved)
	}
	a := s.table[3][3] + s.table[3][4] + s.table[4][3] + s.table[4][4]
	b, c := said[3]+said[4]-a, came[3]+came[4]-a
	d := n - a - b - c
	out.HitRate = ratio(a, a+c, NeverObserved)
	out.FalseAlarmRatio = ratio(b, a+b, NeverForecast)
	out.FalseAlarmRate = ratio(b, b+d, AlwaysObserved)
	out.CSI = ratio(a, a+b+c, NeverObserved)
}

// margins are the pairs by forecast and by observed level, those on the diagonal
// and all.
func (s *sums) margins() (said, came [5]float64, right, n float64) {
	for f := range s.table {
		for o, count := range s.table[f] {
			said[f] += count
			came[o] += count
			n += count
		}
		right += s.table[f][f]
	}
	return said, came, right, n
}

// heidke is the skill against chance: (PC − E)/(1 − E), where E is the share that
// would be right if forecasts and days with these margins were shuffled (Heidke
// 1926, in the form for several classes; unchecked).
func heidke(said, came *[5]float64, right, n float64) Score {
	chance := 0.0
	for i := range said {
		chance += said[i] * came[i]
	}
	if chance >= n*n {
		return none(OneLevel, n)
	}
	chance /= n * n
	return some((right/n-chance)/(1-chance), n)
}
