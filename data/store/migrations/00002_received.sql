-- +goose Up
-- Whether any real weather was received by an instant is asked before each run.
CREATE INDEX observation_received ON observation (simulated, received);
CREATE INDEX model_day_received ON model_day (simulated, received);

-- +goose Down
DROP INDEX model_day_received;
DROP INDEX observation_received;
