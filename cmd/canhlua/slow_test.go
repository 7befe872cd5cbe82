package main

import (
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// Who sends without end, reads nothing or says nothing does not hold a connection
// for ever; a trial of tables, two minutes long, still fits.
func TestNobodyHoldsAConnectionForEver(t *testing.T) {
	s := serverOf(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 64<<20)) }))
	if s.ReadHeaderTimeout == 0 || s.ReadTimeout == 0 || s.IdleTimeout == 0 || s.WriteTimeout < 3*time.Minute || s.WriteTimeout > 10*time.Minute || s.MaxHeaderBytes > 64<<10 {
		t.Fatalf("%+v", s)
	}
	s.WriteTimeout = 300 * time.Millisecond // as five minutes would
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.Serve(l) }()
	defer func() { _ = s.Close() }()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second) // and read nothing
	_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
	n, err := io.Copy(io.Discard, c)
	if n >= 64<<20 {
		t.Errorf("%d bytes waited for a reader who came late: %v", n, err)
	}
}
