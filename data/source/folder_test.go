package source_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

var (
	folderNow = time.Date(2026, 3, 2, 7, 0, 0, 0, time.UTC)
	folderOld = folderNow.Add(-time.Minute)
)

const (
	someWeather  = "station,date,temp13_c\nPG1,2026-03-02,33\n"
	someStations = "station,name,lat,lon,elevation_m\nPG1,Post,11,106,7\n"
	someSYNOP    = "AAXX 02061\n48999 42/// 50000 10332="
)

// put writes files into a folder, as old as folderOld.
func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		age(t, path, folderOld)
	}
}

func age(t *testing.T, path string, at time.Time) {
	t.Helper()
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

func reader() source.Reader { return source.Reader{Location: local, NoonHour: 13, MaxBytes: 10_000} }

func dropFolder(dir string) *source.Folder {
	return &source.Folder{Path: dir, Reader: reader(), Clock: func() time.Time { return folderNow }}
}

// list gives the files below a folder, with slashes, by name.
func list(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(p string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			rel, _ := filepath.Rel(dir, p)
			found = append(found, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// told says in short what a bulletin holds.
func told(b forecast.Bulletin) string {
	return fmt.Sprintf("%s %s %d/%d/%d", filepath.Base(b.Raw.Name), b.Raw.Source, len(b.Stations), len(b.Observations), len(b.Rejects))
}

func tell(bulletins []forecast.Bulletin) []string {
	var said []string
	for _, b := range bulletins {
		said = append(said, told(b))
	}
	return said
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{
		"b.csv": someWeather, "c.csv": "station,date,temp13_c\nPG1,2026-03-02,hot\nPG1,2026-03-03,33\n", "z.csv": someStations,
		"bad.csv": "station,date,temperature\n", "empty.csv": "", "large.csv": someWeather + strings.Repeat("\n", 10_000),
		".hidden": someWeather, "writing.part": someWeather, "young.csv": someWeather, "sub/in.csv": someWeather, "BUFR.bin": "BUFR\x00",
		"done/b.csv": "an earlier one", "done/b-2.csv": "another",
	})
	age(t, filepath.Join(dir, "young.csv"), folderNow.Add(-time.Second))
	got, err := fetch(t, dropFolder(dir))
	if err != nil {
		t.Fatal(err)
	}
	wantTold := []string{"z.csv stations 1/0/0", "BUFR.bin auto 0/0/1", "b.csv csv 0/1/0", "bad.csv csv 0/0/1", "c.csv csv 0/1/1", "empty.csv auto 0/0/1", "large.csv auto 0/0/1"}
	if said := tell(got); !slices.Equal(said, wantTold) {
		t.Errorf("got %q", said)
	}
	wantFiles := []string{".hidden", "done/b-2.csv", "done/b-3.csv", "done/b.csv", "done/c.csv", "done/z.csv",
		"failed/BUFR.bin", "failed/bad.csv", "failed/empty.csv", "failed/large.csv", "sub/in.csv", "writing.part", "young.csv"}
	if files := list(t, dir); !slices.Equal(files, wantFiles) {
		t.Errorf("left %q", files)
	}
	want(t, got[6].Rejects[0].Err, "large.csv", "10040", "10000", "smaller")
	o := got[2].Observations[0]
	if o.RawHash != got[2].Raw.Hash || len(o.RawHash) != 64 || !o.Received.Equal(folderNow) || string(got[2].Raw.Data) != someWeather {
		t.Errorf("%+v", o)
	}
	if again, err := fetch(t, dropFolder(dir)); err != nil || len(again) != 0 {
		t.Errorf("read twice: %v, %v", tell(again), err)
	}
}

// A file whose bulletin was not accepted stays, so that it is read again.
func TestFolderCrash(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.csv": someWeather, "b.csv": someWeather})
	gone := errors.New("database gone")
	n := 0
	err := dropFolder(dir).Fetch(t.Context(), func(forecast.Bulletin) error {
		if n++; n == 2 {
			return gone
		}
		return nil
	})
	if files := list(t, dir); !errors.Is(err, gone) || !slices.Equal(files, []string{"b.csv", "done/a.csv"}) {
		t.Errorf("%v, left %q", err, files)
	}
}

func TestFolderMissing(t *testing.T) {
	_, err := fetch(t, dropFolder(filepath.Join(t.TempDir(), "none")))
	want(t, err, "none", "create it")
}

func TestSYNOPMonth(t *testing.T) {
	const gts = "A_SMVS01VNNN020600_C_VNNN_20260302060512_1.txt"
	for name, c := range map[string]struct {
		file     string
		modified time.Time
		received time.Time
		want     string // empty: a reject
	}{
		"by the file's time":         {"a.txt", folderOld, time.Time{}, "2026-03-02T06:00:00Z"},
		"a little early":             {"a.txt", time.Date(2026, 3, 2, 5, 56, 0, 0, time.UTC), time.Time{}, "2026-03-02T06:00:00Z"},
		"too early for this month":   {"a.txt", time.Date(2026, 3, 2, 5, 0, 0, 0, time.UTC), time.Time{}, "2026-02-02T06:00:00Z"},
		"by the name, copied later":  {gts, time.Date(2027, 8, 1, 0, 0, 0, 0, time.UTC), time.Time{}, "2026-03-02T06:00:00Z"},
		"by hand, to the minute":     {gts, folderOld, time.Date(2026, 3, 2, 5, 59, 0, 0, time.UTC), "2026-02-02T06:00:00Z"},
		"nothing to reckon it from":  {"a.txt", time.Time{}, time.Time{}, ""},
		"a name with no time in it":  {"A_SMVS01VNNN020600_C_VNNN_99999999999999_1.txt", folderOld, time.Time{}, "2026-03-02T06:00:00Z"},
		"a time with another offset": {"a.txt", folderOld.In(local), time.Time{}, "2026-03-02T06:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			r := reader()
			r.Received = c.received
			b := r.Bulletin(c.file, []byte(someSYNOP), c.modified, folderNow)
			if c.want == "" {
				want(t, b.Rejects[0].Err, "time of receipt")
				return
			}
			if len(b.Observations) != 1 || b.Observations[0].Time.Format(time.RFC3339) != c.want || !b.Observations[0].Received.Equal(folderNow) {
				t.Fatalf("%s %v", line(t, b.Observations), b.Rejects)
			}
			bare := reader() // knows neither the file's time nor the flag
			if again := bare.Again(b.Raw); line(t, again.Observations) != line(t, b.Observations) {
				t.Errorf("decoded again: %s", line(t, again.Observations))
			}
		})
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{
		"b/w.csv": someWeather, "a/s.txt": someSYNOP, "z/stations.csv": someStations, "a/README": "read me", "a/.git/x": "x", "a/u16.csv": "\xff\xfes\x00",
		"lone.bin": "BUFR\x00",
	})
	files := &source.Files{
		Paths:  []string{filepath.Join(dir, "b"), filepath.Join(dir, "a"), filepath.Join(dir, "z"), filepath.Join(dir, "lone.bin"), filepath.Join(dir, "none")},
		Reader: reader(), Clock: func() time.Time { return folderNow },
	}
	got, err := fetch(t, files)
	if err != nil {
		t.Fatal(err)
	}
	said := tell(got)
	for i := range said {
		said[i], _, _ = strings.Cut(said[i], "#")
	}
	wantTold := []string{"stations.csv stations 1/0/0", "README auto 0/0/1", "s.txt", "u16.csv auto 0/0/1", "w.csv csv 0/1/0", "lone.bin auto 0/0/1", "none auto 0/0/1"}
	if !slices.Equal(said, wantTold) {
		t.Errorf("got %q", said)
	}
	var skipped *source.Skipped
	for i, isSkipped := range map[int]bool{1: true, 3: false, 5: false, 6: false} {
		if errors.As(got[i].Rejects[0].Err, &skipped) != isSkipped {
			t.Errorf("%d: %v", i, got[i].Rejects[0].Err)
		}
	}
	want(t, got[5].Rejects[0].Err, "lone.bin", "binary", "--format")
	if left := list(t, dir); len(left) != 7 {
		t.Errorf("files were moved: %q", left)
	}
}

func TestForcedFormat(t *testing.T) {
	r := reader()
	r.Format = source.FormatCSV
	b := r.Bulletin("x", []byte("a,b\n1,2\n"), folderOld, folderNow)
	want(t, b.Rejects[0].Err, "unknown column")
	b = r.Bulletin("x", []byte("PK\x00\x00"), folderOld, folderNow)
	want(t, b.Rejects[0].Err, "binary", "format csv")
	r.Format = "grib"
	b = r.Bulletin("x", []byte("a,b\n1,2\n"), folderOld, folderNow)
	want(t, b.Rejects[0].Err, `"grib"`, "no such format")
}

// Rubbish is not complained of row by row without end.
func TestManyRejects(t *testing.T) {
	for _, head := range []string{"station,date,temp13_c\n", "station,lat,lon\n"} {
		r := reader()
		b := r.Bulletin("x.csv", []byte(head+strings.Repeat("x\n", 5000)), folderOld, folderNow)
		if len(b.Rejects) != 1001 {
			t.Fatal(len(b.Rejects))
		}
		want(t, b.Rejects[1000].Err, "4000 more rows")
	}
}

func TestForeignFiles(t *testing.T) {
	r := reader()
	r.Columns = columns(t, "date: DATE\ntemp13_c: TX\nstation: {value: x, lat: 10, lon: 106}\n")
	b := r.Bulletin("f.csv", []byte("DATE,TX\n2026-03-02,33\n"), folderOld, folderNow)
	if told(b) != "f.csv csv 1/1/0" || b.Observations[0].Place == nil {
		t.Error(told(b), b.Rejects)
	}
	if b := r.Bulletin("own.csv", []byte(someWeather), folderOld, folderNow); told(b) != "own.csv csv 0/1/0" {
		t.Error(told(b), b.Rejects)
	}
}

func TestRealFolder(t *testing.T) {
	files := &source.Files{Paths: []string{shared(t, "messages")}, Reader: reader(), Clock: func() time.Time { return folderNow }}
	got, err := fetch(t, files)
	if err != nil {
		t.Fatal(err)
	}
	observations, stations := 0, 0
	for _, b := range got {
		observations += len(b.Observations)
		stations += len(b.Stations)
		for _, r := range b.Rejects {
			var skipped *source.Skipped
			var invalid *forecast.Invalid
			wis2 := b.Raw.Source == source.FormatWIS2 && errors.As(r.Err, &invalid) && invalid.Remedy != "" // examples whose data are not there
			if !errors.As(r.Err, &skipped) && !wis2 {
				t.Errorf("%v", r.Err)
			}
		}
	}
	if observations != 9*23+5+23+32 || stations != 23 || len(got[0].Stations) != 23 {
		t.Errorf("%d observations of %d stations", observations, stations)
	}
}
