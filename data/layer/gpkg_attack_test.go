package layer_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/data/layer"
)

// tampered is the good GeoPackage after somebody's statements.
func tampered(t *testing.T, statements ...string) []byte {
	t.Helper()
	good, err := os.ReadFile("testdata/rung-tm3.gpkg")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "t.gpkg")
	if err := os.WriteFile(path, good, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const endless = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)`

// A GeoPackage is a program as much as a file: its views, computed columns and
// virtual tables are not run, however the file names them.
func TestGeoPackageRunsNothing(t *testing.T) {
	table := "rung"
	for name, statements := range map[string][]string{
		"a list of layers without end": {`DROP TABLE gpkg_geometry_columns`, `CREATE VIEW gpkg_geometry_columns AS ` + endless + `
			SELECT '` + table + `' AS table_name, 'geom' AS column_name, 'POLYGON' AS geometry_type_name, 9210 AS srs_id, 0 AS z, 0 AS m FROM n`},
		"systems without end": {`DROP TABLE gpkg_spatial_ref_sys`, `CREATE VIEW gpkg_spatial_ref_sys AS ` + endless + `
			SELECT srs_id, 'EPSG' AS organization, 9210 AS organization_coordsys_id, '' AS definition FROM n, gpkg_geometry_columns`},
		"a layer without end": {`CREATE VIEW liar AS ` + endless + ` SELECT i AS fid, x'00' AS geom FROM n`,
			`UPDATE gpkg_geometry_columns SET table_name = 'liar'`, `PRAGMA writable_schema = ON`,
			`UPDATE sqlite_schema SET type = 'table' WHERE name = 'liar'`},
		"a computed column of a gigabyte": {`ALTER TABLE ` + table + ` ADD COLUMN big TEXT AS (hex(zeroblob(400000000)))`},
		"a long text that every row has": {
			endless + ` INSERT INTO ` + table + ` (geom) SELECT g.geom FROM n, (SELECT geom FROM ` + table + ` LIMIT 1) g LIMIT 400`,
			`ALTER TABLE ` + table + ` ADD COLUMN big TEXT DEFAULT '` + strings.Repeat("x", 900_000) + `'`},
		"a virtual table": {`CREATE VIRTUAL TABLE liar USING fts5(geom)`, `INSERT INTO liar VALUES ('x')`,
			`UPDATE gpkg_geometry_columns SET table_name = 'liar'`},
	} {
		t.Run(name, func(t *testing.T) {
			data := tampered(t, statements...)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			l, problems := layer.Read("t.gpkg", data, layer.Options{})
			runtime.ReadMemStats(&after)
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 400 {
				t.Errorf("used %d MB", used)
			}
			if strings.Contains(name, "computed") {
				if len(problems) > 0 || len(l.Features) == 0 || l.Features[0].Properties["big"] != nil {
					t.Errorf("%d features, %v", len(l.Features), problems)
				}
				return
			}
			if strings.Contains(name, "long text") {
				l.Features = nil // what came before is not used, as there is an error
			}
			if len(problems) == 0 || len(l.Features) > 0 {
				t.Errorf("%d features, %v", len(l.Features), problems)
			}
		})
	}
}
