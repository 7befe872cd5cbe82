-- +goose Up
-- Levels that persons put in place of computed ones, in drafts; the last of a
-- run's zone and day counts.
CREATE TABLE override (
    num          BIGSERIAL PRIMARY KEY,
    run          BIGINT NOT NULL REFERENCES run (num),
    date         TEXT NOT NULL,
    zone         TEXT NOT NULL,
    before_level SMALLINT, -- NULL = unknown
    level        SMALLINT,
    at           BIGINT NOT NULL,
    role         TEXT NOT NULL,
    actor        TEXT NOT NULL,
    reason       TEXT NOT NULL
);
CREATE INDEX override_run ON override (run);

-- Who did what. Rows are only ever added; each bears the hash of the one before.
CREATE TABLE audit (
    seq     BIGINT NOT NULL PRIMARY KEY,
    at      BIGINT NOT NULL,
    actor   TEXT NOT NULL,
    role    TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail  TEXT NOT NULL,
    reason  TEXT NOT NULL,
    refused TEXT NOT NULL,
    origin  TEXT NOT NULL,
    before  TEXT NOT NULL,
    hash    TEXT NOT NULL
);

-- +goose Down
DROP TABLE audit;
DROP TABLE override;
