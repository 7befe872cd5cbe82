package table

// KindWords gives reason and remedy of every kind of fault, by its code.
func KindWords() map[string][2]string {
	out := map[string][2]string{}
	for code, k := range kinds {
		out[code] = [2]string{k.reason, k.remedy}
	}
	return out
}
