package source

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// mostRejects is how many rows of one file are refused one by one. A file of
// rubbish must not fill the memory with complaints.
const mostRejects = 1000

// rejects gathers refused rows, and only counts those beyond mostRejects.
type rejects struct {
	list []forecast.Reject
	more int
}

func (r *rejects) add(reject forecast.Reject) {
	if len(r.list) < mostRejects {
		r.list = append(r.list, reject)
	} else {
		r.more++
	}
}

// all are those listed, and one that counts the others.
func (r *rejects) all(name string) []forecast.Reject {
	if r.more == 0 {
		return r.list
	}
	return append(r.list, forecast.Reject{Name: name, Err: &forecast.Invalid{
		File: name, Reason: fmt.Sprintf("%d more rows cannot be taken", r.more), Remedy: "correct the first ones, then read the file again",
	}})
}
