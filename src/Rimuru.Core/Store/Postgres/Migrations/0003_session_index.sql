-- A session by its id in any case: reports about a few sessions look them up.
CREATE INDEX session_name ON session (lower(session_id COLLATE "C"));
