-- +goose Up
CREATE TABLE fire (
    id             TEXT NOT NULL PRIMARY KEY,
    kind           TEXT NOT NULL,
    time           BIGINT NOT NULL,
    received       BIGINT NOT NULL,
    lat            DOUBLE PRECISION NOT NULL,
    lon            DOUBLE PRECISION NOT NULL,
    confidence     TEXT NOT NULL,
    confidence_pct DOUBLE PRECISION,
    frp_mw         DOUBLE PRECISION,
    brightness_k   DOUBLE PRECISION,
    scan_km        DOUBLE PRECISION,
    track_km       DOUBLE PRECISION,
    night          BIGINT NOT NULL, -- 0 not known, 1 yes, 2 no
    satellite      TEXT NOT NULL,
    instrument     TEXT NOT NULL,
    version        TEXT NOT NULL,
    source         TEXT NOT NULL,
    raw_hash       TEXT NOT NULL
);
CREATE INDEX fire_time ON fire (time);

-- +goose Down
DROP TABLE fire;
