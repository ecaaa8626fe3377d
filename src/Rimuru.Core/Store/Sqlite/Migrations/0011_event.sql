-- The hooks of this ledger. The definition is JSON without secrets; kinds are bits; an empty machine or login means any. The
-- position is the number of the last event that was looked at.
CREATE TABLE hook (
    name TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
    definition TEXT NOT NULL,
    kinds INTEGER NOT NULL,
    since INTEGER NOT NULL,
    machine TEXT NOT NULL,
    login TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    position INTEGER NOT NULL
) WITHOUT ROWID;

-- Events, in the transaction of what they tell. The id is a hash of the fact, so that no fact has two.
CREATE TABLE event (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind INTEGER NOT NULL,
    at INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    cause TEXT NOT NULL,
    stopped_at INTEGER NOT NULL,
    data TEXT NOT NULL
);

-- What became of an event at a hook.
CREATE TABLE hook_run (
    hook TEXT NOT NULL COLLATE NOCASE,
    event TEXT NOT NULL,
    state INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    at INTEGER NOT NULL,
    error TEXT NOT NULL,
    PRIMARY KEY (hook, event)
) WITHOUT ROWID;
CREATE INDEX hook_run_next ON hook_run (next_at) WHERE state = 1;

-- The sessions that events are about: when the end that was told was, or 0 if none was told or the session went on.
CREATE TABLE session_mark (
    session INTEGER PRIMARY KEY,
    ended_at INTEGER NOT NULL
);
CREATE INDEX session_mark_open ON session_mark (session) WHERE ended_at = 0;

-- What was last seen of things that events tell the changes of.
CREATE TABLE event_state (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- The ledger's own name, of which the ids of events are made.
INSERT INTO event_state (key, value) VALUES ('ledger', lower(hex(randomblob(16))));
