package source_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

func TestCSVRows(t *testing.T) {
	for name, c := range map[string]struct{ text, columns, want string }{
		"with time": {
			text: "station,time,temp_c,rh_pct,wind_ms,wind_dir_deg,rain_mm,rain_hours\nPG1,2026-03-02T13:00:00+07:00,33.2,48,2.5,120,0,24\n",
			want: `"station":"PG1","time":"2026-03-02T06:00:00Z","temp_c":33.2,"dewpoint_c":20.7,"rh_pct":48,"wind_ms":2.5,"wind_dir_deg":120,"rain":[{"mm":0,"hours":24}],"derived":["dewpoint_c"]`,
		},
		"daily": {
			text: "station,date,temp13_c,dewpoint13_c,rain24_mm,wind13_kmh\nPG1,2026-03-02,33.2,21.5,4.9,9\n",
			want: `"station":"PG1","time":"2026-03-02T06:00:00Z","temp_c":33.2,"dewpoint_c":21.5,"rh_pct":50.4,"wind_ms":2.5,"rain":[{"mm":4.9,"hours":24}],"derived":["rh_pct"]`,
		},
		"missing stays missing": {
			text: "station,date,temp13_c,rh13_pct,rain24_mm\nPG1,2026-03-02,,48,\n",
			want: `"station":"PG1","time":"2026-03-02T06:00:00Z","rh_pct":48`,
		},
		"semicolons, decimal commas, mark, CRLF, quotes, comment": {
			text: "\xef\xbb\xbf# from the post\r\n\"station\";date;temp13_c;rh13_pct;rain24_mm\r\n\"PG \"\"1\"\"\";2026-03-02;33,2;48;0,5\r\n\r\n",
			want: `"station":"PG \"1\"","time":"2026-03-02T06:00:00Z","temp_c":33.2,"dewpoint_c":20.7,"rh_pct":48,"rain":[{"mm":0.5,"hours":24}],"derived":["dewpoint_c"]`,
		},
		"foreign units": {
			text:    "when;post;T;H;W;R;junk\n2026-03-02T06:00:00Z;PG1;91.4;0.48;5;0.5;x\n",
			columns: "time: when\nstation: post\ntemp_c: {column: T, unit: F}\nrh_pct: {column: H, unit: fraction}\nwind_ms: {column: W, unit: kt}\nrain_mm: {column: R, unit: inch}\nrain_hours: {value: 1}\n",
			want:    `"station":"PG1","time":"2026-03-02T06:00:00Z","temp_c":33,"dewpoint_c":20.5,"rh_pct":48,"wind_ms":2.572,"rain":[{"mm":12.7,"hours":1}],"derived":["dewpoint_c"]`,
		},
		"the contract's mapping, estimated": {
			text:    "DATE,T2M_MAX,T2MDEW,PRECTOTCORR,WS10M_MAX\n2000-01-01,30.52,22.25,0.0,4.17\n",
			columns: "date: DATE\ntemp13_c: T2M_MAX\ndewpoint13_c: T2MDEW\nrain24_mm: PRECTOTCORR\nwind13_kmh: {column: WS10M_MAX, unit: m/s}\nstation: {value: power-hcmc, name: NASA POWER, lat: 10.78, lon: 106.70, elevation_m: 5}\nestimated: true\n",
			want:    `"station":"power-hcmc","time":"2000-01-01T06:00:00Z","temp_c":30.52,"dewpoint_c":22.25,"rh_pct":61.4,"wind_ms":4.17,"rain":[{"mm":0,"hours":24}],"derived":["rh_pct"],"estimated":true`,
		},
		"nothing derived beyond weather": {
			text: "station,date,temp13_c,rh13_pct,rain24_mm\nPG1,2026-03-02,-237.29,900,0\n",
			want: `"station":"PG1","time":"2026-03-02T06:00:00Z","temp_c":-237.29,"rh_pct":900,"rain":[{"mm":0,"hours":24}]`,
		},
		"marks of missing": {
			text:    "d,t,r,h\n2000-01-01,-999.0,NA,-99\n",
			columns: "date: d\nstation: {value: x}\ntemp13_c: {column: t, estimated: true}\nrain24_mm: r\nrh13_pct: h\nmissing: [-999, \"NA\", -99]\n",
			want:    `"station":"x","time":"2000-01-01T06:00:00Z","estimated":true`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			var mapping *source.Columns
			if c.columns != "" {
				mapping = columns(t, c.columns)
			}
			obs, rejects, err := decodeCSV(c.text, mapping)
			if err != nil || len(rejects) != 0 || len(obs) != 1 {
				t.Fatalf("%v, %v, %v", obs, rejects, err)
			}
			obs[0].Raw = ""
			if got, want := line(t, obs[0]), "{"+c.want+`,"source":"csv"}`; got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
		})
	}
}

func TestCSVBadRows(t *testing.T) {
	const head = "station,time,temp_c,rain_mm,rain_hours\n"
	const good = "A,2026-03-02T13:00:00+07:00,33,1,24\n"
	for name, c := range map[string]struct {
		row  string
		want []string
	}{
		"number":         {"A,2026-03-02T13:00:00+07:00,hot,1,24", []string{"in.csv:2: temp_c", `"hot"`, "not a number", "leave the cell empty"}},
		"NaN":            {"A,2026-03-02T13:00:00+07:00,NaN,1,24", []string{"not a number"}},
		"absurd":         {"A,2026-03-02T13:00:00+07:00,1e300,1,24", []string{"not a number"}},
		"no zone":        {"A,2026-03-02T13:00:00,33,1,24", []string{"in.csv:2: time", "+07:00"}},
		"no station":     {",2026-03-02T13:00:00Z,33,1,24", []string{"names no station"}},
		"no period":      {"A,2026-03-02T13:00:00Z,33,1,", []string{"rain_mm", "without its period"}},
		"period of 0":    {"A,2026-03-02T13:00:00Z,33,1,0", []string{"rain_hours", "not a period"}},
		"too few cells":  {"A,2026-03-02T13:00:00Z", []string{"2 cells under 5 columns"}},
		"open quote":     {`"A,2026-03-02T13:00:00Z,33,1,24`, []string{"not closed"}},
		"not UTF-8":      {"\xc4\xe0,2026-03-02T13:00:00Z,33,1,24", []string{"UTF-8"}},
		"endless":        {strings.Repeat("9", 200_000), []string{"longer than"}},
		"zeros":          {"A\x00,2026-03-02T13:00:00Z,33,1,24", []string{"UTF-8"}},
		"decimal comma?": {`A,2026-03-02T13:00:00Z,"33,2",1,24`, []string{"not a number"}},
	} {
		t.Run(name, func(t *testing.T) {
			obs, rejects, err := decodeCSV(head+c.row+"\n"+good, nil)
			if err != nil || len(obs) != 1 || len(rejects) != 1 {
				t.Fatalf("%v, %v, %v", obs, rejects, err)
			}
			var invalid *forecast.Invalid
			if !errors.As(rejects[0].Err, &invalid) || invalid.Remedy == "" || rejects[0].Line != 2 {
				t.Errorf("line %d, remedy %q", rejects[0].Line, invalid.Remedy)
			}
			want(t, rejects[0].Err, c.want...)
		})
	}
}

func TestCSVBadFiles(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"empty":           {"", []string{"no header"}},
		"unknown column":  {"station,time,temperature\n", []string{"in.csv:1: temperature", "--columns", "temp_c"}},
		"neither":         {"station,temp_c\n", []string{"either date or time"}},
		"both":            {"station,date,time,temp_c\n", []string{"either date or time"}},
		"no station":      {"date,temp13_c,rh13_pct\n", []string{"names no station"}},
		"no weather":      {"station,date\n", []string{"no weather"}},
		"mixed kinds":     {"station,date,temp_c\n", []string{"in.csv:1: temp_c", "temp13_c"}},
		"column twice":    {"station,date,temp13_c,temp13_c\n", []string{"twice"}},
		"UTF-16":          {"s\x00t\x00a\x00\n", []string{"UTF-8"}},
		"no line at all":  {strings.Repeat("x", 100_000), []string{"longer than"}},
		"only a comment":  {"# nothing\n", []string{"no header"}},
		"quote in header": {"station,\"date\n", []string{"not closed"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := decodeCSV(c.text, nil)
			want(t, err, c.want...)
		})
	}
}

func TestCSVStops(t *testing.T) {
	full := errors.New("store full")
	opt := source.CSVOptions{Location: local, NoonHour: 13}
	text := "station,date,temp13_c\nA,2026-03-02,33\nA,2026-03-03,33\n"
	n := 0
	err := source.DecodeCSV(strings.NewReader(text), opt, func(forecast.Observation) error { n++; return full }, nil)
	if !errors.Is(err, full) || n != 1 {
		t.Errorf("%v after %d", err, n)
	}
	broken := io.MultiReader(strings.NewReader(text), brokenReader{})
	err = source.DecodeCSV(broken, opt, func(forecast.Observation) error { return nil }, func(r forecast.Reject) { t.Error(r) })
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

const nasa = `date: DATE
temp13_c: T2M_MAX
dewpoint13_c: T2MDEW
rain24_mm: PRECTOTCORR
wind13_kmh: {column: WS10M_MAX, unit: m/s}
station: {value: power-hcmc, name: NASA POWER, lat: 10.78, lon: 106.70, elevation_m: 5}
estimated: true
`

func TestRealCSV(t *testing.T) {
	in, err := os.Open(shared(t, "weather", "nasa-power-hcmc-2000-2019.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var obs []forecast.Observation
	err = source.DecodeCSV(in, source.CSVOptions{Name: "nasa.csv", Columns: columns(t, nasa), Location: local, NoonHour: 13},
		func(o forecast.Observation) error { obs = append(obs, o); return nil },
		func(r forecast.Reject) { t.Error(r.Err) })
	if err != nil || len(obs) != 7305 {
		t.Fatalf("%d rows, %v", len(obs), err)
	}
	last := obs[7304]
	if last.Place == nil || last.Place.ElevationM != forecast.Some(5) || !last.Time.Equal(time.Date(2019, 12, 31, 6, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", last)
	}
}

func TestLines(t *testing.T) {
	var out bytes.Buffer
	obs := []forecast.Observation{{Station: "a<b", Source: "csv"}, {Station: "c", Source: "csv"}}
	if err := source.Lines(&out, obs); err != nil {
		t.Fatal(err)
	}
	const want = `{"station":"a<b","time":"0001-01-01T00:00:00Z","source":"csv"}` + "\n" + `{"station":"c","time":"0001-01-01T00:00:00Z","source":"csv"}` + "\n"
	if out.String() != want {
		t.Errorf("got %s", out.String())
	}
}

func BenchmarkCSV(b *testing.B) {
	var text strings.Builder
	text.WriteString("station,time,temp_c,rh_pct,wind_ms,wind_dir_deg,rain_mm,rain_hours\n")
	const rows = 1000
	for i := range rows {
		fmt.Fprintf(&text, "PG%d,2026-03-02T13:00:00+07:00,33.%d,48,2.5,120,0.%d,24\n", i, i%10, i%10)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := source.DecodeCSV(strings.NewReader(text.String()), source.CSVOptions{Location: local, NoonHour: 13},
			func(forecast.Observation) error { n++; return nil }, func(r forecast.Reject) { b.Fatal(r) })
		if err != nil || n != rows {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(b.N)*rows/b.Elapsed().Seconds(), "rows/s")
}
