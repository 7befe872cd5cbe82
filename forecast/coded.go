package forecast

// Coded is an error whose reason has a code and arguments besides, for those who
// word it in another language than the error's own.
type Coded struct {
	Note

	Err error
}

// Error is the error's own text.
func (c *Coded) Error() string { return c.Err.Error() }

// Unwrap gives the error that was coded.
func (c *Coded) Unwrap() error { return c.Err }

// NewNote is a note with its arguments, names and values by turns.
func NewNote(code string, args ...string) Note {
	n := Note{Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		n.Args[args[i]] = args[i+1]
	}
	return n
}
