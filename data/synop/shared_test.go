package synop_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/synop"
	"github.com/canhlua/canhlua/forecast"
)

// shared finds the folder of real data, or skips the test.
func shared(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("CANHLUA_SHARED")
	for root := "."; dir == ""; root = filepath.Join("..", root) {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			dir = filepath.Join(root, "..", "shared")
		} else if len(root) > 60 {
			break
		}
	}
	dir = filepath.Join(dir, "data", "messages", "synop")
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	if strings.Contains(os.Getenv("CANHLUA_TEST_REQUIRE"), "shared") {
		t.Fatal("the shared data are required and not there; set CANHLUA_SHARED")
	}
	t.Skip("the shared data are not there: real bulletins are not tried")
	return ""
}

// bulletin decodes a real file, received at the time its name bears.
func bulletin(t *testing.T, file string) ([]forecast.Observation, []forecast.Reject) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(filepath.Base(file), "_")
	received, err := time.Parse("20060102150405", parts[4])
	if err != nil {
		t.Fatal(err)
	}
	return synop.Decode(text, synop.Options{Name: filepath.Base(file), Received: received})
}

func TestRealBulletins(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(shared(t), "A_*.txt"))
	if len(files) == 0 {
		t.Fatal("no bulletins")
	}
	for _, file := range files {
		obs, rejects := bulletin(t, file)
		for _, r := range rejects {
			t.Errorf("%v", r.Err)
		}
		base := filepath.Base(file)
		want, corrected := 23, strings.Contains(base, "00CC")
		if corrected {
			want = 1
		}
		if len(obs) != want {
			t.Errorf("%s: %d observations, want %d", base, len(obs), want)
		}
		for _, o := range obs {
			if !o.TempC.OK || !o.DewPointC.OK || !o.RHPct.OK || !o.WindMS.OK || len(o.Rain) < 2 || !o.PressureHPa.OK {
				t.Errorf("%s %s lacks a value: %s", base, o.Station, line(t, o))
			}
			if (o.Correction != "") != corrected {
				t.Errorf("%s %s: correction %q", base, o.Station, o.Correction)
			}
		}
	}
}

func TestContractExample(t *testing.T) {
	obs, _ := bulletin(t, filepath.Join(shared(t), "A_SMRO01YRBK211200_C_EDZW_20220321120500_12524785.txt"))
	const want = `{"station":"15015","wigos":"0-20000-0-15015","time":"2022-03-21T12:00:00Z","temp_c":10.3,"dewpoint_c":-9,` +
		`"rh_pct":24.7,"wind_ms":1,"wind_dir_deg":250,"rain":[{"mm":0,"hours":6},{"mm":0,"hours":3}],"pressure_hpa":976.5,` +
		`"derived":["rh_pct"],"source":"synop","raw":"15015 02999 `
	if got := line(t, obs[0]); !strings.HasPrefix(got, want) {
		t.Errorf("\n got %s\nwant %s…", got, want)
	}
}

// A correction says something else than the first report and bears its letter.
func TestCorrection(t *testing.T) {
	dir := shared(t)
	first, _ := bulletin(t, filepath.Join(dir, "A_SMRO01YRBK171800_C_EDZW_20230117180502_51662689.txt"))
	corrected, _ := bulletin(t, filepath.Join(dir, "A_SMRO01YRBK171800CCB_C_EDZW_20230118055302_52230688.txt"))
	c := corrected[0]
	if c.Correction != "CCB" || c.Rain[0] != (forecast.Rain{MM: 0, Hours: 12}) {
		t.Errorf("%s", line(t, c))
	}
	for _, o := range first {
		if o.Station == c.Station && (!o.Time.Equal(c.Time) || o.Rain[0] != forecast.Rain{MM: 2, Hours: 12}) {
			t.Errorf("%s", line(t, o))
		}
	}
}
