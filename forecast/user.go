package forecast

import (
	"context"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// User is a person's account. It is never deleted: the audit log names it, so
// that a removed account keeps its login name for ever.
type User struct {
	ID         string    // names it in addresses; tells nothing of the person
	Name       string    // login name, unique for ever, see UserName
	Title      string    // how the person is called
	Email      string    // empty = none
	Role       Role      // what the person may do
	Hash       string    // argon2id of the password; empty = signs in elsewhere only
	Subject    string    // issuer and subject of OpenID Connect; empty = none
	Created    time.Time // UTC
	LastSignIn time.Time // UTC; zero = never
	Failed     int       // failed sign-ins since the last that succeeded, from all addresses
	Locked     time.Time // UTC; until then only places the account is known at may try; zero = not locked
	Disabled   time.Time // UTC, since when; zero = not
	Removed    time.Time // UTC; zero = not
}

// Active reports whether the account may be used.
func (u User) Active() bool { return u.Removed.IsZero() && u.Disabled.IsZero() }

// Actor is how the audit log names the person.
func (u User) Actor() string { return "user " + u.Name }

// UserChange is what becomes of an account; nil = stays as it is.
type UserChange struct {
	Title, Email *string
	Role         *Role
	Hash         *string
	Disabled     *bool
	Removed      bool
}

// Ends reports whether the change ends the account's sessions.
func (c UserChange) Ends() bool {
	return c.Role != nil || c.Hash != nil || c.Disabled != nil || c.Removed
}

var plainUser = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$`)

// UserName brings a login name to the form in which it is kept, small letters; an
// Invalid when it is none.
func UserName(name string) (string, error) {
	plain := strings.ToLower(strings.TrimSpace(name))
	if !plainUser.MatchString(plain) {
		return "", &Invalid{Column: "name", Value: name, Reason: "not a login name",
			Remedy: "write 1 to 40 letters a–z, digits, dots, hyphens, beginning and ending with a letter or digit"}
	}
	return plain, nil
}

// Password lengths, in characters. The longest bounds the work of hashing.
const (
	ShortestPassword = 10
	LongestPassword  = 200
)

// CheckPassword refuses a password that is too easy for an account; the error
// does not tell the password.
func CheckPassword(login, password string) error {
	wrong := func(reason, remedy string) error {
		return &Invalid{Column: "password", Reason: reason, Remedy: remedy}
	}
	different := map[rune]bool{}
	for _, r := range strings.ToLower(password) {
		different[r] = true
	}
	switch n := utf8.RuneCountInString(password); {
	case n < ShortestPassword:
		return wrong("too short", "take 10 characters or more; a sentence of four words is easy to keep in mind")
	case n > LongestPassword:
		return wrong("too long", "take at most 200 characters")
	case len(different) < 5:
		return wrong("too few different characters", "take five or more")
	case strings.Contains(strings.ToLower(password), login):
		return wrong("contains the login name", "take another")
	}
	return nil
}

// CheckEmail refuses what cannot be an e-mail address; the empty one is none.
func CheckEmail(email string) error {
	local, domain, at := strings.Cut(email, "@")
	if email == "" || at && local != "" && strings.Contains(domain, ".") && len(email) <= 254 &&
		!strings.ContainsAny(email, " \t\r\n<>,;\"") && !strings.Contains(domain, "@") {
		return nil
	}
	return &Invalid{Column: "email", Reason: "not an e-mail address", Remedy: "write it like ten@coquan.gov.vn, or leave it empty"}
}

// UserStore keeps accounts. What is done to them stands in the audit log, by the
// Actor, Role and From of by.
type UserStore interface {
	// AddUser adds an account; Invalid when its name or subject is taken.
	AddUser(ctx context.Context, u User, by AuditEntry) error
	// Users lists all, the removed too, by name.
	Users(ctx context.Context) ([]User, error)
	// User gives an account by its ID; NotFound when there is none.
	User(ctx context.Context, id string) (User, error)
	// UserNamed gives an account by its login name; NotFound when there is none.
	UserNamed(ctx context.Context, name string) (User, error)
	// UserOfSubject gives the account of an issuer's subject; NotFound when there
	// is none.
	UserOfSubject(ctx context.Context, subject string) (User, error)
	// ChangeUser changes an account and gives it as it is then. A change of role,
	// password or standing ends its sessions, a removal its keys, in the same
	// transaction. NotFound when there is none or it is removed; Invalid when
	// nobody would be left who may keep accounts.
	ChangeUser(ctx context.Context, id string, c UserChange, by AuditEntry) (User, error)
}
