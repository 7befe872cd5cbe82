package api

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// deeds are what the audit log calls what a route does, done or refused: whoever
// looks for publications finds those that were refused too. Another route goes by its
// operation's name.
var deeds = map[string]string{
	"post-runs":                "make draft",
	"post-runs-id-override":    "override",
	"post-runs-id-comments":    "comment",
	"post-runs-id-publish":     "publish",
	"post-runs-id-withdraw":    "withdraw",
	"post-observations":        "send readings",
	"post-users":               "add account",
	"patch-users-id":           "change account",
	"delete-users-id":          "remove account",
	"post-tokens":              "add key",
	"delete-tokens-id":         "revoke key",
	"post-session":             "sign in",
	"post-signs":               "add sign",
	"patch-signs-id":           "edit sign",
	"delete-signs-id":          "remove sign",
	"post-signs-id-turned":     "turn sign",
	"post-zonesets":            "import zones",
	"post-fires-id-confirm":    "confirm fire",
	"post-fires-id-refuse":     "refuse fire",
	"post-fires-id-close":      "close fire",
	"patch-fires-id":           "edit fire",
	"post-readiness":           "save readiness",
	"post-readiness-import":    "save readiness",
	"delete-readiness-id":      "remove readiness",
	"post-tables":              "add table",
	"post-tables-id-enact":     "enact table",
	"delete-tables-id":         "remove draft table",
	"post-deliveries-id-retry": "retry delivery",
}

// operationOf names the operation of a route.
func operationOf(method, path string) string {
	return strings.ToLower(method) + "-" + strings.NewReplacer("/api/v1/", "", "/", "-", "{", "", "}", "").Replace(path)
}

func deedOf(op *huma.Operation) string {
	if name, ok := deeds[op.OperationID]; ok {
		return name
	}
	return op.OperationID
}

// kinds are what the audit log calls the things of a path.
var kinds = map[string]string{"runs": "run", "drafts": "run", "users": "account", "tokens": "key", "signs": "sign",
	"fires": "fire", "tables": "table", "readiness": "readiness", "deliveries": "delivery"}

// longestSubject bounds what a stranger's path may put into the audit log.
const longestSubject = 100

// subjectOf names the thing a request is about, empty where its path names none. It
// looks at {id} alone: other parts of a path may be secrets.
func subjectOf(path, id string) string {
	id, kind := strings.ToValidUTF8(id, "?"), kinds[thing(path)]
	if id == "" || kind == "" || !strings.Contains(path, "{id}") {
		return ""
	}
	if r := []rune(id); len(r) > longestSubject {
		id = string(r[:longestSubject]) + "…"
	}
	return kind + " " + id
}

type subjectKey struct{}

// subject is what a guarded request is about.
func subject(ctx context.Context) string {
	text, _ := ctx.Value(subjectKey{}).(string)
	return text
}
