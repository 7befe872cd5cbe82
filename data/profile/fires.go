package profile

import "github.com/canhlua/canhlua/forecast"

// firesFile is what a profile says of reports and records of fires; without it
// the defaults hold, and the list of causes is empty.
const firesFile = "fires.yaml"

func (f *folder) readFires(province *forecast.Province) {
	rules := forecast.DefaultFireRules()
	province.Fires = rules
	if !f.has(firesFile) {
		return
	}
	d, ok := f.yaml(firesFile, &rules)
	if !ok {
		return
	}
	for _, c := range []struct {
		key          string
		v, low, high float64
	}{
		{"report_days", float64(rules.ReportDays), 1, 30},
		{"outside_km", rules.OutsideKm, 0, 100},
		{"per_hour", float64(rules.PerHour), 1, 10_000},
		{"all_per_hour", float64(rules.AllPerHour), 1, 100_000},
		{"photo_mb", rules.PhotoMB, 0.1, 30},
		{"photo_megapixels", float64(rules.PhotoPixels), 1, 60},
		{"photo_side", float64(rules.PhotoSide), 320, 8000},
		{"match_km", rules.MatchKm, 0.1, 50},
		{"match_hours", rules.MatchHours, 1, 240},
		{"cluster_km", rules.ClusterKm, 0, 50},
		{"cluster_hours", rules.ClusterHours, 0, 240},
		{"phone_days", float64(rules.PhoneDays), 1, 3660},
	} {
		d.wantWithin(c.v, c.low, c.high, c.key)
	}
	seen := map[string]bool{}
	for i, c := range rules.Causes {
		if !plainID.MatchString(c.ID) || seen[c.ID] {
			d.bad(c.ID, "not an identifier, or there twice", "write small letters, digits and hyphens, each once", "causes", i, "id")
		}
		seen[c.ID] = true
		d.wantText(c.Text, "causes", i, "text")
	}
	province.Fires = rules
}
