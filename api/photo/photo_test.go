package photo_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/api/photo"
)

var limits = photo.Limits{Bytes: 1 << 20, Pixels: 2_000_000, Side: 400}

// scene is red on the left and blue on the right.
func scene(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{R: 220, A: 255}
			if x >= w/2 {
				c = color.RGBA{B: 220, A: 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func jpegOf(m image.Image) []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func pngOf(m image.Image) []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// exif puts a segment with an orientation, and a place in words, behind the head.
func exif(data []byte, orientation uint16) []byte {
	body := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	body = binary.BigEndian.AppendUint16(body, orientation)
	body = append(body, "\x00\x00GPS 11.29 106.36 <script>alert(1)</script>"...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	return append(append(append([]byte{}, data[:2]...), append(segment, body...)...), data[2:]...)
}

// webp is a lossless picture of 1 × 1 pixels.
var webp = func() []byte {
	data, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		panic(err)
	}
	return data
}()

// huge is a PNG whose head claims more pixels than there are bytes for.
func huge(w, h uint32) []byte {
	data := pngOf(scene(2, 2))
	binary.BigEndian.PutUint32(data[16:], w)
	binary.BigEndian.PutUint32(data[20:], h)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func TestClean(t *testing.T) {
	plain := jpegOf(scene(800, 200))
	for name, tt := range map[string]struct {
		data []byte
		w, h int
	}{
		"a photo":           {plain, 400, 100},
		"with metadata":     {exif(plain, 1), 400, 100},
		"held upside down":  {exif(plain, 3), 400, 100},
		"held upright":      {exif(plain, 6), 100, 400},
		"a polyglot":        {append(append([]byte{}, plain...), "PK\x03\x04<script>alert(1)</script>"...), 400, 100},
		"a PNG":             {pngOf(scene(40, 30)), 40, 30},
		"a transparent PNG": {pngOf(image.NewNRGBA(image.Rect(0, 0, 5, 5))), 5, 5},
		"a WebP":            {webp, 1, 1},
	} {
		got, err := photo.Clean(tt.data, limits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		m, err := jpeg.Decode(bytes.NewReader(got.Data))
		if err != nil || m.Bounds().Dx() != tt.w || m.Bounds().Dy() != tt.h || got.Width != tt.w || got.Height != tt.h {
			t.Errorf("%s: %v, %v", name, err, got)
		}
		for _, trace := range []string{"Exif", "GPS", "script", "PK\x03"} {
			if bytes.Contains(got.Data, []byte(trace)) {
				t.Errorf("%s: %q came through", name, trace)
			}
		}
		if again, err := photo.Clean(tt.data, limits); err != nil || again.Hash != got.Hash || len(got.Hash) != 64 {
			t.Errorf("%s: made twice it has two hashes", name)
		}
	}
}

// TestUpright: the picture stands as it was seen, whatever way the camera was held.
func TestUpright(t *testing.T) {
	plain := jpegOf(scene(80, 40))
	for orientation, red := range map[uint16]image.Point{
		1: {5, 20}, 2: {75, 20}, 3: {75, 20}, 4: {5, 20}, 5: {20, 5}, 6: {20, 5}, 7: {20, 75}, 8: {20, 75}, 9: {5, 20},
	} {
		got, err := photo.Clean(exif(plain, orientation), limits)
		if err != nil {
			t.Fatal(err)
		}
		m, err := jpeg.Decode(bytes.NewReader(got.Data))
		if err != nil {
			t.Fatal(err)
		}
		if r, _, b, _ := m.At(red.X, red.Y).RGBA(); r < b {
			t.Errorf("orientation %d: %v is not red", orientation, red)
		}
	}
}

func TestRefused(t *testing.T) {
	var animated bytes.Buffer
	if err := gif.Encode(&animated, scene(4, 4), nil); err != nil {
		t.Fatal(err)
	}
	plain := jpegOf(scene(80, 40))
	scans := append(append([]byte{}, plain...), bytes.Repeat([]byte{0xff, 0xda}, 100)...)
	for name, tt := range map[string]struct {
		data []byte
		says string
	}{
		"nothing":              {nil, "no JPEG, PNG or WebP"},
		"a page":               {[]byte("<html><script>alert(1)</script>"), "no JPEG, PNG or WebP"},
		"a drawing":            {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "no JPEG, PNG or WebP"},
		"a GIF":                {animated.Bytes(), "no JPEG, PNG or WebP"},
		"a program":            {[]byte("MZ\x90\x00"), "no JPEG, PNG or WebP"},
		"a script in a JPEG":   {[]byte("\xff\xd8\xff<script>alert(1)</script>"), "cannot be read"},
		"half a photo":         {plain[:len(plain)/2], "cannot be read"},
		"a bomb":               {huge(30_000, 30_000), "30000 × 30000 pixels"},
		"a long bomb":          {huge(1<<31-1, 1), "pixels"},
		"too many pixels":      {pngOf(image.NewGray(image.Rect(0, 0, 2000, 1001))), "2000 × 1001"},
		"too deep":             {pngOf(image.NewNRGBA64(image.Rect(0, 0, 1200, 1000))), "1200 × 1000"},
		"too large":            {append(plain, make([]byte, 1<<20)...), "at most 1048576"},
		"painted over":         {scans, "painted over"},
		"a WebP without image": {[]byte("RIFF\x04\x00\x00\x00WEBP"), "cannot be read"},
	} {
		_, err := photo.Clean(tt.data, limits)
		var refused *photo.Refused
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), tt.says) || refused.Remedy == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzClean(f *testing.F) {
	plain := jpegOf(scene(16, 8))
	f.Add(plain)
	f.Add(exif(plain, 6))
	f.Add(pngOf(scene(4, 4)))
	f.Add(webp)
	f.Add(huge(5000, 5000))
	small := photo.Limits{Bytes: 1 << 16, Pixels: 40_000, Side: 64}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := photo.Clean(data, small)
		var refused *photo.Refused
		switch {
		case err != nil && (!errors.As(err, &refused) || refused.Remedy == ""):
			t.Errorf("%v", err)
		case err == nil:
			m, err := jpeg.Decode(bytes.NewReader(got.Data))
			if err != nil || m.Bounds().Dx() > 64 || m.Bounds().Dy() > 64 {
				t.Errorf("%v: %d × %d", err, got.Width, got.Height)
			}
		}
	})
}
