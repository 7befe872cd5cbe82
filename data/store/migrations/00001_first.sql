-- Plain SQL for both engines; engine.go says which words each of them reads
-- differently. Instants are microseconds since 1970 UTC, 0 = none; days are
-- YYYY-MM-DD, '' = none; a missing number is NULL.

-- +goose Up
CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE station (
    id          TEXT NOT NULL PRIMARY KEY,
    wigos       TEXT NOT NULL,
    name        TEXT NOT NULL,
    lat         DOUBLE PRECISION NOT NULL,
    lon         DOUBLE PRECISION NOT NULL,
    elevation_m DOUBLE PRECISION,
    simulated   BOOLEAN NOT NULL,
    source      TEXT NOT NULL
);

CREATE TABLE raw (
    hash     TEXT NOT NULL PRIMARY KEY,
    source   TEXT NOT NULL,
    name     TEXT NOT NULL,
    received BIGINT NOT NULL,
    size     BIGINT NOT NULL, -- bytes before compression
    data     BYTEA NOT NULL   -- zstd
);

-- One row per report; content names it, so that the same report is kept once.
CREATE TABLE observation (
    station          TEXT NOT NULL,
    time             BIGINT NOT NULL,
    simulated        BOOLEAN NOT NULL,
    content          BIGINT NOT NULL,
    received         BIGINT NOT NULL,
    source           TEXT NOT NULL,
    correction       TEXT NOT NULL,
    wigos            TEXT NOT NULL,
    temp_c           DOUBLE PRECISION,
    dewpoint_c       DOUBLE PRECISION,
    rh_pct           DOUBLE PRECISION,
    wind_ms          DOUBLE PRECISION,
    wind_dir_deg     DOUBLE PRECISION,
    pressure_hpa     DOUBLE PRECISION,
    msl_pressure_hpa DOUBLE PRECISION,
    qnh              BOOLEAN NOT NULL,
    rain             TEXT, -- JSON
    derived          TEXT, -- JSON
    flags            TEXT, -- JSON
    estimated        BOOLEAN NOT NULL,
    issued           BIGINT NOT NULL,
    raw              TEXT,
    raw_hash         TEXT NOT NULL,
    PRIMARY KEY (station, time, simulated, content)
); -- clustered
CREATE INDEX observation_time ON observation (time);

CREATE TABLE model_day (
    date             TEXT NOT NULL,
    place            TEXT NOT NULL,
    simulated        BOOLEAN NOT NULL,
    issued           BIGINT NOT NULL,
    received         BIGINT NOT NULL,
    temp_c           DOUBLE PRECISION,
    dewpoint_c       DOUBLE PRECISION,
    wind_kmh         DOUBLE PRECISION,
    rain_mm          DOUBLE PRECISION,
    rain_at_least_mm DOUBLE PRECISION,
    at               BIGINT NOT NULL,
    origin           TEXT NOT NULL,
    flags            TEXT, -- JSON
    PRIMARY KEY (date, place, simulated, issued)
); -- clustered

CREATE TABLE zone_set (
    id         TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    source     TEXT NOT NULL,
    basis      TEXT NOT NULL,
    indicative BOOLEAN NOT NULL,
    added      BIGINT NOT NULL
);

-- The days a set was given for, and those that later sets have left it.
CREATE TABLE zone_span (
    zone_set   TEXT NOT NULL REFERENCES zone_set (id),
    given_from TEXT NOT NULL,
    given_to   TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    ended      BOOLEAN NOT NULL, -- later sets have taken all its days
    PRIMARY KEY (zone_set, given_from, given_to)
);

CREATE TABLE zone (
    zone_set    TEXT NOT NULL REFERENCES zone_set (id),
    id          TEXT NOT NULL,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    shape       BYTEA NOT NULL, -- WKB, WGS 84, longitude first
    lon         DOUBLE PRECISION NOT NULL,
    lat         DOUBLE PRECISION NOT NULL,
    elevation_m DOUBLE PRECISION,
    area_ha     DOUBLE PRECISION NOT NULL,
    has_forest  BOOLEAN, -- NULL = not known
    forest      TEXT,    -- JSON
    attributes  TEXT,    -- JSON
    PRIMARY KEY (zone_set, id)
);

CREATE TABLE start_value (
    num      BIGSERIAL PRIMARY KEY,
    zone     TEXT NOT NULL,
    date     TEXT NOT NULL,
    p        DOUBLE PRECISION,
    h        DOUBLE PRECISION,
    given_by TEXT NOT NULL,
    reason   TEXT NOT NULL,
    given    BIGINT NOT NULL
);
CREATE INDEX start_value_date ON start_value (date);

CREATE TABLE edition (
    id            TEXT NOT NULL PRIMARY KEY,
    title         TEXT NOT NULL,
    method        TEXT NOT NULL,
    rain_reset_mm DOUBLE PRECISION NOT NULL,
    status        TEXT NOT NULL,
    basis         TEXT NOT NULL,
    decision      TEXT NOT NULL,
    issuer        TEXT NOT NULL,
    date          TEXT NOT NULL,
    valid_from    TEXT NOT NULL,
    valid_to      TEXT NOT NULL,
    content       TEXT NOT NULL, -- canonical CSV
    added         BIGINT NOT NULL
);

CREATE TABLE run (
    num         BIGSERIAL PRIMARY KEY, -- short name for the rows below
    id          TEXT NOT NULL UNIQUE,
    date        TEXT NOT NULL,
    to_date     TEXT NOT NULL,
    issued      BIGINT NOT NULL,
    slot        TEXT NOT NULL,
    zone_set    TEXT NOT NULL,
    editions    TEXT NOT NULL, -- JSON
    profile     TEXT NOT NULL,
    input_hash  TEXT NOT NULL,
    provisional BOOLEAN NOT NULL,
    simulated   BOOLEAN NOT NULL,
    notes       TEXT,          -- JSON
    states_from TEXT NOT NULL, -- first and last day of its states
    states_to   TEXT NOT NULL
);
CREATE INDEX run_date ON run (date);
CREATE INDEX run_states ON run (states_to, states_from);

-- What happened to a run; seq counts from 1, so that of two steps taken at
-- once from the same state one fails.
CREATE TABLE run_event (
    num       BIGSERIAL PRIMARY KEY,
    run       BIGINT NOT NULL REFERENCES run (num),
    seq       INTEGER NOT NULL,
    kind      TEXT NOT NULL, -- published, withdrawn
    at        BIGINT NOT NULL,
    automatic BOOLEAN NOT NULL,
    role      TEXT NOT NULL,
    actor     TEXT NOT NULL,
    reason    TEXT NOT NULL,
    UNIQUE (run, seq)
);

-- Of the tables below run is run.num. They bear no foreign key: their rows
-- come in bulk, in one transaction with their run, and never change.
CREATE TABLE run_day (
    run             BIGINT NOT NULL,
    date            TEXT NOT NULL,
    zone            TEXT NOT NULL,
    level           SMALLINT, -- NULL = unknown
    status          TEXT NOT NULL,
    p               DOUBLE PRECISION,
    h               DOUBLE PRECISION,
    days_since_rain DOUBLE PRECISION,
    to_next         DOUBLE PRECISION,
    next_level      SMALLINT,
    change_date     TEXT,
    change_level    SMALLINT,
    group_levels    TEXT, -- JSON
    edition         TEXT,
    temp_c          DOUBLE PRECISION,
    dewpoint_c      DOUBLE PRECISION,
    rh_pct          DOUBLE PRECISION,
    deficit_hpa     DOUBLE PRECISION,
    rain_mm         DOUBLE PRECISION,
    wind_kmh        DOUBLE PRECISION,
    PRIMARY KEY (run, date, zone)
); -- clustered

CREATE TABLE run_state (
    run        BIGINT NOT NULL,
    date       TEXT NOT NULL,
    zone       TEXT NOT NULL,
    reset_mm   DOUBLE PRECISION NOT NULL,
    p          DOUBLE PRECISION,
    h          DOUBLE PRECISION,
    status     TEXT NOT NULL,
    gap_days   INTEGER NOT NULL,
    from_model BOOLEAN NOT NULL,
    lower      BOOLEAN NOT NULL,
    PRIMARY KEY (run, date, zone, reset_mm)
); -- clustered

CREATE TABLE run_reason (
    run    BIGINT NOT NULL,
    zone   TEXT NOT NULL,
    layout BIGINT NOT NULL,
    reason BYTEA NOT NULL, -- columns in the order of the layout, zstd
    PRIMARY KEY (run, zone)
);

-- The names of the columns of reasons, one row for each version of them.
CREATE TABLE layout (
    id    BIGINT NOT NULL PRIMARY KEY,
    names TEXT NOT NULL
);

CREATE TABLE run_input (
    run   BIGINT NOT NULL PRIMARY KEY,
    input BYTEA NOT NULL -- JSON, zstd
);
