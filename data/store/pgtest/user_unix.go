//go:build unix

package pgtest

import (
	"errors"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// otherUser is whom the server runs as when the tests run as root.
func otherUser() (*syscall.Credential, error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err
	}
	return nil, errors.New("as root PostgreSQL needs a user postgres or nobody to run as; there is neither")
}

// giveAway lets the other user own the folder.
func giveAway(dir string) error {
	if os.Getuid() != 0 {
		return nil
	}
	who, err := otherUser()
	if err != nil {
		return err
	}
	return os.Chown(dir, int(who.Uid), int(who.Gid))
}

// asOther makes the command run as the other user.
func asOther(cmd *exec.Cmd) {
	if os.Getuid() != 0 {
		return
	}
	if who, err := otherUser(); err == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	}
}
