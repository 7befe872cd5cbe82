package forecast

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// LinkToken is the token of a subscription's link, made from the service's own key:
// whoever writes a message can make it again, and the store keeps its hash alone.
func LinkToken(key []byte, purpose LinkPurpose, subscription string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(string(purpose) + "\x00" + subscription)) // a hash takes all that it is given
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:24])
}

// LinkHash is the hash under which a token is kept.
func LinkHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
