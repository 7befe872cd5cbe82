package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"reflect"
	"runtime"
	"sync"

	"github.com/canhlua/canhlua/forecast"
)

// layout is the columns in which this binary writes reasons.
type layout struct {
	*columns
	id    int64 // of the names, from their SHA-256
	names string
}

var reasonLayout = sync.OnceValue(func() layout {
	c := columnsOf(reflect.TypeFor[forecast.Reason]())
	names := c.layout()
	sum := sha256.Sum256([]byte(names))
	return layout{columns: c, id: int64(binary.BigEndian.Uint64(sum[:])), names: names}
})

// packReasons compresses each zone's reason by itself, so that one can be read
// without the others. It is the longest part of saving a run, so it takes all
// processors.
func packReasons(reasons []forecast.Reason) [][]byte {
	packed := make([][]byte, len(reasons))
	var all sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for first := range workers {
		all.Go(func() {
			w := reasonLayout().writer()
			for i := first; i < len(reasons); i += workers {
				packed[i] = pack(w.encode(&reasons[i]))
			}
		})
	}
	all.Wait()
	return packed
}

func (c *change) addLayout(ctx context.Context) error {
	_, err := c.tx.ExecContext(ctx, "INSERT INTO layout (id, names) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING",
		reasonLayout().id, reasonLayout().names)
	return err
}

// Reason gives a run's reason for a zone; NotFound when there is none.
func (s *Store) Reason(ctx context.Context, run, zone string) (forecast.Reason, error) {
	var (
		reason forecast.Reason
		names  string
		packed []byte
		what   = run + ", zone " + zone
	)
	err := s.one(ctx, "reason", what, `
		SELECT x.reason, l.names FROM run r JOIN run_reason x ON x.run = r.num JOIN layout l ON l.id = x.layout
		WHERE r.id = $1 AND x.zone = $2`, []any{words(run), words(zone)}, &packed, &names)
	if err != nil {
		return reason, err
	}
	plain, err := unpack(packed)
	if err == nil {
		err = reasonLayout().decode(names, plain, &reason)
	}
	return reason, s.fail("read reason "+what, err)
}
