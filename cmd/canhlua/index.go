package main

import (
	"fmt"
	"io"
	"os"

	"github.com/canhlua/canhlua/forecast/index"
)

// IndexCmd computes indices over a CSV file.
type IndexCmd struct {
	P IndexPCmd `cmd:"" help:"composite index P; columns date, temp13_c, rh13_pct|dewpoint13_c|vpd13_hpa, rain_mm, [wind13_kmh]"`
	H IndexHCmd `cmd:"" help:"consecutive dry days H; columns date, rain_mm"`

	Nesterov IndexNesterovCmd `cmd:"" help:"Nesterov; columns date, temp_c, dewpoint_c|rh_pct, rain_mm"`
	Angstrom IndexAngstromCmd `cmd:"" help:"Ångström; columns temp_c, rh_pct"`
	KBDI     IndexKBDICmd     `cmd:"" name:"kbdi" help:"Keetch–Byram drought index; columns date, temp_max_c, rain_mm"`
	FFDI     IndexFFDICmd     `cmd:"" name:"ffdi" help:"McArthur Mk5; columns temp_c, rh_pct, wind_kmh, drought_factor"`
	FFWI     IndexFFWICmd     `cmd:"" name:"ffwi" help:"Fosberg; columns temp_c, rh_pct, wind_kmh"`
	HDW      IndexHDWCmd      `cmd:"" name:"hdw" help:"hot-dry-windy; columns temp_c, rh_pct, wind_ms"`
	FWI      IndexFWICmd      `cmd:"" name:"fwi" help:"Canadian FWI System; columns date, temp_c, rh_pct, wind_kmh, rain_mm, [lat]"`
}

// files are the calculator's input and output.
type files struct {
	In  string `help:"CSV file; empty or - = standard input" placeholder:"FILE"`
	Out string `help:"CSV file; empty or - = standard output" placeholder:"FILE"`
}

// IndexPCmd computes P.
type IndexPCmd struct {
	files
	RainReset float64 `help:"rain that resets, mm in 24 h" default:"5"`
	Start     float64 `help:"P before the first row" default:"0"`
}

// Run streams the file.
func (c *IndexPCmd) Run(app *App) error {
	calc, err := index.PCalculator(index.POptions{RainResetMM: c.RainReset, Start: c.Start})
	return c.calculate(app, calc, err)
}

// IndexHCmd computes H.
type IndexHCmd struct {
	files
	RainReset float64 `help:"rain that resets, mm in 24 h" default:"5"`
	Start     float64 `help:"H before the first row" default:"0"`
}

// Run streams the file.
func (c *IndexHCmd) Run(app *App) error {
	calc, err := index.HCalculator(index.HOptions{RainResetMM: c.RainReset, Start: c.Start})
	return c.calculate(app, calc, err)
}

// stream opens the files, works, and leaves no half-written output behind.
func (f *files) stream(app *App, work func(io.Reader, io.Writer) error) error {
	in, name := app.in, "standard input"
	if f.In != "" && f.In != standardStream {
		file, err := os.Open(f.In)
		if err != nil {
			return err
		}
		defer file.Close()
		in, name = file, f.In
	}
	if f.Out == "" || f.Out == standardStream {
		return naming(name, work(in, app.out))
	}
	return naming(name, writeWhole(f.Out, func(w io.Writer) error { return work(in, w) }))
}

func naming(name string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
