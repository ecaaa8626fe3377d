-- A session's rows, and a session by its id in any case: reports about a few sessions look them up.
CREATE INDEX usage_session ON usage (session);
CREATE INDEX session_name ON session (session_id COLLATE NOCASE);
