package api

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.html
var docsHTML string

var docsPage = template.Must(template.New("docs").Parse(docsHTML))

// The pages of the OpenAPI are written once, on the server: they need neither
// a script nor a style from elsewhere.
type docs struct {
	Title, Version, Description string
	Operations                  []docsOperation
	Schemas                     []docsSchema
}

type docsOperation struct {
	ID, Method, Path, Summary string
	Params                    []docsField
	Answers                   []docsField
}

type docsSchema struct {
	Name   string
	Fields []docsField
}

type docsField struct{ Name, Type, Ref, Doc string }

// routeDocs describes the routes added before it, so it comes after them.
func (s *Server) routeDocs() error {
	spec, err := newJSON("application/vnd.oai.openapi+json;version=3.1", s.api.OpenAPI())
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := docsPage.Execute(&buf, newDocs(s.api.OpenAPI())); err != nil {
		return fmt.Errorf("documentation: %w", err)
	}
	spec.contentType = jsonType
	html, style := newPage(htmlType, buf.Bytes()), newPage("text/css; charset=utf-8", pageCSS)
	s.router.Get("/api/openapi.json", spec.serve)
	s.router.Get("/api/docs", html.serve)
	s.router.Get("/api/docs/page.css", style.serve)
	return nil
}

func newDocs(spec *huma.OpenAPI) docs {
	d := docs{Title: spec.Info.Title, Version: spec.Info.Version, Description: spec.Info.Description}
	for _, path := range slices.Sorted(maps.Keys(spec.Paths)) {
		if op := spec.Paths[path].Get; op != nil {
			d.Operations = append(d.Operations, newDocsOperation(op))
		}
	}
	all := spec.Components.Schemas.Map()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		d.Schemas = append(d.Schemas, docsSchema{Name: name, Fields: fields(all[name])})
	}
	return d
}

func newDocsOperation(op *huma.Operation) docsOperation {
	o := docsOperation{ID: op.OperationID, Method: op.Method, Path: op.Path, Summary: op.Summary}
	for _, p := range op.Parameters {
		f := field(p.Name, p.Schema)
		f.Doc = strings.TrimSpace(p.In + ". " + p.Description)
		o.Params = append(o.Params, f)
	}
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		answer := op.Responses[status]
		f := docsField{Name: status, Doc: answer.Description}
		for kind, media := range answer.Content {
			f = field(status, media.Schema)
			f.Doc = kind
		}
		o.Answers = append(o.Answers, f)
	}
	return o
}

func fields(schema *huma.Schema) []docsField {
	var out []docsField
	for _, name := range slices.Sorted(maps.Keys(schema.Properties)) {
		out = append(out, field(name, schema.Properties[name]))
	}
	return out
}

func field(name string, s *huma.Schema) docsField {
	f := docsField{Name: name}
	if s == nil {
		return f
	}
	f.Doc = s.Description
	f.Type, f.Ref = typeName(s)
	return f
}

// typeName says in a word what a schema takes, and which named schema it means.
func typeName(s *huma.Schema) (text, ref string) {
	switch {
	case s.Ref != "":
		return "", s.Ref[strings.LastIndex(s.Ref, "/")+1:]
	case len(s.OneOf) > 0:
		_, ref = typeName(s.OneOf[0])
		return "or null: ", ref
	case s.Type == huma.TypeArray:
		text, ref = typeName(s.Items)
		return "list of " + text, ref
	}
	text = s.Type
	if s.Format != "" && s.Format != "double" && s.Format != "int64" && s.Format != "int32" {
		text += " (" + s.Format + ")"
	}
	if len(s.Enum) > 0 {
		values, err := json.Marshal(s.Enum)
		if err == nil {
			text += " " + string(values)
		}
	}
	if s.Nullable {
		text += " or null"
	}
	return text, ""
}
