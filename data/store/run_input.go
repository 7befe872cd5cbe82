package store

import (
	"bytes"
	"context"
	"encoding/json"
	"io"

	"github.com/canhlua/canhlua/forecast"
)

// packedRun is what is written of a run in one piece each.
type packedRun struct {
	reasons [][]byte
	input   []byte // none when the run has none
	err     error
}

func packRun(run *forecast.Run) packedRun {
	input, err := packInput(run)
	return packedRun{packReasons(run.Reasons), input, err}
}

// packInput compresses the input and behind it the ensemble, which is never held
// as text.
func packInput(run *forecast.Run) ([]byte, error) {
	if len(run.Input) == 0 {
		return nil, nil
	}
	if run.Ensemble == nil {
		return pack(run.Input), nil
	}
	return packStream(func(w io.Writer) error {
		if _, err := w.Write(append(bytes.Clone(run.Input), '\n')); err != nil {
			return err
		}
		_, err := run.Ensemble.WriteTo(w)
		return err
	})
}

// RunInput gives what the run was computed from, but for the ensemble; NotFound
// when there is none.
func (s *Store) RunInput(ctx context.Context, run string) (json.RawMessage, error) {
	var kept json.RawMessage
	if err := s.readInput(ctx, run, func(in *json.Decoder) error { return in.Decode(&kept) }); err != nil {
		return nil, err
	}
	return kept, nil
}

// RunEnsemble gives the ensemble that the run was computed from, nil when there
// was none; NotFound when the run has no input.
func (s *Store) RunEnsemble(ctx context.Context, run string) (e *forecast.Ensemble, err error) {
	err = s.readInput(ctx, run, func(in *json.Decoder) error {
		var input json.RawMessage
		if err := in.Decode(&input); err != nil {
			return err
		}
		e, err = forecast.ReadEnsemble(in)
		return err
	})
	return e, err
}

// readInput hands over what is kept of a run's input, to be read as it is unpacked.
func (s *Store) readInput(ctx context.Context, run string, read func(*json.Decoder) error) error {
	var packed []byte
	err := s.one(ctx, "input of run", run, `
		SELECT x.input FROM run r JOIN run_input x ON x.run = r.num WHERE r.id = $1`, []any{words(run)}, &packed)
	if err != nil {
		return err
	}
	err = unpackStream(packed, func(r io.Reader) error { return read(json.NewDecoder(r)) })
	return s.fail("read input of run "+run, err)
}
