-- +goose Up
-- The last day of an edition that a later one ended; empty = none did. Its text,
-- and so its name, stay as they were signed.
ALTER TABLE edition ADD COLUMN ends TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE edition DROP COLUMN ends;
