package bufr_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Every descriptor of every sequence, older ones too, is in Table B or D or is a
// replication or an operator that is known, and no sequence holds itself.
func TestTablesAreClosed(t *testing.T) {
	for _, row := range rows("table_d.csv") {
		if err := closed(strings.Fields(row[2]), []string{row[0]}); err != nil {
			t.Errorf("%s (until %q): %v", row[0], row[1], err)
		}
	}
}

// known are the elements of Table B, older ones too.
var known = sync.OnceValue(func() map[string]bool {
	elements := map[string]bool{}
	for _, row := range rows("table_b.csv") {
		elements[row[0]] = true
	}
	return elements
})

func closed(members, within []string) error {
	operators := "01 02 03 04 05 06 07 08 21 22 23 24 25 32 35 36 37"
	var walk func(members, within []string) error
	walk = func(members, within []string) error {
		for i, d := range members {
			switch {
			case slices.Contains(within, d):
				return fmt.Errorf("%v hold themselves in %s", within, d)
			case d[0] == '0' && !known()[d]:
				return fmt.Errorf("element %s is not in table B", d)
			case d[0] == '1' && d[3:] == "000" && !strings.HasPrefix(members[i+1], "0310"):
				return fmt.Errorf("%s without a factor", d)
			case d[0] == '2' && !strings.Contains(operators, d[1:3]):
				return fmt.Errorf("operator %s", d)
			case d[0] == '3' && wmo().sequences[d] == nil && !older(d):
				return fmt.Errorf("sequence %s is not in table D", d)
			case d[0] == '3':
				if err := walk(wmo().sequences[d], append(slices.Clone(within), d)); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return walk(members, within)
}

func older(d string) bool {
	return slices.ContainsFunc(rows("table_d.csv"), func(row []string) bool { return row[0] == d && row[1] != "" })
}

// Every sequence of templates for land stations can be coded and decoded, and the
// temperature behind it is read at its right place.
func TestEveryTemplate(t *testing.T) {
	n := 0
	for d := range wmo().sequences {
		if d[:3] != "307" && d[:3] != "302" && d != "301150" && d != "301090" {
			continue
		}
		n++
		t.Run(d, func(t *testing.T) {
			s := at(1).with(map[string][]float64{"012104": v(300.15)})
			m := message{template: append(slices.Clone(site), d, "010052", "012104"), subsets: []subset{s}}
			if o := one(t, m); o.TempC.V != 27 || o.Place.Lat != 11.32415 {
				t.Errorf("%s", line(t, o))
			}
		})
	}
	if n < 140 {
		t.Errorf("only %d sequences", n)
	}
}

// The width of radiation sums grew with version 14, and messages of version 13
// are still sent.
func TestOlderVersions(t *testing.T) {
	m := message{subsets: []subset{at(1).with(map[string][]float64{"012104": v(300.15)})}}
	for version, coded := range map[int]string{13: "206012 014002 206016 014028", 14: "206017 014002 206020 014028", 45: "014002 014028"} {
		m.template = slices.Concat(site, strings.Fields(coded), []string{"012104"})
		data := m.data()
		m.version, m.template = version, slices.Concat(site, []string{"014002", "014028", "012104"})
		if obs, rejects := decode(m.frame(data)); len(obs) != 1 || obs[0].TempC.V != 27 {
			t.Errorf("version %d: %v, %v", version, obs, rejects)
		}
	}
}
