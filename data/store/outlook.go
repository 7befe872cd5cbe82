package store

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// outlookText is an outlook as it is stored: source, members that broke off,
// members by level, the three percentiles ("-" = missing), and behind a c the
// members that have changed where that was counted, with blanks between. There
// are millions of them.
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
	if o.Changed.OK {
		out = strconv.AppendInt(append(out, " c"...), int64(o.Changed.V), 10)
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
	return readOutlook(text, s.to)
}

// readOutlook reads from left to right what outlookText wrote.
func readOutlook(text string, to **forecast.Outlook) error {
	o := &struct { // in one piece: there are millions of them
		forecast.Outlook
		counts [len(forecast.Levels)]int
	}{}
	if known, changed, ok := strings.Cut(text, " c"); ok && known != "" {
		n, err := strconv.Atoi(changed)
		if err != nil {
			return fmt.Errorf("outlook: %q: %w", changed, err)
		}
		o.Changed, text = forecast.Some(float64(n)), known
	}
	words := strings.Count(text, " ") + 1
	const others = 5 // beside the counts
	if words <= others {
		return unreadable("outlook", text)
	}
	o.Counts = o.counts[:0]
	percentiles := [...]*forecast.Float{&o.Low, &o.Median, &o.High}
	for i := range words {
		word, rest, _ := strings.Cut(text, " ")
		text = rest
		var err error
		switch at := i - words + len(percentiles); {
		case i == 0:
			o.Source = word
		case i == 1:
			o.Broken, err = strconv.Atoi(word)
		case at >= 0:
			err = readPercentile(word, percentiles[at])
		default:
			var n int
			n, err = strconv.Atoi(word)
			o.Counts, o.Members = append(o.Counts, n), o.Members+n
		}
		if err != nil {
			return fmt.Errorf("outlook: %q: %w", word, err)
		}
	}
	*to = &o.Outlook
	return nil
}

func readPercentile(word string, to *forecast.Float) error {
	if word == "-" {
		return nil
	}
	v, err := strconv.ParseFloat(word, 64)
	*to = forecast.Some(v)
	return err
}
