-- +goose Up
-- What the neighbours make of a reading; the newest row of a reading stands.
CREATE TABLE verdict (
    station   TEXT NOT NULL,
    time      BIGINT NOT NULL,
    simulated BOOLEAN NOT NULL,
    at        BIGINT NOT NULL, -- when it was found
    flags     TEXT, -- JSON; NULL = it stands no more
    PRIMARY KEY (station, time, simulated, at)
);
CREATE INDEX verdict_time ON verdict (time);

-- +goose Down
DROP TABLE verdict;
