-- How many turns the logs of a session tell of: the highest number that a file of it has; NULL where none tells.
ALTER TABLE session ADD COLUMN turns INTEGER;
