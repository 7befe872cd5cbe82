//go:build unix

package run

import (
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// BenchmarkMembers is a whole run with an ensemble of 51 members over today and 10
// days at 3,321 zones, its input hashed as it is kept: P, and with every index a
// member can be looked up with. input-MB is what is alive before it, peak-MB the
// most that the heap came to and resident-MB the most that the process held of the
// machine's memory, the input in both.
func BenchmarkMembers(b *testing.B) {
	b.Run("P", func(b *testing.B) { benchmarkMembers(b, genericP) })
	b.Run("all", func(b *testing.B) { benchmarkMembers(b, byFWI) })
}

func benchmarkMembers(b *testing.B, text string) {
	in := manyZones(3321)
	in.Ensemble = manyMembers(in, 51)
	book, err := ReadBook([]forecast.Edition{{Title: "test", Text: text}})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	input, peak, stop := heapMB(), 0.0, make(chan struct{})
	freshResident()
	watched := watchHeap(stop, &peak)
	began := cpuSeconds(b)
	b.ResetTimer()
	for b.Loop() {
		r, err := Compute(in, book)
		if err != nil {
			b.Fatal(err)
		}
		if last := r.Days[10]; last.Outlook == nil || last.Outlook.Members != 51 {
			b.Fatalf("no outlook: %+v", last)
		}
	}
	b.ReportMetric((cpuSeconds(b)-began)/float64(b.N), "cpu-s/op")
	close(stop)
	watched.Wait()
	b.ReportMetric(input, "input-MB")
	b.ReportMetric(peak, "peak-MB")
	if mb, ok := residentMB(); ok {
		b.ReportMetric(mb, "resident-MB")
	}
}

// heapMB is what is alive.
func heapMB() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / 1e6
}

// watchHeap notes the most that the heap came to, the input and what is no longer
// used but not swept yet included.
func watchHeap(stop <-chan struct{}, peak *float64) *sync.WaitGroup {
	var watched sync.WaitGroup
	watched.Go(func() {
		for tick := time.NewTicker(10 * time.Millisecond); ; {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			*peak = max(*peak, float64(m.HeapInuse)/1e6)
			select {
			case <-stop:
				tick.Stop()
				return
			case <-tick.C:
			}
		}
	})
	return &watched
}

// freshResident makes Linux count the most that is resident from now on; elsewhere
// nothing is counted.
func freshResident() {
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // where it is refused, the count began earlier
}

func residentMB() (float64, bool) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, false
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, err := strconv.ParseFloat(strings.TrimSpace(strings.SplitN(rest, "kB", 2)[0]), 64)
	return kb * 1024 / 1e6, err == nil
}

// cpuSeconds is what the process has used of the processors so far.
func cpuSeconds(b *testing.B) float64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return (time.Duration(u.Utime.Nano()) + time.Duration(u.Stime.Nano())).Seconds()
}
