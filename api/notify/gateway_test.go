package notify_test

import (
	"errors"
	"testing"

	"github.com/canhlua/canhlua/api/notify"
	"github.com/canhlua/canhlua/forecast"
)

// Subscribers name the address that is called: whoever names a gateway and an
// address of his own must not be sent the gateway's key.
func TestAGatewaysKeyGoesToNobodyElse(t *testing.T) {
	thief, s := newReceiver(t, nil)
	gateway := notify.Gateway{ContentType: "application/json", Headers: map[string]string{"Authorization": "Bearer {{.Key}}"}, Key: "secret",
		Address: "https://sms.example.vn/send?v=2", Body: `{"to":{{json .Recipient}},"key":{{json .Key}}}`}
	w := newWebhook(t, s, true, map[string]notify.Gateway{"sms": gateway})
	for _, address := range []string{s.URL + "/send?v=2#0901", s.URL, "https://sms.example.vn.evil.vn/send?v=2#1", "http://sms.example.vn/send?v=2#1",
		"https://sms.example.vn:444/send?v=2#1", "https://sms.example.vn/other?v=2#1", "https://sms.example.vn/send?v=2&to=x#1"} {
		m := hook(address)
		m.Template = "sms"
		if retry, err := w.Send(t.Context(), m); retry || err == nil {
			t.Errorf("%s: sent or to be sent again: %v", address, err)
		}
		var invalid *forecast.Invalid
		if err := w.CheckWebhook(address, newKey, "sms"); !errors.As(err, &invalid) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if len(thief.asked) > 0 {
		t.Errorf("a stranger was sent %v %q", thief.asked[0].Header, thief.bodies[0])
	}
	if err := w.CheckWebhook("https://SMS.example.vn/send?v=2#0901", newKey, "sms"); err != nil {
		t.Error(err)
	}
	gateway.Address = ""
	var invalid *forecast.Invalid
	if _, err := notify.NewWebhook(notify.WebhookConfig{Gateways: map[string]notify.Gateway{"sms": gateway}, Clock: clock}); !errors.As(err, &invalid) {
		t.Errorf("a key without an address: %v", err)
	}
}
