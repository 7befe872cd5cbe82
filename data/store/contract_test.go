package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// contract is what the store promises on every engine; fresh names a new, empty
// database.
func contract(t *testing.T, fresh func(testing.TB) string) {
	for name, test := range map[string]func(*testing.T, *store.Store){
		"stations":              testStations,
		"raw inputs":            testRaw,
		"notes":                 testMeta,
		"start values":          testStarts,
		"editions":              testEditions,
		"enacted editions":      testEnact,
		"enacted at once":       testEnactAtOnce,
		"removed drafts":        testRemoveDraft,
		"model days":            testModelDays,
		"observations":          testObservations,
		"observations as of":    testObservationsAsOf,
		"strange observations":  testStrangeObservations,
		"empty and real":        testEmpty,
		"zone sets":             testZoneSets,
		"zone set spans":        testZoneSpans,
		"run there and back":    testRunThereAndBack,
		"run steps":             testRunSteps,
		"ensemble of a run":     testEnsembleThereAndBack,
		"run as of":             testRunAsOf,
		"covering":              testCovering,
		"series":                testSeries,
		"series equals covered": testSeriesEqualsCovering,
		"states":                testStates,
		"publishers at once":    testPublishersAtOnce,
		"one transaction":       testOneTransaction,
		"cancelled save":        testCancelledSave,
		"nothing unaudited":     testNothingUnaudited,
		"drafts made":           testMakeDraft,
		"fires":                 testFires,
		"fire reports":          testFireReports,
		"fire import":           testFireImport,
		"signs":                 testSigns,
		"tokens":                testTokens,
		"accounts":              testUsers,
		"last administrator":    testLastAdmin,
		"sessions":              testSessions,
		"attempts to sign in":   testAttempts,
		"attempts at once":      testAttemptsAtOnce,
		"warnings":              testWarnings,
		"verdicts":              testVerdicts,
		"climatology":           testClimatology,
		"overrides":             testOverrides,
		"bulletin numbers":      testNumbers,
		"remarks":               testRemarks,
		"overridden as unknown": testOverrideUnknown,
		"audit log":             testAudit,
		"audit at once":         testAuditAtOnce,
		"subscriptions":         testSubscriptions,
		"alerts counted":        testAlertCount,
		"strange names":         testStrangeNames,
		"alerts weighed":        testWeigh,
		"alerts forgotten":      testForget,
		"zones erased":          testBlot,
		"alerts at once":        testWeighAtOnce,
		"deliveries claimed":    testClaims,
		"deliveries settled":    testSettle,
		"deliveries by page":    testDeliveryPages,
		"erased":                testErase,
		"marks of the erased":   testErasedMarks,
		"readiness":             testAssets,
		"river":                 testRiver,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t, fresh(t))) })
	}
	t.Run("opened again and at once", func(t *testing.T) { testOpenedAgain(t, fresh(t)) })
	t.Run("announced", func(t *testing.T) { testAnnounce(t, fresh(t)) })
	t.Run("newer schema", func(t *testing.T) { testNewer(t, fresh(t)) })
	t.Run("read only", func(t *testing.T) { testReadOnly(t, fresh(t)) })
}

var ctx = context.Background()

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func notFound(t testing.TB, err error) {
	t.Helper()
	var missing *forecast.NotFound
	if !errors.As(err, &missing) {
		t.Errorf("got %v, want NotFound", err)
	}
}

func wrongState(t testing.TB, err error, from, to forecast.RunStatus) {
	t.Helper()
	var wrong *forecast.WrongState
	if !errors.As(err, &wrong) || wrong.From != from || wrong.To != to {
		t.Errorf("got %v, want WrongState from %s to %s", err, from, to)
	}
}

func day(s string) forecast.Date {
	d, err := forecast.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func at(hours float64) time.Time { return noon.Add(time.Duration(hours * float64(time.Hour))) }
