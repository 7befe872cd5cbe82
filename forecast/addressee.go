package forecast

// Addressees are whom the yearly report on the season goes to; names of offices
// change, so each is dated.
type Addressees struct {
	To      []Office `json:"to"`      // the People's Committee, above the office that reports
	Through []Office `json:"through"` // the provincial police
	Places  []Office `json:"places"`  // where it is signed
}
