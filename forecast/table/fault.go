package table

import (
	"errors"
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

// maxFaults bounds the list that is shown for one table.
const maxFaults = 100

// faults collects everything that is wrong with a table.
type faults struct {
	list []error
	more int
}

func (f *faults) add(e error) {
	if len(f.list) >= maxFaults {
		f.more++
		return
	}
	f.list = append(f.list, e)
}

// err joins the faults, one a line; nil when there is none.
func (f *faults) err() error {
	if f.more > 0 {
		f.list = append(f.list, fault(forecast.Invalid{}, "more", "n", strconv.Itoa(f.more)))
		f.more = 0
	}
	return errors.Join(f.list...)
}

func (f *faults) any() bool { return len(f.list) > 0 }
