-- How well each thing that is known of a session was told (NULL: by the session as a whole), how it stands, and when it ended. A sweep of its machine ends a session.
ALTER TABLE session ADD COLUMN told BLOB;
ALTER TABLE session ADD COLUMN status INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN ended_at INTEGER;
UPDATE session SET status = CASE ending WHEN 1 THEN 3 WHEN 3 THEN 2 WHEN 4 THEN 3 ELSE 1 END, ended_at = last_at
    WHERE ending IN (2, 3, 4) OR last_at IS NULL OR last_at < unixepoch() * 1000 - 600000;
CREATE INDEX session_open ON session (machine) WHERE status = 0;

-- How often records or sessions were written: who watches sees by it whether others wrote too.
CREATE TABLE write_number (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL
);
INSERT INTO write_number VALUES (1, 0);
