package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrate brings the database to this binary's schema and makes river's tables.
func (s *Store) migrate(ctx context.Context, opt Options) error {
	if opt.ReadOnly {
		return s.checkVersion(ctx)
	}
	return s.engine.alone(ctx, s.write, func() error {
		if err := s.migrateOurs(ctx, opt); err != nil {
			return err
		}
		return s.migrateRiver(ctx, opt)
	})
}

func (s *Store) migrations(opts ...goose.ProviderOption) (*goose.Provider, error) {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(s.engine.dialect(), s.write, worded{files, s.engine.words}, opts...)
}

func (s *Store) migrateOurs(ctx context.Context, opt Options) error {
	ours, err := s.migrations(goose.WithSlog(opt.Log), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	has, knows, err := ours.GetVersions(ctx)
	if err != nil {
		return err
	}
	if has > knows {
		return newer(has, knows)
	}
	_, err = ours.Up(ctx)
	return err
}

func (s *Store) migrateRiver(ctx context.Context, opt Options) error {
	jobs, err := rivermigrate.New(s.engine.river(s.write), &rivermigrate.Config{Logger: opt.Log})
	if err != nil {
		return err
	}
	if _, err := jobs.ExistingVersions(ctx); err != nil { // fails on versions it does not know
		return fmt.Errorf("the job tables are newer than this canhlua: %w; use the newer binary, or name another store with --db", err)
	}
	_, err = jobs.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// checkVersion looks without writing.
func (s *Store) checkVersion(ctx context.Context) error {
	ours, err := s.migrations()
	if err != nil {
		return err
	}
	sources := ours.ListSources()
	knows := sources[len(sources)-1].Version
	var has sql.NullInt64
	err = s.read.QueryRowContext(ctx, "SELECT MAX(version_id) FROM goose_db_version").Scan(&has)
	switch {
	case err != nil && s.engine.remedy(err) == "":
		return fmt.Errorf("no store of canhlua: %w; make one with canhlua serve, or name another with --db", err)
	case err != nil:
		return err
	case has.Int64 > knows:
		return newer(has.Int64, knows)
	case has.Int64 < knows:
		return fmt.Errorf("made by an older canhlua (schema %d, this one needs %d); open it once for writing: canhlua serve", has.Int64, knows)
	}
	return nil
}

func newer(has, knows int64) error {
	return fmt.Errorf("made by a newer canhlua (schema %d, this one knows %d); use the newer binary, or name another store with --db", has, knows)
}

// worded is the migrations in the words of one engine.
type worded struct {
	fs.FS
	words func(string) string
}

// Open gives a migration with its words replaced.
func (w worded) Open(name string) (fs.File, error) {
	f, err := w.FS.Open(name)
	if err != nil || !strings.HasSuffix(name, ".sql") {
		return f, err
	}
	plain, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	return &wordedFile{f, strings.NewReader(w.words(string(plain)))}, nil
}

type wordedFile struct {
	fs.File
	text *strings.Reader
}

// Read reads the replaced text.
func (f *wordedFile) Read(p []byte) (int, error) { return f.text.Read(p) }
