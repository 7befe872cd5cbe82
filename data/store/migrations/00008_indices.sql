-- +goose Up
-- The indices beside P and H, blanks between, "-" = missing; NULL = none of them.
ALTER TABLE run_day ADD COLUMN indices TEXT;
-- What they carry from day to day (JSON); NULL = not kept of this day.
ALTER TABLE run_state ADD COLUMN fuel TEXT;

-- +goose Down
ALTER TABLE run_state DROP COLUMN fuel;
ALTER TABLE run_day DROP COLUMN indices;
