package index_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast/index"
)

func pRows(in io.Reader, out io.Writer, opts index.POptions) error {
	c, err := index.PCalculator(opts)
	if err != nil {
		return err
	}
	return index.Stream(in, out, c)
}

func hRows(in io.Reader, out io.Writer, opts index.HOptions) error {
	c, err := index.HCalculator(opts)
	if err != nil {
		return err
	}
	return index.Stream(in, out, c)
}

func streamP(t *testing.T, in string, start float64) string {
	t.Helper()
	var out strings.Builder
	if err := pRows(strings.NewReader(in), &out, index.POptions{RainResetMM: 5, Start: start}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func lines(s ...string) string { return strings.Join(s, "\n") + "\n" }

func TestStreamPRows(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"adds up, resets, keeps other columns",
			lines("post,date,temp13_c,vpd13_hpa,rain_mm", "Núi Cậu,2026-03-01,30,20,0", "Núi Cậu,2026-03-02,32,25,4.9", `"a,b",2026-03-03,30,10,5`),
			lines("post,date,temp13_c,vpd13_hpa,rain_mm,vpd_hpa,k,p,note", "Núi Cậu,2026-03-01,30,20,0,20,1,600,", "Núi Cậu,2026-03-02,32,25,4.9,25,1,1400,", `"a,b",2026-03-03,30,10,5,10,0,0,`)},
		{"missing temperature: unknown until a reset",
			lines("date,temp13_c,vpd13_hpa,rain_mm", "2026-03-01,30,20,0", "2026-03-02,,20,0", "2026-03-03,30,20,0", "2026-03-04,30,20,9", "2026-03-05,30,20,0"),
			lines("date,temp13_c,vpd13_hpa,rain_mm,vpd_hpa,k,p,note", "2026-03-01,30,20,0,20,1,600,", "2026-03-02,,20,0,,,,temp13_c is missing",
				"2026-03-03,30,20,0,20,1,,p unknown until 5 mm of rain in a day: 2026-03-02: temp13_c is missing", "2026-03-04,30,20,9,20,0,0,", "2026-03-05,30,20,0,20,1,600,")},
		{"a reset day is known without its temperature",
			lines("date,temp13_c,vpd13_hpa,rain_mm", "2026-03-01,,,5", "2026-03-02,30,20,0"),
			lines("date,temp13_c,vpd13_hpa,rain_mm,vpd_hpa,k,p,note", "2026-03-01,,,5,,0,0,temp13_c is missing", "2026-03-02,30,20,0,20,1,600,")},
		{"missing rain, short row, −999",
			lines("date,temp13_c,vpd13_hpa,rain_mm", "2026-03-01,30,20,", "2026-03-02,30,20", "2026-03-03,30,20,-999"),
			lines("date,temp13_c,vpd13_hpa,rain_mm,vpd_hpa,k,p,note", "2026-03-01,30,20,,,,,rain_mm is missing", "2026-03-02,30,20,,,,,rain_mm is missing",
				"2026-03-03,30,20,-999,,,,rain -999 mm: outside 0 to 2000 mm")},
		{"skipped day",
			lines("date,temp13_c,vpd13_hpa,rain_mm", "2024-02-28,30,20,0", "2024-03-01,30,20,0", "2024-03-02,30,20,6"),
			lines("date,temp13_c,vpd13_hpa,rain_mm,vpd_hpa,k,p,note", "2024-02-28,30,20,0,20,1,600,",
				"2024-03-01,30,20,0,20,1,,p unknown until 5 mm of rain in a day: no row for 2024-02-29", "2024-03-02,30,20,6,20,0,0,")},
		{"repeated, unordered and unreadable dates stand outside",
			lines("date,temp13_c,vpd13_hpa,rain_mm", "2026-03-01,30,20,0", "2026-03-01,31,20,0", "2026-02-01,31,20,9", "03/03/2026,31,20,9", "2026-03-02,30,20,0"),
			lines("date,temp13_c,vpd13_hpa,rain_mm,vpd_hpa,k,p,note", "2026-03-01,30,20,0,20,1,600,", "2026-03-01,31,20,0,,,,date 2026-03-01 is there already; row left out",
				"2026-02-01,31,20,9,,,,date 2026-02-01 comes after 2026-03-01; row left out",
				`03/03/2026,31,20,9,,,,"date ""03/03/2026"" is no day, write it as YYYY-MM-DD; row left out"`, "2026-03-02,30,20,0,20,1,1200,")},
		{"wind: P is looked up with the factor, never accumulated; missing wind leaves P",
			lines("date,temp13_c,vpd13_hpa,rain_mm,wind13_kmh", "2026-03-01,30,20,0,20", "2026-03-02,30,20,0,", "2026-03-03,30,20,0,3"),
			lines("date,temp13_c,vpd13_hpa,rain_mm,wind13_kmh,vpd_hpa,k,p,p_wind,note", "2026-03-01,30,20,0,20,20,1,600,1200,",
				"2026-03-02,30,20,0,,20,1,1200,,wind13_kmh is missing", "2026-03-03,30,20,0,3,20,1,1800,1800,")},
		{"BOM, CRLF, blanks, capitals; a note that came in stays before ours",
			"\uFEFFDate, temp13_C ,note,rh13_pct,rain_mm\r\n2026-03-01,30,seen,100,0\r\n2026-03-02,x,seen,50,0\r\n",
			lines(`Date," temp13_C ",rh13_pct,rain_mm,vpd_hpa,k,p,note`, "2026-03-01,30,100,0,0,1,0,seen", `2026-03-02,x,50,0,,,,"seen; temp13_c ""x"" is no number"`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, streamP(t, c.in, 0)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestStreamPTakesAnyHumidity(t *testing.T) {
	in := lines("date,temp13_c,rh13_pct,dewpoint13_c,rain_mm", "2026-03-01,33,48,,0", "2026-03-02,33,,20.52,0", "2026-03-03,33,,,0", "2026-03-04,33,,34,0")
	rows := strings.Split(streamP(t, in, 0), "\n")
	for i, want := range []string{"", ",26.15", ",26.15", "humidity is missing", "dew point 34 °C: outside -80 to 33 °C"} {
		if !strings.Contains(rows[i], want) {
			t.Errorf("row %d: %s lacks %q", i, rows[i], want)
		}
	}
}

func TestStreamH(t *testing.T) {
	var out strings.Builder
	in := lines("date,rain_mm", "2026-03-01,0", "2026-03-02,4.9", "2026-03-03,", "2026-03-04,1", "2026-03-05,5", "2026-03-06,0")
	if err := hRows(strings.NewReader(in), &out, index.HOptions{RainResetMM: 5, Start: 3}); err != nil {
		t.Fatal(err)
	}
	want := lines("date,rain_mm,h,note", "2026-03-01,0,4,", "2026-03-02,4.9,5,", "2026-03-03,,,rain_mm is missing",
		"2026-03-04,1,,h unknown until 5 mm of rain in a day: 2026-03-03: rain_mm is missing", "2026-03-05,5,0,", "2026-03-06,0,1,")
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestStreamRefuses(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", "the input is empty"},
		{"a needed column is missing", "date,temp13_c,rain_mm\n", "rh13_pct or dewpoint13_c or vpd13_hpa"},
		{"semicolons", "date;temp13_c;rh13_pct;rain_mm\n", "separated by commas"},
		{"twice", "date,date,temp13_c,rh13_pct,rain_mm\n", "line 1: date"},
		{"result column there", "date,temp13_c,rh13_pct,rain_mm,p\n", "rename or remove"},
		{"decimal comma", "date,temp13_c,rh13_pct,rain_mm\n2026-03-01,33,5,48,0\n", "line 2: \"0\": the row has 5 cells, the header 4"},
		{"open quote", "date,temp13_c,rh13_pct,rain_mm\n2026-03-01,\"33,5,48,0\n", "line 2"},
		{"one endless row", "date,temp13_c,rh13_pct,rain_mm\n" + strings.Repeat("9", 2<<20), "line 2: a row of more than 1 MiB"},
		{"endless quote", "date,temp13_c,rh13_pct,rain_mm\n\"" + strings.Repeat("9\n", 1<<20), "every quote is closed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := pRows(strings.NewReader(c.in), io.Discard, index.POptions{RainResetMM: 5})
			var fault *index.InputError
			if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v; want %q", err, c.want)
			}
		})
	}
	var fault *index.RangeError
	if err := pRows(strings.NewReader(""), io.Discard, index.POptions{}); !errors.As(err, &fault) {
		t.Errorf("no resetting rain: got %v", err)
	}
}

// A series cut anywhere and taken up again from the stored P is the same series,
// bit for bit.
func TestResumeEqualsContinuous(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "days")
		cut := rapid.IntRange(1, n-1).Draw(t, "cut")
		head := "date,temp13_c,vpd13_hpa,rain_mm"
		day := time.Date(2024, 2, 20, 0, 0, 0, 0, time.UTC)
		var rows []string
		for range n {
			in := drawDay(t)
			rows = append(rows, fmt.Sprintf("%s,%v,%v,%v", day.Format(time.DateOnly), in.TempC, in.DeficitHPa, in.RainMM))
			day = day.AddDate(0, 0, 1)
		}
		run := func(rows []string, start float64) []string {
			var out strings.Builder
			in := lines(append([]string{head}, rows...)...)
			if err := pRows(strings.NewReader(in), &out, index.POptions{RainResetMM: 5, Start: start}); err != nil {
				t.Fatal(err)
			}
			return strings.Split(strings.TrimSpace(out.String()), "\n")[1:]
		}
		whole, first := run(rows, 0), run(rows[:cut], 0)
		var stored float64
		if _, err := fmt.Sscan(strings.Split(first[cut-1], ",")[6], &stored); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(whole[cut:], run(rows[cut:], stored)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Two indices can be piped one behind the other.
func TestStreamsPipe(t *testing.T) {
	var out strings.Builder
	p := streamP(t, lines("date,temp13_c,vpd13_hpa,rain_mm", "2026-03-01,,20,0", "2026-03-02,30,20,6"), 0)
	if err := hRows(strings.NewReader(p), &out, index.HOptions{RainResetMM: 5}); err != nil {
		t.Fatal(err)
	}
	want := lines("date,temp13_c,vpd13_hpa,rain_mm,vpd_hpa,k,p,h,note", "2026-03-01,,20,0,,,,1,temp13_c is missing", "2026-03-02,30,20,6,20,0,0,0,")
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func FuzzStreamP(f *testing.F) {
	f.Add("date,temp13_c,vpd13_hpa,rain_mm\n2026-03-01,30,20,0\n")
	f.Add("\uFEFFdate,temp13_c,rh13_pct,rain_mm,wind13_kmh,note\r\n2026-03-01,30,20,0,,x\r\n,,,,,\r\n")
	f.Add("date,temp13_c,dewpoint13_c,rain_mm\n2026-03-01,NaN,\"20\n\",1e309\n")
	f.Fuzz(func(t *testing.T, in string) {
		var out strings.Builder
		if err := pRows(strings.NewReader(in), &out, index.POptions{RainResetMM: 5}); err != nil {
			return
		}
		records, err := csv.NewReader(strings.NewReader(out.String())).ReadAll() // refuses rows of unequal width
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range records[1:] {
			p, note := r[slices.Index(records[0], "p")], r[len(r)-1]
			if v, err := strconv.ParseFloat(p, 64); p != "" && (err != nil || !(v >= 0 && v < 1e9)) {
				t.Errorf("row %d: P is %q", i+1, p)
			}
			if p == "" && note == "" {
				t.Errorf("row %d: no P and no note", i+1)
			}
		}
	})
}

func BenchmarkStreamP(b *testing.B) {
	var in strings.Builder
	in.WriteString("date,temp13_c,rh13_pct,rain_mm\n")
	day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	for range 7305 {
		fmt.Fprintf(&in, "%s,33.1,48,0.4\n", day.Format(time.DateOnly))
		day = day.AddDate(0, 0, 1)
	}
	for b.Loop() {
		if err := pRows(strings.NewReader(in.String()), io.Discard, index.POptions{RainResetMM: 5}); err != nil {
			b.Fatal(err)
		}
	}
}
