package forecast

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// ErasedMark is what is kept of a person who asked to be erased: a hash under the
// service's own key, from which nobody without the key can tell, or try out, the
// address. With another key it is another mark.
func ErasedMark(key []byte, person string) string {
	return hex.EncodeToString(keyed(key, "erased", person))
}

// RegisterID is the ID of a register's row: the same for the same person, zones and
// lowest level, so that a register can be imported again, and not to be guessed
// without the service's own key.
func RegisterID(key []byte, s *Subscription) string {
	return hex.EncodeToString(keyed(key, "register", registerRow(s))[:12])
}

// OldRegisterID is the ID that a register's row had before the key went into it.
// Rows that bear it keep it.
func OldRegisterID(s *Subscription) string {
	sum := sha256.Sum256([]byte(registerRow(s)))
	return hex.EncodeToString(sum[:12])
}

func registerRow(s *Subscription) string {
	return s.Person() + "\x00" + strings.Join(s.Area.Zones, " ") + "\x00" + strconv.Itoa(int(s.Least))
}

func keyed(key []byte, purpose, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(purpose + "\x00" + text)) // a hash takes all that it is given
	return mac.Sum(nil)
}
