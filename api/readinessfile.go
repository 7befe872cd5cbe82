package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/canhlua/canhlua/forecast"
)

// ReadAssets reads a file of the register of readiness; its error joins one for
// each bad row, and then there are no things.
type ReadAssets func(name string, data []byte) ([]forecast.Asset, error)

const (
	largestAssetFile = 8 << 20 // bytes
	mostRowFaults    = 200     // told of a file
)

// routeReadinessFile wires the register as a file, in and out.
func (s *Server) routeReadinessFile() {
	desk(s, http.MethodPost, "/api/v1/readiness/import", "Nhập sổ đăng ký từ CSV, GeoJSON · Add to the register from a file, all rows or none", forecast.RoleOfficer, s.postReadinessFile,
		func(op *huma.Operation) { op.MaxBodyBytes = largestAssetFile })
	op := huma.Operation{
		OperationID: "get-readiness-register-csv", Method: http.MethodGet, Path: "/api/v1/readiness/register.csv",
		Summary:     "Sổ đăng ký đầy đủ, CSV · The whole register, CSV, with phone numbers",
		Security:    secured(),
		Middlewares: huma.Middlewares{s.guarded(forecast.RoleOfficer)},
		Errors:      []int{http.StatusUnauthorized, http.StatusForbidden},
		Responses:   map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{csvType: {Schema: &huma.Schema{Type: huma.TypeString}}}}},
	}
	huma.Register(s.api, op, func(ctx context.Context, _ *struct{}) (*fileAnswer, error) {
		body, err := s.assetCSV(ctx, true)
		if err != nil {
			return nil, s.asProblem(ctx, err)
		}
		return &fileAnswer{Type: csvType, Body: body, Disposition: `attachment; filename="readiness.csv"`}, nil
	})
}

func (s *Server) getReadinessCSV(ctx context.Context, _ *struct{}) (*page, error) {
	body, err := s.assetCSV(ctx, false)
	if err != nil {
		return nil, err
	}
	return newPage(csvType, body), nil
}

// assetCSV is the register as import takes it back.
func (s *Server) assetCSV(ctx context.Context, whole bool) ([]byte, error) {
	a, err := s.register(ctx, whole)
	if err != nil {
		return nil, err
	}
	var assets []forecast.Asset
	for _, asset := range a.Assets {
		assets = append(assets, asset.Asset)
	}
	var b bytes.Buffer
	b.WriteString("\ufeff") // a spreadsheet takes it for UTF-8 by this
	err = csv.NewWriter(&b).WriteAll(forecast.PlainRows(forecast.AssetTable(assets)))
	return b.Bytes(), err
}

type assetFileInput struct {
	File    string `query:"file" maxLength:"200" doc:"Name of the file"`
	RawBody []byte `contentType:"application/octet-stream" doc:"CSV with a heading, or GeoJSON points"`
}

// rowFault is what is wrong with a row of a file.
type rowFault struct {
	Line   int    `json:"line" doc:"Of the CSV, or the feature's number; 0 = of the whole file"`
	Column string `json:"column"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`

	Code string            `json:"code,omitempty" doc:"Of the kind, to word it in another language"`
	Args map[string]string `json:"args,omitempty" doc:"That fill the words"`
}

type assetFileAnswer struct {
	Saved  int        `json:"saved" doc:"Things kept; 0 where any row has a fault"`
	Faults []rowFault `json:"faults"`
	More   int        `json:"more_faults" doc:"Faults beyond those told"`
}

// postReadinessFile keeps all things of a file, or none and says why not.
func (s *Server) postReadinessFile(ctx context.Context, in *assetFileInput) (assetFileAnswer, error) {
	a := assetFileAnswer{Faults: []rowFault{}}
	if s.cfg.ReadAssets == nil {
		return a, newProblem(http.StatusServiceUnavailable, "this service takes no files of the register")
	}
	name := in.File
	if name == "" {
		name = "file"
	}
	assets, err := s.cfg.ReadAssets(name, in.RawBody)
	for _, each := range allOf(err) {
		a.fault(each)
	}
	for i := range assets {
		err := s.placedInZone(ctx, &assets[i])
		var bad *forecast.Invalid
		if errors.As(err, &bad) {
			a.fault(err)
		} else if err != nil {
			return a, err
		}
	}
	switch {
	case len(a.Faults) > 0:
		return a, nil
	case len(assets) == 0:
		return a, &forecast.Invalid{File: name, Reason: "there are no things in it", Remedy: "write one a line, below the heading"}
	}
	a.Saved = len(assets)
	return a, s.store.SaveAssets(ctx, assets, s.entry(ctx, holder(ctx)))
}

// fault tells of one more row.
func (a *assetFileAnswer) fault(err error) {
	if len(a.Faults) == mostRowFaults {
		a.More++
		return
	}
	note := forecast.CodeOf(err)
	var bad *forecast.Invalid
	if errors.As(err, &bad) {
		a.Faults = append(a.Faults, rowFault{bad.Line, bad.Column, bad.Value, bad.Reason, bad.Remedy, note.Code, note.Args})
		return
	}
	a.Faults = append(a.Faults, rowFault{Reason: err.Error(), Code: note.Code, Args: note.Args})
}

// allOf are the errors that were joined.
func allOf(err error) []error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // the joined one itself
		return joined.Unwrap()
	}
	return []error{err}
}
