package forecast

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"
)

// LinkSpan is how long links hold. Those that messages bear are extended while their
// subscription is active (ExtendLinks).
var LinkSpan = map[LinkPurpose]time.Duration{
	LinkConfirm:     48 * time.Hour,
	LinkUnsubscribe: 3 * 366 * 24 * time.Hour,
	LinkManage:      366 * 24 * time.Hour,
}

// LinksOf are the links that a subscription's messages bear.
func LinksOf(key []byte, subscription string, now time.Time) []Link {
	out := make([]Link, 0, len(LinkSpan))
	for purpose, span := range LinkSpan {
		out = append(out, Link{Hash: LinkHash(LinkToken(key, purpose, subscription)), Subscription: subscription, Purpose: purpose, Expires: now.Add(span)})
	}
	return out
}

// LinkKeyPrint tells one key of links from another, and nothing of the key.
func LinkKeyPrint(key []byte) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("print"))
	return hex.EncodeToString(mac.Sum(nil)[:8])
}

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
