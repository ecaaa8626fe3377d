-- The budgets of this ledger. A money amount is in billionths of a dollar; the names of a scope are JSON arrays, empty for all.
CREATE TABLE budget (
    name TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
    amount INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    span INTEGER NOT NULL,
    agent TEXT NOT NULL,
    project TEXT NOT NULL,
    branch TEXT NOT NULL,
    model TEXT NOT NULL,
    provider TEXT NOT NULL,
    machine TEXT NOT NULL,
    login TEXT NOT NULL,
    soft INTEGER NOT NULL,
    hard INTEGER NOT NULL,
    forecast_soft INTEGER NOT NULL,
    forecast_hard INTEGER NOT NULL,
    set_at INTEGER NOT NULL
) WITHOUT ROWID;
