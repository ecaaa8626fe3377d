-- What was measured of machines and agents, by minute, hour and day of UTC: step is the length of the span in milliseconds. The agent is
-- empty for the whole machine. Percentages are in thousandths and money in billionths. Buckets count the samples by their size: bucket i
-- has those from 1.02^i, and -1 those that are zero.
CREATE TABLE metric (
    step INTEGER NOT NULL,
    at INTEGER NOT NULL,
    machine TEXT NOT NULL,
    agent TEXT NOT NULL,
    name TEXT NOT NULL,
    samples INTEGER NOT NULL,
    total INTEGER NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER NOT NULL,
    buckets TEXT NOT NULL,
    PRIMARY KEY (step, at, machine, agent, name)
) WITHOUT ROWID;
