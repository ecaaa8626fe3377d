-- A time that contains all counted records of a session. It may be longer than they need, so a range tells which sessions lie within it as a whole, but not which have records in it.
CREATE TABLE session_span (
    session INTEGER PRIMARY KEY,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL
);
INSERT INTO session_span SELECT session, min(at), max(at) FROM usage WHERE withdrawn = 0 GROUP BY session;
