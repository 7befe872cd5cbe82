package forecast

// Indices are what the indices beside P and H say of a zone at 13:00 of a day,
// each missing when something it needs is.
type Indices struct {
	Nesterov Float `json:"nesterov"`       // °C²
	Angstrom Float `json:"angstrom"`       // falls as danger rises
	KBDI     Float `json:"kbdi_mm"`        // 0–203.2 mm; the temperature at 13:00 stands for the day's highest
	Drought  Float `json:"drought_factor"` // 0–10
	FFDI     Float `json:"ffdi"`           // McArthur Mark 5
	FFWI     Float `json:"ffwi"`           // Fosberg
	HDW      Float `json:"hdw"`            // hPa·m/s
	FFMC     Float `json:"ffmc"`           // 0–101
	DMC      Float `json:"dmc"`
	DC       Float `json:"dc"`
	ISI      Float `json:"isi"`
	BUI      Float `json:"bui"`
	FWI      Float `json:"fwi"`
	DSR      Float `json:"dsr"`
}

// List gives the indices one by one, in the order of the fields.
func (x *Indices) List() []*Float {
	return []*Float{&x.Nesterov, &x.Angstrom, &x.KBDI, &x.Drought, &x.FFDI, &x.FFWI, &x.HDW,
		&x.FFMC, &x.DMC, &x.DC, &x.ISI, &x.BUI, &x.FWI, &x.DSR}
}

// Fuel is what the indices beside P and H carry from day to day. What no reading
// tells is held between two histories, one begun from soaked fuel and one from
// parched: an index is known from the day on which both say the same.
type Fuel struct {
	Nesterov Float     `json:"nesterov"` // °C²; missing until rain sets it back
	Wet      Moisture  `json:"wet"`
	Dry      Moisture  `json:"dry"`
	RainMM   []float64 `json:"rain_mm"` // of the last days without a hole, newest last, at most 20
}

// Moisture is how dry soil and fuel are in one history.
type Moisture struct {
	DeficitMM float64 `json:"kbdi_mm"`   // of KBDI, 0–203.2 mm
	CaughtMM  float64 `json:"caught_mm"` // of the rain spell under way, 0–5 mm
	FFMC      float64 `json:"ffmc"`      // 0–101
	DMC       float64 `json:"dmc"`       // 0 up
	DC        float64 `json:"dc"`        // 0 up
}
