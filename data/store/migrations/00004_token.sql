-- +goose Up
CREATE TABLE token (
    id      TEXT NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    role    TEXT NOT NULL,
    hash    TEXT NOT NULL UNIQUE, -- SHA-256 of the secret, which is not kept
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    revoked BIGINT NOT NULL -- 0 = not
);

-- What was answered to a request that bore a name of its own (Idempotency-Key).
CREATE TABLE answer (
    token  TEXT NOT NULL,
    name   TEXT NOT NULL,
    asked  TEXT NOT NULL, -- hash of the request
    answer BYTEA NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (token, name)
);

-- +goose Down
DROP TABLE answer;
DROP TABLE token;
