package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// longestLine is where a line stops being one: files without line ends must not
// fill the memory.
const longestLine = 64 << 10

var (
	errLongLine = errors.New("longer than 65,536 characters")
	errQuote    = errors.New("a quotation mark is not closed")
	byteOrder   = []byte("\xef\xbb\xbf")
)

// lines reads a text line by line in constant memory. LF, CRLF and a byte-order
// mark are taken off.
type lines struct {
	r *bufio.Reader
	n int // number of the last line, 1-based
}

func newLines(r io.Reader) *lines { return &lines{r: bufio.NewReaderSize(r, longestLine)} }

// next gives the next line; io.EOF after the last. The rest of a line that is
// too long is passed over, and errLongLine tells so.
func (l *lines) next() (string, error) {
	b, err := l.r.ReadSlice('\n')
	if err == io.EOF && len(b) > 0 {
		err = nil
	}
	if err == nil || errors.Is(err, bufio.ErrBufferFull) {
		l.n++
	}
	text := string(bytes.TrimRight(b, "\r\n"))
	if l.n == 1 {
		text = strings.TrimPrefix(text, string(byteOrder))
	}
	if !errors.Is(err, bufio.ErrBufferFull) {
		return text, err
	}
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = l.r.ReadSlice('\n')
	}
	if err != nil && err != io.EOF {
		return "", err
	}
	return text[:60], errLongLine
}

// separatorOf guesses what parts the cells of a header: the one it has most of.
func separatorOf(header string) byte {
	best, most := byte(','), 0
	for _, sep := range []byte{',', ';', '\t'} {
		if n := strings.Count(header, string(sep)); n > most {
			best, most = sep, n
		}
	}
	return best
}

// split cuts a line into trimmed cells, reusing the slice. A cell may stand in
// quotation marks; within them a doubled mark is one.
func split(line string, sep byte, cells []string) ([]string, error) {
	cells = cells[:0]
	for {
		line = strings.TrimLeft(line, " ")
		if strings.HasPrefix(line, `"`) {
			cell, rest, err := quoted(line[1:])
			if err != nil {
				return cells, err
			}
			cells = append(cells, cell)
			i := strings.IndexByte(rest, sep)
			if i < 0 {
				return cells, nil
			}
			line = rest[i+1:]
			continue
		}
		i := strings.IndexByte(line, sep)
		if i < 0 {
			return append(cells, strings.TrimSpace(line)), nil
		}
		cells = append(cells, strings.TrimSpace(line[:i]))
		line = line[i+1:]
	}
}

// quoted reads up to the closing mark.
func quoted(s string) (cell, rest string, err error) {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			return "", "", errQuote
		}
		b.WriteString(s[:i])
		s = s[i+1:]
		if !strings.HasPrefix(s, `"`) {
			return strings.TrimSpace(b.String()), s, nil
		}
		b.WriteByte('"')
		s = s[1:]
	}
}
