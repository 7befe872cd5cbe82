package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestWorkshopOnTwentyYears: a publisher's day in the table workshop, in a browser,
// on the weather of 2000–2019 and the real communes.
func TestWorkshopOnTwentyYears(t *testing.T) {
	const before, now = "2026-11-25T08:00:00+07:00", "2026-11-25T20:00:00+07:00"
	weather, zones := shared(t, "weather/nasa-power-hcmc-2000-2019.csv"), shared(t, "zones/communes-36.geojson")
	dir := t.TempDir()
	write(t, filepath.Join(dir, "power.yaml"), power)
	for _, args := range [][]string{{"zones", "import", zones}, {"ingest", weather, "--columns", "power.yaml"}} {
		mustRun(t, dir, append(args, "--db", "w.db", "--now", before)...)
	}
	key := strings.TrimSpace(mustRun(t, dir, "token", "add", "--name", "w", "--role", "publisher", "--db", "w.db", "--now", before).out)
	s := serveUntil(t, "/healthz", dir, "--db", "w.db", "--now", now)
	browseBy(t, s, "", key, "workshop.test.mjs")
}
