-- What was said about the limits of plans: one row as long as the same is said. The percentage is in thousandths, amounts are in
-- billionths, and -1 is what was not said. The place is a hash of machine and user.
CREATE TABLE plan_limit (
    agent TEXT NOT NULL,
    account TEXT NOT NULL,
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    percent INTEGER NOT NULL,
    used INTEGER NOT NULL,
    most INTEGER NOT NULL,
    remaining INTEGER NOT NULL,
    resets_at INTEGER NOT NULL,
    unit TEXT NOT NULL,
    plan TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (agent, account, place, name, at)
) WITHOUT ROWID;
