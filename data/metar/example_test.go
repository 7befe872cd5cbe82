package metar_test

import (
	"fmt"
	"time"

	"github.com/canhlua/canhlua/data/metar"
)

func ExampleDecode() {
	bulletin := []byte("SAVS31 VVTS 240600\nMETAR VVTS 240600Z VRB03KT CAVOK 35/19 Q1007 NOSIG=\nVVPB 240600Z NIL=\nVVNB 2406Z 25/20=\n")
	obs, rejects := metar.Decode(bulletin, metar.Options{Name: "savs31.txt", Received: time.Date(2026, 3, 24, 6, 4, 0, 0, time.UTC)})
	for _, o := range obs {
		fmt.Println(o.Station, o.Time.Format(time.RFC3339), o.TempC, "°C", o.RHPct, "%", o.WindMS, "m/s from", o.WindDirDeg)
	}
	for _, r := range rejects {
		fmt.Println(r.Err)
	}
	// Output:
	// VVTS 2026-03-24T06:00:00Z 35 °C 39.1 % 1.54 m/s from –
	// savs31.txt:4: "VVNB 2406Z 25/20": no day and time DDHHMMZ behind the station; give them, such as 240300Z
}
