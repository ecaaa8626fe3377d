-- The ledger. Times are Unix milliseconds UTC, money is nano-USD, 0 stands for "no name".
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);

-- Everything a report can group by except time and session, as one number.
CREATE TABLE dimension (
    id INTEGER PRIMARY KEY,
    agent INTEGER NOT NULL,
    provider INTEGER NOT NULL,
    model INTEGER NOT NULL,
    project INTEGER NOT NULL,
    branch INTEGER NOT NULL,
    sub_agent INTEGER NOT NULL,
    machine INTEGER NOT NULL,
    user INTEGER NOT NULL,
    evidence INTEGER NOT NULL,
    UNIQUE (agent, provider, model, project, branch, sub_agent, machine, user, evidence)
);

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    agent INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    parent_session_id TEXT,
    sub_agent TEXT,
    working_directory TEXT,
    branch TEXT,
    title TEXT,
    agent_version TEXT,
    first_at INTEGER,
    last_at INTEGER,
    ending INTEGER NOT NULL DEFAULT 0,
    machine INTEGER NOT NULL,
    user INTEGER NOT NULL
);

-- One row a billed response. withdrawn is 0, or a set of reasons why the row does not count: 1 a copy of another thread's row, 2 a better record of the same response.
CREATE TABLE usage (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL,
    at INTEGER NOT NULL,
    session INTEGER NOT NULL,
    dimension INTEGER NOT NULL,
    terms INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    web_searches INTEGER NOT NULL,
    cost INTEGER,
    cost_status INTEGER NOT NULL,
    price_version INTEGER NOT NULL,
    reported_cost INTEGER,
    withdrawn INTEGER NOT NULL DEFAULT 0,
    rank_high INTEGER NOT NULL,
    rank_low INTEGER NOT NULL,
    owner_high INTEGER NOT NULL,
    owner_low INTEGER NOT NULL
);
CREATE UNIQUE INDEX usage_key ON usage (key);
CREATE INDEX usage_at ON usage (at);

-- Sums by UTC quarter hour, and by session. Kept in the same transaction as the rows they add up.
CREATE TABLE rollup_time (
    quarter INTEGER NOT NULL,
    dimension INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    web_searches INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    priced_rows INTEGER NOT NULL,
    unpriced_requests INTEGER NOT NULL,
    unpriced_tokens INTEGER NOT NULL,
    included_requests INTEGER NOT NULL,
    PRIMARY KEY (quarter, dimension)
) WITHOUT ROWID;

CREATE TABLE rollup_session (
    session INTEGER NOT NULL,
    dimension INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    web_searches INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    priced_rows INTEGER NOT NULL,
    unpriced_requests INTEGER NOT NULL,
    unpriced_tokens INTEGER NOT NULL,
    included_requests INTEGER NOT NULL,
    PRIMARY KEY (session, dimension)
) WITHOUT ROWID;

-- How far each log file has been read. The reader's state is apart: the list is read on every run, the states hardly ever.
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    machine INTEGER NOT NULL,
    path TEXT NOT NULL,
    agent INTEGER NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    head_hash INTEGER NOT NULL,
    head_length INTEGER NOT NULL,
    tail_hash INTEGER NOT NULL,
    reader_version INTEGER NOT NULL,
    malformed_lines INTEGER NOT NULL DEFAULT 0,
    UNIQUE (machine, path)
);
CREATE TABLE file_state (
    file INTEGER PRIMARY KEY,
    state BLOB NOT NULL
);

-- The histories by which copies of other threads' rows are told; unresolved ones are looked at by the next ingest.
CREATE TABLE lineage (
    thread BLOB NOT NULL,
    source INTEGER NOT NULL,
    agent INTEGER NOT NULL,
    parent BLOB,
    created INTEGER NOT NULL,
    marks INTEGER NOT NULL,
    content BLOB NOT NULL,
    resolved INTEGER NOT NULL,
    PRIMARY KEY (thread, source)
);
CREATE INDEX lineage_parent ON lineage (parent) WHERE parent IS NOT NULL;
CREATE INDEX lineage_unresolved ON lineage (thread) WHERE resolved = 0;
