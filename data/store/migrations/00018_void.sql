-- +goose Up
-- What a correction says is wrong, and that there is no right value of: variables, JSON.
ALTER TABLE observation ADD COLUMN void TEXT;

-- +goose Down
ALTER TABLE observation DROP COLUMN void;
