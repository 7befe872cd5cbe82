package profile

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the province's time zone is known on any machine

	"github.com/canhlua/canhlua/forecast"
	"github.com/robfig/cron/v3"
)

type provinceFile struct {
	ID          string             `yaml:"id"`
	Name        forecast.Text      `yaml:"name"`
	TimeZone    string             `yaml:"time_zone"`
	BaseMap     string             `yaml:"base_map"`
	Credit      string             `yaml:"base_map_credit"`
	Offices     []officeFile       `yaml:"offices"`
	Rules       forecast.Rules     `yaml:"rules"`
	Schedules   forecast.Schedules `yaml:"schedules"`
	Retention   forecast.Retention `yaml:"retention"`
	Publication Publication        `yaml:"publication"`
	Accounts    Accounts           `yaml:"accounts"`
	Alerts      Alerts             `yaml:"alerts"`
	Sources     Sources            `yaml:"sources"`
	ZoneSets    []zoneSetFile      `yaml:"zone_sets"`
	ZonePublic  []string           `yaml:"public_zone_attributes"`
}

type officeFile struct {
	Name      forecast.Text `yaml:"name"`
	ValidFrom string        `yaml:"valid_from"`
	ValidTo   string        `yaml:"valid_to"`
}

var plainID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// readProvince reads profile.yaml and gives the zone sets it names, with their
// places in the file.
func (f *folder) readProvince(p *Profile) zoneSetFiles {
	var file provinceFile
	d, ok := f.yaml("profile.yaml", &file)
	if !ok {
		return zoneSetFiles{}
	}
	if !plainID.MatchString(file.ID) {
		d.bad(file.ID, "not an identifier", "write small letters, digits and hyphens", "id")
	}
	d.wantText(file.Name, "name")
	p.Province.ID, p.Province.Name = file.ID, file.Name
	p.Province.TimeZone, p.Province.Location = file.TimeZone, d.location(file.TimeZone)
	p.Province.Offices = d.offices("offices", file.Offices)
	d.checkRules(file.Rules)
	d.checkSchedules(file.Schedules)
	d.checkRetention(file.Retention, file.Rules)
	d.checkSources(file.Sources)
	d.checkBaseMap(file.BaseMap)
	p.Province.Rules, p.Province.Schedules = file.Rules, file.Schedules
	p.Province.Retention, p.Province.Public = file.Retention, file.ZonePublic
	p.Province.BaseMap, p.Province.Credit = file.BaseMap, file.Credit
	d.checkAccounts(file.Accounts)
	d.checkAlerts(file.Alerts)
	p.Publication, p.Sources, p.Accounts, p.Alerts = file.Publication, file.Sources, file.Accounts, file.Alerts
	return zoneSetFiles{d, file.ZoneSets}
}

func (d *document) location(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		d.bad(name, "there is no such time zone", "give a name of the IANA database such as Asia/Ho_Chi_Minh", "time_zone")
		return time.UTC
	}
	return loc
}

func (d *document) offices(list string, files []officeFile) []forecast.Office {
	if len(files) == 0 {
		d.bad("", "no office is named", "name the authority that speaks", list)
	}
	offices := make([]forecast.Office, len(files))
	for i, file := range files {
		d.wantText(file.Name, list, i, "name")
		o := forecast.Office{Name: file.Name,
			ValidFrom: d.wantDate(file.ValidFrom, list, i, "valid_from"),
			ValidTo:   d.wantDate(file.ValidTo, list, i, "valid_to")}
		if !o.ValidTo.IsZero() && o.ValidTo.Before(o.ValidFrom) {
			d.bad(file.ValidTo, "ends before it begins on "+file.ValidFrom, "exchange the two days", list, i, "valid_to")
		}
		for k, other := range offices[:i] {
			if overlap(o.ValidFrom, o.ValidTo, other.ValidFrom, other.ValidTo) {
				d.bad(file.Name.Vi, fmt.Sprintf("speaks on days of office %d", k+1), "end one the day before the other begins", list, i)
			}
		}
		offices[i] = o
	}
	return offices
}

// overlap reports whether two spans of days share one; no day = open.
func overlap(from, to, from2, to2 forecast.Date) bool {
	return (to.IsZero() || !from2.After(to)) && (to2.IsZero() || !from.After(to2))
}

func (d *document) checkRules(r forecast.Rules) {
	for _, c := range []struct {
		key          string
		v, low, high float64
	}{
		{"noon_hour", float64(r.NoonHour), 0, 23},
		{"noon_within_minutes", float64(r.NoonWithinMinutes), 1, 180},
		{"ahead_days", float64(r.AheadDays), 0, 15},
		{"lookback_days", float64(r.LookbackDays), 1, 366},
		{"warmup_days", float64(r.WarmupDays), 1, 3660},
		{"start_dry_days", float64(r.StartDryDays), 1, 366},
		{"gap_days", float64(r.GapDays), 0, 30},
		{"min_weight", r.MinWeight, 0, 1},
		{"network_days", float64(r.NetworkDays), 1, 366},
		{"bias_days", float64(r.BiasDays), 0, 366},
		{"min_influence", r.MinInfluence, 0, 1},
		{"members", float64(r.Members), 0, 200},
		{"min_members", float64(r.MinMembers), 1, 200},
		{"archive_years", float64(r.ArchiveYears), 1, 100},
		{"headline_probability", r.HeadlineProbability, 0, 1},
		{"max_km", r.MaxKm, 1, 2000},
		{"max_stations", float64(r.MaxStations), 1, 100},
		{"power", r.Power, 0.1, 10},
		{"temp_lapse_k_per_km", r.TempLapseKPerKm, -10, 15},
		{"dew_lapse_k_per_km", r.DewLapseKPerKm, -10, 15},
		{"stale_hours", r.StaleHours, 1, 720},
	} {
		d.wantWithin(c.v, c.low, c.high, "rules", c.key)
	}
	if r.RainResetMM != 0 { // may be left out
		d.wantWithin(r.RainResetMM, 0.1, 1000, "rules", "rain_reset_mm")
	}
	if r.AnnualRainMM != 0 {
		d.wantWithin(r.AnnualRainMM, 0.1, 20_000, "rules", "annual_rain_mm")
	}
	d.checkMethod(r.Method)
	if r.Headline != forecast.HeadlineMedian && r.Headline != forecast.HeadlineProbable {
		d.bad(r.Headline, "there is no such rule", "write median or probable", "rules", "headline")
	}
}

// methods of the analysis; package run knows what they do.
var methods = []string{"best", "optimal", "kriging", "inverse_distance"}

func (d *document) checkMethod(name string) {
	if !slices.Contains(methods, name) {
		d.bad(name, "there is no such method", "write one of "+strings.Join(methods, ", "), "rules", "method")
	}
}

// checkRetention keeps model weather for as long as a first start may look back.
func (d *document) checkRetention(r forecast.Retention, rules forecast.Rules) {
	if r.RawDays != 0 {
		d.wantWithin(float64(r.RawDays), 1, 36600, "retention", "raw_days")
	}
	if r.ModelDays != 0 {
		d.wantWithin(float64(r.ModelDays), float64(rules.WarmupDays), 36600, "retention", "model_days")
	}
	if r.AlertDays != 0 { // rules look ten days back
		d.wantWithin(float64(r.AlertDays), 30, 36600, "retention", "alert_days")
	}
}

// fiveFields is what cron takes in most places: no seconds, no @every.
var fiveFields = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

func (d *document) checkSchedules(s forecast.Schedules) {
	d.checkCron(s.Observations, "schedules", "observations")
	d.checkCron(s.Model, "schedules", "model")
	d.checkTimes(s.Runs, "schedules", "runs")
	d.checkTimes(s.Publications, "schedules", "publications")
}

func (d *document) checkTimes(list []string, path ...any) {
	if len(list) == 0 {
		d.bad("", "no time is given", "give at least one cron expression", path...)
	}
	for i, text := range list {
		d.checkCron(text, with(path, i)...)
	}
}

func (d *document) checkCron(text string, path ...any) {
	if strings.Contains(text, "TZ=") {
		d.bad(text, "names a time zone", "schedules run in the province's time_zone", path...)
	} else if _, err := fiveFields.Parse(text); err != nil {
		d.bad(text, "not a schedule: "+err.Error(), `write minute hour day month weekday, such as "40 13 * * *"`, path...)
	}
}

func (d *document) checkSources(s Sources) {
	if s.Folder.Enabled && s.Folder.Path == "" {
		d.bad("", "the folder to watch is missing", "name it, or set enabled: false", "sources", "folder", "path")
	}
	if f := s.FIRMS; f.Enabled {
		d.checkURL(f.URL, "sources", "firms", "url")
		d.wantWithin(float64(f.Days), 1, 5, "sources", "firms", "days")
		d.checkCron(f.Schedule, "sources", "firms", "schedule")
		d.checkLimits(f.Limits, "sources", "firms", "limits")
	}
	o := s.OpenMeteo
	if !o.Enabled {
		return
	}
	d.checkURL(o.URL, "sources", "openmeteo", "url")
	if o.MetaURL != "" {
		d.checkURL(o.MetaURL, "sources", "openmeteo", "meta_url")
	}
	d.wantWithin(float64(o.PastDays), 0, 92, "sources", "openmeteo", "past_days")
	if o.Ensemble != "" {
		d.checkURL(o.Ensemble, "sources", "openmeteo", "ensemble_url")
	}
	if o.Archive != "" {
		d.checkURL(o.Archive, "sources", "openmeteo", "archive_url")
	}
	d.checkLimits(o.Limits, "sources", "openmeteo", "limits")
	d.wantWithin(o.TimeoutSeconds, 1, 600, "sources", "openmeteo", "timeout_seconds")
}

func (d *document) checkLimits(l Limits, path ...any) {
	d.wantWithin(l.PerMinute, 0, 1e6, with(path, "per_minute")...)
	d.wantWithin(l.PerHour, 0, 1e8, with(path, "per_hour")...)
	d.wantWithin(l.PerDay, 0, 1e9, with(path, "per_day")...)
}

func (d *document) checkURL(text string, path ...any) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		d.bad(text, "not a web address", "write it with https://", path...)
	} else if u.User != nil {
		d.bad(u.Redacted(), "bears a password", "keep secrets out of the profile", path...)
	}
}

func (d *document) checkBaseMap(text string) {
	if text == "" {
		return
	}
	for _, hole := range []string{"{z}", "{x}", "{y}"} {
		if !strings.Contains(text, hole) {
			d.bad(text, "lacks "+hole, "write the address of XYZ tiles, or none", "base_map")
			return
		}
	}
}
