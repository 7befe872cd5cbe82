package forecast

import "fmt"

// NotFound says that a thing of that name does not exist.
type NotFound struct {
	Kind string // run, zone, station, edition, …
	Name string
}

// Error names the thing.
func (e *NotFound) Error() string { return fmt.Sprintf("%s %s: there is none", e.Kind, e.Name) }

// WrongState says that a run cannot take a step from where it stands.
type WrongState struct {
	Run  string
	From RunStatus // where it stands
	To   RunStatus // where it should have gone
}

// Error names both ends of the step and the remedy.
func (e *WrongState) Error() string {
	return fmt.Sprintf("run %s: cannot go from %s to %s; %s", e.Run, e.From, e.To, e.remedy())
}

func (e *WrongState) remedy() string {
	switch {
	case e.To == Withdrawn:
		return "nothing is left to withdraw"
	case e.To == Published && e.From == Published:
		return "it is public already"
	}
	return "make a new draft, and go on with that"
}

// Invalid says what is wrong with an input, where, and what to do.
type Invalid struct {
	File   string // empty when unknown
	Line   int    // 1-based, 0 when there is none
	Column string // empty when there is none
	Value  string // as given
	Reason string
	Remedy string
}

// Error is "file:line: column: value: reason; remedy" without what is empty.
func (e *Invalid) Error() string {
	where := e.File
	if e.Line > 0 {
		where = fmt.Sprintf("%s:%d", e.File, e.Line)
	}
	text := ""
	for _, part := range []string{where, e.Column, quoted(e.Value), e.Reason} {
		switch {
		case part == "":
		case text == "":
			text = part
		default:
			text += ": " + part
		}
	}
	if e.Remedy != "" {
		text += "; " + e.Remedy
	}
	return text
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
