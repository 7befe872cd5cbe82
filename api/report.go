package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/canhlua/canhlua/api/report"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/season"
	"github.com/canhlua/canhlua/forecast/verify"
)

// reportTypes are the forms of the season report by the ending of its address.
var reportTypes = map[string]string{"pdf": "application/pdf", "html": htmlType, "xlsx": xlsxType}

// reportPolicy lets the report's page show itself and nothing else.
const reportPolicy = "default-src 'none'; style-src 'unsafe-inline'"

// routeReports wires the season report. Until it is signed it is the authority's
// own: officers and above read it.
func (s *Server) routeReports() {
	desk(s, http.MethodGet, "/api/v1/reports/season/{year}", "Số liệu báo cáo tổng kết mùa cháy · The season report's figures", forecast.RoleOfficer, s.getSeason)
	op := huma.Operation{
		OperationID: "get-season-report", Method: http.MethodGet, Path: "/reports/season/{name}",
		Summary:     "Báo cáo tổng kết mùa cháy: PDF, XLSX, HTML · The season report to sign",
		Security:    secured(),
		Middlewares: huma.Middlewares{s.guarded(forecast.RoleOfficer)},
		Errors:      []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity},
		Responses:   map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{"application/pdf": {}}}},
	}
	huma.Register(s.api, op, func(ctx context.Context, in *reportInput) (*reportFile, error) {
		file, err := s.getSeasonReport(ctx, in)
		if err != nil {
			return nil, s.asProblem(ctx, err)
		}
		return file, nil
	})
}

type seasonInput struct {
	Year int `path:"year" doc:"The year in which the season ends, on 15 September"`
}

// seasonAnswer is the report with what may be missing as null.
type seasonAnswer struct {
	season.Report
	Alerts maybe[forecast.AlertCount] `json:"alerts" doc:"null = no record"`
	Skill  maybe[verify.Result]       `json:"skill" doc:"null = nothing to score"`
}

func (s *Server) getSeason(ctx context.Context, in *seasonInput) (seasonAnswer, error) {
	r, err := s.SeasonReport(ctx, in.Year)
	if err != nil {
		return seasonAnswer{}, err
	}
	return seasonAnswer{*r, maybe[forecast.AlertCount]{r.Alerts}, maybe[verify.Result]{r.Skill}}, nil
}

type reportInput struct {
	Name   string `path:"name" doc:"YYYY and .pdf, .xlsx or .html"`
	Lang   string `query:"lang" enum:"vi,en" doc:"Default by Accept-Language, else vi."`
	Accept string `header:"Accept-Language" hidden:"true"`
}

// reportFile is a report as a file.
type reportFile struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

// getSeasonReport serves /reports/season/{year}.{form}.
func (s *Server) getSeasonReport(ctx context.Context, in *reportInput) (*reportFile, error) {
	text, form, _ := strings.Cut(in.Name, ".")
	year, err := strconv.Atoi(text)
	kind, known := reportTypes[form]
	if err != nil || !known {
		return nil, newProblem(http.StatusNotFound, fmt.Sprintf("there is no report %q; write /reports/season/YYYY.pdf, .xlsx or .html", in.Name))
	}
	body, err := s.WriteSeasonReport(ctx, year, form, chooseLanguage(in.Lang, in.Accept))
	if err != nil {
		return nil, err
	}
	show := "inline"
	if form == "xlsx" {
		show = "attachment"
	}
	return &reportFile{Type: kind, Body: body, Policy: reportPolicy,
		Disposition: fmt.Sprintf(`%s; filename="bao-cao-mua-chay-%d.%s"`, show, year, form)}, nil
}

// WriteSeasonReport writes the season report as pdf, xlsx or html. The same store
// gives the same bytes.
func (s *Server) WriteSeasonReport(ctx context.Context, year int, form, lang string) ([]byte, error) {
	r, err := s.SeasonReport(ctx, year)
	if err != nil {
		return nil, err
	}
	paper := report.New(s.province, lang, r)
	switch form {
	case "pdf":
		return paper.PDF()
	case "html":
		return paper.HTML()
	case "xlsx":
		return paper.XLSX()
	}
	return nil, &forecast.Invalid{Column: "format", Value: form, Reason: "no form of a report", Remedy: "ask for pdf, xlsx or html"}
}
