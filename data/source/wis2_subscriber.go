package source

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"syscall"
	"time"

	"github.com/eclipse/paho.golang/autopaho"
	"github.com/eclipse/paho.golang/paho"

	"github.com/canhlua/canhlua/forecast"
)

// WIS2 listens to a global broker of the WMO Information System 2 over MQTT 5 and
// hands over what its notifications are about. It reconnects by itself; within an
// hour the broker keeps what came meanwhile.
type WIS2 struct {
	Broker         *url.URL // mqtts://host:8883
	User, Password string
	ClientID       string // one for each process; the broker keeps its session by it
	Topics         []string
	Stations       []string    // WIGOS identifiers; none = all
	Area           *[4]float64 // west, south, east, north; nil = everywhere
	TLS            *tls.Config // nil = the system's
	Reader         Reader
	Clock          forecast.Clock
	Log            *slog.Logger
	AllowPrivate   bool          // links may lead into private networks: for tests and closed networks
	Pause          time.Duration // before the first try to connect again; default 1 s, doubled up to 2 min

	heard memory
}

// Name is "wis2".
func (w *WIS2) Name() string { return "wis2" }

// waiting is how many notifications may wait to be taken; beyond them the
// connection waits, and the broker keeps the rest.
const waiting = 256

// Listen hands over one bulletin for each notification until the context ends.
// An error of take ends it; what cannot be fetched or read is a reject of a
// bulletin without content. The error at the end of the context is nil.
func (w *WIS2) Listen(ctx context.Context, take func(forecast.Bulletin) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	in := make(chan []byte, waiting)
	manager, err := autopaho.NewConnection(ctx, w.config(ctx, in))
	if err != nil {
		return fmt.Errorf("wis2: %w", err)
	}
	for {
		select {
		case <-ctx.Done():
			end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
			defer cancel()
			_ = manager.Disconnect(end) // the broker notices anyhow
			return nil
		case payload := <-in:
			b, ok := w.bulletin(ctx, payload)
			if !ok {
				continue
			}
			if err := take(b); err != nil {
				return err
			}
		}
	}
}

func (w *WIS2) config(ctx context.Context, in chan<- []byte) autopaho.ClientConfig {
	pause := orDefault(w.Pause, time.Second)
	c := autopaho.ClientConfig{
		ServerUrls: []*url.URL{w.Broker}, TlsCfg: w.TLS, KeepAlive: 30, SessionExpiryInterval: 3600,
		ConnectUsername: w.User, ConnectPassword: []byte(w.Password),
		ReconnectBackoff: func(try int) time.Duration { return min(pause<<min(try, 7), 2*time.Minute) },
		OnConnectionUp: func(m *autopaho.ConnectionManager, _ *paho.Connack) {
			go w.subscribe(ctx, m)
		},
		OnConnectError: func(err error) {
			w.log().Warn("WIS2 broker does not answer", "broker", w.Broker.Host, "error", err.Error())
		},
	}
	c.ClientConfig = paho.ClientConfig{
		ClientID: w.ClientID,
		OnPublishReceived: []func(paho.PublishReceived) (bool, error){func(p paho.PublishReceived) (bool, error) {
			select {
			case in <- p.Packet.Payload:
			case <-ctx.Done():
			}
			return true, nil
		}},
	}
	return c
}

func (w *WIS2) subscribe(ctx context.Context, m *autopaho.ConnectionManager) {
	var all []paho.SubscribeOptions
	for _, t := range w.Topics {
		all = append(all, paho.SubscribeOptions{Topic: t, QoS: 1})
	}
	if _, err := m.Subscribe(ctx, &paho.Subscribe{Subscriptions: all}); err != nil && ctx.Err() == nil {
		w.log().Warn("WIS2 broker refuses the topics", "broker", w.Broker.Host, "error", err.Error())
		return
	}
	w.log().Info("WIS2 broker is heard", "broker", w.Broker.Host)
}

func (w *WIS2) log() *slog.Logger {
	if w.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return w.Log
}

// bulletin is what a notification is about; ok is false when it is not for us: a
// repeat, another place, or data taken back.
func (w *WIS2) bulletin(ctx context.Context, payload []byte) (b forecast.Bulletin, ok bool) {
	now := w.Clock()
	reject := func(name string, err error) (forecast.Bulletin, bool) {
		return forecast.Bulletin{
			Raw:     forecast.Raw{Source: FormatWIS2, Name: name, Received: now.UTC()},
			Rejects: []forecast.Reject{{Name: name, Err: err}},
		}, true
	}
	n, err := ReadNotification("WIS2 notification", payload)
	if err != nil {
		return reject("WIS2 notification", err)
	}
	// Every cache repeats what another has told, under the same data_id; a new
	// version of the data has another publication time.
	key := n.Properties.DataID + " " + n.Properties.PubTime
	if !w.wanted(n) || w.heard.has(n.ID) || w.heard.has(key) {
		return b, false
	}
	data, err := n.Inline()
	if err == nil && data == nil {
		data, err = w.fetch(ctx, n)
	}
	if err == nil && data != nil {
		err = n.Check(data)
	}
	if err != nil { // not remembered: another cache may have it right
		return reject(n.name(), err)
	}
	w.heard.add(n.ID)
	w.heard.add(key)
	if data == nil {
		return b, false
	}
	return n.bulletin(&w.Reader, data, now), true
}

// wanted reports whether the notification is of a station or place asked for.
// One that says neither is taken: what is of no use is refused later, by name.
func (w *WIS2) wanted(n *Notification) bool {
	if len(w.Stations) > 0 && n.Properties.Station != "" && !slices.Contains(w.Stations, n.Properties.Station) {
		return false
	}
	lon, lat, ok := n.Point()
	if w.Area == nil || !ok {
		return true
	}
	return lon >= w.Area[0] && lat >= w.Area[1] && lon <= w.Area[2] && lat <= w.Area[3]
}

// fetch downloads what lies behind the link; nil when there is none to follow.
func (w *WIS2) fetch(ctx context.Context, n *Notification) ([]byte, error) {
	address, err := n.Address()
	if err != nil || address == "" {
		return nil, err
	}
	pause := 500 * time.Millisecond
	for try := 1; ; try++ {
		data, again, err := w.download(ctx, address)
		if err == nil || !again || try == 3 || ctx.Err() != nil {
			return data, err
		}
		if err := sleep(ctx, pause); err != nil {
			return nil, err
		}
		pause *= 4
	}
}

// download makes one try; again says whether another may do better.
func (w *WIS2) download(ctx context.Context, address string) (data []byte, again bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, false, err
	}
	req.Header.Set("User-Agent", "canhlua")
	client := &http.Client{Transport: &http.Transport{DialContext: w.dialer().DialContext, DisableKeepAlives: true}, CheckRedirect: fewRedirects}
	resp, err := client.Do(req)
	if err != nil {
		return nil, !errors.Is(err, errPrivate), withoutAddress(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, resp.StatusCode >= 500 || resp.StatusCode == http.StatusNotFound, fmt.Errorf("%s answers %s", req.URL.Host, resp.Status)
	}
	data, err = io.ReadAll(io.LimitReader(resp.Body, largestPiece+1))
	if err != nil {
		return nil, true, withoutAddress(err)
	}
	if len(data) > largestPiece {
		return nil, false, fmt.Errorf("%s: more than %d bytes", req.URL.Host, largestPiece)
	}
	return data, false, nil
}

var errPrivate = errors.New("the link leads into a private network")

func fewRedirects(_ *http.Request, via []*http.Request) error {
	if len(via) > 3 {
		return errors.New("more than three redirects")
	}
	return nil
}

// dialer refuses addresses that are not public, whatever name led there: a
// notification comes from outside and must not make the service call its
// neighbours.
func (w *WIS2) dialer() *net.Dialer {
	return &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return err
		}
		ip := net.ParseIP(host)
		if w.AllowPrivate || ip != nil && ip.IsGlobalUnicast() && !ip.IsPrivate() {
			return nil
		}
		return errPrivate
	}}
}

// memory remembers the last names it was told.
type memory struct {
	names map[string]bool
	order []string
}

const remembered = 20_000

func (m *memory) has(name string) bool { return m.names[name] }

func (m *memory) add(name string) {
	if m.names == nil {
		m.names = map[string]bool{}
	}
	if m.names[name] {
		return
	}
	m.names[name] = true
	m.order = append(m.order, name)
	if len(m.order) > remembered {
		delete(m.names, m.order[0])
		m.order = m.order[1:]
	}
}
