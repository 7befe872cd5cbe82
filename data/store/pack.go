package store

import (
	"sync"

	"github.com/klauspost/compress/zstd"
)

// The packer and unpacker are shared: EncodeAll and DecodeAll keep no state
// between calls and may be used by several goroutines.
var (
	packer = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(true))
		if err != nil {
			panic(err) // the options are constants
		}
		return e
	})
	unpacker = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil)
		if err != nil {
			panic(err) // the options are constants
		}
		return d
	})
)

// pack compresses.
func pack(plain []byte) []byte { return packer().EncodeAll(plain, nil) }

// unpack gives back what pack was given; a damaged byte is an error.
func unpack(packed []byte) ([]byte, error) { return unpacker().DecodeAll(packed, nil) }
