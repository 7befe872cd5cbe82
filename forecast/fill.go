package forecast

import "strings"

// Fill puts arguments into the holes {name} of a text.
func (t Text) Fill(args map[string]string) Text {
	pairs := make([]string, 0, 2*len(args))
	for name, value := range args {
		pairs = append(pairs, "{"+name+"}", value)
	}
	fill := strings.NewReplacer(pairs...)
	return Text{Vi: fill.Replace(t.Vi), En: fill.Replace(t.En)}
}

// Tell words a note by a province's texts; a code without a text stands for itself.
func (p *Province) Tell(n Note) Text {
	text, ok := p.Words[n.Code]
	if !ok {
		return Text{Vi: n.Code, En: n.Code}
	}
	return text.Fill(n.Args)
}
