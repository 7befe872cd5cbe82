package workshop

import "math"

// block is neighbouring places with one rate.
type block struct {
	cell

	last int // place
}

func (b cell) rate() float64 { return float64(b.fires) / float64(max(b.days, 1)) }

// isotonic is the fire rate that never falls as danger rises and fits best: pool
// adjacent violators (Barlow et al. 1972; Robertson, Wright and Dykstra 1988, both
// unchecked). Places without days go with the block before.
func isotonic(cells []cell) []block {
	var list []block
	for place, c := range cells {
		if c.days == 0 && len(list) > 0 {
			list[len(list)-1].last = place
			continue
		}
		list = append(list, block{c, place})
		for n := len(list); n > 1 && list[n-2].rate() >= list[n-1].rate(); n = len(list) {
			list[n-2] = block{cell{list[n-2].days + list[n-1].days, list[n-2].fires + list[n-1].fires}, list[n-1].last}
			list = list[:n-1]
		}
	}
	return list
}

// likelihood is the logarithm of the likelihood of the fires of days that have one
// rate.
func (c cell) likelihood() float64 {
	if c.fires == 0 || c.fires == c.days {
		return 0
	}
	p := c.rate()
	return float64(c.fires)*math.Log(p) + float64(c.days-c.fires)*math.Log(1-p)
}

// bySeparation parts the days into five classes whose rates rise and under which
// the fires are likeliest. The best such step function breaks only where the
// isotonic one does (reduced isotonic regression, Salanti and Ulm 2003,
// unchecked), so that its blocks are joined by dynamic programming.
func bySeparation(cells []cell) (at cuts, err error) {
	blocks := isotonic(cells)
	if len(blocks) < 5 {
		return at, errTooFew
	}
	running := make([]cell, len(blocks)+1)
	for i, b := range blocks {
		running[i+1] = cell{running[i].days + b.days, running[i].fires + b.fires}
	}
	between := func(from, to int) float64 {
		return cell{running[to].days - running[from].days, running[to].fires - running[from].fires}.likelihood()
	}
	// best[k][to] is the best of the blocks before to in k+1 classes; from is where the last begins
	var best [5][]float64
	var from [5][]int
	for k := range best {
		best[k], from[k] = make([]float64, len(blocks)+1), make([]int, len(blocks)+1)
		for to := range best[k] {
			best[k][to] = math.Inf(-1)
			if k == 0 && to > 0 {
				best[0][to] = between(0, to)
			}
			for start := k; k > 0 && start < to; start++ {
				if v := best[k-1][start] + between(start, to); v > best[k][to] {
					best[k][to], from[k][to] = v, start
				}
			}
		}
	}
	end := len(blocks)
	for k := 4; k > 0; k-- {
		end = from[k][end]
		at[k-1] = blocks[end-1].last
	}
	return at, nil
}
