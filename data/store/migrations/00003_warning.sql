-- +goose Up
-- What needs a person's attention. A row stands from raised to cleared.
CREATE TABLE warning (
    scope    TEXT NOT NULL, -- who found it; each replaces its own
    station  TEXT NOT NULL,
    variable TEXT NOT NULL,
    kind     TEXT NOT NULL,
    raised   BIGINT NOT NULL,
    cleared  BIGINT, -- NULL = it still stands
    since    BIGINT NOT NULL,
    reason   TEXT NOT NULL,
    args     TEXT, -- JSON
    PRIMARY KEY (scope, station, variable, kind, raised)
);
CREATE INDEX warning_cleared ON warning (cleared);

-- +goose Down
DROP TABLE warning;
