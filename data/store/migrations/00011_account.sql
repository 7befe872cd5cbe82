-- +goose Up
-- Accounts of persons; never deleted, for the audit log names them.
CREATE TABLE account (
    id           TEXT NOT NULL PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    title        TEXT NOT NULL,
    email        TEXT NOT NULL,
    role         TEXT NOT NULL,
    hash         TEXT NOT NULL, -- argon2id of the password; '' = signs in elsewhere only
    subject      TEXT UNIQUE,   -- of OpenID Connect; NULL = none
    created      BIGINT NOT NULL,
    last_sign_in BIGINT NOT NULL, -- 0 = never
    disabled     BIGINT NOT NULL, -- 0 = not
    removed      BIGINT NOT NULL  -- 0 = not
);

-- Browsers that were let in. They are no part of a backup: after a restore all sign in anew.
CREATE TABLE session (
    id      TEXT NOT NULL PRIMARY KEY, -- hash of the cookie's secret, which is not kept
    account TEXT NOT NULL,             -- '' = nobody yet
    began   BIGINT NOT NULL,
    ends    BIGINT NOT NULL,
    data    BYTEA NOT NULL
);
CREATE INDEX session_account ON session (account);
CREATE INDEX session_ends ON session (ends);

-- Failed sign-ins to a name, with an account or not, by address; '' = from all.
CREATE TABLE attempt (
    name    TEXT NOT NULL,
    origin  TEXT NOT NULL,
    failed  BIGINT NOT NULL,
    last    BIGINT NOT NULL,
    until   BIGINT NOT NULL, -- no other attempt before; 0 = at once
    sign_in BIGINT NOT NULL, -- the last that succeeded; 0 = none
    PRIMARY KEY (name, origin)
);

ALTER TABLE token ADD COLUMN owner TEXT NOT NULL DEFAULT ''; -- account; '' = a machine's
ALTER TABLE token ADD COLUMN scope TEXT; -- JSON list; NULL = all that the role may

-- +goose Down
ALTER TABLE token DROP COLUMN scope;
ALTER TABLE token DROP COLUMN owner;
DROP TABLE attempt;
DROP TABLE session;
DROP TABLE account;
