package api

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

func TestCacheIsBounded(t *testing.T) {
	c := newCache(10, func(v int) int { return v })
	get := func(key string, v int) { _, _ = c.get(key, func() (int, error) { return v, nil }) }
	get("a", 4)
	get("b", 4)
	get("a", 99) // there already: counts as used
	get("c", 4)
	for key, want := range map[string]bool{"a": true, "b": false, "c": true} {
		if _, ok := c.find(key); ok != want {
			t.Errorf("%s kept: %t", key, ok)
		}
	}
	get("big", 50)
	if c.used != 50 || c.order.Len() != 1 {
		t.Errorf("%d in %d entries after one above the bound", c.used, c.order.Len())
	}
	get("d", 1)
	if _, ok := c.find("big"); ok || c.used != 1 {
		t.Errorf("the one above the bound stays, %d used", c.used)
	}
}

func TestCacheMakesOnceAndForgetsErrors(t *testing.T) {
	c := newCache(10, func(int) int { return 1 })
	if _, err := c.get("a", func() (int, error) { return 0, errors.New("broken") }); err == nil {
		t.Error("the error is lost")
	}
	var made atomic.Int64
	hold := make(chan struct{})
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			v, err := c.get("a", func() (int, error) {
				<-hold
				made.Add(1)
				return 7, nil
			})
			if v != 7 || err != nil {
				t.Errorf("%d %v", v, err)
			}
		})
	}
	close(hold)
	all.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
	if v, _ := c.get("a", func() (int, error) { return 8, nil }); v != 7 {
		t.Errorf("made again: %d", v)
	}
}
