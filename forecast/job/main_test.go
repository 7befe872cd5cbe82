package job_test

import (
	"os"
	"testing"

	"github.com/canhlua/canhlua/data/store/pgtest"
)

func TestMain(m *testing.M) {
	if dsn := os.Getenv("CANHLUA_TEST_TELL"); dsn != "" {
		tell(dsn) // the child of the crash tests
		return
	}
	os.Exit(pgtest.Main(m.Run))
}
