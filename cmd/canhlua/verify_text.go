package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

// scoreColumn is one score in the table of leads.
type scoreColumn struct {
	name string
	of   func(*verify.Scores) verify.Score
}

// skillTables are the scores by lead: of levels, of probabilities, of the bias.
var skillTables = []struct {
	title   string
	columns []scoreColumn
}{
	{"levels", []scoreColumn{
		{"correct %", func(s *verify.Scores) verify.Score { return s.PercentCorrect }},
		{"Heidke", func(s *verify.Scores) verify.Score { return s.Heidke }},
		{"hit rate", func(s *verify.Scores) verify.Score { return s.HitRate }},
		{"false alarms", func(s *verify.Scores) verify.Score { return s.FalseAlarmRatio }},
		{"fires ROC area", func(s *verify.Scores) verify.Score { return s.FireArea }},
	}},
	{"probabilities", []scoreColumn{
		{"RPS", func(s *verify.Scores) verify.Score { return s.RPS }},
		{"RPSS climatology", func(s *verify.Scores) verify.Score { return s.Climatology.RPSS }},
		{"RPSS persistence", func(s *verify.Scores) verify.Score { return s.Persistence.RPSS }},
		{"Brier IV+", func(s *verify.Scores) verify.Score { return s.Brier }},
		{"BSS climatology", func(s *verify.Scores) verify.Score { return s.Climatology.BSS }},
		{"BSS persistence", func(s *verify.Scores) verify.Score { return s.Persistence.BSS }},
		{"ROC area", func(s *verify.Scores) verify.Score { return s.ROCArea }},
	}},
	{"times forecast for each time it came", []scoreColumn{
		{"bias I", func(s *verify.Scores) verify.Score { return s.Bias[0] }},
		{"bias II", func(s *verify.Scores) verify.Score { return s.Bias[1] }},
		{"bias III", func(s *verify.Scores) verify.Score { return s.Bias[2] }},
		{"bias IV", func(s *verify.Scores) verify.Score { return s.Bias[3] }},
		{"bias V", func(s *verify.Scores) verify.Score { return s.Bias[4] }},
	}},
}

// whyMissing are the reasons of package verify in words.
var whyMissing = map[verify.Reason]string{
	verify.NoPairs:          "there is no case",
	verify.TooFewPairs:      "too few cases",
	verify.NeverObserved:    "the level never came",
	verify.NeverForecast:    "IV–V was never forecast",
	verify.AlwaysObserved:   "every day was IV–V",
	verify.OneLevel:         "one level all the time",
	verify.NoReference:      "the record to compare with is too short or has holes",
	verify.PerfectReference: "what it is compared with made no error",
	verify.NoFires:          "no fires",
	verify.TooFewFires:      "too few fires",
	verify.TooFewDays:       "too few days for an interval",
	verify.Unstable:         "no stable interval",
}

// skillWriter prints scores, and collects why some are missing.
type skillWriter struct {
	*tabwriter.Writer
	why []string
}

// writeSkill prints the scores by lead, then over all leads the table of levels,
// the reliability of probabilities and the fires. Why a score is missing stands
// below.
func writeSkill(to io.Writer, r *verify.Result) error {
	fmt.Fprintf(to, "%s … %s: %d days, %d zones, %d refused\n", r.From, r.To, r.Days, r.Zones, r.Refused)
	fmt.Fprintf(to, "compared: what was told, %d times a person's level, with the level computed from the day's own readings\n", r.Overridden)
	if r.Simulated {
		fmt.Fprintln(to, "SIMULATED: all of it rests on simulated weather")
	}
	w := &skillWriter{Writer: tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)}
	for _, table := range skillTables {
		w.leads(table.title, table.columns, r)
	}
	w.levels(&r.All)
	w.reliability(r.All.Bins)
	w.fires(&r.All.ByFires)
	if err := w.Flush(); err != nil {
		return err
	}
	for _, why := range w.why {
		fmt.Fprintln(to, why)
	}
	for _, fault := range r.Faults {
		fmt.Fprintln(to, fault)
	}
	return nil
}

func (w *skillWriter) head(title, first string, columns ...string) {
	_ = w.Flush() // the next table has widths of its own; a fault comes again at the end
	fmt.Fprintf(w, "\n%s\n%s\t", title, first)
	for _, c := range columns {
		fmt.Fprintf(w, "%s\t", c)
	}
	fmt.Fprintln(w)
}

func (w *skillWriter) leads(title string, columns []scoreColumn, r *verify.Result) {
	names := []string{"pairs"}
	for _, c := range columns {
		names = append(names, c.name)
	}
	w.head(title, "lead", names...)
	line := func(name string, report *verify.Report) {
		fmt.Fprintf(w, "%s\t%d\t", name, report.Counts.Given)
		for _, c := range columns {
			fmt.Fprintf(w, "%s\t", w.cell(c.name, c.of(&report.Scores)))
		}
		fmt.Fprintln(w)
	}
	for i := range r.Leads {
		line(fmt.Sprint(r.Leads[i].LeadDays), &r.Leads[i].Report)
	}
	line("all", &r.All)
}

// cell is a score with its interval; where there is none, a dash.
func (w *skillWriter) cell(name string, s verify.Score) string {
	if s.Reason != "" {
		w.note(name, s)
	}
	switch {
	case !s.Value.OK:
		return "–"
	case s.Low.OK:
		return fmt.Sprintf("%.2f (%.2f…%.2f)", s.Value.V, s.Low.V, s.High.V)
	}
	return fmt.Sprintf("%.2f", s.Value.V)
}

// note says once why a score or its interval is missing.
func (w *skillWriter) note(name string, s verify.Score) {
	why := whyMissing[s.Reason]
	if why == "" {
		why = string(s.Reason)
	}
	text := fmt.Sprintf("– %s: %s", name, why)
	if s.Value.OK {
		text = fmt.Sprintf("%s without an interval: %s", name, why)
	}
	for _, had := range w.why {
		if had == text {
			return
		}
	}
	w.why = append(w.why, text)
}

func (w *skillWriter) levels(all *verify.Report) {
	w.head("all leads: level forecast (rows), level that came (columns)", "", "I", "II", "III", "IV", "V")
	for i, row := range all.Table {
		fmt.Fprintf(w, "%s\t", forecast.Levels[i].Roman())
		for _, n := range row {
			fmt.Fprintf(w, "%d\t", n)
		}
		fmt.Fprintln(w)
	}
}

func (w *skillWriter) reliability(bins []verify.Bin) {
	w.head("all leads: reliability of the probability of IV+", "said", "mean said", "came", "cases")
	for _, b := range bins {
		fmt.Fprintf(w, "%.1f–%.1f\t%s\t%s\t%d\t\n", b.From, b.To, shareCell(b.Forecast), shareCell(b.Observed), b.N)
	}
}

func (w *skillWriter) fires(s *verify.FireShare) {
	w.head("all leads: fires and hotspots by level forecast", "level", "zone-days", "share", "fires", "share")
	for _, l := range s.Levels {
		fmt.Fprintf(w, "%s\t%d\t%s\t%d\t%s\t\n", l.Level.Roman(), l.ZoneDays, shareCell(l.ZoneDayShare), l.Fires, shareCell(l.FireShare))
	}
	if s.LeftOut > 0 {
		fmt.Fprintf(w, "%d fires on zone-days without a known level, or none at all\n", s.LeftOut)
	}
}

func shareCell(f forecast.Float) string {
	if !f.OK {
		return "–"
	}
	return fmt.Sprintf("%.3f", f.V)
}
