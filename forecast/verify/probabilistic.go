package verify

// probabilistic are the scores of the probabilities.
func (s *sums) probabilistic(out *Scores, e enough) {
	n := s.prob.n
	if why := e.lacking(n, NoPairs); why != "" {
		for _, score := range []*Score{&out.Brier, &out.Reliability, &out.Resolution, &out.Uncertainty, &out.WithinBins, &out.RPS, &out.ROCArea} {
			*score = none(why, n)
		}
		return
	}
	out.Brier = some(s.prob.brier/n, n)
	out.RPS = some(s.prob.rps/n, n)
	reliability, resolution, uncertainty := s.murphy()
	out.Reliability = some(reliability, n)
	out.Resolution = some(resolution, n)
	out.Uncertainty = some(uncertainty, n)
	out.WithinBins = some(out.Brier.Value.V-(reliability-resolution+uncertainty), n)
	out.ROCArea = s.rocArea()
}

// murphy is the decomposition of the Brier score over the classes of probability
// (Murphy 1973; equations unchecked). Each class stands for the mean of its
// probabilities, so that the three make up the score of the forecasts so rounded.
func (s *sums) murphy() (reliability, resolution, uncertainty float64) {
	n, events := 0.0, 0.0
	for _, b := range s.bins {
		n += b.n
		events += b.events
	}
	base := events / n
	for _, b := range s.bins {
		if b.n == 0 {
			continue
		}
		p, o := b.p/b.n, b.events/b.n
		reliability += b.n * (p - o) * (p - o) / n
		resolution += b.n * (o - base) * (o - base) / n
	}
	return reliability, resolution, base * (1 - base)
}

// nothing is a sum of errors that is none but for the machine's rounding.
const nothing = 1e-12

func (r *refSums) skill(e enough) Skill {
	if why := e.lacking(r.n, NoReference); why != "" {
		s := none(why, r.n)
		return Skill{s, s, s, s}
	}
	return Skill{
		Brier: some(r.refBrier/r.n, r.n),
		RPS:   some(r.refRPS/r.n, r.n),
		BSS:   r.against(r.brier, r.refBrier),
		RPSS:  r.against(r.rps, r.refRPS),
	}
}

func (r *refSums) against(ours, theirs float64) Score {
	if theirs <= nothing*r.n {
		return none(PerfectReference, r.n)
	}
	return some(1-ours/theirs, r.n)
}
