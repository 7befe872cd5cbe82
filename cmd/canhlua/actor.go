package main

import "github.com/canhlua/canhlua/forecast"

// roleHere is the role of whoever works at the command line, as the logs tell it.
const roleHere = "command_line"

// byCommandLine begins an entry of the audit log about what is done here.
func (a *App) byCommandLine() forecast.AuditEntry {
	return forecast.AuditEntry{At: a.clock().UTC(), Actor: "command line", Role: roleHere}
}
