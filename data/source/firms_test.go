package source_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

const (
	modisHeader = "latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,confidence,version,bright_t31,frp,daynight\n"
	viirsHeader = "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight\n"
)

func TestDecodeFIRMS(t *testing.T) {
	for name, c := range map[string]struct{ row, want, fault string }{
		"MODIS":            {modisHeader + "11.29,106.36,331.2,1.1,1.0,2026-03-02,0642,T,85,6.1NRT,301.1,22.4,D", "2026-03-02T06:42:00Z 11.29 106.36 high 85 22.4 MODIS T No", ""},
		"VIIRS":            {viirsHeader + "11.29,106.36,345.0,0.4,0.4,2026-03-02,1842,N20,VIIRS,n,2.0NRT,295.0,3.1,N", "2026-03-02T18:42:00Z 11.29 106.36 nominal – 3.1 VIIRS N20 Yes", ""},
		"zeros lost":       {viirsHeader + "11.29,106.36,345.0,0.4,0.4,2026-03-02,42,N,VIIRS,low,2.0NRT,295.0,3.1,D", "2026-03-02T00:42:00Z 11.29 106.36 low – 3.1 VIIRS N No", ""},
		"bounds":           {modisHeader + "11.29,106.36,331.2,1.1,1.0,2026-03-02,0642,A,30,6.1,301.1,,", "2026-03-02T06:42:00Z 11.29 106.36 nominal 30 – MODIS A ?", ""},
		"no place":         {modisHeader + ",106.36,331.2,1.1,1.0,2026-03-02,0642,T,85,6.1,301.1,22.4,D", "", "no place"},
		"off the earth":    {modisHeader + "111.29,106.36,331.2,1.1,1.0,2026-03-02,0642,T,85,6.1,301.1,22.4,D", "", "from -90 to 90"},
		"no such minute":   {modisHeader + "11.29,106.36,331.2,1.1,1.0,2026-03-02,0670,T,85,6.1,301.1,22.4,D", "", "not a time"},
		"no confidence":    {modisHeader + "11.29,106.36,331.2,1.1,1.0,2026-03-02,0642,T,,6.1,301.1,22.4,D", "", "no confidence"},
		"confidence 101":   {modisHeader + "11.29,106.36,331.2,1.1,1.0,2026-03-02,0642,T,101,6.1,301.1,22.4,D", "", "no confidence"},
		"missing is coded": {modisHeader + "11.29,106.36,-999,1.1,1.0,2026-03-02,0642,T,85,6.1,301.1,22.4,D", "", "brightness"},
		"another file":     {"latitude,longitude,brightness\n1,2,3", "", "no hotspots"},
	} {
		t.Run(name, func(t *testing.T) {
			fires, rejects := source.DecodeFIRMS([]byte(c.row+"\n"), "f.csv")
			if c.fault != "" {
				var invalid *forecast.Invalid
				if len(fires) != 0 || len(rejects) != 1 || !errors.As(rejects[0].Err, &invalid) || invalid.Remedy == "" || !strings.Contains(invalid.Error(), c.fault) {
					t.Fatalf("%v, %v", fires, rejects)
				}
				return
			}
			if len(fires) != 1 || len(rejects) != 0 {
				t.Fatalf("%v, %v", fires, rejects)
			}
			f := fires[0]
			night := map[forecast.Tri]string{forecast.Yes: "Yes", forecast.No: "No", forecast.NotKnown: "?"}[f.Night]
			got := fmt.Sprint(f.Time.Format("2006-01-02T15:04:05Z07:00"), " ", f.Lat, " ", f.Lon, " ", f.Confidence, " ", f.ConfidencePct, " ", f.FRPMW, " ", f.Instrument, " ", f.Satellite, " ", night)
			if got != c.want || f.ID == "" || f.Kind != forecast.Hotspot {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestHotspotsComeAgainUnderTheirNames(t *testing.T) {
	row := "11.29,106.36,331.2,1.1,1.0,2026-03-02,0642,T,85,%s,301.1,22.4,D\n"
	first, _ := source.DecodeFIRMS([]byte(modisHeader+fmt.Sprintf(row, "6.1NRT")), "a")
	again, _ := source.DecodeFIRMS([]byte(modisHeader+fmt.Sprintf(row, "6.1")), "b")
	other, _ := source.DecodeFIRMS([]byte(modisHeader+strings.Replace(fmt.Sprintf(row, "6.1"), "11.29", "11.30", 1)), "c")
	if first[0].ID != again[0].ID || first[0].ID == other[0].ID {
		t.Errorf("%s, %s, %s", first[0].ID, again[0].ID, other[0].ID)
	}
}

func TestRealHotspots(t *testing.T) {
	data, err := os.ReadFile(shared(t, "fires", "firms-modis-nrt-2018-05.csv"))
	if err != nil {
		t.Fatal(err)
	}
	fires, rejects := source.DecodeFIRMS(data, "f.csv")
	if len(fires) != 614 || len(rejects) != 0 {
		t.Errorf("%d hotspots, rejects %v", len(fires), rejects)
	}
}

func FuzzDecodeFIRMS(f *testing.F) {
	f.Add([]byte(modisHeader + "11.29,106.36,331.2,1.1,1.0,2026-03-02,0642,T,85,6.1NRT,301.1,22.4,D\n"))
	f.Add([]byte(viirsHeader + "11.29,106.36,345.0,0.4,0.4,2026-03-02,42,N,VIIRS,low,2.0NRT,295.0,3.1,D\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fires, _ := source.DecodeFIRMS(data, "f")
		for _, fire := range fires {
			if fire.Time.IsZero() || fire.Confidence == "" || !(fire.Lat >= -90 && fire.Lat <= 90) {
				t.Errorf("%+v", fire)
			}
		}
	})
}
