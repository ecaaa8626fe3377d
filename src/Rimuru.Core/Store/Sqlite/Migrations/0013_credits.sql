-- Credits that agents report beside money, in billionths. A dimension names their unit, so that no sum has two; 0 where none are reported.
CREATE TABLE dimension_of_unit (
    id INTEGER PRIMARY KEY,
    agent INTEGER NOT NULL,
    provider INTEGER NOT NULL,
    model INTEGER NOT NULL,
    project INTEGER NOT NULL,
    branch INTEGER NOT NULL,
    sub_agent INTEGER NOT NULL,
    machine INTEGER NOT NULL,
    user INTEGER NOT NULL,
    evidence INTEGER NOT NULL,
    credit_unit INTEGER NOT NULL,
    UNIQUE (agent, provider, model, project, branch, sub_agent, machine, user, evidence, credit_unit)
);
INSERT INTO dimension_of_unit
    SELECT id, agent, provider, model, project, branch, sub_agent, machine, user, evidence, 0 FROM dimension;
DROP TABLE dimension;
ALTER TABLE dimension_of_unit RENAME TO dimension;
ALTER TABLE usage ADD COLUMN reported_credits INTEGER;
ALTER TABLE rollup_time ADD COLUMN credits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollup_hour ADD COLUMN credits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollup_session ADD COLUMN credits INTEGER NOT NULL DEFAULT 0;
