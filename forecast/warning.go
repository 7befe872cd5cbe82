package forecast

import "time"

// Warning says that a station, one of its sensors or a source needs a person's
// attention. Unlike a Flag it makes no value unusable.
type Warning struct {
	Station  string            `json:"station"`            // whom it names; a source's name for a source
	Variable Variable          `json:"variable,omitempty"` // empty = the whole station
	Kind     string            `json:"kind"`               // silent, absent, failing, isolated, moved, duplicate
	Since    time.Time         `json:"since,omitzero"`     // UTC
	Reason   string            `json:"reason"`             // one English sentence: name, value, limit, unit
	Args     map[string]string `json:"args,omitempty"`     // what fills the holes of the profile's sentence for the kind
}
