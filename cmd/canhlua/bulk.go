package main

import "runtime/debug"

// bulkGCPercent lets the heap grow to five times what is alive: tens of megabytes
// for a province.
const bulkGCPercent = 400

// inBulk gives memory for time to a command that goes through years of days and
// then ends. What it returns takes that back.
func inBulk() (back func()) {
	before := debug.SetGCPercent(bulkGCPercent)
	return func() { debug.SetGCPercent(before) }
}
