-- The time before which records were removed: what a log tells of earlier is passed over. No row where nothing was ever removed.
CREATE TABLE retention (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    before_at INTEGER NOT NULL
);
