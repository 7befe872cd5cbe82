package store

import (
	"bytes"
	"errors"
	"io"
	"sync"

	"github.com/klauspost/compress/zstd"
)

var packOptions = []zstd.EOption{zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(true)}

// The packer and unpacker are shared: EncodeAll and DecodeAll keep no state
// between calls and may be used by several goroutines.
var (
	packer = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, packOptions...)
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

// packStream compresses what write writes, without holding it.
func packStream(write func(io.Writer) error) ([]byte, error) {
	var packed bytes.Buffer
	e, err := zstd.NewWriter(&packed, packOptions...)
	if err != nil {
		return nil, err
	}
	err = errors.Join(write(e), e.Close())
	return packed.Bytes(), err
}

// unpackStream has read read what was packed. The rest is unpacked as well, so that
// a damaged byte is an error wherever it stands.
func unpackStream(packed []byte, read func(io.Reader) error) error {
	d, err := zstd.NewReader(bytes.NewReader(packed))
	if err != nil {
		return err
	}
	defer d.Close()
	if err := read(d); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, d)
	return err
}

// unpack gives back what pack was given; a damaged byte is an error.
func unpack(packed []byte) ([]byte, error) { return unpacker().DecodeAll(packed, nil) }
