package main

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// Notes of the store about link keys.
const (
	drawnKey  = "link key"        // the store's own, drawn where the environment gives none
	keyPrints = "link key prints" // of the keys that were ever used, the present one last, blanks between
)

// linkKeys are what links, marks of erased persons and IDs of a register's rows are made
// from: the one in use first, then the earlier ones, by which marks and IDs are known.
func linkKeys(ctx context.Context, st *store.Store) ([][]byte, error) {
	own := os.Getenv("CANHLUA_LINK_KEY")
	drawn, err := st.Meta(ctx, drawnKey)
	if err == nil && drawn == "" && own == "" {
		drawn, err = st.MetaOnce(ctx, drawnKey, rand.Text()+rand.Text())
	}
	keys := append([]string{own}, strings.Fields(os.Getenv("CANHLUA_LINK_KEY_BEFORE"))...)
	switch {
	case own == "":
		keys[0] = drawn
	case drawn != "":
		keys = append(keys, drawn)
	}
	out := make([][]byte, len(keys))
	for i, key := range keys {
		out[i] = []byte(key)
	}
	return out, err
}

// linkKey is the one in use. With another one than before every subscription is given
// its links anew, so that those in the next messages work.
func linkKey(ctx context.Context, st *store.Store, now forecast.Clock) ([]byte, error) {
	keys, err := linkKeys(ctx, st)
	if err != nil {
		return nil, err
	}
	text, err := st.Meta(ctx, keyPrints)
	used, own := strings.Fields(text), forecast.LinkKeyPrint(keys[0])
	if err != nil || len(used) > 0 && used[len(used)-1] == own {
		return keys[0], err
	}
	subs, err := st.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	var links []forecast.Link
	for _, sub := range subs {
		links = append(links, forecast.LinksOf(keys[0], sub.ID, now())...)
	}
	if _, err := st.AddSubscriptions(ctx, nil, links); err != nil {
		return nil, err
	}
	used = append(slices.DeleteFunc(used, func(p string) bool { return p == own }), own)
	return keys[0], st.SetMeta(ctx, keyPrints, strings.Join(used, " "))
}

// checkLinks wants every key from which something that is kept was made.
func (a *App) checkLinks(ctx context.Context, st *store.Store) finding {
	f := finding{part: "links", text: "key of the environment"}
	if os.Getenv("CANHLUA_LINK_KEY") == "" {
		f.text = "key drawn for this store; a backup holds it"
	}
	keys, err := linkKeys(ctx, st)
	if err != nil {
		return finding{part: f.part, err: err}
	}
	text, err := st.Meta(ctx, keyPrints)
	if err != nil {
		return finding{part: f.part, err: err}
	}
	for _, print := range strings.Fields(text) {
		if !slices.ContainsFunc(keys, func(key []byte) bool { return forecast.LinkKeyPrint(key) == print }) {
			f.err = errors.New("CANHLUA_LINK_KEY is another one than before: erased persons and rows of a register are no longer known, so that " +
				"a register may bring them back; write the earlier key into CANHLUA_LINK_KEY_BEFORE (several with blanks between)")
		}
	}
	return f
}
