package main

import (
	"io"

	"github.com/canhlua/canhlua/forecast/index"
)

// calculate streams the file through a calculator.
func (f *files) calculate(app *App, c index.Calculator, err error) error {
	if err != nil {
		return usage{err}
	}
	return f.stream(app, func(in io.Reader, out io.Writer) error { return index.Stream(in, out, c) })
}

// IndexNesterovCmd computes Nesterov's index.
type IndexNesterovCmd struct {
	files
	Start float64 `help:"index before the first row" default:"0"`
}

// Run streams the file.
func (c *IndexNesterovCmd) Run(app *App) error {
	calc, err := index.NesterovCalculator(c.Start)
	return c.calculate(app, calc, err)
}

// IndexAngstromCmd computes Ångström's index.
type IndexAngstromCmd struct{ files }

// Run streams the file.
func (c *IndexAngstromCmd) Run(app *App) error {
	return c.calculate(app, index.AngstromCalculator(), nil)
}

// IndexKBDICmd computes the Keetch–Byram drought index.
type IndexKBDICmd struct {
	files
	AnnualRain float64 `required:"" help:"mean rain of a year, mm" placeholder:"MM"`
	Start      float64 `help:"deficit before the first row, mm" default:"0"`
	SpellRain  float64 `help:"rain of the wet days just before the first row, mm; with --start it takes a series up where it was cut" default:"0"`
}

// Run streams the file.
func (c *IndexKBDICmd) Run(app *App) error {
	calc, err := index.KBDICalculator(index.KBDIOptions{AnnualRainMM: c.AnnualRain, Start: c.Start, SpellMM: c.SpellRain})
	return c.calculate(app, calc, err)
}

// IndexFFDICmd computes McArthur's index.
type IndexFFDICmd struct{ files }

// Run streams the file.
func (c *IndexFFDICmd) Run(app *App) error { return c.calculate(app, index.FFDICalculator(), nil) }

// IndexFFWICmd computes Fosberg's index.
type IndexFFWICmd struct{ files }

// Run streams the file.
func (c *IndexFFWICmd) Run(app *App) error { return c.calculate(app, index.FFWICalculator(), nil) }

// IndexHDWCmd computes hot-dry-windy.
type IndexHDWCmd struct{ files }

// Run streams the file.
func (c *IndexHDWCmd) Run(app *App) error { return c.calculate(app, index.HDWCalculator(), nil) }

// IndexFWICmd computes the FWI System.
type IndexFWICmd struct {
	files
	Lat     float64 `help:"latitude where the rows have none, degrees north" default:"11.3"`
	FFMC    float64 `name:"ffmc" help:"FFMC before the first row" default:"85"`
	DMC     float64 `name:"dmc" help:"DMC before the first row" default:"6"`
	DC      float64 `name:"dc" help:"DC before the first row" default:"15"`
	Variant string  `help:"cffdrs, vanwagner1985 or gfwed" default:"cffdrs"`
}

// Run streams the file.
func (c *IndexFWICmd) Run(app *App) error {
	calc, err := index.FWICalculator(index.FWIOptions{Lat: c.Lat, Variant: index.Variant(c.Variant),
		Start: index.FWIState{FFMC: c.FFMC, DMC: c.DMC, DC: c.DC}})
	return c.calculate(app, calc, err)
}
