// Package photo makes a picture anew from one that a stranger sent: only what is
// seen comes through, never place, time, device, script or a second file. It is
// pure; whoever keeps the picture keeps the result, never what was sent.
package photo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // is read
	"math"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // is read
)

// Limits are what a picture may be.
type Limits struct {
	Bytes  int // of the file
	Pixels int // width × height, as sent
	Side   int // the longer side of what is made, pixels
}

// Picture is what was made.
type Picture struct {
	Data          []byte // a JPEG file without metadata
	Hash          string // SHA-256 of Data, hex
	Width, Height int    // pixels
}

// Type is the media type of every Picture.
const Type = "image/jpeg"

// Refused says why a file is not taken, and what to do.
type Refused struct{ Reason, Remedy string }

// Error is the reason with the remedy.
func (e *Refused) Error() string { return "photo: " + e.Reason + "; " + e.Remedy }

const (
	jpegQuality = 82
	longestSide = 30_000 // pixels; no camera makes a longer one
	mostScans   = 64     // of a progressive JPEG; cameras and programs write about ten
	deepPixels  = 2      // a pixel of 16 bits a colour counts so many times
)

// Clean makes a picture anew, upright and not larger than the limits. A *Refused
// says what is wrong with the file.
func Clean(data []byte, limit Limits) (Picture, error) {
	kind, err := check(data, limit)
	if err != nil {
		return Picture{}, err
	}
	sent, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return Picture{}, broken(kind, err)
	}
	turn := upright
	if kind == "jpeg" {
		turn = orientation(data)
	}
	return encode(turned(fitted(sent, limit.Side), turn))
}

// check reads no more than the head of the file.
func check(data []byte, limit Limits) (kind string, err error) {
	if len(data) > limit.Bytes {
		return "", &Refused{fmt.Sprintf("%d bytes; at most %d are taken", len(data), limit.Bytes), "send a smaller picture"}
	}
	kind = kindOf(data)
	if kind == "" {
		return "", &Refused{"the content is no JPEG, PNG or WebP picture, whatever its name says", "send a photo as the camera makes it"}
	}
	head, found, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return "", broken(kind, err)
	case found != kind:
		return "", &Refused{"the content is neither one kind of picture nor another", "send a photo as the camera makes it"}
	case head.Width <= 0 || head.Height <= 0 || head.Width > longestSide || head.Height > longestSide,
		weight(head) > limit.Pixels:
		return "", &Refused{fmt.Sprintf("%d × %d pixels; at most %d million are taken", head.Width, head.Height, limit.Pixels/1_000_000), "send a smaller picture"}
	case kind == "jpeg" && bytes.Count(data, []byte{0xff, 0xda}) > mostScans:
		return "", &Refused{"the JPEG is painted over more often than any camera does", "save it again with another program"}
	}
	return kind, nil
}

// weight is the number of pixels, those that are twice as deep counted twice.
func weight(head image.Config) int {
	n := head.Width * head.Height
	switch head.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model, color.Gray16Model:
		return n * deepPixels
	}
	return n
}

// kindOf tells by the content; empty for none that is taken.
func kindOf(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return "jpeg"
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return "png"
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return "webp"
	}
	return ""
}

func broken(kind string, err error) error {
	return &Refused{"the " + kind + " cannot be read: " + err.Error(), "send the photo again, or take another"}
}

// fitted is the picture with its longer side at most so many pixels, over white.
func fitted(sent image.Image, side int) *image.RGBA {
	from := sent.Bounds()
	scale := math.Min(1, float64(side)/float64(max(from.Dx(), from.Dy())))
	size := func(n int) int { return max(1, int(math.Round(float64(n)*scale))) }
	out := image.NewRGBA(image.Rect(0, 0, size(from.Dx()), size(from.Dy())))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(out, out.Bounds(), sent, from, draw.Over, nil)
	return out
}

func encode(m image.Image) (Picture, error) {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return Picture{}, err
	}
	sum := sha256.Sum256(out.Bytes())
	return Picture{Data: out.Bytes(), Hash: hex.EncodeToString(sum[:]), Width: m.Bounds().Dx(), Height: m.Bounds().Dy()}, nil
}
