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

// Lines writes all of them with Encoder.
func Lines(w io.Writer, obs []forecast.Observation) error {
	encode := Encoder(w)
	for _, o := range obs {
		if err := encode(o); err != nil {
			return err
		}
	}
	return nil
}
