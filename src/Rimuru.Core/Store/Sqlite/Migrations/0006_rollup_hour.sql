-- Sums by UTC hour of what few reports tell apart more finely: agent, provider, model and evidence. Its dimensions have no other names.
CREATE TABLE rollup_hour (
    hour INTEGER NOT NULL,
    dimension INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    web_searches INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    priced_rows INTEGER NOT NULL,
    unpriced_requests INTEGER NOT NULL,
    unpriced_tokens INTEGER NOT NULL,
    included_requests INTEGER NOT NULL,
    PRIMARY KEY (hour, dimension)
) WITHOUT ROWID;
INSERT INTO dimension (agent, provider, model, project, branch, sub_agent, machine, user, evidence)
    SELECT DISTINCT agent, provider, model, 0, 0, 0, 0, 0, evidence FROM dimension WHERE true ON CONFLICT DO NOTHING;
INSERT INTO rollup_hour
    SELECT t.quarter >> 2, h.id, sum(t.requests), sum(t.input), sum(t.cache_read), sum(t.cache_write_5m), sum(t.cache_write_1h), sum(t.output), sum(t.reasoning),
           sum(t.web_searches), sum(t.cost), sum(t.priced_rows), sum(t.unpriced_requests), sum(t.unpriced_tokens), sum(t.included_requests)
    FROM rollup_time t
        JOIN dimension d ON d.id = t.dimension
        JOIN dimension h ON h.agent = d.agent AND h.provider = d.provider AND h.model = d.model AND h.project = 0 AND h.branch = 0 AND h.sub_agent = 0
            AND h.machine = 0 AND h.user = 0 AND h.evidence = d.evidence
    GROUP BY 1, 2;
