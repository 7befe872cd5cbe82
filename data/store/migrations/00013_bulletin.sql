-- +goose Up
-- A bulletin's running number within its year, given with the publication and
-- never again; simulated ones count by themselves.
CREATE TABLE bulletin (
    run       BIGINT NOT NULL PRIMARY KEY REFERENCES run (num),
    year      INTEGER NOT NULL,
    simulated BOOLEAN NOT NULL,
    number    INTEGER NOT NULL,
    UNIQUE (year, simulated, number)
);
INSERT INTO bulletin (run, year, simulated, number)
SELECT r.num, CAST(substr(r.date, 1, 4) AS INTEGER), r.simulated,
    ROW_NUMBER() OVER (PARTITION BY substr(r.date, 1, 4), r.simulated ORDER BY e.at, e.num)
FROM run_event e JOIN run r ON r.num = e.run WHERE e.kind = 'published';

-- What officers say of a draft to each other. Rows are only ever added.
CREATE TABLE remark (
    num   BIGSERIAL PRIMARY KEY,
    run   BIGINT NOT NULL REFERENCES run (num),
    at    BIGINT NOT NULL,
    role  TEXT NOT NULL,
    actor TEXT NOT NULL,
    text  TEXT NOT NULL
);
CREATE INDEX remark_run ON remark (run);

-- +goose Down
DROP TABLE remark;
DROP TABLE bulletin;
