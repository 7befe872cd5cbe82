package forecast

import "fmt"

// Refusals are the rejects of one file. Those beyond Room are only counted, so that
// they never outgrow the rubbish they are about.
type Refusals struct {
	Name    string // file
	Room    int    // how many may still be listed
	Rejects []Reject
	more    int
}

// Full counts a record that is refused and reports whether it can no longer be
// listed; if it can, Add follows.
func (r *Refusals) Full() bool {
	if r.Room == 0 {
		r.more++
		return true
	}
	r.Room--
	return false
}

// Add lists a record with its fault, which the list keeps: a fault that others
// share is given as a copy.
func (r *Refusals) Add(record string, fault *Invalid) {
	fault.File = r.Name
	r.Rejects = append(r.Rejects, Reject{Name: r.Name, Line: fault.Line, Record: record, Err: fault})
}

// Close tells how many more things there were than could be listed.
func (r *Refusals) Close(things, remedy string) {
	if r.more > 0 {
		r.Add("", &Invalid{Reason: fmt.Sprintf("%d more %s cannot be read", r.more, things), Remedy: remedy})
	}
}
