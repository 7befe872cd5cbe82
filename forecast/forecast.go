// Package forecast holds the words of the service: stations and what they
// observed, zones, days, states, runs and their publication, and the small
// interfaces beside those nouns. It imports the standard library and orb only,
// reads no clock, does no I/O and writes no log.
package forecast

import "time"

// Clock tells the present instant. It is passed in, so that a replay or a test
// can stand at any moment; nothing in this tree calls time.Now.
type Clock func() time.Time
