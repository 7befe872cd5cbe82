package api

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// routeUsers wires what administrators do with accounts and keys.
func (s *Server) routeUsers() {
	const admin = forecast.RoleAdmin
	desk(s, http.MethodGet, "/api/v1/users", "Các tài khoản · Accounts", admin, s.getUsers)
	desk(s, http.MethodPost, "/api/v1/users", "Thêm tài khoản · Add an account", admin, s.postUser, withSecret[newUserBody](s))
	desk(s, http.MethodPatch, "/api/v1/users/{id}", "Sửa tài khoản: vai trò, mật khẩu, khóa · Change an account: role, password, standing", admin, s.patchUser, withSecret[changeUserBody](s))
	desk(s, http.MethodDelete, "/api/v1/users/{id}", "Xóa tài khoản; phiên làm việc và khóa của nó hết hiệu lực ngay · Remove an account; its sessions and keys end at once", admin, s.deleteUser)
	desk(s, http.MethodGet, "/api/v1/tokens", "Các khóa API · API keys", admin, s.getTokens)
	desk(s, http.MethodPost, "/api/v1/tokens", "Tạo khóa API; mật mã chỉ hiện một lần · Make a key; its secret is shown once", admin, s.postToken)
	desk(s, http.MethodDelete, "/api/v1/tokens/{id}", "Thu hồi khóa · Revoke a key", admin, s.deleteToken)
}

type userInfo struct {
	PersonInfo
	Email      string     `json:"email"`
	Created    time.Time  `json:"created"`
	LastSignIn *time.Time `json:"last_sign_in" doc:"null = never"`
	Status     string     `json:"status" enum:"active,disabled,removed"`
	Failed     int        `json:"failed" doc:"Failed sign-ins since the last that succeeded"`
	Locked     *time.Time `json:"locked_until" doc:"Until then only places it is known at may sign in; null = not locked"`
	SignsIn    string     `json:"signs_in" enum:"password,oidc,none"`
}

type usersAnswer struct {
	Users []userInfo `json:"users" doc:"By login name; the removed too, whose names are not given again"`
}

func (s *Server) tellUser(u forecast.User) userInfo {
	i := userInfo{PersonInfo: PersonInfo{u.ID, u.Name, u.Title, u.Role}, Email: u.Email, Created: s.local(u.Created),
		LastSignIn: s.maybe(u.LastSignIn), Status: "active", Failed: u.Failed, SignsIn: "none"}
	if u.Locked.After(s.cfg.Clock()) {
		i.Locked = s.maybe(u.Locked)
	}
	switch {
	case u.Hash != "":
		i.SignsIn = "password"
	case u.Subject != "":
		i.SignsIn = "oidc"
	}
	switch {
	case !u.Removed.IsZero():
		i.Status = "removed"
	case !u.Disabled.IsZero():
		i.Status = "disabled"
	}
	return i
}

// maybe is a local instant, nil for none.
func (s *Server) maybe(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	at = s.local(at)
	return &at
}

func (s *Server) getUsers(ctx context.Context, _ *struct{}) (usersAnswer, error) {
	users, err := s.store.Users(ctx)
	a := usersAnswer{Users: []userInfo{}}
	for _, u := range users {
		a.Users = append(a.Users, s.tellUser(u))
	}
	return a, err
}

type newUserBody struct {
	Name     string `json:"name" doc:"Login name: a–z, digits, dots, hyphens"`
	Title    string `json:"title,omitempty" doc:"How the person is called; default the login name"`
	Email    string `json:"email,omitempty"`
	Role     string `json:"role" enum:"officer,publisher,admin"`
	Password string `json:"password" doc:"10 to 200 characters"`
}

// NewUser is an account with a password, as it may be added; an Invalid says what
// is wrong with it.
func NewUser(name, title, email string, role forecast.Role, password string, now time.Time) (forecast.User, error) {
	name, err := forecast.UserName(name)
	if err != nil {
		return forecast.User{}, err
	}
	u := forecast.User{ID: newID(), Name: name, Title: cmp.Or(strings.TrimSpace(title), name), Email: strings.TrimSpace(email), Role: role, Created: now.UTC()}
	if err := checkUser(u); err != nil {
		return u, err
	}
	if err := forecast.CheckPassword(name, password); err != nil {
		return u, err
	}
	u.Hash, err = HashPassword(password)
	return u, err
}

func newID() string {
	var random [6]byte
	_, _ = rand.Read(random[:]) // never fails since Go 1.24
	return hex.EncodeToString(random[:])
}

func checkUser(u forecast.User) error {
	if !u.Role.May(forecast.RoleOfficer) {
		return &forecast.Invalid{Column: "role", Value: string(u.Role), Reason: "there is no such role", Remedy: "give officer, publisher or admin"}
	}
	if len(u.Title) > 200 {
		return &forecast.Invalid{Column: "title", Reason: "too long", Remedy: "take at most 200 bytes"}
	}
	return forecast.CheckEmail(u.Email)
}

func (s *Server) postUser(ctx context.Context, in *secretInput) (userInfo, error) {
	body, err := readSecret[newUserBody](in.RawBody)
	if err != nil {
		return userInfo{}, err
	}
	u, err := NewUser(body.Name, body.Title, body.Email, forecast.Role(body.Role), body.Password, s.cfg.Clock())
	if err != nil {
		return userInfo{}, err
	}
	return s.tellUser(u), s.store.AddUser(ctx, u, s.entry(ctx, holder(ctx)))
}

type changeUserInput struct {
	ID string `path:"id" doc:"Account"`
	secretInput
}

type changeUserBody struct {
	Title    *string `json:"title,omitempty"`
	Email    *string `json:"email,omitempty"`
	Role     *string `json:"role,omitempty" enum:"officer,publisher,admin"`
	Password *string `json:"password,omitempty" doc:"A new one; 10 to 200 characters"`
	Disabled *bool   `json:"disabled,omitempty"`
}

func (s *Server) patchUser(ctx context.Context, in *changeUserInput) (userInfo, error) {
	body, err := readSecret[changeUserBody](in.RawBody)
	if err != nil {
		return userInfo{}, err
	}
	u, err := s.store.User(ctx, in.ID)
	if err != nil {
		return userInfo{}, err
	}
	c, err := body.change(u)
	if err != nil {
		return userInfo{}, err
	}
	u, err = s.store.ChangeUser(ctx, in.ID, c, s.entry(ctx, holder(ctx)))
	return s.tellUser(u), err
}

// change checks what becomes of an account.
func (b changeUserBody) change(u forecast.User) (forecast.UserChange, error) {
	c := forecast.UserChange{Title: b.Title, Email: b.Email, Disabled: b.Disabled}
	if b.Title != nil {
		u.Title = *b.Title
	}
	if b.Email != nil {
		u.Email = *b.Email
	}
	if b.Role != nil {
		u.Role = forecast.Role(*b.Role)
		c.Role = &u.Role
	}
	if c == (forecast.UserChange{}) && b.Password == nil {
		return c, &forecast.Invalid{Column: "body", Reason: "changes nothing", Remedy: "give title, email, role, password or disabled"}
	}
	if err := checkUser(u); err != nil {
		return c, err
	}
	if b.Password == nil {
		return c, nil
	}
	if err := forecast.CheckPassword(u.Name, *b.Password); err != nil {
		return c, err
	}
	hash, err := HashPassword(*b.Password)
	c.Hash = &hash
	return c, err
}

type userInput struct {
	ID string `path:"id" doc:"Account"`
}

func (s *Server) deleteUser(ctx context.Context, in *userInput) (userInfo, error) {
	u, err := s.store.ChangeUser(ctx, in.ID, forecast.UserChange{Removed: true}, s.entry(ctx, holder(ctx)))
	return s.tellUser(u), err
}
