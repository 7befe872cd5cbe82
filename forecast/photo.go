package forecast

import (
	"context"
	"time"
)

// Photo is a picture as it is kept: made anew from what was sent, so that it
// holds nothing but what is seen.
type Photo struct {
	Hash   string    // SHA-256 of Data, hex
	Type   string    // media type
	Width  int       // pixels
	Height int       // pixels
	Data   []byte    // the file
	Taken  time.Time // received, UTC
}

// PhotoStore keeps pictures.
type PhotoStore interface {
	// Photo gives one by its hash; NotFound when there is none.
	Photo(ctx context.Context, hash string) (Photo, error)
}
