-- +goose Up
-- Whether any real weather was received by an instant is asked before each run.
-- Partial, so that no other query takes it for the way to its rows.
CREATE INDEX observation_real ON observation (received) WHERE simulated = FALSE;
CREATE INDEX model_day_real ON model_day (received) WHERE simulated = FALSE;

-- +goose Down
DROP INDEX model_day_real;
DROP INDEX observation_real;
