package store_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

var cli = forecast.AuditEntry{Actor: "command line", Role: "admin"}

func addUser(t *testing.T, s *store.Store, name string, role forecast.Role) forecast.User {
	t.Helper()
	u := forecast.User{ID: "id-" + name, Name: name, Title: "Bà " + name, Email: name + "@coquan.vn", Role: role, Hash: "$argon2id$" + name, Created: noon}
	ok(t, s.AddUser(ctx, u, cli))
	return u
}

func invalid(t *testing.T, err error, says string) {
	t.Helper()
	var wrong *forecast.Invalid
	if !errors.As(err, &wrong) || !strings.Contains(err.Error(), says) {
		t.Errorf("got %v, want Invalid with %q", err, says)
	}
}

func testUsers(t *testing.T, s *store.Store) {
	lan, binh := addUser(t, s, "lan", forecast.RoleAdmin), addUser(t, s, "binh", forecast.RoleOfficer)
	same(t, "by name", must[forecast.User](t)(s.UserNamed(ctx, "lan")), lan)
	same(t, "all", must[[]forecast.User](t)(s.Users(ctx)), []forecast.User{binh, lan})
	_, err := s.UserNamed(ctx, "nobody")
	notFound(t, err)
	invalid(t, s.AddUser(ctx, forecast.User{ID: "other", Name: "lan", Created: noon}, cli), "taken")
	outside := forecast.User{ID: "o", Name: "outside", Role: forecast.RoleOfficer, Subject: "https://issuer|1", Created: noon}
	ok(t, s.AddUser(ctx, outside, cli))
	same(t, "by subject", must[forecast.User](t)(s.UserOfSubject(ctx, outside.Subject)), outside)

	session := func(id string) {
		ok(t, s.SaveSession(ctx, forecast.Session{ID: id, User: binh.ID, Began: noon, Ends: at(99)}, noon))
	}
	ended := func(id string) {
		t.Helper()
		same(t, "end", must[forecast.Session](t)(s.Session(ctx, id)).Ends, at(2))
	}
	by := forecast.AuditEntry{At: at(2), Actor: "user lan", Role: "admin", From: "192.0.2.1"}
	publisher, title, hash, yes, no := forecast.RolePublisher, "Ông Bình", "$argon2id$new", true, false

	session("a")
	binh.Title = title
	same(t, "title", must[forecast.User](t)(s.ChangeUser(ctx, binh.ID, forecast.UserChange{Title: &title}, by)), binh)
	must[forecast.Session](t)(s.Session(ctx, "a")) // a title ends no session
	binh.Role = publisher
	same(t, "role", must[forecast.User](t)(s.ChangeUser(ctx, binh.ID, forecast.UserChange{Role: &publisher}, by)), binh)
	ended("a")
	session("b")
	binh.Hash = hash
	same(t, "password", must[forecast.User](t)(s.ChangeUser(ctx, binh.ID, forecast.UserChange{Hash: &hash}, by)), binh)
	ended("b")
	session("c")
	if u := must[forecast.User](t)(s.ChangeUser(ctx, binh.ID, forecast.UserChange{Disabled: &yes}, by)); u.Active() {
		t.Error("a disabled account is active")
	}
	ended("c")
	same(t, "enabled", must[forecast.User](t)(s.ChangeUser(ctx, binh.ID, forecast.UserChange{Disabled: &no}, by)), binh)
	session("d")
	ok(t, s.SaveToken(ctx, forecast.Token{ID: "k", Hash: "h", Role: publisher, Created: noon, Expires: at(99), Owner: binh.ID}, cli))
	must[forecast.User](t)(s.ChangeUser(ctx, binh.ID, forecast.UserChange{Removed: true}, by))
	ended("d")
	if must[forecast.Token](t)(s.Token(ctx, "h")).Holds(at(2)) {
		t.Error("the key of a removed account holds")
	}
	gone := must[forecast.User](t)(s.User(ctx, binh.ID))
	if gone.Active() || gone.Hash != "" || gone.Email != "" || gone.Name != "binh" {
		t.Errorf("removed: %+v", gone)
	}
	_, err = s.ChangeUser(ctx, binh.ID, forecast.UserChange{Disabled: &no}, by)
	notFound(t, err)
	invalid(t, s.AddUser(ctx, forecast.User{ID: "again", Name: "binh", Created: noon}, cli), "was once")
	log := must[[]forecast.AuditEntry](t)(s.Audit(ctx, 0, 100))
	if log[0].Action != "remove account" || log[0].Subject != "user binh" || log[0].Actor != "user lan" || log[0].From != "192.0.2.1" {
		t.Errorf("the log ends with %+v", log[0])
	}
	for _, e := range log {
		if strings.Contains(e.Detail+e.Reason+e.Refused, "argon2id") || strings.Contains(e.Detail, "@") {
			t.Errorf("the log tells too much: %+v", e)
		}
	}
}

// Two administrators at once cannot leave nobody.
func testLastAdmin(t *testing.T, s *store.Store) {
	for _, name := range []string{"lan", "binh"} {
		addUser(t, s, name, forecast.RoleAdmin)
	}
	officer := forecast.RoleOfficer
	var all sync.WaitGroup
	failed := make(chan error, 2)
	for _, name := range []string{"lan", "binh"} {
		all.Go(func() {
			_, err := s.ChangeUser(ctx, "id-"+name, forecast.UserChange{Role: &officer}, cli)
			failed <- err
		})
	}
	all.Wait()
	one, other := <-failed, <-failed
	if (one == nil) == (other == nil) {
		t.Fatalf("both or neither: %v, %v", one, other)
	}
	invalid(t, errors.Join(one, other), "last administrator")
}

func testSessions(t *testing.T, s *store.Store) {
	first := forecast.Session{ID: "one", User: "u", Began: noon, Ends: at(1), Data: []byte(`{"a":1}`)}
	ok(t, s.SaveSession(ctx, first, noon))
	same(t, "session", must[forecast.Session](t)(s.Session(ctx, "one")), first)
	ok(t, s.KeepSession(ctx, "one", at(2), at(0.5)))
	first.Ends = at(2)
	same(t, "kept", must[forecast.Session](t)(s.Session(ctx, "one")), first)
	ok(t, s.KeepSession(ctx, "one", at(9), at(2)))
	same(t, "over is over", must[forecast.Session](t)(s.Session(ctx, "one")), first)
	ok(t, s.SaveSession(ctx, forecast.Session{ID: "two", User: "u", Began: at(3), Ends: at(4)}, at(3)))
	same(t, "known still", must[forecast.Session](t)(s.Session(ctx, "one")), first)
	ok(t, s.EndSession(ctx, "two"))
	ok(t, s.EndSession(ctx, "two"))
	_, err := s.Session(ctx, "two")
	notFound(t, err)
	ok(t, s.KeepSession(ctx, "two", at(9), at(3)))
	_, err = s.Session(ctx, "two")
	notFound(t, err)
	ok(t, s.SaveSession(ctx, forecast.Session{ID: "nobody's", Began: at(5), Ends: at(6)}, at(5)))
	ok(t, s.SaveSession(ctx, forecast.Session{ID: "another", Began: at(6), Ends: at(7)}, at(6)))
	_, err = s.Session(ctx, "nobody's")
	notFound(t, err)
	ok(t, s.SaveSession(ctx, forecast.Session{ID: "three", Began: at(900), Ends: at(901)}, at(900)))
	_, err = s.Session(ctx, "one")
	notFound(t, err)
}

func testAttempts(t *testing.T, s *store.Store) {
	lan := addUser(t, s, "lan", forecast.RoleAdmin)
	now := noon
	try := func(name, from string) time.Duration {
		t.Helper()
		return must[time.Duration](t)(s.CountAttempt(ctx, name, from, now))
	}
	for range forecast.SignInFromOne.Free {
		same(t, "free", try("lan", "stranger"), time.Duration(0))
	}
	same(t, "locked", try("lan", "stranger"), 30*time.Second)
	same(t, "elsewhere", try("lan", "office"), time.Duration(0))
	now = now.Add(10 * time.Second)
	same(t, "an attempt while locked puts nothing off", try("lan", "stranger"), 20*time.Second)
	now = now.Add(20 * time.Second)
	same(t, "its end", try("lan", "stranger"), time.Duration(0))
	same(t, "twice as long", try("lan", "stranger"), time.Minute)
	same(t, "no account, the same", try("nobody", "stranger"), time.Duration(0))

	ok(t, s.SignedIn(ctx, lan, "office", forecast.AuditEntry{At: now, Actor: lan.Actor(), From: "office"}))
	if u := must[forecast.User](t)(s.User(ctx, lan.ID)); !u.LastSignIn.Equal(now) || u.Failed != 0 {
		t.Errorf("after the sign-in: %+v", u)
	}
	for i := range 40 { // strangers everywhere
		try("lan", "stranger "+string(rune('a'+i)))
	}
	if wait := try("lan", "yet another"); wait <= 0 {
		t.Error("failures from many addresses lock nobody out")
	}
	if u := must[forecast.User](t)(s.User(ctx, lan.ID)); u.Failed != 30 || u.Locked.Before(now) {
		t.Errorf("locked: %+v", u)
	}
	same(t, "the office is let in", try("lan", "office"), time.Duration(0))
	now = now.Add(25 * time.Hour)
	same(t, "a day later", try("lan", "yet another"), time.Duration(0))
	hash := "$argon2id$new"
	for range 9 {
		try("lan", "office")
	}
	must[forecast.User](t)(s.ChangeUser(ctx, lan.ID, forecast.UserChange{Hash: &hash}, cli))
	same(t, "after a new password", try("lan", "office"), time.Duration(0))
}

// Many attempts at once do not slip through together.
func testAttemptsAtOnce(t *testing.T, s *store.Store) {
	var all sync.WaitGroup
	var lock sync.Mutex
	judged := 0
	for range 20 {
		all.Go(func() {
			wait, err := s.CountAttempt(ctx, "lan", "stranger", noon)
			lock.Lock()
			defer lock.Unlock()
			if err != nil {
				t.Error(err)
			} else if wait == 0 {
				judged++
			}
		})
	}
	all.Wait()
	same(t, "judged", judged, forecast.SignInFromOne.Free)
}
