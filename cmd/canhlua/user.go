package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// UserCmd keeps accounts.
type UserCmd struct {
	Add     UserAddCmd     `cmd:"" help:"make an account; the password is read from the terminal or standard input"`
	List    UserListCmd    `cmd:"" help:"list the accounts"`
	Role    UserRoleCmd    `cmd:"" help:"change what an account may do; its sessions end"`
	Passwd  UserPasswdCmd  `cmd:"" help:"give an account a new password; its sessions end, failed sign-ins are forgotten"`
	Disable UserDisableCmd `cmd:"" help:"shut an account for a time; its sessions end at once, its keys are worth nothing meanwhile"`
	Enable  UserEnableCmd  `cmd:"" help:"open a disabled account again"`
	Remove  UserRemoveCmd  `cmd:"" help:"remove an account; its sessions and keys end at once"`
}

// UserAddCmd makes an account.
type UserAddCmd struct {
	Name  string `arg:"" help:"login name: a–z, digits, dots, hyphens"`
	Role  string `help:"what it may do" enum:"officer,publisher,admin" default:"officer"`
	Title string `help:"how the person is called"`
	Email string `help:"e-mail address, if there is one"`
}

// Run asks for the password before it makes anything.
func (c *UserAddCmd) Run(ctx context.Context, app *App) error {
	if _, err := forecast.UserName(c.Name); err != nil {
		return usage{err}
	}
	password, err := app.password()
	if err != nil {
		return err
	}
	u, err := api.NewUser(c.Name, c.Title, c.Email, forecast.Role(c.Role), password, app.clock())
	if err != nil {
		return usage{err}
	}
	return app.with(ctx, func(st *store.Store) error {
		if err := st.AddUser(ctx, u, app.byCommandLine()); err != nil {
			return err
		}
		fmt.Fprintf(app.out, "account %s, role %s\n", u.Name, u.Role)
		return nil
	})
}

// password reads a password: twice without showing it where somebody types, else
// the first line of standard input.
func (a *App) password() (string, error) {
	file, is := a.in.(*os.File)
	if !is || !term.IsTerminal(int(file.Fd())) {
		line, err := bufio.NewReader(io.LimitReader(a.in, 4096)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			return "", usage{errors.New("no password: type it, or give it as the first line of standard input")}
		}
		return line, nil
	}
	typed := func(prompt string) (string, error) {
		fmt.Fprint(a.err, prompt)
		secret, err := term.ReadPassword(int(file.Fd()))
		fmt.Fprintln(a.err)
		return string(secret), err
	}
	first, err := typed("Mật khẩu mới · New password: ")
	if err != nil {
		return "", err
	}
	again, err := typed("Nhập lại · Again: ")
	if err == nil && again != first {
		err = usage{errors.New("the two passwords are not the same; nothing was done")}
	}
	return first, err
}

// UserListCmd lists the accounts.
type UserListCmd struct{}

// Run prints one line an account.
func (c *UserListCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		users, err := st.Users(ctx)
		for _, u := range users {
			state, seen := "active", "never signed in"
			switch {
			case !u.Removed.IsZero():
				state = "removed"
			case !u.Disabled.IsZero():
				state = "disabled"
			case u.Locked.After(app.clock()):
				state = "locked"
			}
			if !u.LastSignIn.IsZero() {
				seen = "signed in " + u.LastSignIn.Format(time.RFC3339)
			}
			fmt.Fprintf(app.out, "%-20s  %-9s  %-8s  %s  %s\n", u.Name, u.Role, state, seen, u.Title)
		}
		return err
	})
}

// changeUser changes the account of a login name.
func (a *App) changeUser(ctx context.Context, name string, c forecast.UserChange, done string) error {
	name, err := forecast.UserName(name)
	if err != nil {
		return usage{err}
	}
	return a.with(ctx, func(st *store.Store) error {
		u, err := st.UserNamed(ctx, name)
		if err != nil {
			return err
		}
		if _, err := st.ChangeUser(ctx, u.ID, c, a.byCommandLine()); err != nil {
			return err
		}
		fmt.Fprintf(a.out, "account %s: %s\n", name, done)
		return nil
	})
}

// UserRoleCmd changes what an account may do.
type UserRoleCmd struct {
	Name string `arg:"" help:"login name"`
	Role string `arg:"" help:"officer, publisher or admin" enum:"officer,publisher,admin"`
}

// Run changes the role.
func (c *UserRoleCmd) Run(ctx context.Context, app *App) error {
	role := forecast.Role(c.Role)
	return app.changeUser(ctx, c.Name, forecast.UserChange{Role: &role}, "role "+c.Role)
}

// UserPasswdCmd gives an account a new password.
type UserPasswdCmd struct {
	Name string `arg:"" help:"login name"`
}

// Run asks for the password and changes it.
func (c *UserPasswdCmd) Run(ctx context.Context, app *App) error {
	name, err := forecast.UserName(c.Name)
	if err != nil {
		return usage{err}
	}
	password, err := app.password()
	if err != nil {
		return err
	}
	if err := forecast.CheckPassword(name, password); err != nil {
		return usage{err}
	}
	hash, err := api.HashPassword(password)
	if err != nil {
		return err
	}
	return app.changeUser(ctx, name, forecast.UserChange{Hash: &hash}, "the password is changed")
}

// UserDisableCmd shuts an account for a time.
type UserDisableCmd struct {
	Name string `arg:"" help:"login name"`
}

// Run disables the account.
func (c *UserDisableCmd) Run(ctx context.Context, app *App) error {
	yes := true
	return app.changeUser(ctx, c.Name, forecast.UserChange{Disabled: &yes}, "disabled")
}

// UserEnableCmd opens a disabled account again.
type UserEnableCmd struct {
	Name string `arg:"" help:"login name"`
}

// Run enables the account.
func (c *UserEnableCmd) Run(ctx context.Context, app *App) error {
	no := false
	return app.changeUser(ctx, c.Name, forecast.UserChange{Disabled: &no}, "active again")
}

// UserRemoveCmd removes an account.
type UserRemoveCmd struct {
	Name string `arg:"" help:"login name; it is not given again"`
}

// Run removes the account.
func (c *UserRemoveCmd) Run(ctx context.Context, app *App) error {
	return app.changeUser(ctx, c.Name, forecast.UserChange{Removed: true}, "removed")
}
