package forecast

import "fmt"

// WrongStep says that a thing cannot take a step from where it stands.
type WrongStep struct {
	Kind string // fire report, …
	Name string
	From string // where it stands
	To   string // where it should have gone
}

// Error names both ends of the step and the remedy.
func (e *WrongStep) Error() string {
	return fmt.Sprintf("%s %s: cannot go from %s to %s; look at it again, another may have been faster", e.Kind, e.Name, e.From, e.To)
}
