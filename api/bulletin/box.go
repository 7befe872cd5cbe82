package bulletin

import (
	"image"
	"math"
)

// boxOf is the whole pixels that points touch, with one to spare around them.
func boxOf(points [][2]float32) image.Rectangle {
	low, high := [2]float32{math.MaxFloat32, math.MaxFloat32}, [2]float32{-math.MaxFloat32, -math.MaxFloat32}
	for _, p := range points {
		for k := range p {
			low[k], high[k] = min(low[k], p[k]), max(high[k], p[k])
		}
	}
	return image.Rect(int(low[0])-2, int(low[1])-2, int(high[0])+3, int(high[1])+3)
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }
