-- +goose Up
-- Distributions of the indices by zone and day of the year, from the archive.
CREATE TABLE climatology (
    num      BIGSERIAL PRIMARY KEY,
    built    BIGINT NOT NULL, -- 0 = not finished
    zone_set TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day   TEXT NOT NULL,
    reset_mm DOUBLE PRECISION NOT NULL
);

CREATE TABLE normal (
    climatology BIGINT NOT NULL,
    day         INTEGER NOT NULL, -- of a leap year, 1-366
    zone        TEXT NOT NULL,
    indices     BYTEA NOT NULL,   -- by index: years, then the quantiles as float32
    PRIMARY KEY (climatology, day, zone)
); -- clustered

-- +goose Down
DROP TABLE normal;
DROP TABLE climatology;
