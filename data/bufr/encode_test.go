package bufr_test

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"sync"
)

// entry is a line of Table B, read without the package's own reader.
type entry struct {
	unit             string
	scale, ref, bits int
}

type tables struct {
	elements  map[string]entry
	sequences map[string][]string
}

var wmo = sync.OnceValue(func() tables {
	t := tables{map[string]entry{}, map[string][]string{}}
	for _, row := range rows("table_b.csv") {
		if row[1] == "" {
			t.elements[row[0]] = entry{row[3], atoi(row[4]), atoi(row[5]), atoi(row[6])}
		}
	}
	for _, row := range rows("table_d.csv") {
		if row[1] == "" {
			t.sequences[row[0]] = strings.Fields(row[2])
		}
	}
	return t
})

func rows(file string) [][]string {
	f, err := os.Open(file)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	all, err := r.ReadAll()
	if err != nil {
		panic(err)
	}
	return all
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

// subset holds what one subset says: numbers in the unit of Table B, one for
// each occurrence of the descriptor; what is not there is missing, a replication
// factor then 1. A key "203 012101" holds a new reference value.
type subset struct {
	numbers map[string][]float64
	texts   map[string]string
}

// field is one coded value: bits, or the octets of a text.
type field struct {
	bits   int
	raw    uint64
	octets []byte
}

// encoder lays a subset's values out by a template.
type encoder struct {
	subset
	used                       map[string]int
	fields                     []field
	widen, rescale, raise      int
	defining, absent, textBits int
	associated                 []int
	local                      int
	refs                       map[string]int
}

func (e *encoder) pop(key string) (float64, bool) {
	i := e.used[key]
	e.used[key]++
	if i < len(e.numbers[key]) {
		v := e.numbers[key][i]
		return v, !math.IsNaN(v)
	}
	return 0, false
}

func (e *encoder) expand(list []string) {
	for i := 0; i < len(list); i++ {
		d := list[i]
		switch y := atoi(d[3:]); d[0] {
		case '0':
			e.element(d)
		case '1':
			x := atoi(d[1:3])
			first := i + 1
			if y == 0 {
				y = e.factor(list[first])
				first++
			}
			for range y {
				e.expand(list[first : first+x])
			}
			i = first + x - 1
		case '2':
			e.operate(d[1:3], y)
		case '3':
			e.expand(wmo().sequences[d])
		}
	}
}

func (e *encoder) factor(d string) int {
	n, ok := e.pop(d)
	if !ok {
		n = 1
	}
	e.fields = append(e.fields, field{bits: wmo().elements[d].bits, raw: uint64(n)})
	if d >= "031011" {
		return min(int(n), 1)
	}
	return int(n)
}

func (e *encoder) operate(x string, y int) {
	shift := y - 128
	if y == 0 {
		shift = 0
	}
	switch x {
	case "01":
		e.widen = shift
	case "02":
		e.rescale = shift
	case "03":
		e.defining = y % 255
		if y == 0 {
			e.refs = map[string]int{}
		}
	case "04":
		if y == 0 {
			e.associated = e.associated[:len(e.associated)-1]
		} else {
			e.associated = append(e.associated, y)
		}
	case "05":
		e.fields = append(e.fields, field{octets: []byte(strings.Repeat("x", y))})
	case "06":
		e.local = y
	case "07":
		e.raise = y
	case "08":
		e.textBits = 8 * y
	case "21":
		e.absent = y
	}
}

func (e *encoder) element(d string) {
	t, class := wmo().elements[d], d[1:3]
	if e.local > 0 {
		e.fields = append(e.fields, field{bits: e.local, raw: 1})
		e.local = 0
		return
	}
	if e.absent > 0 {
		e.absent--
		if class > "09" && class != "31" {
			return
		}
	}
	if e.defining > 0 && class != "31" {
		ref, _ := e.pop("203 " + d)
		e.refs[d] = int(ref)
		raw := uint64(math.Abs(ref))
		if ref < 0 {
			raw |= 1 << (e.defining - 1)
		}
		e.fields = append(e.fields, field{bits: e.defining, raw: raw})
		return
	}
	if joined := 0; class != "31" && len(e.associated) > 0 {
		for _, bits := range e.associated {
			joined += bits
		}
		e.fields = append(e.fields, field{bits: joined, raw: 5})
	}
	if t.unit == "CCITT IA5" {
		e.text(d, t.bits)
		return
	}
	scale, ref, bits := t.scale, t.ref, t.bits
	if !strings.Contains(t.unit, "TABLE") && class != "31" {
		if r, ok := e.refs[d]; ok {
			ref = r
		}
		scale, bits = scale+e.rescale, bits+e.widen
		if e.raise > 0 {
			scale, bits, ref = scale+e.raise, bits+(10*e.raise+2)/3, ref*int(math.Pow10(e.raise))
		}
	}
	raw := uint64(1)<<bits - 1
	if v, ok := e.pop(d); ok {
		raw = uint64(int64(math.Round(v*math.Pow10(scale))) - int64(ref))
	}
	e.fields = append(e.fields, field{bits: bits, raw: raw})
}

func (e *encoder) text(d string, bits int) {
	if e.textBits > 0 {
		bits = e.textBits
	}
	octets := []byte(strings.Repeat("\xff", bits/8))
	if s, ok := e.texts[d]; ok {
		copy(octets, s+strings.Repeat(" ", bits/8))
	}
	e.fields = append(e.fields, field{octets: octets})
}
