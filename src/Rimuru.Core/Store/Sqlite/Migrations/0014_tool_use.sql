-- The uses of tools by requests: names only. A use is told from the others of its request by a hash of its id in the log. Names are
-- ids of the table of names, 0 for none.
CREATE TABLE tool_use (
    record BLOB NOT NULL,
    use INTEGER NOT NULL,
    tool INTEGER NOT NULL,
    server INTEGER NOT NULL,
    skill INTEGER NOT NULL,
    PRIMARY KEY (record, use)
) WITHOUT ROWID;
