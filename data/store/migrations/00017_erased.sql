-- +goose Up
-- Who asked to be erased, so that no register brings them back: a keyed hash alone,
-- which tells nobody the address without the service's link key.
CREATE TABLE erased (
    hash TEXT NOT NULL PRIMARY KEY,
    at   BIGINT NOT NULL
);

-- +goose Down
DROP TABLE erased;
