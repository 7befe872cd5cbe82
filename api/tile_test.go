package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func TestTileJSON(t *testing.T) {
	h := serve(t, season(), evening)
	resp, body := get(t, h, "/tiles/danger/"+today.String()+".json?lang=en")
	var got struct {
		TileJSON string `json:"tilejson"`
		Tiles    []string
		Bounds   []float64
		MinZoom  *int `json:"minzoom"`
		MaxZoom  int  `json:"maxzoom"`
		Layers   []struct {
			ID     string
			Fields map[string]string
		} `json:"vector_layers"`
		Provisional bool
	}
	if err := json.Unmarshal([]byte(body), &got); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status, body, err)
	}
	if got.TileJSON != "3.0.0" || len(got.Tiles) != 1 || !strings.HasSuffix(got.Tiles[0], "/tiles/danger/"+today.String()+"/{z}/{x}/{y}.mvt?lang=en") ||
		len(got.Bounds) != 4 || got.MinZoom == nil || got.MaxZoom < 10 || len(got.Layers) != 1 || got.Layers[0].ID != "danger" || got.Layers[0].Fields["level"] == "" {
		t.Errorf("%s", body)
	}
}

func TestTileTellsLevels(t *testing.T) {
	h := serve(t, season(), evening)
	path := "/tiles/danger/" + today.String() + "/8/203/119.mvt"
	resp, body := get(t, h, path)
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != "application/vnd.mapbox-vector-tile" || resp.Header.Get("ETag") == "" ||
		resp.Header.Get("Last-Modified") == "" || resp.Header.Get("Cache-Control") == "" {
		t.Fatal(resp.Status, resp.Header)
	}
	for _, word := range []string{"danger", "level", "không xác định", "provisional", "z1"} {
		if !strings.Contains(body, word) {
			t.Errorf("the tile does not tell of %q", word)
		}
	}
	if again, _ := get(t, h, path, "If-None-Match", resp.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("If-None-Match answers %s", again.Status)
	}
	if _, other := get(t, serve(t, season(), evening), path); !bytes.Equal([]byte(body), []byte(other)) {
		t.Error("another process makes another tile")
	}
}

func TestWrongTiles(t *testing.T) {
	h := serve(t, season(), evening)
	for path, want := range map[string]int{
		"2016-3-5/8/203/120.mvt": 422, "2016-03-05/8/256/0.mvt": 404, "2016-03-05/30/0/0.mvt": 422, "2016-03-05/a/0/0.mvt": 422,
		"2016-03-05/8/203/120.png": 404, "x.json": 422, "2016-03-05.json?day=1": 422, "1900-01-01/8/203/120.mvt": 200, "2016-03-05/8/0/0.mvt": 200,
	} {
		resp, body := get(t, h, "/tiles/danger/"+path)
		if resp.StatusCode != want || want != 200 && resp.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s %s", path, resp.Status, body)
		}
	}
}
