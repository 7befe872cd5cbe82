package store

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// indicesText is a day's indices as they are stored: in the order of their list,
// "-" = missing, with blanks between; NULL when all are missing.
func indicesText(x forecast.Indices) any {
	out := make([]byte, 0, 160)
	any := false
	for _, f := range x.List() {
		if len(out) > 0 {
			out = append(out, ' ')
		}
		if !f.OK {
			out = append(out, '-')
			continue
		}
		any = true
		out = strconv.AppendFloat(out, f.V, 'g', -1, 64)
	}
	if !any {
		return nil
	}
	return string(out)
}

// indices reads indicesText.
type indices struct{ to *forecast.Indices }

// Scan reads stored indices; those that a later binary has added are missing.
func (s indices) Scan(v any) error {
	*s.to = forecast.Indices{}
	text, ok := v.(string)
	switch {
	case v == nil:
		return nil
	case !ok:
		return unreadable("indices", v)
	}
	list := s.to.List()
	for i, part := range strings.Fields(text) {
		if part == "-" || i >= len(list) {
			continue
		}
		n, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return fmt.Errorf("indices %q: %w", text, err)
		}
		*list[i] = forecast.Some(n)
	}
	return nil
}
