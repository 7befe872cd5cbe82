package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Row is one reading of a JSON input, or why it cannot be taken.
type Row struct {
	Number      int // 1-based
	Observation forecast.Observation
	Err         error
}

// reading is an observation as people and machines send it: the fields of
// `canhlua decode`, and rain_mm with rain_hours where there is one amount.
type reading struct {
	Station        string              `json:"station"`
	WIGOS          string              `json:"wigos"`
	Time           string              `json:"time"`
	TempC          forecast.Float      `json:"temp_c"`
	DewPointC      forecast.Float      `json:"dewpoint_c"`
	RHPct          forecast.Float      `json:"rh_pct"`
	WindMS         forecast.Float      `json:"wind_ms"`
	WindDirDeg     forecast.Float      `json:"wind_dir_deg"`
	PressureHPa    forecast.Float      `json:"pressure_hpa"`
	MSLPressureHPa forecast.Float      `json:"msl_pressure_hpa"`
	QNH            bool                `json:"qnh"`
	Rain           []forecast.Rain     `json:"rain"`
	RainMM         forecast.Float      `json:"rain_mm"`
	RainHours      forecast.Float      `json:"rain_hours"`
	Correction     string              `json:"correction"`
	Void           []forecast.Variable `json:"void"`
	Derived        []forecast.Variable `json:"derived"`
	Estimated      bool                `json:"estimated"`
	Source         string              `json:"source"` // taken note of in raw only: who sends is known otherwise
	Raw            string              `json:"raw"`
}

// ReadJSON reads readings: one object, a list of them, {"observations": […]}, or
// one object a line. A reading that cannot be taken is a Row with its error, a
// *forecast.Invalid; the error of ReadJSON itself says that the text is no JSON of
// such a form from some place on; the rows before it are given all the same.
func ReadJSON(name string, data []byte) ([]Row, error) {
	raws, err := rawReadings(name, data)
	rows := make([]Row, len(raws))
	for i, raw := range raws {
		o, err := readReading(raw)
		var bad *forecast.Invalid
		if errors.As(err, &bad) {
			bad.File, bad.Line = name, i+1
		}
		rows[i] = Row{Number: i + 1, Observation: o, Err: err}
	}
	return rows, err
}

func rawReadings(name string, data []byte) (raws []json.RawMessage, err error) {
	in := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, byteOrder)))
	for {
		var one json.RawMessage
		switch err := in.Decode(&one); {
		case errors.Is(err, io.EOF):
			return raws, nil
		case err != nil:
			return raws, notJSON(name, data, in.InputOffset(), err)
		}
		raws = append(raws, unwrap(one)...)
	}
}

// notJSON names the line that broke.
func notJSON(name string, data []byte, offset int64, err error) *forecast.Invalid {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		offset = max(offset, syntax.Offset)
	}
	return &forecast.Invalid{
		File: name, Line: 1 + bytes.Count(data[:min(int(offset), len(data))], []byte("\n")), Reason: "no JSON: " + err.Error(),
		Remedy: `send {"observations": [{"station": …, "time": …, "temp_c": …}]}`,
	}
}

// unwrap takes the readings out of a list or an envelope.
func unwrap(one json.RawMessage) []json.RawMessage {
	var list []json.RawMessage
	if json.Unmarshal(one, &list) == nil {
		return list
	}
	var envelope map[string]json.RawMessage
	if json.Unmarshal(one, &envelope) == nil && len(envelope) == 1 && json.Unmarshal(envelope["observations"], &list) == nil {
		return list
	}
	return []json.RawMessage{one}
}

func readReading(raw json.RawMessage) (o forecast.Observation, err error) {
	in := json.NewDecoder(bytes.NewReader(raw))
	in.DisallowUnknownFields()
	var r reading
	if err := in.Decode(&r); err != nil {
		return o, &forecast.Invalid{Value: beginning(raw), Reason: err.Error(), Remedy: "send the fields of `canhlua decode`, numbers as numbers"}
	}
	at, err := time.Parse(time.RFC3339, r.Time)
	switch {
	case r.Station == "":
		return o, &forecast.Invalid{Column: "station", Value: beginning(raw), Reason: "names no station", Remedy: "give the station's ID"}
	case err != nil:
		return o, &forecast.Invalid{Column: "time", Value: r.Time, Reason: "not a time with its zone", Remedy: "write it as 2026-03-02T13:00:00+07:00 (RFC 3339)"}
	}
	o = forecast.Observation{
		Station: r.Station, WIGOS: r.WIGOS, Time: at.UTC(), TempC: r.TempC, DewPointC: r.DewPointC, RHPct: r.RHPct, WindMS: r.WindMS,
		WindDirDeg: r.WindDirDeg, PressureHPa: r.PressureHPa, MSLPressureHPa: r.MSLPressureHPa, QNH: r.QNH, Rain: r.Rain,
		Correction: r.Correction, Estimated: r.Estimated, Source: FormatJSON, Raw: r.Raw,
	}
	for _, v := range r.Derived { // reckoned anew
		if v == forecast.DewPointC || v == forecast.RHPct {
			o.Set(v, forecast.Float{})
		}
	}
	o.Void = r.void()
	if !slices.Contains(o.Void, forecast.RHPct) && !slices.Contains(o.Void, forecast.DewPointC) {
		deriveHumidity(&o)
	}
	if err := r.addRain(&o); err != nil {
		return o, err
	}
	return o, o.CheckVoid()
}

// void is what the reading takes away. Humidity and dew point say the same: without
// one of them the other goes too, unless it is given.
func (r *reading) void() []forecast.Variable {
	out := slices.Clone(r.Void)
	for _, pair := range []struct {
		of, with forecast.Variable
		given    bool
	}{{forecast.RHPct, forecast.DewPointC, r.DewPointC.OK}, {forecast.DewPointC, forecast.RHPct, r.RHPct.OK}} {
		if slices.Contains(r.Void, pair.of) && !pair.given && !slices.Contains(out, pair.with) {
			out = append(out, pair.with)
		}
	}
	return out
}

// addRain adds the one amount, and refuses one without its period.
func (r *reading) addRain(o *forecast.Observation) error {
	if r.RainMM.OK {
		if !r.RainHours.OK {
			return &forecast.Invalid{Column: "rain_mm", Value: r.RainMM.String(), Reason: "an amount of rain without its period",
				Remedy: "give rain_hours, the hours up to the reading's time"}
		}
		o.Rain = append(o.Rain, forecast.Rain{MM: r.RainMM.V, Hours: r.RainHours.V})
	}
	for _, rain := range o.Rain {
		if rain.Hours <= 0 || rain.Hours > 24*31 {
			return &forecast.Invalid{Column: "rain_hours", Value: fmt.Sprint(rain.Hours), Reason: "not a period of rain",
				Remedy: "give the hours up to the reading's time, more than 0"}
		}
	}
	return nil
}

func beginning(raw []byte) string { return string(raw[:min(len(raw), 80)]) }

// RawJSON is a JSON input as it is kept.
func RawJSON(name string, received time.Time, data []byte) forecast.Raw {
	return rawOf(FormatJSON, name, received, data)
}

// bulletinOf makes a bulletin's lists of rows.
func bulletinOf(b *forecast.Bulletin, rows []Row, err error) {
	for _, r := range rows {
		if r.Err != nil {
			b.Rejects = append(b.Rejects, forecast.Reject{Name: b.Raw.Name, Line: r.Number, Err: r.Err})
			continue
		}
		b.Observations = append(b.Observations, r.Observation)
	}
	if err != nil {
		b.Rejects = append(b.Rejects, forecast.Reject{Name: b.Raw.Name, Err: err})
	}
}
