package bufr_test

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// bombs are data that claim far more than they hold.
func bombs() map[string][]byte {
	tiny := message{template: []string{"301001", "301011", "004004", "013019", "013020", "013021", "013022", "013023"}}
	for i := range 3 {
		tiny.subsets = append(tiny.subsets, at(i).with(map[string][]float64{"013019": v(1), "013020": v(1), "013021": v(1), "013022": v(1), "013023": v(1)}))
	}
	small := tiny.encode()
	all := message{compressed: true, template: tiny.template, subsets: slices.Repeat(tiny.subsets[:1], 65535)}
	same := all.encode()
	placed := message{compressed: true, template: slices.Concat([]string{"301150"}, site, []string{"208200", "001019", "013023"})}
	s := at(1).with(map[string][]float64{"001125": v(0), "001126": v(20000), "001127": v(65534), "013023": v(1)})
	s.texts = map[string]string{"001128": "WITH-16-LETTERS-", "001019": strings.Repeat("LONG NAME ", 20), "001015": strings.Repeat("NAME", 5)}
	placed.subsets = slices.Repeat([]subset{s}, 65535)
	nested := message{template: append(slices.Clone(site), "105255", "104255", "103255", "102255", "101255", "202129"), subsets: make([]subset, 65535), compressed: true}
	rubbish := func(template ...string) []byte {
		m := message{template: template, subsets: make([]subset, 65535)}
		return m.frame(bytes.Repeat([]byte{0xaa}, 1<<16))
	}
	full := bytes.Repeat([]byte{0xff}, 1<<18)
	times := func(piece []byte) []byte { return bytes.Repeat(piece, 1+(1<<20)/len(piece)) }
	return map[string][]byte{
		"smallest reports":                      times(small),
		"one report 65,535-fold":                times(same),
		"one report with its place 65,535-fold": times(placed.encode()),
		"one report 65,535-fold over much data": message{compressed: true, template: tiny.template, subsets: make([]subset, 65535)}.frame(
			append(all.data(), make([]byte, 1<<20)...)),
		"nested replications": times(nested.frame([]byte{1, 2, 3})),
		"replication of ones": message{template: []string{"105000", "031002", "104000", "031002", "101000", "031002", "031031"},
			subsets: make([]subset, 65535)}.frame(full),
		"compressed ones": message{template: []string{"102000", "031002", "031031", "221255"}, compressed: true,
			subsets: make([]subset, 65535)}.frame(full),
		"references":            rubbish("101000", "031002", "203002", "012101", "203255"),
		"references for ever":   rubbish("203002", "101000", "031002", "012101"),
		"characters":            rubbish("101000", "031002", "205255"),
		"unknown":               times(message{template: []string{"012250"}, subsets: make([]subset, 3)}.frame([]byte{1})),
		"subsets without place": times(message{template: []string{"010004"}, subsets: make([]subset, 500)}.frame(make([]byte, 900))),
		"only BUFR":             times([]byte("BUFR")),
		"BUFR and edition":      times([]byte("BUFR\x00\x00\x28\x04")),
		"rubbish":               times([]byte("no message at all ")),
		"headings":              times([]byte("ISVS01 VNNN 020600 CCA\nBUFR")),
	}
}

// The memory taken stays within 50 times the data, and no data keep the decoder for ever.
func TestLimits(t *testing.T) {
	decode([]byte("BUFR")) // the tables are read
	for name, data := range bombs() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			obs, rejects := decode(data)
			took := time.Since(began)
			runtime.ReadMemStats(&after)
			check(t, len(data), obs, rejects)
			got := after.TotalAlloc - before.TotalAlloc
			t.Logf("%d observations, %d rejects, %.1f bytes a byte, %v for %d bytes", len(obs), len(rejects), float64(got)/float64(len(data)), took, len(data))
			if got > uint64(50*len(data)) {
				t.Errorf("%.1f bytes for each of %d bytes", float64(got)/float64(len(data)), len(data))
			}
		})
	}
}

// Genuine data are never too dense: many stations, compressed, most values alike.
func TestDenseIsNotRefused(t *testing.T) {
	var m message
	m.template, m.compressed = []string{"301150", "307080"}, true
	for i := range 100 {
		s := draws{temp: 3000 + i, dew: 2000, humidity: 50, pressure: 9900, speed: 3, dir: 10, rain: 4, hours: 6}.subset(i % 99)
		s.texts = map[string]string{"001015": fmt.Sprintf("POST %d", i)}
		m.subsets = append(m.subsets, s)
	}
	data := m.encode()
	if obs, rejects := decode(data); len(obs) != 100 || len(rejects) != 0 {
		t.Errorf("%d observations of %d bytes, %v", len(obs), len(data), rejects)
	}
}

func BenchmarkDecode(b *testing.B) {
	report := draws{temp: 3300, dew: 2100, humidity: 50, pressure: 9900, speed: 3, dir: 10, rain: 4, hours: 6}
	const subsets = 100
	for _, template := range []string{"307080", "307096"} {
		for _, compressed := range []bool{false, true} {
			m := message{template: strings.Fields(template), compressed: compressed}
			for i := range subsets {
				report.temp, report.dew, report.pressure, report.speed = 2000+13*i, 1500+9*i, 9000+7*i, 10+i%50
				m.subsets = append(m.subsets, report.subset(i).with(map[string][]float64{"005001": v(float64(i)), "006001": v(100 + float64(i)/9)}))
			}
			data := m.encode()
			b.Run(fmt.Sprintf("%s/compressed=%v", template, compressed), func(b *testing.B) {
				b.SetBytes(int64(len(data)))
				b.ReportAllocs()
				for b.Loop() {
					if obs, _ := decode(data); len(obs) != subsets {
						b.Fatal(len(obs))
					}
				}
				b.ReportMetric(float64(b.N)*subsets/b.Elapsed().Seconds(), "subsets/s")
			})
		}
	}
}
