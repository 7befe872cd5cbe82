package forecast

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

// Ensemble is the weather of a numerical ensemble's members at the same places on
// the same days. A big one has millions of days: they are kept as bare numbers, the
// places and dates are told once.
type Ensemble struct {
	Issued  time.Time         `json:"issued"` // start of the model run
	From    Date              `json:"from"`
	Days    int               `json:"days"`   // from From on
	Places  []string          `json:"places"` // zone IDs
	Members []*EnsembleMember `json:"-"`      // by name; see Ensemble.WriteTo
}

// EnsembleMember is one member's weather.
type EnsembleMember struct {
	Name string // its number

	// A value stands at 4·(place·days + day) + variable. Whether it is there is said
	// by a bit of its own, so that no number stands for "missing".
	values []float64
	known  []uint8 // a bit for each variable; by place and day
}

// NoonValues are the numbers of a Day.
type NoonValues struct{ TempC, DewPointC, RainMM, WindKmh Float }

// Values are the day's numbers.
func (d *Day) Values() NoonValues { return NoonValues{d.TempC, d.DewPointC, d.RainMM, d.WindKmh} }

// noonVariables are the numbers of a day, as a kept ensemble names them.
var noonVariables = [4]string{"temp13_c", "dewpoint13_c", "rain24_mm", "wind13_kmh"}

// Member is the member of a name; a new one has no value yet.
func (e *Ensemble) Member(name string) *EnsembleMember {
	i, found := slices.BinarySearchFunc(e.Members, name, func(m *EnsembleMember, name string) int { return cmp.Compare(m.Name, name) })
	if !found {
		n := len(e.Places) * e.Days
		e.Members = slices.Insert(e.Members, i, &EnsembleMember{Name: name, values: make([]float64, 4*n), known: make([]uint8, n)})
	}
	return e.Members[i]
}

// Set puts in a member's day at a place, given by its position in Places. A day
// outside the ensemble's is left out; a number that is none, or endless, is missing.
func (e *Ensemble) Set(m *EnsembleMember, place int, date Date, v NoonValues) {
	day := date.DaysSince(e.From)
	if day < 0 || day >= e.Days {
		return
	}
	at := place*e.Days + day
	for variable, f := range [4]Float{v.TempC, v.DewPointC, v.RainMM, v.WindKmh} {
		m.put(4*at+variable, f)
	}
}

// At is a member's day at a place, given by its position in Places; all missing
// on a day the ensemble has none of.
func (e *Ensemble) At(m *EnsembleMember, place, day int) NoonValues {
	if day < 0 || day >= e.Days {
		return NoonValues{}
	}
	at := place*e.Days + day
	v, known := m.values[4*at:4*at+4:4*at+4], m.known[at]
	return NoonValues{Float{v[0], known&1 != 0}, Float{v[1], known&2 != 0}, Float{v[2], known&4 != 0}, Float{v[3], known&8 != 0}}
}

// put sets a value by where it stands.
func (m *EnsembleMember) put(at int, f Float) {
	bit := uint8(1) << (at % 4)
	if !f.OK || math.IsNaN(f.V) || math.IsInf(f.V, 0) {
		m.values[at], m.known[at/4] = 0, m.known[at/4]&^bit
		return
	}
	m.values[at], m.known[at/4] = f.V, m.known[at/4]|bit
}

// check refuses a head that no ensemble can have.
func (e *Ensemble) check() error {
	if e.Days < 0 || e.From.IsZero() || e.Days > 0 && len(e.Places) > math.MaxInt32/e.Days {
		return fmt.Errorf("ensemble of %s: %d days from %s at %d places: it cannot be", e.Issued.Format(time.RFC3339), e.Days, e.From, len(e.Places))
	}
	return nil
}
