package job

import (
	"testing"
	"time"

	_ "time/tzdata"
)

func TestSlots(t *testing.T) {
	const zone = "Asia/Ho_Chi_Minh"
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	slots, err := ReadSlots("40 13 * * *", zone)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 5, 14, 0, 0, 0, loc)
	if got := slots.Last(now.Add(-36*time.Hour), now); !got.Equal(time.Date(2026, 3, 5, 13, 40, 0, 0, loc)) {
		t.Errorf("last slot before 14:00: %s", got)
	}
	if got := slots.Last(now.Add(-10*time.Minute), now); !got.IsZero() {
		t.Errorf("no slot in the last ten minutes, got %s", got)
	}
	if _, err := ReadSlots("at noon", zone); err == nil {
		t.Error("a schedule that is no cron expression is taken")
	}
}
