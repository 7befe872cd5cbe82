package forecast

// Why says in sentences what a level rests on, of a zone that is named where several are
// told of; nothing when nothing is known of it.
func (w Wording) Why(f *Facts, zone string) []string {
	var out []string
	if f.Overridden {
		out = append(out, w.Text("alert_why_override"))
	}
	code := ""
	switch {
	case f.DaysSinceRain.OK && f.P.OK:
		code = "alert_why"
	case f.Members > 0:
		code = "alert_why_members"
	}
	if code != "" {
		if zone != "" {
			code += "_zone"
		}
		share := 100 * float64(f.Likely) / float64(max(f.Members, 1))
		out = append(out, w.Text(code, "zone", zone, "dry", w.Number(f.DaysSinceRain, 0), "p", w.Number(f.P, 0),
			"percent", w.Number(Some(share), 0), "n", w.Number(Some(float64(f.Members)), 0)))
	}
	if f.TempC.OK && f.RHPct.OK {
		out = append(out, w.Text("alert_why_noon", "t", w.Number(f.TempC, 1), "rh", w.Number(f.RHPct, 0)))
	}
	switch {
	case f.Climatology && f.Status == StatusForecast:
		out = append(out, w.Text("alert_climatology"))
	case f.Status == StatusForecast:
		out = append(out, w.Text("alert_forecast"))
	case f.Status == StatusEstimated:
		out = append(out, w.Text("alert_estimated"))
	}
	return out
}
