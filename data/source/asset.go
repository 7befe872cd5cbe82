package source

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// ReadAssets reads a register: CSV with forecast.AssetColumns, of which id, kind and name
// are needed, or GeoJSON points with them as properties. Its error joins one for
// each bad row; then the good ones are not given either.
func ReadAssets(name string, data []byte, kinds []forecast.ReadinessKind) ([]forecast.Asset, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	read := readAssetCSV
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		read = readAssetJSON
	}
	rows, err := read(data)
	if err != nil {
		return nil, ofFile(name, err)
	}
	var assets []forecast.Asset
	var mistakes []error
	first := map[string]int{}
	for _, row := range rows {
		asset, err := row.asset()
		if err == nil {
			err = asset.Check(kinds)
		}
		if at := first[asset.ID]; err == nil && at > 0 {
			err = forecast.AssetFault(forecast.Invalid{Column: "id", Value: asset.ID}, "id_twice", "line", strconv.Itoa(at))
		}
		if err != nil {
			mistakes = append(mistakes, placed(name, row.line, err))
			continue
		}
		first[asset.ID] = row.line
		assets = append(assets, asset)
	}
	if len(mistakes) > 0 {
		return nil, errors.Join(mistakes...)
	}
	return assets, nil
}

// ofFile says in which file an error is.
func ofFile(name string, err error) error {
	var bad *forecast.Invalid
	if errors.As(err, &bad) {
		bad.File = name
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// placed says where in the file an error is.
func placed(name string, line int, err error) error {
	var bad *forecast.Invalid
	if errors.As(err, &bad) {
		bad.File, bad.Line = name, line
		return err
	}
	return fmt.Errorf("%s:%d: %w", name, line, err)
}

// assetRow is a row by column; line is that of the CSV, or the feature's number.
type assetRow struct {
	line  int
	cells map[string]string
}

func readAssetCSV(data []byte) ([]assetRow, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment, r.TrimLeadingSpace = '#', true
	head, err := r.Read()
	if err != nil {
		return nil, forecast.AssetFault(forecast.Invalid{}, "no_heading", "cause", err.Error(), "columns", strings.Join(forecast.AssetColumns, ","))
	}
	for _, column := range head {
		if !slices.Contains(forecast.AssetColumns, column) {
			return nil, forecast.AssetFault(forecast.Invalid{}, "unknown_column", "column", column, "columns", strings.Join(forecast.AssetColumns, ","))
		}
	}
	var rows []assetRow
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, forecast.AssetFault(forecast.Invalid{}, "no_csv", "cause", err.Error())
		}
		line, _ := r.FieldPos(0)
		row := assetRow{line, map[string]string{}}
		for i, cell := range cells {
			row.cells[head[i]] = strings.TrimSpace(forecast.CellText(strings.TrimSpace(cell)))
		}
		rows = append(rows, row)
	}
}

func readAssetJSON(data []byte) ([]assetRow, error) {
	var file struct {
		Features []struct {
			Geometry *struct {
				Type        string    `json:"type"`
				Coordinates []float64 `json:"coordinates"`
			} `json:"geometry"`
			Properties map[string]any `json:"properties"`
		} `json:"features"`
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber() // an id keeps its digits
	if err := d.Decode(&file); err != nil {
		return nil, forecast.AssetFault(forecast.Invalid{}, "no_points", "cause", err.Error())
	}
	var rows []assetRow
	for i, f := range file.Features {
		row := assetRow{i + 1, map[string]string{}}
		for name, v := range f.Properties {
			if v != nil && slices.Contains(forecast.AssetColumns, name) {
				row.cells[name] = fmt.Sprint(v)
			}
		}
		if g := f.Geometry; g != nil {
			if g.Type != "Point" || len(g.Coordinates) < 2 {
				return nil, forecast.AssetFault(forecast.Invalid{Line: i + 1}, "no_point", "type", g.Type)
			}
			row.cells["lon"], row.cells["lat"] = strconv.FormatFloat(g.Coordinates[0], 'f', -1, 64), strconv.FormatFloat(g.Coordinates[1], 'f', -1, 64)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (r assetRow) asset() (a forecast.Asset, err error) {
	c := r.cells
	a = forecast.Asset{ID: c["id"], Kind: c["kind"], Name: c["name"], Zone: c["zone"], Forest: c["forest"], Contact: c["contact"], Phone: c["phone"], Note: c["note"]}
	for column, into := range map[string]*forecast.Float{"lat": &a.Lat, "lon": &a.Lon, "count": &a.Count} {
		if c[column] == "" {
			continue
		}
		v, bad := strconv.ParseFloat(c[column], 64)
		if bad != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return a, forecast.AssetFault(forecast.Invalid{Column: column, Value: c[column]}, "no_number")
		}
		*into = forecast.Some(v)
	}
	for column, into := range map[string]*forecast.Date{"checked_on": &a.CheckedOn, "expires_on": &a.ExpiresOn} {
		if c[column] == "" {
			continue
		}
		if *into, err = forecast.ParseDate(c[column]); err != nil {
			return a, forecast.AssetFault(forecast.Invalid{Column: column, Value: c[column]}, "no_day")
		}
	}
	return a, nil
}

// WriteAssets writes the register as CSV that ReadAssets takes back.
func WriteAssets(to io.Writer, assets []forecast.Asset) error {
	return csv.NewWriter(to).WriteAll(forecast.PlainRows(forecast.AssetTable(assets)))
}
