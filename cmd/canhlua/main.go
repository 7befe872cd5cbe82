// Command canhlua is the forest-fire danger service of a province: one binary
// that takes weather in, makes the day's levels and serves them. This package
// only ties the others together.
package main

import (
	"os"
)

func main() {
	os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
