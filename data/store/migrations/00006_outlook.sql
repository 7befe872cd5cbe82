-- +goose Up
-- What the members of an ensemble, or past years, make of the day; NULL = none.
ALTER TABLE run_day ADD COLUMN outlook TEXT;

-- +goose Down
ALTER TABLE run_day DROP COLUMN outlook;
