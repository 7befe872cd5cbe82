package forecast

import (
	"fmt"
	"strconv"
)

// Level is a fire-danger level I–V of Decree 156/2018/NĐ-CP art. 46, or Unknown.
// The order of the known levels is the order of danger.
type Level int8

// The levels. Unknown is a state of its own, "không xác định"; it is never I.
const (
	Unknown Level = iota
	I
	II
	III
	IV
	V
)

// Levels are the five known levels in rising order.
var Levels = [5]Level{I, II, III, IV, V}

var romans = [...]string{"?", "I", "II", "III", "IV", "V"}

// Known reports whether the level is one of I–V.
func (l Level) Known() bool { return l >= I && l <= V }

// Dangerous reports whether burning is forbidden at the level: IV or V
// (Decree 156/2018/NĐ-CP art. 47.3).
func (l Level) Dangerous() bool { return l == IV || l == V }

// Roman is the level's numeral as it stands on the signs, "?" when unknown.
func (l Level) Roman() string {
	if !l.Known() {
		return romans[0]
	}
	return romans[l]
}

// String is the Roman numeral.
func (l Level) String() string { return l.Roman() }

// MarshalJSON writes 1–5, or null when unknown.
func (l Level) MarshalJSON() ([]byte, error) {
	if !l.Known() {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(l), 10), nil
}

// UnmarshalJSON reads 1–5 or null.
func (l *Level) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*l = Unknown
		return nil
	}
	n, err := strconv.Atoi(string(data))
	if err != nil || n < 1 || n > 5 {
		return fmt.Errorf("level %s: not 1–5 or null", data)
	}
	*l = Level(n)
	return nil
}
