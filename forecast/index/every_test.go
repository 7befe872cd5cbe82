package index_test

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast/index"
)

// every is one index of `canhlua index` with a row it can compute, and what
// brings it back after a missing day.
type every struct {
	name    string
	columns []string // without the date
	good    []string
	adds    []string
	resets  []string                                       // a row that makes a cumulative index known whatever it was; none = nothing does
	dated   bool                                           // goes from day to day
	begin   func(state []string) (index.Calculator, error) // goes on from the added cells of the day before, nil = from the default
}

func num(cell string) float64 {
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		panic(err)
	}
	return v
}

// first is the state in the cell at, or what is usual.
func first(state []string, at int, usual float64) float64 {
	if state == nil {
		return usual
	}
	return num(state[at])
}

func everyIndex() []every {
	fwi := func(s []string) (index.Calculator, error) {
		return index.FWICalculator(index.FWIOptions{Lat: 11.3, Variant: index.CFFDRS,
			Start: index.FWIState{FFMC: first(s, 0, 85), DMC: first(s, 1, 6), DC: first(s, 2, 15)}})
	}
	return []every{
		{"p", []string{"temp13_c", "rh13_pct", "rain_mm"}, []string{"33", "50", "0"}, []string{"vpd_hpa", "k", "p"}, []string{"33", "50", "5"}, true,
			func(s []string) (index.Calculator, error) {
				return index.PCalculator(index.POptions{RainResetMM: 5, Start: first(s, 2, 0)})
			}},
		{"h", []string{"rain_mm"}, []string{"0"}, []string{"h"}, []string{"5"}, true,
			func(s []string) (index.Calculator, error) {
				return index.HCalculator(index.HOptions{RainResetMM: 5, Start: first(s, 0, 0)})
			}},
		{"nesterov", []string{"temp_c", "dewpoint_c", "rain_mm"}, []string{"33", "20", "0"}, []string{"nesterov"}, []string{"33", "20", "3.1"}, true,
			func(s []string) (index.Calculator, error) { return index.NesterovCalculator(first(s, 0, 0)) }},
		{"kbdi", []string{"temp_max_c", "rain_mm"}, []string{"33", "0"}, []string{"kbdi_mm"}, []string{"33", "208.2"}, true,
			func(s []string) (index.Calculator, error) {
				return index.KBDICalculator(index.KBDIOptions{AnnualRainMM: 1900, Start: first(s, 0, 0)})
			}},
		{"fwi", []string{"temp_c", "rh_pct", "wind_kmh", "rain_mm"}, []string{"33", "50", "10", "0"},
			[]string{"ffmc", "dmc", "dc", "isi", "bui", "fwi", "dsr"}, nil, true, fwi},
		{"angstrom", []string{"temp_c", "rh_pct"}, []string{"33", "50"}, []string{"angstrom"}, nil, false,
			func([]string) (index.Calculator, error) { return index.AngstromCalculator(), nil }},
		{"ffdi", []string{"temp_c", "rh_pct", "wind_kmh", "drought_factor"}, []string{"33", "50", "10", "8"}, []string{"ffdi"}, nil, false,
			func([]string) (index.Calculator, error) { return index.FFDICalculator(), nil }},
		{"ffwi", []string{"temp_c", "rh_pct", "wind_kmh"}, []string{"33", "50", "10"}, []string{"ffwi"}, nil, false,
			func([]string) (index.Calculator, error) { return index.FFWICalculator(), nil }},
		{"hdw", []string{"temp_c", "rh_pct", "wind_ms"}, []string{"33", "50", "3"}, []string{"hdw"}, nil, false,
			func([]string) (index.Calculator, error) { return index.HDWCalculator(), nil }},
	}
}

// days streams rows of the index, one a day where it goes by days, and gives the
// added cells and the note of each.
func (e every) days(t *testing.T, from time.Time, state []string, rows ...[]string) (cells [][]string, notes []string) {
	t.Helper()
	calc, err := e.begin(state)
	if err != nil {
		t.Fatal(err)
	}
	var in, out strings.Builder
	head := e.columns
	if e.dated {
		head = append([]string{"date"}, head...)
	}
	fmt.Fprintln(&in, strings.Join(head, ","))
	for i, row := range rows {
		if e.dated {
			row = append([]string{from.AddDate(0, 0, i).Format(time.DateOnly)}, row...)
		}
		fmt.Fprintln(&in, strings.Join(row, ","))
	}
	if err := index.Stream(strings.NewReader(in.String()), &out, calc); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := append(slices.Clone(head), append(slices.Clone(e.adds), "note")...); !slices.Equal(records[0], want) {
		t.Fatalf("columns %v, want %v", records[0], want)
	}
	for _, r := range records[1:] {
		cells, notes = append(cells, r[len(head):len(r)-1]), append(notes, r[len(r)-1])
	}
	return cells, notes
}

var begun = time.Date(2024, 2, 27, 0, 0, 0, 0, time.UTC)

// TestEveryIndexRefusesWhatCannotBe: each input of each index, missing, no
// number, negative or absurd, gives an empty result with a note that names it;
// the other rows are computed, and a cumulative index stays empty until a reset.
func TestEveryIndexRefusesWhatCannotBe(t *testing.T) {
	for _, e := range everyIndex() {
		for at, column := range e.columns {
			for _, value := range []string{"", "x", "NaN", "-999", "9999", "1e309"} {
				t.Run(e.name+" "+column+" "+value, func(t *testing.T) {
					bad := slices.Clone(e.good)
					bad[at] = value
					rows := [][]string{e.good, bad, e.good}
					if e.resets != nil {
						rows = append(rows, e.resets, e.good)
					}
					cells, notes := e.days(t, begun, nil, rows...)
					last := len(e.adds) - 1
					if cells[0][last] == "" || cells[1][last] != "" || notes[1] == "" {
						t.Errorf("%v %q: %v %v", e.name, value, cells, notes)
					}
					if known := cells[2][last] != ""; known == e.dated || known == (notes[2] != "") {
						t.Errorf("the day after: %v %q", cells[2], notes[2])
					}
					if e.resets != nil && (cells[3][last] == "" || cells[4][last] == "") {
						t.Errorf("after a reset: %v %v", cells[3:], notes[3:])
					}
				})
			}
		}
	}
}

// TestEveryCumulativeIndexMissesADay: a day that has no row loses the index too.
func TestEveryCumulativeIndexMissesADay(t *testing.T) {
	for _, e := range everyIndex() {
		if !e.dated {
			continue
		}
		calc, err := e.begin(nil)
		if err != nil {
			t.Fatal(err)
		}
		in := "date," + strings.Join(e.columns, ",") + "\n"
		for _, day := range []string{"2024-02-28", "2024-03-01"} {
			in += day + "," + strings.Join(e.good, ",") + "\n"
		}
		var out strings.Builder
		if err := index.Stream(strings.NewReader(in), &out, calc); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), "no row for 2024-02-29") {
			t.Errorf("%s: %s", e.name, out.String())
		}
	}
}

// TestEveryCumulativeIndexGoesOn: a series cut anywhere and taken up again from
// the stored cells is the same series, bit for bit. KBDI is told the rain of the
// spell that the cut falls into.
func TestEveryCumulativeIndexGoesOn(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, e := range everyIndex() {
		if !e.dated {
			continue
		}
		var rows [][]string
		for range 60 {
			row := slices.Clone(e.good)
			for i, column := range e.columns {
				switch {
				case column == "rain_mm" && random.IntN(2) == 0:
					row[i] = strconv.FormatFloat(random.Float64()*7, 'f', -1, 64)
				case strings.HasPrefix(column, "temp"):
					row[i] = strconv.FormatFloat(28+random.Float64()*9, 'f', -1, 64)
				}
			}
			rows = append(rows, row)
		}
		whole, _ := e.days(t, begun, nil, rows...)
		rain := slices.Index(e.columns, "rain_mm")
		for cut := 1; cut < len(rows); cut++ {
			one := e
			if e.name == "kbdi" {
				spell := 0.0
				for _, row := range rows[:cut] {
					if mm := num(row[rain]); mm > 0 {
						spell += mm
					} else {
						spell = 0
					}
				}
				one.begin = func(s []string) (index.Calculator, error) {
					return index.KBDICalculator(index.KBDIOptions{AnnualRainMM: 1900, Start: num(s[0]), SpellMM: spell})
				}
			}
			rest, _ := one.days(t, begun.AddDate(0, 0, cut), whole[cut-1], rows[cut:]...)
			if diff := cmp.Diff(whole[cut:], rest); diff != "" {
				t.Fatalf("%s cut before day %d: %s", e.name, cut+1, diff)
			}
		}
	}
}
