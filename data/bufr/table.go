package bufr

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed table_b.csv
var tableB string

//go:embed table_d.csv
var tableD string

// oldestVersion is the first master table version that the tables hold for.
// Newer versions than theirs only add to them.
const oldestVersion = 7

type kind uint8

const (
	unknown kind = iota
	number
	code // code and flag tables
	text
)

// element is a line of Table B: value = (raw + reference) / 10^scale.
type element struct {
	kind      kind
	changed   bool // older versions are in table.older
	scale     int8
	width     uint16 // bits
	reference int32
}

// older is a definition that held up to a master table version.
type older struct {
	until   int
	element element
	members []descriptor
}

// table holds Tables B and D.
type table struct {
	elements  [1 << 14]element // by descriptor
	sequences map[descriptor][]descriptor
	older     map[descriptor][]older // by version
}

// tables are read once. The files are part of the program and tested, so a fault
// in them is a fault of the program.
var tables = sync.OnceValue(func() *table {
	t, err := readTables(tableB, tableD)
	if err != nil {
		panic(err)
	}
	return t
})

// element is the line of Table B that a master table version has.
func (t *table) element(d descriptor, version int) element {
	e := t.elements[d&(1<<14-1)]
	if !e.changed {
		return e
	}
	for _, o := range t.older[d] {
		if version <= o.until {
			return o.element
		}
	}
	e.changed = false
	return e
}

// sequence is the line of Table D that a master table version has, or nil.
func (t *table) sequence(d descriptor, version int) []descriptor {
	for _, o := range t.older[d] {
		if version <= o.until {
			return o.members
		}
	}
	return t.sequences[d]
}

func readTables(b, d string) (*table, error) {
	t := &table{sequences: map[descriptor][]descriptor{}, older: map[descriptor][]older{}}
	if err := eachRow(b, 7, t.addElement); err != nil {
		return nil, fmt.Errorf("table B: %w", err)
	}
	if err := eachRow(d, 3, t.addSequence); err != nil {
		return nil, fmt.Errorf("table D: %w", err)
	}
	return t, nil
}

// eachRow hands over descriptor, version and the other columns of every row.
func eachRow(file string, columns int, take func(d descriptor, until int, rest []string) error) error {
	r := csv.NewReader(strings.NewReader(file))
	r.Comment, r.FieldsPerRecord, r.ReuseRecord = '#', columns, true
	rows, err := r.ReadAll()
	if err != nil {
		return err
	}
	for _, row := range rows {
		d, err := parseDescriptor(row[0])
		if err != nil {
			return err
		}
		until := 0
		if row[1] != "" {
			if until, err = strconv.Atoi(row[1]); err != nil {
				return fmt.Errorf("%v: %w", d, err)
			}
		}
		if err := take(d, until, row[2:]); err != nil {
			return fmt.Errorf("%v: %w", d, err)
		}
	}
	return nil
}

func (t *table) addElement(d descriptor, until int, row []string) error {
	scale, err1 := strconv.ParseInt(row[2], 10, 8)
	reference, err2 := strconv.ParseInt(row[3], 10, 32)
	width, err3 := strconv.ParseUint(row[4], 10, 16)
	if err1 != nil || err2 != nil || err3 != nil || width == 0 {
		return fmt.Errorf("no scale, reference and width in %q", row)
	}
	e := element{kind: kindOf(row[1]), scale: int8(scale), reference: int32(reference), width: uint16(width)}
	if until > 0 {
		t.older[d] = append(t.older[d], older{until: until, element: e})
		t.elements[d].changed = true
		return nil
	}
	e.changed = t.elements[d].changed
	t.elements[d] = e
	return nil
}

func kindOf(unit string) kind {
	switch {
	case unit == "CCITT IA5":
		return text
	case strings.Contains(unit, "CODE TABLE"), strings.Contains(unit, "FLAG TABLE"):
		return code
	}
	return number
}

func (t *table) addSequence(d descriptor, until int, row []string) error {
	var members []descriptor
	for _, s := range strings.Fields(row[0]) {
		m, err := parseDescriptor(s)
		if err != nil {
			return err
		}
		members = append(members, m)
	}
	if until > 0 {
		t.older[d] = append(t.older[d], older{until: until, members: members})
	} else {
		t.sequences[d] = members
	}
	return nil
}
