package forecast

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// WriteTo writes the ensemble as JSON, a line for what is common to all members and
// one for each of them with its values by place and day, null where missing. The
// whole is never held. ReadEnsemble gives it back to the last bit.
func (e *Ensemble) WriteTo(w io.Writer) (int64, error) {
	head, err := json.Marshal(e)
	if err != nil {
		return 0, fmt.Errorf("ensemble: %w", err)
	}
	n, err := w.Write(append(head, '\n'))
	total, line := int64(n), []byte{}
	for _, m := range e.Members {
		if err != nil {
			break
		}
		line = m.appendJSON(line[:0])
		n, err = w.Write(line)
		total += int64(n)
	}
	return total, err
}

func (m *EnsembleMember) appendJSON(line []byte) []byte {
	name, _ := json.Marshal(m.Name) // a text always can be
	line = append(append(line, `{"name":`...), name...)
	for variable, name := range noonVariables {
		line = append(line, `,"`+name+`":[`...)
		for at := variable; at < len(m.values); at += 4 {
			if at > variable {
				line = append(line, ',')
			}
			if m.known[at/4]&(1<<variable) == 0 {
				line = append(line, "null"...)
				continue
			}
			line = strconv.AppendFloat(line, m.values[at], 'g', -1, 64)
		}
		line = append(line, ']')
	}
	return append(line, "}\n"...)
}

// memberLine is a member as it is written.
type memberLine struct {
	Name      string `json:"name"`
	TempC     column `json:"temp13_c"`
	DewPointC column `json:"dewpoint13_c"`
	RainMM    column `json:"rain24_mm"`
	WindKmh   column `json:"wind13_kmh"`
}

// column is a member's values of one variable.
type column []Float

// UnmarshalJSON reads a flat list of numbers and nulls, at a quarter of the cost
// of a list of Float.
func (c *column) UnmarshalJSON(data []byte) error {
	text, ok := bytes.CutPrefix(bytes.TrimSpace(data), []byte("["))
	text, closed := bytes.CutSuffix(text, []byte("]"))
	if !ok || !closed {
		return errors.New("not a list of numbers")
	}
	for word := range bytes.SplitSeq(text, []byte(",")) {
		word = bytes.TrimSpace(word)
		if len(word) == 0 && len(*c) == 0 {
			continue
		}
		f, err := numberOrNull(word)
		if err != nil {
			return err
		}
		*c = append(*c, f)
	}
	return nil
}

func numberOrNull(word []byte) (Float, error) {
	if string(word) == "null" {
		return Float{}, nil
	}
	v, err := strconv.ParseFloat(string(word), 64)
	return Some(v), err
}

// ReadEnsemble reads what WriteTo wrote, a line at a time; nil when nothing comes
// any more.
func ReadEnsemble(in *json.Decoder) (*Ensemble, error) {
	e := &Ensemble{}
	if err := in.Decode(e); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, nil //nolint:nilnil // an input without an ensemble is none
		}
		return nil, fmt.Errorf("ensemble: %w", err)
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	var line memberLine
	for {
		line = memberLine{TempC: line.TempC[:0], DewPointC: line.DewPointC[:0], RainMM: line.RainMM[:0], WindKmh: line.WindKmh[:0]}
		switch err := in.Decode(&line); {
		case errors.Is(err, io.EOF):
			return e, nil
		case err != nil:
			return nil, fmt.Errorf("ensemble: member %d: %w", len(e.Members)+1, err)
		}
		if err := e.take(&line); err != nil {
			return nil, err
		}
	}
}

func (e *Ensemble) take(line *memberLine) error {
	want := len(e.Places) * e.Days
	columns := [4]column{line.TempC, line.DewPointC, line.RainMM, line.WindKmh}
	for variable, c := range columns {
		if len(c) != want {
			return fmt.Errorf("ensemble: member %q: %d values of %s, want %d: %d days at %d places",
				line.Name, len(c), noonVariables[variable], want, e.Days, len(e.Places))
		}
	}
	m := e.Member(line.Name)
	for variable, c := range columns {
		for i, f := range c {
			m.put(4*i+variable, f)
		}
	}
	return nil
}
