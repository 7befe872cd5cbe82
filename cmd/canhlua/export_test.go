package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const exportNow = "2026-03-02T18:00:00+07:00"

// exportedStore is a small store with a published and a withdrawn run, written out.
func exportedStore(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	with := func(args ...string) string {
		return mustRun(t, dir, append(args, "--db", "a.db", "--now", exportNow)...).out
	}
	write(t, dir+"/posts.csv", "station,name,lat,lon,elevation_m\nnui-cau,Núi Cậu,11.32,106.34,40\n")
	write(t, dir+"/noon.csv", "station,date,temp13_c,rh13_pct,rain24_mm,wind13_kmh\n48900,2026-03-01,33,48,12.4,9\n48900,2026-03-02,34.25,45,0,\nnui-cau,2026-03-02,33.1,,,7\n")
	with("ingest", "posts.csv", "noon.csv")
	id := strings.Fields(with("run"))[0]
	with("publish", id)
	with("withdraw", id, "--reason", "số liệu <sai> & thiếu")
	with("export", "out")
	return dir
}

func lines(t *testing.T, path string) []string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

// TestExportComesBack: stations and readings that were exported are taken in by an
// empty store and exported from there as they were.
func TestExportComesBack(t *testing.T) {
	dir := exportedStore(t)
	for _, way := range []string{"readings.csv", "readings.jsonl"} {
		db := way + ".db"
		mustRun(t, dir, "ingest", "out/stations.csv", "out/"+way, "--db", db, "--now", exportNow)
		mustRun(t, dir, "export", "again-"+way, "--what", "stations,readings", "--db", db, "--now", exportNow)
		for _, file := range []string{"stations.csv", "readings.csv"} {
			before, after := lines(t, filepath.Join(dir, "out", file)), lines(t, filepath.Join(dir, "again-"+way, file))
			if strings.Join(before, "\n") != strings.Join(after, "\n") {
				t.Errorf("%s by %s was\n%s\nand is\n%s", file, way, strings.Join(before, "\n"), strings.Join(after, "\n"))
			}
		}
	}
	if got := lines(t, filepath.Join(dir, "out", "readings.csv")); len(got) != 4 || got[3] != "nui-cau,2026-03-02T06:00:00Z,33.1,,,1.944,,," {
		t.Errorf("readings.csv: %q", got)
	}
}

// TestExportedAuditCanBeChecked: with nothing of the service but the manifest's
// words on it.
func TestExportedAuditCanBeChecked(t *testing.T) {
	dir := exportedStore(t)
	file, err := os.Open(filepath.Join(dir, "out", "audit.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	before, n := "", 0
	for in := bufio.NewScanner(file); in.Scan(); n++ {
		var e struct {
			Seq                                                                       int64
			At                                                                        time.Time
			Actor, Role, Action, Subject, Detail, Reason, Refused, From, Before, Hash string
		}
		if err := json.Unmarshal(in.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal([]any{e.Seq, e.At.UnixMicro(), e.Actor, e.Role, e.Action, e.Subject, e.Detail, e.Reason, e.Refused, e.From, e.Before})
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		if e.Seq != int64(n+1) || e.Before != before || e.Hash != hex.EncodeToString(sum[:]) {
			t.Errorf("entry %d does not follow: %s", n+1, in.Text())
		}
		before = e.Hash
	}
	if n < 2 {
		t.Errorf("%d entries", n)
	}
}

// TestExportTellsWhatItHolds: every file is in the manifest with its sum; no key
// is anywhere; levels of unknown zones are empty cells.
func TestExportTellsWhatItHolds(t *testing.T) {
	dir := exportedStore(t)
	data, err := os.ReadFile(filepath.Join(dir, "out", manifestName))
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	named := map[string]exportedFile{}
	for _, f := range m.Files {
		named[f.Name] = f
	}
	err = filepath.WalkDir(filepath.Join(dir, "out"), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == manifestName {
			return err
		}
		name, err := filepath.Rel(filepath.Join(dir, "out"), path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		sum := sha256.Sum256(text)
		if f := named[filepath.ToSlash(name)]; f.SHA256 != hex.EncodeToString(sum[:]) || f.Bytes != int64(len(text)) {
			t.Errorf("%s is not as the manifest says: %+v", name, f)
		}
		delete(named, filepath.ToSlash(name))
		return err
	})
	if err != nil || len(named) > 0 {
		t.Errorf("%v; named and not there: %v", err, named)
	}
	levels, err := csv.NewReader(strings.NewReader(strings.Join(lines(t, filepath.Join(dir, "out", "levels.csv")), "\n"))).ReadAll()
	if err != nil || len(levels) != 1+36*11 {
		t.Fatalf("%d rows, %v", len(levels), err)
	}
	if day := levels[11]; day[3] != "" || day[5] != "unknown" {
		t.Errorf("a day ahead that nobody knows reads %v", day)
	}
	if log := lines(t, filepath.Join(dir, "out", "publications.csv")); len(log) != 3 || !strings.Contains(log[1], "số liệu <sai> & thiếu") {
		t.Errorf("the log: %q", log)
	}
}

func TestExportRefuses(t *testing.T) {
	dir := exportedStore(t)
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"a folder with an export":  {[]string{"export", "out"}, "holds an export already"},
		"a part that there is not": {[]string{"export", "new", "--what", "keys"}, "no part of an export"},
	} {
		got := canhlua(t, dir, append(c.args, "--db", "a.db", "--now", exportNow)...)
		if got.status != exitUsage || !strings.Contains(got.err, c.says) {
			t.Errorf("%s: %d %s", name, got.status, got.err)
		}
	}
}
