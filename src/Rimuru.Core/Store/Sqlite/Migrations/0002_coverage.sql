-- Time for which a bill was imported: what an agent only estimated in it does not count. user 0 stands for everyone.
CREATE TABLE coverage (
    agent INTEGER NOT NULL,
    user INTEGER NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    PRIMARY KEY (agent, user, from_at, to_at)
) WITHOUT ROWID;
