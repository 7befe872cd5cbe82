package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// yearStore is a store with a replayed year of 36 zones, and the instant at its end.
func yearStore(b *testing.B) (db, now string) {
	b.Helper()
	db = filepath.Join(b.TempDir(), "year.db")
	replayInto(b, db, 366)
	return db, benchNow.Format(time.RFC3339)
}

// BenchmarkServeStart is the time from the start of the process to ready, on a
// store with a year of data.
func BenchmarkServeStart(b *testing.B) {
	db, now := yearStore(b)
	b.ResetTimer()
	for range b.N {
		s := serve(b, b.TempDir(), "--db", db, "--now", now)
		b.StopTimer()
		s.stop(b)
		b.StartTimer()
	}
}

// BenchmarkLevelsOverSocket asks for levels.geojson 200 times a second over
// loopback, whether or not the answers keep up, and reports the latencies and the
// process's highest resident memory.
func BenchmarkLevelsOverSocket(b *testing.B) {
	const perSecond, seconds = 200, 10
	db, now := yearStore(b)
	s := serve(b, b.TempDir(), "--db", db, "--now", now)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	ask := func() time.Duration {
		begun := time.Now()
		r, err := client.Get(s.url + "/api/v1/levels.geojson")
		if err != nil {
			b.Error(err)
			return 0
		}
		_, err = io.Copy(io.Discard, r.Body)
		if err != nil || r.StatusCode != http.StatusOK {
			b.Error(r.Status, err)
		}
		_ = r.Body.Close()
		return time.Since(begun)
	}
	ask()
	b.ResetTimer()
	for range b.N {
		took := make([]time.Duration, perSecond*seconds)
		var all sync.WaitGroup
		tick := time.NewTicker(time.Second / perSecond)
		for i := range took {
			<-tick.C
			all.Go(func() { took[i] = ask() })
		}
		all.Wait()
		tick.Stop()
		slices.Sort(took)
		b.ReportMetric(took[len(took)/2].Seconds()*1e3, "p50-ms")
		b.ReportMetric(took[len(took)*99/100].Seconds()*1e3, "p99-ms")
	}
	b.ReportMetric(residentMB(b, s.cmd.Process.Pid), "rss-MB")
}

// residentMB is a process's highest resident memory so far, where the system
// tells it.
func residentMB(b *testing.B, pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Log("resident memory is not known:", err)
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			if err != nil {
				b.Fatal(err)
			}
			return kb / 1024
		}
	}
	return 0
}
