package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/canhlua/canhlua/data/store"
)

// BackupCmd writes the whole state to a file.
type BackupCmd struct {
	File string `arg:"" help:"file to write"`
}

// Run writes a file that restore reads on either engine; it appears whole or not
// at all. The service may run meanwhile.
func (c *BackupCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		bar := app.progress(store.BackupTables(), "backup")
		err := writeWhole(c.File, func(to io.Writer) error {
			return st.Backup(ctx, to, func(string) { _ = bar.Add(1) }) // a bar that cannot be drawn hinders nothing
		})
		_ = bar.Finish()
		return err
	})
}

// RestoreCmd fills an empty store from a backup.
type RestoreCmd struct {
	File string `arg:"" help:"file that backup wrote"`
}

// Run restores everything or nothing, and checks the audit log's chain.
func (c *RestoreCmd) Run(ctx context.Context, app *App) error {
	from, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }() // it was only read
	st, err := store.Open(ctx, app.dsn, store.Options{Clock: app.clock, Log: slog.New(quiet{app.log.Handler()})})
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }() // the work's error is the one to tell
	bar := app.progress(store.BackupTables(), "restore")
	err = st.Restore(ctx, from, func(string) { _ = bar.Add(1) })
	_ = bar.Finish()
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	entries, err := st.CheckAudit(ctx)
	if err != nil {
		return err
	}
	by := app.byCommandLine()
	by.Action, by.Subject, by.Detail = "restore", "store", fmt.Sprintf("from %s, which ends with entry %d", filepath.Base(c.File), entries)
	if _, err := st.AppendAudit(ctx, by); err != nil {
		return err
	}
	fmt.Fprintf(app.out, "restored; the audit log has %d entries, its chain is whole\n", entries)
	return nil
}
