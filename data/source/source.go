// Package source brings weather in: CSV and station files, SYNOP, METAR and BUFR bulletins, drop
// folders, the Open-Meteo service, and the simulated sample season. It chooses
// the decoder and converts units; it judges no value and stores nothing.
package source

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// The formats, as `--format` names them.
const (
	FormatAuto      = "auto"
	FormatSYNOP     = "synop"
	FormatMETAR     = "metar"
	FormatBUFR      = "bufr"
	FormatCSV       = "csv"
	FormatJSON      = "json"
	FormatFIRMS     = "firms"
	FormatWIS2      = "wis2"
	FormatStations  = "stations"
	FormatXLSX      = "xlsx" // a workbook of CSV's columns
	FormatOpenMeteo = "openmeteo"
)

// rawOf is an input with its SHA-256.
func rawOf(format, name string, received time.Time, data []byte) forecast.Raw {
	sum := sha256.Sum256(data)
	return forecast.Raw{Hash: hex.EncodeToString(sum[:]), Source: format, Name: name, Received: received.UTC(), Data: data}
}

// stamp gives every observation of the bulletin its hash and time of receipt.
func stamp(b *forecast.Bulletin) {
	for i := range b.Observations {
		b.Observations[i].RawHash = b.Raw.Hash
		b.Observations[i].Received = b.Raw.Received
	}
	for i := range b.Fires {
		b.Fires[i].RawHash, b.Fires[i].Received = b.Raw.Hash, b.Raw.Received
	}
}

// round drops the binary noise of a conversion; places is a power of ten.
func round(v, places float64) float64 { return math.Round(v*places) / places }
