package notify_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/api/notify"
	"github.com/canhlua/canhlua/data/profile"
	"github.com/canhlua/canhlua/forecast"
)

var update = flag.Bool("update", false, "write the golden files anew")

var zoneNames = map[string]string{"25747": "Minh Thạnh", "25750": "Dầu Tiếng", "25753": "Long Hòa", "25756": "Trừ Văn Thố"}

func newComposer(t testing.TB, change func(*notify.Composer)) *notify.Composer {
	t.Helper()
	p, err := profile.Load("")
	if err != nil {
		t.Fatal(err)
	}
	c := &notify.Composer{
		Province: p.Province, Base: "https://canhlua.example.vn", Clock: clock,
		Zone: func(_ context.Context, _, zone string) (string, error) {
			if name, known := zoneNames[zone]; known {
				return name, nil
			}
			return "", &forecast.NotFound{Kind: "zone", Name: zone}
		},
		Links: func(context.Context, forecast.Claim) (notify.Links, error) {
			return notify.Links{Confirm: "https://canhlua.example.vn/c/abc", Unsubscribe: "https://canhlua.example.vn/u/abc", Manage: "https://canhlua.example.vn/m/abc"}, nil
		},
		Map: func(context.Context, forecast.Date, []string, string) ([]byte, error) { return []byte("png"), nil },
	}
	if change != nil {
		change(c)
	}
	return c
}

func day(d int) forecast.Date { return forecast.Date{Year: 2026, Month: 3, Day: d} }

func item(zone string, kind forecast.AlertKind, level forecast.Level, change func(*forecast.AlertItem)) forecast.AlertItem {
	i := forecast.AlertItem{
		Subscription: "s1", Zone: zone, ZoneSet: "set", Date: day(2), Level: level, Kind: kind,
		Facts: forecast.Facts{Until: day(5), P: forecast.Some(10384.8), H: forecast.Some(10), DaysSinceRain: forecast.Some(10),
			TempC: forecast.Some(35), RHPct: forecast.Some(39), Status: forecast.StatusObserved, Provisional: true},
	}
	if change != nil {
		change(&i)
	}
	return i
}

func claim(lang string, items ...forecast.AlertItem) forecast.Claim {
	return forecast.Claim{
		Delivery: forecast.Delivery{ID: "d-1", Purpose: forecast.DeliverAlert, Channel: forecast.ChannelEmail, Items: items, Expires: now.AddDate(0, 0, 1)},
		To:       forecast.Subscription{Address: "a@example.vn", Language: lang},
	}
}

// stories are what can be told.
var stories = map[string][]forecast.AlertItem{
	"rise": {item("25747", forecast.AlertRise, forecast.V, nil), item("25750", forecast.AlertRise, forecast.IV, func(i *forecast.AlertItem) {
		i.Facts.Overridden, i.Facts.Status, i.Date = true, forecast.StatusForecast, day(3)
	})},
	"many": {item("25747", forecast.AlertRise, forecast.IV, nil), item("25750", forecast.AlertRise, forecast.IV, nil),
		item("25753", forecast.AlertRise, forecast.IV, nil), item("25756", forecast.AlertRise, forecast.IV, nil)},
	"daily":      {item("25747", forecast.AlertDaily, forecast.V, nil)},
	"outlook":    {item("25747", forecast.AlertOutlook, forecast.IV, func(i *forecast.AlertItem) { i.Probability, i.Date = forecast.Some(0.73), day(6) })},
	"eased":      {item("25747", forecast.AlertEased, forecast.IV, nil)},
	"fall":       {item("25747", forecast.AlertFall, forecast.II, nil)},
	"correction": {item("25747", forecast.AlertCorrection, forecast.III, func(i *forecast.AlertItem) { i.Before = forecast.IV })},
	"correction_unknown": {item("25747", forecast.AlertCorrection, forecast.Unknown, func(i *forecast.AlertItem) {
		i.Facts = forecast.Facts{Simulated: true}
	})},
	"lost_zone": {item("99999", forecast.AlertRise, forecast.IV, nil)},
}

// TestMessages holds every kind of message against its golden text, in both
// languages: it is read by people, so it is looked at by people.
func TestMessages(t *testing.T) {
	c := newComposer(t, nil)
	for name, items := range stories {
		for _, lang := range []string{"vi", "en"} {
			m, err := c.Compose(t.Context(), claim(lang, items...))
			if err != nil {
				t.Fatal(err)
			}
			got := "Subject: " + m.Subject + "\nSMS: " + m.SMS + "\n\n" + m.Text
			path := filepath.Join("testdata", name+"."+lang+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", path, diff)
			}
		}
	}
}

// TestMessagesReadWell: no hole left open, no code in place of a text, short
// sentences, and the law, the call and the way out are there.
func TestMessagesReadWell(t *testing.T) {
	c := newComposer(t, nil)
	for name, items := range stories {
		for _, lang := range []string{"vi", "en"} {
			m, err := c.Compose(t.Context(), claim(lang, items...))
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range []string{m.Subject, m.SMS, m.Text, m.HTML} {
				if strings.Contains(text, "alert_") || strings.Contains(text, "{") || strings.Contains(text, "  ") {
					t.Errorf("%s %s: a text is missing or a hole stands open: %s", name, lang, text)
				}
			}
			if n := utf8.RuneCountInString(m.Subject); n > 90 {
				t.Errorf("%s %s: a subject of %d letters: %s", name, lang, n, m.Subject)
			}
			for sentence := range strings.SplitSeq(strings.ReplaceAll(m.Text, ". ", "\n"), "\n") {
				if words := len(strings.Fields(sentence)); words > 40 {
					t.Errorf("%s %s: a sentence of %d words: %s", name, lang, words, sentence)
				}
			}
			for _, need := range []string{"114", "https://canhlua.example.vn/?zone=", "/u/abc", "/m/abc"} {
				if !strings.Contains(m.Text, need) {
					t.Errorf("%s %s lacks %s", name, lang, need)
				}
			}
			if head := items[0]; head.Level.Dangerous() && head.Kind == forecast.AlertRise && !strings.Contains(m.Text, "156/2018") {
				t.Errorf("%s %s lacks the law", name, lang)
			}
			if !strings.Contains(m.HTML, "cid:map.png") || strings.Contains(m.HTML, "<script") || strings.Contains(m.HTML, "ZgotmplZ") {
				t.Errorf("%s %s: %s", name, lang, m.HTML)
			}
		}
	}
}

// TestSMSFitsOne: whatever a zone is called, the short form goes into one SMS and
// says level and day.
func TestSMSFitsOne(t *testing.T) {
	kinds := []forecast.AlertKind{forecast.AlertRise, forecast.AlertDaily, forecast.AlertOutlook, forecast.AlertEased, forecast.AlertFall, forecast.AlertCorrection}
	rapid.Check(t, func(r *rapid.T) {
		name := rapid.StringN(1, 200, -1).Draw(r, "zone")
		c := newComposer(t, func(c *notify.Composer) {
			c.Test = rapid.Bool().Draw(r, "test")
			c.Zone = func(context.Context, string, string) (string, error) { return name, nil }
		})
		var items []forecast.AlertItem
		for range rapid.IntRange(1, 5).Draw(r, "items") {
			level := forecast.Level(rapid.IntRange(0, 5).Draw(r, "level"))
			items = append(items, item("25747", rapid.SampledFrom(kinds).Draw(r, "kind"), level, func(i *forecast.AlertItem) {
				i.Facts.Simulated = rapid.Bool().Draw(r, "simulated")
				i.Probability = forecast.Some(rapid.Float64Range(0, 1).Draw(r, "probability"))
			}))
		}
		m, err := c.Compose(t.Context(), claim(rapid.SampledFrom([]string{"vi", "en"}).Draw(r, "language"), items...))
		if err != nil {
			r.Fatal(err)
		}
		for _, letter := range m.SMS {
			if letter > 0x7e {
				r.Fatalf("%q is in no GSM alphabet: %s", letter, m.SMS)
			}
		}
		if len(m.SMS) > 160 || m.SMS == "" {
			r.Fatalf("%d letters: %s", len(m.SMS), m.SMS)
		}
		if strings.ContainsAny(m.Subject, "\r\n") {
			r.Fatalf("%q", m.Subject)
		}
	})
}

// TestUnknownIsNeverALevel: a correction to unknown says so, and never I.
func TestUnknownIsNeverALevel(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		m, err := newComposer(t, nil).Compose(t.Context(), claim(lang, stories["correction_unknown"]...))
		if err != nil || strings.Contains(m.Text+m.SMS, "cấp I") || strings.Contains(m.Text+m.SMS, "level I") || strings.Contains(m.Text, "?") && !strings.Contains(m.Text, "?zone") {
			t.Errorf("%v: %s", err, m.Text)
		}
	}
}

func TestOtherMessages(t *testing.T) {
	c := newComposer(t, nil)
	for purpose, need := range map[forecast.DeliveryPurpose]string{forecast.DeliverConfirm: "/c/abc", forecast.DeliverLinks: "/m/abc"} {
		for _, lang := range []string{"vi", "en"} {
			cl := claim(lang)
			cl.Purpose = purpose
			m, err := c.Compose(t.Context(), cl)
			if err != nil || !strings.Contains(m.Text, need) || !strings.Contains(m.HTML, need) || m.Unsubscribe != "" || strings.Contains(m.Text+m.HTML, "alert_") {
				t.Errorf("%s %s: %v: %+v", purpose, lang, err, m)
			}
		}
	}
	if _, err := c.Compose(t.Context(), claim("vi")); err == nil {
		t.Error("an alert of nothing is written")
	}
	c.Links = func(context.Context, forecast.Claim) (notify.Links, error) {
		return notify.Links{}, errors.New("no links")
	}
	if _, err := c.Compose(t.Context(), claim("vi", stories["rise"]...)); err == nil {
		t.Error("a message without a way out is written")
	}
}

// TestHonestMarks: whatever a level rests on is said in every form of the message, and a
// zone of any name has a link that works.
func TestHonestMarks(t *testing.T) {
	for _, test := range []struct {
		name     string
		change   func(*forecast.AlertItem)
		short    [2]string // in subject and SMS, vi and en
		inText   [2]string
		nowhere  string
		wantLink string
	}{
		{"provisional", func(i *forecast.AlertItem) { i.Facts.Provisional = true }, [2]string{"TAM THOI", "PROVISIONAL"}, [2]string{"TẠM THỜI", "PROVISIONAL"}, "MO PHONG", ""},
		{"simulated", func(i *forecast.AlertItem) { i.Facts.Simulated = true }, [2]string{"MO PHONG", "SIMULATED"}, [2]string{"MÔ PHỎNG", "SIMULATED"}, "TAM THOI", ""},
		{"estimated", func(i *forecast.AlertItem) { i.Facts.Provisional, i.Facts.Status = false, forecast.StatusEstimated }, [2]string{}, [2]string{"ước lượng", "estimated"}, "TAM THOI", ""},
		{"forecast", func(i *forecast.AlertItem) { i.Facts.Provisional, i.Facts.Status = false, forecast.StatusForecast }, [2]string{}, [2]string{"dự báo", "forecast"}, "TAM THOI", ""},
		{"an ensemble", func(i *forecast.AlertItem) {
			i.Facts = forecast.Facts{Status: forecast.StatusForecast, Members: 51, Likely: 42}
		}, [2]string{}, [2]string{"Vì sao: 82 % trong 51 trường hợp", "Why: 82 % of the 51 cases"}, "TAM THOI", ""},
		{"past years", func(i *forecast.AlertItem) {
			i.Facts = forecast.Facts{Status: forecast.StatusForecast, Members: 16, Likely: 15, Climatology: true}
		}, [2]string{}, [2]string{"Triển vọng khí hậu", "Climatological outlook"}, "TAM THOI", ""},
		{"a strange name", func(i *forecast.AlertItem) { i.Zone = "Bến & Cát" }, [2]string{}, [2]string{}, "", "/?zone=B%E1%BA%BFn+%26+C%C3%A1t&date="},
	} {
		for n, lang := range []string{"vi", "en"} {
			m, err := newComposer(t, nil).Compose(t.Context(), claim(lang, item("25747", forecast.AlertRise, forecast.IV, test.change)))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(m.SMS, test.short[n]) || !strings.Contains(m.Text, test.inText[n]) || !strings.Contains(m.Link, test.wantLink) ||
				test.nowhere != "" && strings.Contains(m.SMS, test.nowhere) || test.short[n] != "" && !strings.Contains(m.Subject, test.inText[n]) {
				t.Errorf("%s %s: %s\n%s\n%s", test.name, lang, m.Subject, m.SMS, m.Text)
			}
		}
	}
}
