package source

import (
	"encoding/json"
	"io"

	"github.com/canhlua/canhlua/forecast"
)

// Encoder writes observations as JSON, one a line, as `canhlua decode` prints
// them. Its result fits DecodeCSV's emit.
func Encoder(w io.Writer) func(forecast.Observation) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return func(o forecast.Observation) error { return e.Encode(&o) }
}

// Lines writes all of them so, observations or fires.
func Lines[T forecast.Observation | forecast.Fire](w io.Writer, all []T) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for i := range all {
		if err := e.Encode(&all[i]); err != nil {
			return err
		}
	}
	return nil
}
