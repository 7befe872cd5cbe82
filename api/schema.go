package api

import (
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/season"
	"github.com/canhlua/canhlua/forecast/verify"
)

// Lists are never null in our answers; huma's default says they may be, and
// knows no other way than this variable of the package.
func init() { huma.DefaultArrayNullable = false }

// newRegistry knows how the words of package forecast look in JSON, where
// their Go shape does not tell.
func newRegistry() huma.Registry {
	r := huma.NewMapRegistry("#/components/schemas/", schemaName)
	r.RegisterTypeAlias(reflect.TypeFor[forecast.Float](), reflect.TypeFor[floatSchema]())
	r.RegisterTypeAlias(reflect.TypeFor[forecast.Level](), reflect.TypeFor[levelSchema]())
	r.RegisterTypeAlias(reflect.TypeFor[forecast.Tri](), reflect.TypeFor[triSchema]())
	r.RegisterTypeAlias(reflect.TypeFor[forecast.Date](), reflect.TypeFor[dayParam]())
	r.RegisterTypeAlias(reflect.TypeFor[forecast.ChangeSpread](), reflect.TypeFor[changeSpread]())
	r.RegisterTypeAlias(reflect.TypeFor[forecast.Status](), reflect.TypeFor[statusSchema]())
	return r
}

// schemaName names a schema after its type; those of packages verify and season
// after the package as well, since a score or an area is something else elsewhere.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	switch t.PkgPath() {
	case reflect.TypeFor[verify.Result]().PkgPath():
		return "Verify" + name
	case reflect.TypeFor[season.Report]().PkgPath():
		return "Season" + name
	}
	return name
}

type floatSchema struct{}

// Schema says: a number, or null when missing.
func (floatSchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeNumber, Nullable: true}
}

type levelSchema struct{}

// Schema says: 1–5, or null when unknown.
func (levelSchema) Schema(huma.Registry) *huma.Schema {
	low, high := 1.0, 5.0
	return &huma.Schema{Type: huma.TypeInteger, Nullable: true, Minimum: &low, Maximum: &high}
}

type triSchema struct{}

// Schema says: yes, no, or null when not known.
func (triSchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeBoolean, Nullable: true}
}

// changeSpread is how a forecast.ChangeSpread looks: huma would take its missing
// days for days.
type changeSpread struct {
	Chance forecast.Float `json:"chance" doc:"Of another level by the last day, 0–1"`
	Last   string         `json:"last" format:"date" doc:"The last day that enough members reach"`
	Early  *string        `json:"early" format:"date" doc:"By which a tenth of the members have had another level; null = not by the last day"`
	Median *string        `json:"median" format:"date" doc:"By which half have"`
	Late   *string        `json:"late" format:"date" doc:"By which nine tenths have"`
}

type statusSchema struct{}

// Schema names the statuses.
func (statusSchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Enum: []any{
		string(forecast.StatusObserved), string(forecast.StatusEstimated),
		string(forecast.StatusForecast), string(forecast.StatusUnknown),
	}}
}

// maybe is an object or null; huma cannot say that of a pointer to a struct.
type maybe[T any] struct{ v *T }

// MarshalJSON writes the object or null.
func (m maybe[T]) MarshalJSON() ([]byte, error) { return json.Marshal(m.v) }

// UnmarshalJSON reads the object or null.
func (m *maybe[T]) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, &m.v) }

// Schema says: the object, or null.
func (maybe[T]) Schema(r huma.Registry) *huma.Schema {
	return &huma.Schema{OneOf: []*huma.Schema{r.Schema(reflect.TypeFor[T](), true, ""), {Type: "null"}}}
}
