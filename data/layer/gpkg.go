package layer

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/canhlua/canhlua/geo"
)

// gpkgPatience bounds the time that a file's queries may take.
const gpkgPatience = time.Minute

// geoPackage reads one layer of areas of a GeoPackage (OGC 12-128r19), which is a
// SQLite file. A copy in memory is read, queries only, of plain tables and the
// columns that are stored; views, computed columns, virtual tables and triggers of
// the file are not run, extensions are not loaded.
func (r *reader) geoPackage(data []byte) {
	r.layer.Format = "GeoPackage"
	ctx, stop := context.WithTimeout(context.Background(), gpkgPatience)
	defer stop()
	db, err := sql.Open("sqlite", ":memory:")
	if err == nil {
		defer func() { _ = db.Close() }() // memory only
		db.SetMaxOpenConns(1)
		err = r.open(ctx, db, data)
	}
	if err == nil {
		err = r.oneLayer(ctx, db)
	}
	if err != nil {
		r.fail("", "gpkg_unread", "cause", err.Error())
		return
	}
	if !r.failed() || len(r.layer.Features) > 0 {
		r.spell("")
	}
}

// open puts the file's bytes in place of the empty database in memory.
func (r *reader) open(ctx context.Context, db *sql.DB, data []byte) error {
	const readVersion, writeVersion, legacy, wal = 18, 19, 1, 2
	if len(data) > 100 && data[readVersion] == wal {
		data = slices.Clone(data)
		data[readVersion], data[writeVersion] = legacy, legacy
		r.note(fault("note_wal"))
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	err = conn.Raw(func(driver any) error {
		into, ok := driver.(interface{ Deserialize([]byte) error })
		if !ok {
			return errors.New("the SQLite driver cannot read a file from memory")
		}
		return into.Deserialize(data)
	})
	if err == nil {
		_, err = conn.ExecContext(ctx, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON")
	}
	if closing := conn.Close(); err == nil { // gives the connection back to the pool of one
		err = closing
	}
	return err
}

// gpkgTable is a layer of the file.
type gpkgTable struct {
	name, column, kind        string
	organization, description string
	code                      int
}

// oneLayer reads the one layer of areas, or the one asked for.
func (r *reader) oneLayer(ctx context.Context, db *sql.DB) error {
	tables, err := gpkgTables(ctx, db)
	if err != nil {
		return err
	}
	t, ok := r.pickTable(tables)
	if !ok {
		return nil
	}
	r.layer.Name = t.name
	if !r.choose(t.system()) {
		return nil
	}
	return r.rows(ctx, db, t)
}

func gpkgTables(ctx context.Context, db *sql.DB) ([]gpkgTable, error) {
	for _, name := range []string{"gpkg_geometry_columns", "gpkg_spatial_ref_sys"} {
		if err := isTable(ctx, db, name); err != nil {
			return nil, err
		}
	}
	rows, err := db.QueryContext(ctx, `
		SELECT g.table_name, g.column_name, g.geometry_type_name, s.organization, s.organization_coordsys_id, s.definition
		FROM gpkg_geometry_columns g
		JOIN sqlite_schema m ON m.name = g.table_name AND m.type = 'table'
		LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id ORDER BY g.table_name`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err says more
	var all []gpkgTable
	for rows.Next() {
		var t gpkgTable
		var organization, definition sql.NullString
		var code sql.NullInt64
		if err := rows.Scan(&t.name, &t.column, &t.kind, &organization, &code, &definition); err != nil {
			return nil, err
		}
		t.organization, t.code, t.description = organization.String, int(code.Int64), definition.String
		all = append(all, t)
	}
	return all, rows.Err()
}

// areas reports whether the layer may hold areas.
func (t gpkgTable) areas() bool {
	return slices.Contains([]string{"POLYGON", "MULTIPOLYGON", "CURVEPOLYGON", "MULTISURFACE", "GEOMETRY", "GEOMETRYCOLLECTION"}, strings.ToUpper(t.kind))
}

func (r *reader) pickTable(tables []gpkgTable) (gpkgTable, bool) {
	var names []string
	var found []gpkgTable
	for _, t := range tables {
		if t.areas() {
			names = append(names, t.name)
			if r.options.Layer == "" || r.options.Layer == t.name {
				found = append(found, t)
			}
		}
	}
	switch {
	case len(found) == 1:
		return found[0], true
	case r.options.Layer != "":
		r.fail(quote(r.options.Layer), "layer_unknown", "layers", listed(names))
	case len(names) == 0:
		r.fail("", "gpkg_no_areas")
	default:
		r.fail("", "layers_several", "n", count(len(names)), "layers", listed(names))
	}
	return gpkgTable{}, false
}

// system reads the layer's reference system: by its EPSG code, else by its text.
func (t gpkgTable) system() saying {
	file := saying{where: "gpkg_spatial_ref_sys", none: "crs_none"}
	var crs geo.CRS
	switch {
	case strings.EqualFold(t.organization, "EPSG"):
		file.where = fmt.Sprintf("EPSG:%d", t.code)
		crs, file.wrong = geo.ParseCRS(file.where)
	case t.description == "" || t.description == "undefined" || t.code == 0 || t.code == -1:
		return file
	default:
		crs, file.wrong = geo.ReadWKT(t.description)
	}
	if file.wrong == nil {
		file.known = &crs
	}
	return file
}

// rows reads the features.
func (r *reader) rows(ctx context.Context, db *sql.DB, t gpkgTable) error {
	if err := isTable(ctx, db, t.name); err != nil {
		return err
	}
	wanted, err := stored(ctx, db, t.name)
	if err != nil {
		return err
	}
	rows, err := db.QueryContext(ctx, `SELECT `+wanted+` FROM `+quoted(t.name))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err says more
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for n := 1; rows.Next(); n++ {
		if n > maxFeatures {
			r.fail("", "records_many", "most", count(maxFeatures))
			return nil
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if !r.row(t, n, columns, values) {
			return nil
		}
	}
	return rows.Err()
}

// row adds a feature; false ends the reading.
func (r *reader) row(t gpkgTable, n int, columns []string, values []any) bool {
	f := geo.Feature{File: r.name, Index: n, Properties: map[string]any{}}
	var blob []byte
	for i, column := range columns {
		if strings.EqualFold(column, t.column) {
			blob, _ = values[i].([]byte) // NULL is no geometry
		} else if v := property(values[i]); v != nil {
			f.Properties[column] = v
			if text, ok := v.(string); ok {
				r.texts += len(text)
			}
		}
	}
	if r.texts > maxTextBytes {
		r.bad(&f, *fault("texts_many", "most", count(maxTextBytes>>20)))
		return false
	}
	identify(&f)
	shape, bad := readGeoPackage(blob)
	if bad != nil {
		r.bad(&f, *bad)
		return true
	}
	f.Shape = shape
	points := 0
	for _, polygon := range shape {
		for _, ring := range polygon {
			points += len(ring)
		}
	}
	if !r.within(&f, points) {
		return false
	}
	r.add(f)
	return true
}

// property is a value of SQLite as GeoJSON would have it; nil where empty.
func property(v any) any {
	switch v := v.(type) {
	case int64:
		return json.Number(strconv.FormatInt(v, 10))
	case float64:
		return numeral(strconv.FormatFloat(v, 'f', -1, 64))
	case bool:
		return v
	case time.Time:
		return v.Format(time.DateOnly)
	case string:
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return nil
}
