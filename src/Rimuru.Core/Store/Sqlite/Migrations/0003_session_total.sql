-- What sessions had used so far by their agents' own counts. Requests that only such a total proves are worked out anew for every session that is not resolved.
CREATE TABLE session_total (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    agent INTEGER NOT NULL,
    session INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER,
    parent INTEGER NOT NULL,
    began INTEGER,
    unrecorded INTEGER NOT NULL,
    project INTEGER NOT NULL,
    branch INTEGER NOT NULL,
    resolved INTEGER NOT NULL
);
CREATE INDEX session_total_session ON session_total (session);
CREATE INDEX session_total_origin ON session_total (origin);
CREATE INDEX session_total_unresolved ON session_total (session) WHERE resolved = 0;
CREATE TABLE session_total_model (
    total INTEGER NOT NULL,
    model INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    web_searches INTEGER NOT NULL,
    PRIMARY KEY (total, model)
) WITHOUT ROWID;
