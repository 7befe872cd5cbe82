-- +goose Up
-- What stands ready against fire: crews, equipment, water points, towers, …
CREATE TABLE asset (
    id         TEXT NOT NULL PRIMARY KEY,
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    zone       TEXT NOT NULL,
    forest     TEXT NOT NULL,
    lat        DOUBLE PRECISION, -- NULL = without a place
    lon        DOUBLE PRECISION,
    count      DOUBLE PRECISION, -- NULL = not told
    contact    TEXT NOT NULL,
    phone      TEXT NOT NULL, -- for those who work here only
    checked_on TEXT NOT NULL, -- empty = not told
    expires_on TEXT NOT NULL,
    note       TEXT NOT NULL
);

-- +goose Down
DROP TABLE asset;
