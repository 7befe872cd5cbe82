package forecast

import "time"

// Remark is what one of those at the desk says of a draft to the others. It is
// kept and never public.
type Remark struct {
	Run  string    `json:"run"`
	At   time.Time `json:"at"`
	Role string    `json:"role"`
	By   string    `json:"by"` // the person or key
	Text string    `json:"text"`
}
