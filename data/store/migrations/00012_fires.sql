-- +goose Up
-- Pictures, made anew from what was sent.
CREATE TABLE photo (
    hash   TEXT NOT NULL PRIMARY KEY, -- SHA-256 of data
    type   TEXT NOT NULL,
    width  INTEGER NOT NULL,
    height INTEGER NOT NULL,
    taken  BIGINT NOT NULL,
    data   BYTEA NOT NULL
);

-- Fires from report to record; phone and words are nobody's but the officers'.
CREATE TABLE fire_record (
    id           TEXT NOT NULL PRIMARY KEY,
    report_key   TEXT NOT NULL UNIQUE,
    asked        TEXT NOT NULL, -- hash of what was sent; empty once the reporter is forgotten
    status       TEXT NOT NULL,
    origin       TEXT NOT NULL,
    time         BIGINT NOT NULL,
    received     BIGINT NOT NULL,
    lat          DOUBLE PRECISION NOT NULL,
    lon          DOUBLE PRECISION NOT NULL,
    words        TEXT NOT NULL,
    phone        TEXT NOT NULL,
    photo        TEXT NOT NULL, -- empty = none
    photo_public BOOLEAN NOT NULL,
    note         TEXT NOT NULL,
    out_at       BIGINT NOT NULL, -- 0 = not known
    cause        TEXT NOT NULL,
    area_ha      DOUBLE PRECISION,
    forest       TEXT NOT NULL,
    forces       TEXT NOT NULL,
    reason       TEXT NOT NULL,
    confirmed    BIGINT NOT NULL, -- 0 = never
    ended        BIGINT NOT NULL  -- 0 = not yet
);
CREATE INDEX fire_record_time ON fire_record (time);

-- Roadside signs, and where their arrows stood when somebody looked.
CREATE TABLE sign (
    id      TEXT NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    place   TEXT NOT NULL,
    lat     DOUBLE PRECISION NOT NULL,
    lon     DOUBLE PRECISION NOT NULL,
    zone    TEXT NOT NULL,
    ranger  TEXT NOT NULL,
    note    TEXT NOT NULL,
    removed BIGINT NOT NULL -- 0 = it stands
);

CREATE TABLE sign_turn (
    num   BIGSERIAL PRIMARY KEY,
    sign  TEXT NOT NULL,
    level SMALLINT,
    at    BIGINT NOT NULL,
    role  TEXT NOT NULL,
    actor TEXT NOT NULL,
    photo TEXT NOT NULL
);
CREATE INDEX sign_turn_sign ON sign_turn (sign, at);

-- +goose Down
DROP TABLE sign_turn;
DROP TABLE sign;
DROP TABLE fire_record;
DROP TABLE photo;
