-- +goose Up
-- Who wants to be told of what. Address and secret are personal.
CREATE TABLE subscription (
    num           BIGSERIAL PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    person        TEXT NOT NULL, -- hash of channel and address
    channel       TEXT NOT NULL,
    address       TEXT NOT NULL,
    secret        TEXT NOT NULL,
    template      TEXT NOT NULL,
    language      TEXT NOT NULL,
    area          TEXT NOT NULL, -- JSON
    least         SMALLINT NOT NULL,
    wants         TEXT NOT NULL, -- JSON
    quiet         TEXT NOT NULL, -- JSON
    state         TEXT NOT NULL,
    consent_by    TEXT NOT NULL,
    consent_basis TEXT NOT NULL,
    consent_at    BIGINT NOT NULL,
    created       BIGINT NOT NULL,
    changed       BIGINT NOT NULL,
    ended         BIGINT NOT NULL
);
CREATE INDEX subscription_person ON subscription (person);

-- Links that were sent to addresses; the token itself is kept nowhere.
CREATE TABLE subscription_link (
    hash         TEXT NOT NULL PRIMARY KEY,
    subscription TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    expires      BIGINT NOT NULL
);
CREATE INDEX subscription_link_of ON subscription_link (subscription);

-- Public alerts; they never change.
CREATE TABLE alert (
    num          BIGSERIAL PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    event        BIGINT NOT NULL, -- run_event
    run          TEXT NOT NULL,
    kind         TEXT NOT NULL,
    zone         TEXT NOT NULL,
    zone_set     TEXT NOT NULL,
    date         TEXT NOT NULL,
    before_level SMALLINT, -- NULL = there was none
    level        SMALLINT, -- NULL = unknown
    sent         BIGINT NOT NULL,
    expires      BIGINT NOT NULL,
    replaces     TEXT, -- JSON
    facts        TEXT NOT NULL -- JSON
);
CREATE INDEX alert_date ON alert (date);

-- The newest event that was weighed: one row.
CREATE TABLE alert_mark (
    id    INTEGER NOT NULL PRIMARY KEY,
    event BIGINT NOT NULL,
    at    BIGINT NOT NULL
);

-- What was decided for a subscription's zone and day, and why.
CREATE TABLE alert_decision (
    event        BIGINT NOT NULL,
    subscription TEXT NOT NULL,
    zone         TEXT NOT NULL,
    date         TEXT NOT NULL,
    kind         TEXT NOT NULL,
    level        SMALLINT NOT NULL, -- 0 = unknown, so that it can be a key
    round        INTEGER NOT NULL,
    before_level SMALLINT NOT NULL,
    sent         BOOLEAN NOT NULL,
    warned       BOOLEAN NOT NULL,
    counts       BOOLEAN NOT NULL,
    why          TEXT NOT NULL,
    moment       TEXT NOT NULL,
    delivery     TEXT NOT NULL, -- empty = none
    PRIMARY KEY (event, subscription, zone, date)
); -- clustered
CREATE UNIQUE INDEX alert_told_once ON alert_decision (subscription, zone, date, level, kind, round) WHERE sent;
CREATE INDEX alert_decision_date ON alert_decision (date);

-- A row for each message to a person.
CREATE TABLE delivery (
    id           TEXT NOT NULL PRIMARY KEY,
    purpose      TEXT NOT NULL,
    subscription TEXT NOT NULL,
    person       TEXT NOT NULL,
    channel      TEXT NOT NULL,
    event        BIGINT NOT NULL,
    items        TEXT, -- JSON
    state        TEXT NOT NULL,
    created      BIGINT NOT NULL,
    due          BIGINT NOT NULL,
    expires      BIGINT NOT NULL,
    done         BIGINT NOT NULL,
    attempts     INTEGER NOT NULL,
    failure      TEXT NOT NULL,
    lease        BIGINT NOT NULL -- another process may try it from then on
);
CREATE INDEX delivery_waits ON delivery (channel, due) WHERE state = 'queued';
CREATE INDEX delivery_created ON delivery (created);
CREATE INDEX delivery_person ON delivery (person);

-- +goose Down
DROP TABLE delivery;
DROP TABLE alert_decision;
DROP TABLE alert_mark;
DROP TABLE alert;
DROP TABLE subscription_link;
DROP TABLE subscription;
