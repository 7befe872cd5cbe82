package job_test

import (
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
)

// BenchmarkEnsemble takes 51 members over today and 10 days at 3,321 zones from the
// store, makes the run, saves it with its input and makes it again from that:
// seconds, and the most of the machine's memory that the process held, MB.
func BenchmarkEnsemble(b *testing.B) {
	d := newDeskOn(b, b.TempDir()+"/e.db")
	d.Province.Rules.AheadDays, d.Province.Rules.StaleHours = 10, 30
	d.at(day1, 14, 0)
	d.fillEnsemble(b, 3321, 51)
	for b.Loop() {
		d.now = d.now.Add(time.Second) // or the run would be one that is kept already
		var r forecast.Run
		measured(b, "run", func() (err error) {
			r, err = d.Predict(b.Context(), day1, "14:00", false)
			return err
		})
		if r.Ensemble == nil || len(r.Ensemble.Members) != 51 {
			b.Fatal("no ensemble")
		}
		id := r.ID
		r = forecast.Run{}
		measured(b, "read", func() error {
			_, err := d.st.RunEnsemble(b.Context(), id)
			return err
		})
	}
}

// fillEnsemble puts zones and their members into the store.
func (d *desk) fillEnsemble(b *testing.B, zones, members int) {
	b.Helper()
	set := forecast.ZoneSet{ID: "many", Name: "many", ValidFrom: day1}
	square := orb.MultiPolygon{{{{106.3, 11.2}, {106.5, 11.2}, {106.5, 11.4}, {106.3, 11.4}, {106.3, 11.2}}}}
	for z := range zones {
		set.Zones = append(set.Zones, forecast.Zone{ID: fmt.Sprintf("%04d", z), Name: "Z", Shape: square, Point: orb.Point{106.4, 11.3}, AreaHa: 1})
	}
	if err := d.st.SaveZoneSet(b.Context(), set); err != nil {
		b.Fatal(err)
	}
	if err := d.st.SaveStart(b.Context(), forecast.Start{Zone: "*", Date: day1.AddDays(-1), P: forecast.Some(900), H: forecast.Some(3), Reason: "test", Given: d.now.Add(-time.Hour)}); err != nil {
		b.Fatal(err)
	}
	issued := d.now.Add(-6 * time.Hour).UTC()
	for n := range members {
		var days []forecast.Day
		for k := range d.Province.Rules.AheadDays + 1 {
			for _, z := range set.Zones {
				days = append(days, forecast.Day{Place: forecast.MemberPlace(z.ID, n), Date: day1.AddDays(k), Origin: forecast.Model, Issued: issued,
					TempC: forecast.Some(30 + float64(n%7)), DewPointC: forecast.Some(22.5), RainMM: forecast.Some(float64(n * k % 13)), WindKmh: forecast.Some(3.6 * float64(k))})
			}
		}
		if err := d.st.SaveModelDays(b.Context(), d.now, days); err != nil {
			b.Fatal(err)
		}
	}
}

// measured reports how long a part took and the most memory that was resident in
// it, where the system says so.
func measured(b *testing.B, name string, part func() error) {
	b.Helper()
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // counts anew; where it is refused, from the beginning
	began := time.Now()
	if err := part(); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(began).Seconds(), name+"-s")
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	if kb, err := strconv.ParseFloat(strings.TrimSpace(strings.SplitN(rest, "kB", 2)[0]), 64); err == nil {
		b.ReportMetric(kb*1024/1e6, name+"-resident-MB")
	}
}
