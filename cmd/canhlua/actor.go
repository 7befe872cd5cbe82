package main

import (
	"os"
	"os/user"

	"github.com/canhlua/canhlua/forecast"
)

// roleHere is the role of whoever works at the command line, as the logs tell it.
const roleHere = "command_line"

// byCommandLine begins an entry of the audit log about what is done here.
func (a *App) byCommandLine() forecast.AuditEntry {
	return forecast.AuditEntry{At: a.clock().UTC(), Actor: "command line", Role: roleHere, From: whereabouts()}
}

// whereabouts are the account and the machine that a command runs on, as far as the
// system tells: who may run commands here is the machine's own affair.
func whereabouts() string {
	name, host := "?", "?"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	if h, err := os.Hostname(); err == nil {
		host = h
	}
	return name + "@" + host
}

// deed is a step taken here. Under the rule of two persons the command line is one
// person: what was made or changed with it, another publishes.
func (a *App) deed(run, reason string) forecast.Publication {
	by := a.byCommandLine()
	p := forecast.Publication{Run: run, At: by.At, Role: by.Role, By: by.Actor, Reason: reason, From: by.From}
	if a.profile.Publication.TwoPersons {
		p.Own = []string{by.Actor}
	}
	return p
}
