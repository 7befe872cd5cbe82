package api

import (
	"context"
	"fmt"
	"sync"

	"github.com/alexedwards/argon2id"
)

// passwordCost is the second choice of RFC 9106, section 4: for where memory is
// short. A hash bears its own cost, so that this may change.
var passwordCost = &argon2id.Params{Memory: 64 << 10, Iterations: 3, Parallelism: 4, SaltLength: 16, KeyLength: 32}

// HashPassword is the form in which a password is kept.
func HashPassword(password string) (string, error) {
	return argon2id.CreateHash(password, passwordCost)
}

// noPassword is compared with where there is no account, so that the answer takes
// as long.
var noPassword = sync.OnceValues(func() (string, error) { return HashPassword("no password") })

// hashing bounds how many passwords are hashed at once, each in 64 MiB.
var hashing = make(chan struct{}, 2)

// matches compares a password with a hash; no hash matches none, in the same time.
func matches(ctx context.Context, password, hash string) (bool, error) {
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	none := hash == ""
	if none {
		var err error
		if hash, err = noPassword(); err != nil {
			return false, err
		}
	}
	same, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, fmt.Errorf("a stored password cannot be read: %w; give the account a new one", err)
	}
	return same && !none, nil
}
