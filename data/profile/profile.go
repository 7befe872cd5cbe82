// Package profile reads a province as data: names, levels, rules, schedules,
// words, zones, stations, tables, normals and sources from a folder of plain
// files. Bình Dương is embedded; nothing of it stands in code. Every mistake is
// reported with file, line, key and remedy before anything runs.
package profile

import (
	"embed"
	"errors"
	"io/fs"
	"os"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

//go:embed all:binhduong
var embedded embed.FS

// Embedded is the name of the profile that Load reads without a folder.
const Embedded = "binhduong"

// Profile is everything the service must know of a province.
type Profile struct {
	Province    *forecast.Province
	ZoneSets    []forecast.ZoneSet // with their zones, in the order of profile.yaml
	Stations    []forecast.Station // by ID
	Aliases     map[string]string  // other names under which stations report → ID
	Tables      []File             // lookup tables, CSV or XLSX, by name
	Normals     []Normal           // climate of the sample season
	Sources     Sources
	Publication Publication
	Accounts    Accounts
	Forest      map[string]Forest  // by commune code
	Meridians   map[string]geo.CRS // zones of VN-2000 by province, in plain letters
	Quality     []byte             // quality.yaml as it stands: limits of the checks; empty = the defaults
	Alerts      Alerts
}

// File is a file of the profile.
type File struct {
	Name string // within the folder, with slashes: tables/p-generic.csv
	Data []byte
}

// Normal is the monthly climate of a station, January first.
type Normal struct {
	Station   string      // ID among Stations
	TempMaxC  [12]float64 // mean daily maximum of the air temperature, °C
	VapourHPa [12]float64 // mean vapour pressure, hPa
	RainMM    [12]float64 // mean rain of the month, mm
	Source    string      // where the figures are from
}

// Forest is what is known of the forest of a commune.
type Forest struct {
	Has   forecast.Tri
	Parts []forecast.ForestPart // by forest group; none when the groups are not known
	Note  string                // how it is known
}

// QualityFile is the profile's file of limits for the checks of readings. Package
// quality reads it.
const QualityFile = "quality.yaml"

// Sources are the places weather comes from.
type Sources struct {
	Folder    FolderSource    `yaml:"folder"`
	OpenMeteo OpenMeteoSource `yaml:"openmeteo"`
	WIS2      WIS2Source      `yaml:"wis2"`
	FIRMS     FIRMSSource     `yaml:"firms"`
}

// FolderSource is a folder that files with observations are dropped into.
type FolderSource struct {
	Enabled bool   `yaml:"enabled"`
	Path    string `yaml:"path"` // from the working directory unless absolute
}

// OpenMeteoSource is the forecast service Open-Meteo or a copy of it.
type OpenMeteoSource struct {
	Enabled        bool    `yaml:"enabled"`
	URL            string  `yaml:"url"`             // of the forecast
	MetaURL        string  `yaml:"meta_url"`        // says when the model run started; empty = not asked
	Model          string  `yaml:"model"`           // its name there; empty = the service's choice
	PastDays       int     `yaml:"past_days"`       // asked for at a first start, 0–92
	TimeoutSeconds float64 `yaml:"timeout_seconds"` // of one request
	Limits         Limits  `yaml:"limits"`          // of all its addresses together
	Ensemble       string  `yaml:"ensemble_url"`    // of the ensemble; empty = not asked
	EnsembleModel  string  `yaml:"ensemble_model"`  // its name there
	EnsembleRun    string  `yaml:"ensemble_run"`    // its name in the metadata of model runs; empty = as there
	Archive        string  `yaml:"archive_url"`     // of weather older than past_days, for the warm-up; empty = not asked
	ArchiveModel   string  `yaml:"archive_model"`   // its name there; empty = the service's choice
}

// Limits are the most calls a service allows, as it counts them itself; 0 = no
// limit.
type Limits struct {
	PerMinute float64 `yaml:"per_minute"`
	PerHour   float64 `yaml:"per_hour"`
	PerDay    float64 `yaml:"per_day"`
}

// FIRMSSource is NASA's service of hotspots. The key is in CANHLUA_FIRMS_KEY;
// without it the source is not asked.
type FIRMSSource struct {
	Enabled  bool     `yaml:"enabled"`
	URL      string   `yaml:"url"`
	Sets     []string `yaml:"sets"`     // VIIRS_SNPP_NRT, MODIS_NRT …
	Days     int      `yaml:"days"`     // asked for at a time, 1–5
	Schedule string   `yaml:"schedule"` // cron expression
	Limits   Limits   `yaml:"limits"`
}

// WIS2Source is a global broker of the WMO Information System 2.
type WIS2Source struct {
	Enabled  bool      `yaml:"enabled"`
	URL      string    `yaml:"url"`      // mqtts://host:8883
	User     string    `yaml:"user"`     // the password is in CANHLUA_WIS2_PASSWORD; without it, the user's name
	Topics   []string  `yaml:"topics"`   // MQTT topic filters
	Stations []string  `yaml:"stations"` // WIGOS identifiers; empty = all
	Area     []float64 `yaml:"area"`     // west, south, east, north in degrees; empty = everywhere
}

// Publication says how runs become the province's word.
type Publication struct {
	Standing   bool    `yaml:"standing"`    // the newest draft is published on schedule
	LeastKnown float64 `yaml:"least_known"` // the standing rule leaves a draft that knows a smaller share of the zones to a person
	TwoPersons bool    `yaml:"two_persons"` // who made or changed a draft does not publish it; the standing rule is no person
}

// Load reads the profile in a folder, the embedded one for "". Its error joins
// a *forecast.Invalid or geo.Problem for every mistake found.
func Load(dir string) (*Profile, error) {
	if dir == "" {
		sub, err := fs.Sub(embedded, Embedded)
		if err != nil {
			return nil, err
		}
		return read(sub, Embedded)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, &forecast.Invalid{File: dir, Reason: "there is no such folder",
			Remedy: "give the folder of a province profile, or none for the embedded one"}
	}
	return read(os.DirFS(dir), dir)
}

// read stops at no mistake but the first of a kind that hides all others.
func read(from fs.FS, name string) (*Profile, error) {
	f, err := openFolder(from, name)
	if err != nil {
		return nil, err
	}
	p := &Profile{Province: &forecast.Province{Hash: f.hash()}}
	sets := f.readProvince(p)
	f.readLevels(p.Province)
	f.readWords(p.Province)
	f.readStations(p)
	f.readNormals(p)
	if f.has(QualityFile) {
		p.Quality, _ = f.text(QualityFile)
	}
	f.readForest(p)
	f.readFires(p.Province)
	f.readMeridians(p)
	f.readKeyAreas(p)
	f.readReadiness(p)
	f.readReport(p.Province)
	f.readTables(p)
	f.readZoneSets(p, sets)
	if sets.in != nil { // else the files it names are not known
		f.checkUnused()
	}
	if len(f.mistakes) > 0 {
		return nil, errors.Join(f.mistakes...)
	}
	return p, nil
}
