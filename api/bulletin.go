package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/api/bulletin"
	"github.com/canhlua/canhlua/forecast"
)

// bulletinTypes are the forms of a bulletin by the ending of its address.
var bulletinTypes = map[string]string{
	"pdf": "application/pdf", "png": "image/png", "html": htmlType, "txt": "text/plain; charset=utf-8",
	"xlsx": xlsxType,
}

// BulletinForms names the forms a bulletin can be had in.
func BulletinForms() []string { return []string{"pdf", "png", "html", "txt", "xlsx"} }

// Bulletin writes the bulletin of a day in a form and language; NotFound when no
// published run covers the day.
func (s *Server) Bulletin(ctx context.Context, day forecast.Date, form, lang string) ([]byte, error) {
	v, err := s.view(ctx, levelsInput{Date: dayParam{day}, Lang: lang}, s.moment())
	if err != nil {
		return nil, err
	}
	return s.writeBulletin(ctx, v, form)
}

func (s *Server) writeBulletin(ctx context.Context, v dayView, form string) ([]byte, error) {
	if v.run == nil {
		return nil, &forecast.NotFound{Kind: "bulletin: no published run covers", Name: v.day.String()}
	}
	src, err := s.bulletinSource(ctx, v)
	if err != nil {
		return nil, err
	}
	b := bulletin.New(src)
	switch form {
	case "pdf":
		return b.PDF()
	case "png":
		return b.PNG()
	case "html":
		return b.HTML()
	case "xlsx":
		return b.XLSX()
	case "txt":
		return b.Text(), nil
	}
	return nil, &forecast.Invalid{Column: "format", Value: form, Reason: "no form of a bulletin", Remedy: "ask for one of " + strings.Join(BulletinForms(), ", ")}
}

// bulletinSource gathers the day and the days behind it from the same run.
func (s *Server) bulletinSource(ctx context.Context, v dayView) (bulletin.Source, error) {
	src := bulletin.Source{Province: s.province, Lang: v.lang, Run: *v.run, Day: v.day, Zones: v.set.Zones, Indicative: v.set.Indicative, Stale: v.stale}
	all, err := s.store.ZoneDays(ctx, v.run.ID, forecast.Date{})
	if err != nil {
		return src, err
	}
	if src.Past, err = s.pastOf(ctx, v.run, v.day); err != nil {
		return src, err
	}
	if src.Automatic, err = s.automatic(ctx, v.run); err != nil {
		return src, err
	}
	src.Ahead = make([][]forecast.ZoneDay, max(v.run.To.DaysSince(v.day), 0))
	edition := ""
	for _, d := range all {
		switch n := d.Date.DaysSince(v.day); {
		case n == 0:
			src.Today = append(src.Today, d)
			edition = max(edition, d.Edition)
		case n > 0:
			src.Ahead[n-1] = append(src.Ahead[n-1], d)
		}
	}
	if src.Season, err = s.seasonOf(ctx, v, src.Today); err != nil {
		return src, err
	}
	rule, err := s.headline(ctx, v.run)
	if err != nil {
		return src, err
	}
	if rule.v != nil {
		src.Headline, src.HeadlineProbability = rule.v.Rule, rule.v.Probability.V
	}
	editions, err := s.editions(ctx)
	if i := slices.IndexFunc(editions, func(e forecast.Edition) bool { return e.ID == edition }); i >= 0 {
		src.Table = editions[i].Title
	}
	return src, err
}

// pastOf is what the public was told, by the time of the run's publication, of the
// days before a day, each by its own run.
func (s *Server) pastOf(ctx context.Context, run *forecast.Run, day forecast.Date) (past []bulletin.PastDay, err error) {
	for d := day.AddDays(-pastDays); d.Before(day); d = d.AddDays(1) {
		told, err := s.covering(ctx, d, run.Published)
		if err != nil {
			return nil, err
		}
		if told == nil || told.Date != d || told.Simulated != run.Simulated {
			continue
		}
		days, err := s.store.ZoneDays(ctx, told.ID, d)
		if err != nil {
			return nil, err
		}
		past = append(past, bulletin.PastDay{Date: d, Days: days})
	}
	return past, nil
}

// automatic reports whether the standing rule published the run.
func (s *Server) automatic(ctx context.Context, run *forecast.Run) (bool, error) {
	decisions, err := s.store.Decisions(ctx, run.Date, run.Date, run.Published)
	for _, d := range decisions {
		if d.Run == run.ID && d.Kind == forecast.DecidedPublished {
			return d.Automatic, err
		}
	}
	return false, err
}

type bulletinInput struct {
	Name   string `path:"name" doc:"YYYY-MM-DD and .pdf, .png, .html, .txt or .xlsx"`
	Lang   string `query:"lang" enum:"vi,en" doc:"Default by Accept-Language, else vi."`
	Accept string `header:"Accept-Language" hidden:"true"`
}

// getBulletin serves /bulletins/{date}.{form}.
func (s *Server) getBulletin(ctx context.Context, in *bulletinInput) (*page, error) {
	date, form, _ := strings.Cut(in.Name, ".")
	day, err := forecast.ParseDate(date)
	kind, known := bulletinTypes[form]
	if err != nil || !known {
		return nil, newProblem(http.StatusNotFound,
			fmt.Sprintf("there is no bulletin %q; write /bulletins/YYYY-MM-DD. and one of %s", in.Name, strings.Join(BulletinForms(), ", ")))
	}
	return s.bulletinPage(ctx, levelsInput{Date: dayParam{day}, Lang: in.Lang, Accept: in.Accept}, form, kind)
}

func (s *Server) bulletinPage(ctx context.Context, in levelsInput, form, kind string) (*page, error) {
	v, err := s.view(ctx, in, s.moment())
	if err != nil {
		return nil, err
	}
	return s.remember(ctx, v.key("bulletin "+form), func(ctx context.Context) (*page, error) {
		body, err := s.writeBulletin(ctx, v, form)
		if err != nil {
			return nil, err
		}
		p := newPage(kind, body)
		p.policy = "default-src 'none'; style-src 'unsafe-inline'" // the page carries its own style
		return v.finish(p), nil
	})
}

// seasonOf holds a day against the zones' normals, nil where there are none.
func (s *Server) seasonOf(ctx context.Context, v dayView, days []forecast.ZoneDay) (*bulletin.Season, error) {
	normals, err := s.normals(ctx, v)
	if err != nil || v.climate == nil {
		return nil, err
	}
	out := bulletin.Season{From: v.climate.From.Year, To: v.climate.To.Year, Low: 100}
	any := false
	for _, d := range days {
		normal, ok := normals[d.Zone]
		if !ok || !d.P.OK || len(normal.Index) == 0 {
			continue
		}
		if other, err := s.otherReset(ctx, v.climate, d.Edition); err != nil || other {
			return nil, err
		}
		p, median := normal.Index[0].Percentile(d.P.V), normal.Index[0].At(0.5)
		if !p.OK {
			continue
		}
		out.Low, out.High, any = min(out.Low, p.V), max(out.High, p.V), true
		if off := d.P.V - median.V; median.OK {
			if !out.Off {
				out.Off, out.OffLow, out.OffHigh = true, off, off
			}
			out.OffLow, out.OffHigh = min(out.OffLow, off), max(out.OffHigh, off)
		}
	}
	if !any {
		return nil, nil
	}
	return &out, nil
}
