package store

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// outlookText is an outlook as it is stored: source, members that broke off,
// members by level, the three percentiles ("-" = missing), with blanks between.
// There are millions of them.
func outlookText(o *forecast.Outlook) any {
	if o == nil {
		return nil
	}
	out := append(make([]byte, 0, 64), o.Source...)
	out = strconv.AppendInt(append(out, ' '), int64(o.Broken), 10)
	for _, n := range o.Counts {
		out = strconv.AppendInt(append(out, ' '), int64(n), 10)
	}
	for _, f := range [...]forecast.Float{o.Low, o.Median, o.High} {
		if out = append(out, ' '); f.OK {
			out = strconv.AppendFloat(out, f.V, 'g', -1, 64)
		} else {
			out = append(out, '-')
		}
	}
	return string(out)
}

// outlook reads outlookText.
type outlook struct{ to **forecast.Outlook }

// Scan reads a stored outlook.
func (s outlook) Scan(v any) error {
	*s.to = nil
	text, ok := v.(string)
	switch {
	case v == nil:
		return nil
	case !ok:
		return unreadable("outlook", v)
	}
	parts := strings.Fields(text)
	const others = 5 // beside the counts
	if len(parts) <= others {
		return unreadable("outlook", v)
	}
	o := &forecast.Outlook{Source: parts[0]}
	var err error
	if o.Broken, err = strconv.Atoi(parts[1]); err != nil {
		return fmt.Errorf("outlook %q: %w", text, err)
	}
	for _, part := range parts[2 : len(parts)-3] {
		n, err := strconv.Atoi(part)
		if err != nil {
			return fmt.Errorf("outlook %q: %w", text, err)
		}
		o.Counts, o.Members = append(o.Counts, n), o.Members+n
	}
	for i, f := range []*forecast.Float{&o.Low, &o.Median, &o.High} {
		part := parts[len(parts)-3+i]
		if part == "-" {
			continue
		}
		v, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return fmt.Errorf("outlook %q: %w", text, err)
		}
		*f = forecast.Some(v)
	}
	*s.to = o
	return nil
}
