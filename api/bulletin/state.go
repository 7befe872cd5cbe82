package bulletin

import (
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// state says the day in sentences.
func (b *Bulletin) state() {
	add := func(text string) {
		if text != "" {
			b.Statement = append(b.Statement, text)
		}
	}
	for i := range b.Levels {
		p := &b.Levels[i]
		n := strconv.Itoa(len(p.Zones))
		switch {
		case p.Level == forecast.Unknown && i == 0:
			add(b.say.Text("bulletin_none", "of", strconv.Itoa(b.of)))
		case p.Level == forecast.Unknown:
			add(b.say.Text("bulletin_unknown", "n", n))
		case i == 0:
			add(b.say.Text("bulletin_highest", "roman", p.Roman, "label", p.Label, "n", n, "of", strconv.Itoa(b.of)))
		}
	}
	add(b.change())
	add(b.course())
	add(b.weather())
	add(b.rest())
	if s := b.src.Season; s != nil {
		text := b.say.Text("bulletin_season", "share", b.say.Between(s.Low, s.High),
			"years", strconv.Itoa(s.From)+"–"+strconv.Itoa(s.To))
		add(strings.TrimSpace(text + " " + b.offUsual(s)))
	}
}

// change holds the day against the day before; empty when that was not told.
func (b *Bulletin) change() string {
	for _, p := range b.src.Past {
		b.Past = append(b.Past, b.chip(p))
	}
	n := len(b.src.Past)
	if n == 0 || b.src.Past[n-1].Date != b.Day.AddDays(-1) {
		return ""
	}
	up, down, same := 0, 0, 0
	for _, before := range b.src.Past[n-1].Days {
		now := b.today[before.Zone].Level
		switch {
		case !now.Known() || !before.Level.Known():
		case now > before.Level:
			up++
		case now < before.Level:
			down++
		default:
			same++
		}
	}
	switch {
	case up+down+same == 0:
		return ""
	case up+down == 0:
		return b.say.Text("bulletin_no_change")
	}
	return b.say.Text("bulletin_change", "up", strconv.Itoa(up), "down", strconv.Itoa(down), "same", strconv.Itoa(same))
}

func (b *Bulletin) chip(p PastDay) Chip {
	top, _ := highest(p.Days)
	return Chip{p.Date, top.Roman(), b.style(top).Color}
}

// course is how long the forest has been drying; empty when that is not known.
func (b *Bulletin) course() string {
	dryLow, dryHigh, dry := b.span(func(d forecast.ZoneDay) forecast.Float { return d.DaysSinceRain })
	pLow, pHigh, p := b.span(func(d forecast.ZoneDay) forecast.Float { return d.P })
	if !dry || !p {
		return ""
	}
	return b.say.Text("bulletin_course", "dry", b.say.Between(dryLow, dryHigh), "p", b.say.Between(pLow, pHigh))
}

// weather is the weather at 13:00; empty when nothing of it is known.
func (b *Bulletin) weather() string {
	var parts []string
	for _, w := range []struct {
		code string
		of   func(forecast.ZoneDay) forecast.Float
	}{
		{"bulletin_temp", func(d forecast.ZoneDay) forecast.Float { return d.TempC }},
		{"bulletin_humid", func(d forecast.ZoneDay) forecast.Float { return d.RHPct }},
		{"bulletin_rain", func(d forecast.ZoneDay) forecast.Float { return d.RainMM }},
	} {
		if low, high, ok := b.span(w.of); ok {
			parts = append(parts, b.say.Text(w.code, "value", b.say.Between(low, high)))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return b.say.Text("bulletin_weather", "parts", strings.Join(parts, "; "))
}

// rest says what the levels rest on.
func (b *Bulletin) rest() string {
	var parts []string
	for _, status := range []forecast.Status{forecast.StatusObserved, forecast.StatusEstimated, forecast.StatusForecast} {
		n := 0
		for _, d := range b.today {
			if d.Status == status {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, b.say.Text("bulletin_rest_"+string(status), "n", strconv.Itoa(n)))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return b.say.Text("bulletin_rest", "parts", strings.Join(parts, "; "))
}

// span is the lowest and highest of what is known of the day.
func (b *Bulletin) span(of func(forecast.ZoneDay) forecast.Float) (low, high float64, ok bool) {
	for _, d := range b.today {
		f := of(d)
		if !f.OK {
			continue
		}
		if !ok {
			low, high, ok = f.V, f.V, true
		}
		low, high = min(low, f.V), max(high, f.V)
	}
	return low, high, ok
}
