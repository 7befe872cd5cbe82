package forecast

// Tri is yes, no or not known; null in JSON when not known.
type Tri int8

// The three answers.
const (
	NotKnown Tri = iota
	Yes
	No
)

// TriOf turns a plain answer into a Tri.
func TriOf(yes bool) Tri {
	if yes {
		return Yes
	}
	return No
}

// MarshalJSON writes true, false or null.
func (t Tri) MarshalJSON() ([]byte, error) {
	switch t {
	case Yes:
		return []byte("true"), nil
	case No:
		return []byte("false"), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads true, false or null.
func (t *Tri) UnmarshalJSON(data []byte) error {
	switch string(data) {
	case "true":
		*t = Yes
	case "false":
		*t = No
	default:
		*t = NotKnown
	}
	return nil
}
