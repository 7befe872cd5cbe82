package bulletin

import (
	"strings"
	"testing"
	"time"
)

// TestNumbersKeepTheirUnits: no line ends with a number whose unit begins the next.
func TestNumbersKeepTheirUnits(t *testing.T) {
	f := newSheet(About{Title: "t", Lang: "vi", At: time.Unix(0, 0)})
	f.SetFont(face, "", 10)
	text := "Rừng thông: trực chòi canh lửa từ 9 giờ đến 18 giờ. Lúc 13 giờ: nhiệt độ 37–42 °C; mưa 24 giờ 0 mm. Phát hành lúc 18:40 ngày 05/03/2016."
	for width := 20.0; width < 90; width++ {
		lines := f.wrapped(text, width)
		if got := strings.Join(lines, " "); got != text {
			t.Fatalf("at %v mm the text became %q", width, got)
		}
		for i := 1; i < len(lines); i++ {
			if lastNumber.MatchString(lines[i-1]) && unitFirst.MatchString(lines[i]) {
				t.Errorf("at %v mm a unit left its number: %q", width, lines)
			}
			if f.GetStringWidth(lines[i]) > width {
				t.Errorf("at %v mm a line is too long: %q", width, lines[i])
			}
		}
	}
}
