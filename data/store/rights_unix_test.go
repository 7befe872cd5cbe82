//go:build unix

package store_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/canhlua/canhlua/data/store"
)

// asNobody makes the process obey file rights for the rest of the test: root
// may write everything.
func asNobody(t testing.TB) {
	if os.Geteuid() != 0 {
		return
	}
	ok(t, syscall.Seteuid(65534))
	t.Cleanup(func() { ok(t, syscall.Seteuid(0)) })
}

// openFolder is a folder that other users may enter, with a store in it.
func openFolder(t testing.TB) (dir, path string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "canhlua-rights-")
	ok(t, err)
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700); ok(t, os.RemoveAll(dir)) })
	path = filepath.Join(dir, "canhlua.db")
	s, err := store.Open(ctx, path, store.Options{})
	ok(t, err)
	ok(t, s.SetMeta(ctx, "k", "v"))
	ok(t, s.Close())
	return dir, path
}

func TestReadOnlyFile(t *testing.T) {
	dir, path := openFolder(t)
	ok(t, os.Chmod(path, 0o444))
	ok(t, os.Chmod(dir, 0o777))
	asNobody(t)
	refused(t, path, store.Options{}, path, "can only be read", "permission denied", "--db")
}

func TestUnwritableFolder(t *testing.T) {
	dir, path := openFolder(t)
	ok(t, os.Chmod(path, 0o444))
	ok(t, os.Chmod(dir, 0o555))
	asNobody(t)
	refused(t, path, store.Options{}, path, "folder cannot be written", "permission denied", "--db")
	refused(t, filepath.Join(dir, "new", "canhlua.db"), store.Options{}, "folder cannot be made", "--db")
	s, err := store.Open(ctx, path, store.Options{ReadOnly: true}) // no WAL can be made here
	ok(t, err)
	defer func() { ok(t, s.Close()) }()
	same(t, "reads", must[string](t)(s.Meta(ctx, "k")), "v")
}
