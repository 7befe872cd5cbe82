package bulletin

import "strings"

// Text is the bulletin as plain text, to be read aloud: sentences only.
func (b *Bulletin) Text() []byte {
	var out strings.Builder
	line := func(parts ...string) { out.WriteString(strings.Join(parts, " ") + "\n") }
	line(b.Office)
	line(b.Title)
	line(b.DayLine + ".")
	line(b.Issued + ".")
	for _, m := range b.Marks {
		line(m + ".")
	}
	line()
	line(b.Statement...)
	for i := range b.Levels {
		p := &b.Levels[i]
		line()
		line(p.Name + ":")
		line(strings.Join(p.Zones, ", ") + ".")
		for _, d := range p.Do {
			line("-", d.Text.In(b.Lang))
		}
	}
	if len(b.OutlookIs) > 0 {
		line()
		line(b.say.text("bulletin_outlook") + ".")
		line(b.OutlookIs...)
	}
	if len(b.Media) > 0 {
		line()
		line(b.say.text("bulletin_media") + ".")
		for _, m := range b.Media {
			line(m)
		}
	}
	line()
	line(b.Basis...)
	return []byte(out.String())
}
