package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"github.com/canhlua/canhlua/forecast"
)

// The exit statuses.
const (
	exitDone   = 0
	exitFailed = 1 // the work failed
	exitUsage  = 2 // wrong usage or configuration
)

// CLI is every command with its flags; each flag has an environment variable
// CANHLUA_… of the same name.
type CLI struct {
	DB      string `help:"SQLite file, or postgres://…" default:"var/canhlua.db" placeholder:"DSN"`
	Profile string `help:"folder of a province profile; empty = the embedded one" placeholder:"DIR"`
	Now     string `help:"a fixed instant (RFC 3339) instead of the real clock" placeholder:"TIME"`
	Log     string `help:"text or json" enum:"text,json" default:"text"`

	Serve       ServeCmd       `cmd:"" help:"migrate, run the schedules, serve HTTP"`
	Decode      DecodeCmd      `cmd:"" help:"print one JSON observation a line; needs no store"`
	Ingest      IngestCmd      `cmd:"" help:"files and folders into the store"`
	Index       IndexCmd       `cmd:"" help:"pure calculator: CSV in, the same rows with computed columns out"`
	Run         RunCmd         `cmd:"" help:"compute the run of a day from what the store holds"`
	Replay      ReplayCmd      `cmd:"" help:"live through past days as the schedule would"`
	Publish     PublishCmd     `cmd:"" help:"publish a run"`
	Withdraw    WithdrawCmd    `cmd:"" help:"take a run back, with a reason"`
	Start       StartCmd       `cmd:"" help:"officers' start values of the cumulative indices"`
	Table       TableCmd       `cmd:"" help:"lookup-table editions"`
	Zones       ZonesCmd       `cmd:"" help:"zone sets"`
	KeyAreas    KeyAreasCmd    `cmd:"" name:"keyareas" help:"zones ranked as key fire-prone areas, each score by its parts"`
	Readiness   ReadinessCmd   `cmd:"" help:"the register of what stands ready: crews, equipment, water points, towers, contacts"`
	Verify      VerifyCmd      `cmd:"" help:"skill of past forecasts, as they were published"`
	Backup      BackupCmd      `cmd:"" help:"the whole state into a file, the same for both engines"`
	Restore     RestoreCmd     `cmd:"" help:"an empty store from a backup"`
	Export      ExportCmd      `cmd:"" help:"everything the authority owns, in open formats"`
	Fires       FiresCmd       `cmd:"" help:"records of fires: lists of the past in, all out"`
	Signs       SignsCmd       `cmd:"" help:"the register of roadside signs"`
	Bulletin    BulletinCmd    `cmd:"" help:"the daily bulletin of what is published"`
	Report      ReportCmd      `cmd:"" help:"the yearly report on the season, ready to sign"`
	Climatology ClimatologyCmd `cmd:"" help:"the normals that today is held against"`
	User        UserCmd        `cmd:"" help:"accounts of persons"`
	Token       TokenCmd       `cmd:"" help:"API keys of people and machines"`
	Alerts      AlertsCmd      `cmd:"" help:"ways by which warnings go out: keys, test"`
	Check       CheckCmd       `cmd:"" help:"configuration, store, tables, zones, sources: one line each"`
	Version     VersionCmd     `cmd:"" help:"print the version"`
}

// streams are the standard streams, passed in so that tests can hold them.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// usage is an error of wrong usage or configuration.
type usage struct{ error }

func (u usage) Unwrap() error { return u.error }

// Main runs a command line and gives its exit status.
func Main(args []string, in io.Reader, out, stderr io.Writer) int {
	var cli CLI
	parser, err := kong.New(&cli,
		kong.Name("canhlua"),
		kong.Description("Canh Lửa: the forest-fire danger service of a province."),
		kong.DefaultEnvars("CANHLUA"),
		kong.Vars{"export_parts": strings.Join(partNames(), ", ")},
		kong.Writers(out, stderr),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(int) { panic(helpShown{}) }),
	)
	if err != nil {
		fmt.Fprintln(stderr, "canhlua:", err)
		return exitUsage
	}
	return execute(parser, &cli, args, streams{in, out, stderr})
}

// helpShown ends parsing after --help without leaving the process.
type helpShown struct{}

func execute(parser *kong.Kong, cli *CLI, args []string, io streams) (status int) {
	defer func() {
		if r := recover(); r != nil {
			if _, help := r.(helpShown); !help {
				panic(r)
			}
		}
	}()
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(io.err, "canhlua: %v; see canhlua --help\n", err)
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	app, err := newApp(cli, io)
	if err == nil {
		command.BindTo(ctx, (*context.Context)(nil))
		err = command.Run(app)
	}
	return report(io.err, err)
}

// report prints an error once and chooses the exit status.
func report(stderr io.Writer, err error) int {
	var wrong usage
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &wrong):
		fmt.Fprintln(stderr, "canhlua:", err)
		return exitUsage
	case errors.Is(err, errReported):
		return exitFailed
	}
	fmt.Fprintln(stderr, "canhlua:", err)
	return exitFailed
}

// errReported says that the command failed and has already said why.
var errReported = errors.New("already reported")

// clockOf reads --now.
func clockOf(now string) (forecast.Clock, bool, error) {
	if now == "" {
		return time.Now, false, nil
	}
	t, err := time.Parse(time.RFC3339, now)
	if err != nil {
		return nil, false, usage{fmt.Errorf("--now %q: not a time; write it like 2016-03-05T18:00:00+07:00", now)}
	}
	return func() time.Time { return t }, true, nil
}

func loggerOf(format string, w io.Writer) *slog.Logger {
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}
