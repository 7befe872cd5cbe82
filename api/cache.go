package api

import (
	"container/list"
	"sync"

	"golang.org/x/sync/singleflight"
)

// cache keeps the values used last, up to a bound on their cost. A value that
// several requests miss at once is made once.
type cache[V any] struct {
	limit int
	cost  func(V) int

	making singleflight.Group
	mu     sync.Mutex
	used   int
	order  *list.List // of entry[V], used last first
	byKey  map[string]*list.Element
}

type entry[V any] struct {
	key   string
	value V
	cost  int
}

func newCache[V any](limit int, cost func(V) int) *cache[V] {
	return &cache[V]{limit: limit, cost: cost, order: list.New(), byKey: map[string]*list.Element{}}
}

// get gives the value of a key, made when it is not there. An error is not kept.
func (c *cache[V]) get(key string, fill func() (V, error)) (V, error) {
	if v, ok := c.find(key); ok {
		return v, nil
	}
	made, err, _ := c.making.Do(key, func() (any, error) {
		if v, ok := c.find(key); ok { // made between our look and our turn
			return v, nil
		}
		v, err := fill()
		if err == nil {
			c.put(key, v)
		}
		return v, err
	})
	return made.(V), err
}

func (c *cache[V]) find(key string) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, ok := c.byKey[key]
	if !ok {
		var none V
		return none, false
	}
	c.order.MoveToFront(at)
	return at.Value.(entry[V]).value, true
}

func (c *cache[V]) put(key string, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, ok := c.byKey[key]; ok {
		c.drop(at)
	}
	e := entry[V]{key, v, c.cost(v)}
	c.byKey[key] = c.order.PushFront(e)
	c.used += e.cost
	for c.used > c.limit && c.order.Len() > 1 {
		c.drop(c.order.Back())
	}
}

func (c *cache[V]) drop(at *list.Element) {
	e := c.order.Remove(at).(entry[V])
	delete(c.byKey, e.key)
	c.used -= e.cost
}
