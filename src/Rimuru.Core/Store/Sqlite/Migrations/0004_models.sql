-- What the sources of models said last: one row a source and model. Days are UTC, as 2026-11-22; prices are JSON as in prices.json.
CREATE TABLE model (
    source TEXT NOT NULL,
    provider TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT,
    context_window INTEGER,
    max_output INTEGER,
    released TEXT,
    retires TEXT,
    capabilities TEXT NOT NULL,
    seen_on TEXT NOT NULL,
    PRIMARY KEY (source, provider, id)
) WITHOUT ROWID;

-- Each price that a source named, with the first and the last day on which it did. Kept when the source names another one.
CREATE TABLE model_price (
    source TEXT NOT NULL,
    provider TEXT NOT NULL,
    id TEXT NOT NULL,
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL,
    prices TEXT NOT NULL,
    PRIMARY KEY (source, provider, id, first_on)
) WITHOUT ROWID;

-- Prices of the user's own. An empty provider means any, an empty day means always; aliases are a JSON array.
CREATE TABLE model_override (
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    from_on TEXT NOT NULL,
    aliases TEXT NOT NULL,
    prices TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    PRIMARY KEY (provider, model, from_on)
) WITHOUT ROWID;

-- How the last fetch of each source went.
CREATE TABLE model_source (
    name TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    etag TEXT,
    checked_at INTEGER,
    failed_at INTEGER,
    error TEXT
) WITHOUT ROWID;

-- The price table that the above and the built-in one add up to, for the built-in version and the policy that it was made of.
CREATE TABLE price_table (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    base TEXT NOT NULL,
    version TEXT NOT NULL,
    content BLOB NOT NULL
);

-- Work that one process at a time does for the whole ledger, and until when it is taken.
CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    until INTEGER NOT NULL
) WITHOUT ROWID;
