package bufr

import "fmt"

// descriptor is FXXYYY packed as section 3 packs it: F in two bits, X in six, Y
// in eight. F says what it is: 0 an element, 1 a replication, 2 an operator, 3 a
// sequence.
type descriptor uint16

func (d descriptor) f() int { return int(d >> 14) }
func (d descriptor) x() int { return int(d >> 8 & 63) }
func (d descriptor) y() int { return int(d & 255) }

// String is the descriptor as the tables print it, six figures.
func (d descriptor) String() string { return fmt.Sprintf("%d%02d%03d", d.f(), d.x(), d.y()) }

func parseDescriptor(s string) (descriptor, error) {
	var f, x, y uint16
	if n, err := fmt.Sscanf(s, "%1d%2d%3d", &f, &x, &y); err != nil || n != 3 || len(s) != 6 || f > 3 || x > 63 || y > 255 {
		return 0, fmt.Errorf("%q is no descriptor FXXYYY", s)
	}
	return descriptor(f<<14 | x<<8 | y), nil
}

// The elements that an observation is made of.
const (
	wmoBlock         = descriptor(1<<8 | 1)
	wmoNumber        = descriptor(1<<8 | 2)
	siteName         = descriptor(1<<8 | 15)
	shortSiteName    = descriptor(1<<8 | 18)
	longSiteName     = descriptor(1<<8 | 19)
	icaoIndicator    = descriptor(1<<8 | 63)
	wigosSeries      = descriptor(1<<8 | 125)
	wigosIssuer      = descriptor(1<<8 | 126)
	wigosIssue       = descriptor(1<<8 | 127)
	wigosLocal       = descriptor(1<<8 | 128)
	yearOf           = descriptor(4<<8 | 1)
	monthOf          = descriptor(4<<8 | 2)
	dayOf            = descriptor(4<<8 | 3)
	hourOf           = descriptor(4<<8 | 4)
	minuteOf         = descriptor(4<<8 | 5)
	latitude         = descriptor(5<<8 | 1)
	latitudeCoarse   = descriptor(5<<8 | 2)
	longitude        = descriptor(6<<8 | 1)
	longitudeCoarse  = descriptor(6<<8 | 2)
	stationHeight    = descriptor(7<<8 | 1)
	groundHeight     = descriptor(7<<8 | 30)
	sensorHeight     = descriptor(7<<8 | 32)
	timeSignificance = descriptor(8<<8 | 21)
	statistics       = descriptor(8<<8 | 23)
	pressure         = descriptor(10<<8 | 4)
	mslPressure      = descriptor(10<<8 | 51)
	qnh              = descriptor(10<<8 | 52)
	windDirection    = descriptor(11<<8 | 1)
	windSpeed        = descriptor(11<<8 | 2)
	windDirection10M = descriptor(11<<8 | 11)
	windSpeed10M     = descriptor(11<<8 | 12)
	humidity         = descriptor(13<<8 | 3)
	humidityFine     = descriptor(13<<8 | 9)
	rainOfPeriod     = descriptor(13<<8 | 11)
	rainOf1H         = descriptor(13<<8 | 19)
	rainOf3H         = descriptor(13<<8 | 20)
	rainOf6H         = descriptor(13<<8 | 21)
	rainOf12H        = descriptor(13<<8 | 22)
	rainOf24H        = descriptor(13<<8 | 23)
)

// The classes of Table B that matter as such.
const (
	classTime    = 4
	classControl = 31 // replication factors and associated fields: exempt from operators
)
