package api

import (
	"errors"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

func TestNumber(t *testing.T) {
	tests := []struct {
		v        float64
		decimals int
		vi, en   string
	}{
		{0, 1, "0", "0"}, {5, 1, "5", "5"}, {4.96, 1, "5", "5"}, {26.15, 2, "26,15", "26.15"}, {12.4, 1, "12,4", "12.4"},
		{999.96, 1, "1.000", "1,000"}, {5501.7, 1, "5.501,7", "5,501.7"}, {1234567.5, 1, "1.234.567,5", "1,234,567.5"},
		{-0.04, 1, "0", "0"}, {-1234.5, 1, "−1.234,5", "−1,234.5"}, {100, 0, "100", "100"},
	}
	for _, tt := range tests {
		if got := number(vi, tt.v, tt.decimals); got != tt.vi {
			t.Errorf("%v in Vietnamese: %s, not %s", tt.v, got, tt.vi)
		}
		if got := number(en, tt.v, tt.decimals); got != tt.en {
			t.Errorf("%v in English: %s, not %s", tt.v, got, tt.en)
		}
	}
}

func TestNoteArguments(t *testing.T) {
	tests := []struct{ value, vi, en string }{
		{"2016-03-05", "05/03/2016", "5 March 2016"}, {"12.4", "12,4", "12.4"}, {"1200.0", "1.200", "1,200"}, {"4", "4", "4"},
		{"thông", "thông", "thông"}, {"48900x", "48900x", "48900x"}, {"0123", "0123", "0123"}, {"", "", ""}, {"NaN", "NaN", "NaN"},
	}
	for _, tt := range tests {
		if got := argument(vi, tt.value); got != tt.vi {
			t.Errorf("%q in Vietnamese: %q, not %q", tt.value, got, tt.vi)
		}
		if got := argument(en, tt.value); got != tt.en {
			t.Errorf("%q in English: %q, not %q", tt.value, got, tt.en)
		}
	}
}

func TestTimeText(t *testing.T) {
	at := time.Date(2016, 3, 5, 13, 0, 0, 0, time.UTC)
	if got := timeText(vi, at); got != "13 giờ 05/03/2016" {
		t.Error(got)
	}
	if got := timeText(vi, at.Add(40*time.Minute)); got != "13 giờ 40 05/03/2016" {
		t.Error(got)
	}
	if got := timeText(en, at); got != "13:00 on 5 March 2016" {
		t.Error(got)
	}
}

func complete() map[string]forecast.Text {
	words := map[string]forecast.Text{"gap_exceeded": {Vi: "Thiếu {days} ngày.", En: "{days} days missing."}}
	for code := range explainHoles {
		words[code] = forecast.Text{Vi: "x", En: "x"}
	}
	return words
}

func TestTextsAreCheckedAtTheStart(t *testing.T) {
	tests := []struct {
		name, column string
		change       func(map[string]forecast.Text)
	}{
		{"all there", "", func(map[string]forecast.Text) {}},
		{"one is missing", "explain_head", func(w map[string]forecast.Text) { delete(w, "explain_head") }},
		{"one lacks English", "explain_wet", func(w map[string]forecast.Text) { w["explain_wet"] = forecast.Text{Vi: "Mưa"} }},
		{"an unknown hole", "explain_wet", func(w map[string]forecast.Text) { w["explain_wet"] = forecast.Text{Vi: "{rain}", En: "{rian}"} }},
		{"a hole in a note is the run's business", "", func(w map[string]forecast.Text) { w["gap_exceeded"] = forecast.Text{Vi: "{x}", En: "{y}"} }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			words := complete()
			tt.change(words)
			_, err := readWording(words)
			var invalid *forecast.Invalid
			switch {
			case tt.column == "" && err != nil:
				t.Error(err)
			case tt.column != "" && (!errors.As(err, &invalid) || invalid.Column != tt.column || invalid.Remedy == ""):
				t.Errorf("%v", err)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	w, err := readWording(complete())
	if err != nil {
		t.Fatal(err)
	}
	note := forecast.Note{Code: "gap_exceeded", Args: map[string]string{"days": "4", "limit": "3"}}
	if got := w.note(vi, note); got != "Thiếu 4 ngày." {
		t.Error(got)
	}
	if got := w.note(en, forecast.Note{Code: "never_heard_of"}); got != "" {
		t.Errorf("words for a code without any: %q", got)
	}
}

func FuzzTexts(f *testing.F) {
	for _, s := range []string{"", "{", "}", "{a}{b}", "a {b} c", "{{a}}", "x}{y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		parts := cut(s)
		whole := ""
		for i, p := range parts {
			if i%2 == 1 {
				p = "{" + p + "}"
			}
			whole += p
		}
		if len(parts)%2 == 0 || whole != s {
			t.Errorf("%q is cut into %q", s, parts)
		}
	})
}
