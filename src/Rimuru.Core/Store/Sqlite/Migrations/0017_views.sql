-- The views for those who ask with SQL; Rimuru itself reads none of them. docs/sql.md says what their columns are. A later script that
-- changes a table drops them first and makes them anew. A column that leaves or gets another meaning raises their version.

CREATE VIEW view_version AS SELECT 1 AS version;

-- The records that count.
CREATE VIEW costs AS
SELECT lower(hex(u.key)) AS id, strftime('%Y-%m-%dT%H:%M:%fZ', u.at / 1000.0, 'unixepoch') AS recorded_at, u.at AS recorded_ms,
       agent.text AS agent, s.session_id, sub_agent.text AS sub_agent, provider.text AS provider, model.text AS model,
       project.text AS project, branch.text AS branch, machine.text AS machine, login.text AS user_name,
       CASE d.evidence WHEN 0 THEN 'Recorded' WHEN 1 THEN 'Partial' WHEN 2 THEN 'Inferred' WHEN 3 THEN 'Estimated' END AS evidence,
       u.requests AS requests, u.input AS input_tokens, u.cache_read AS cache_read_tokens,
       u.cache_write_5m AS cache_write_5m_tokens, u.cache_write_1h AS cache_write_1h_tokens, u.output AS output_tokens,
       u.reasoning AS reasoning_tokens,
       u.input + u.cache_read + u.cache_write_5m + u.cache_write_1h + u.output AS total_tokens, u.web_searches AS web_searches,
       CASE u.cost_status WHEN 0 THEN 'Calculated' WHEN 1 THEN 'Reported' WHEN 2 THEN 'Unpriced' WHEN 3 THEN 'Included' END
           AS cost_status,
       u.cost / 1e9 AS cost_usd, u.cost AS cost_nano_usd, u.reported_cost / 1e9 AS reported_cost_usd,
       u.cache_saving / 1e9 AS cache_savings_usd, u.reported_credits / 1e9 AS reported_credits,
       credit_unit.text AS credit_unit
FROM usage u
    JOIN session s ON s.id = u.session
    JOIN dimension d ON d.id = u.dimension
    JOIN name agent ON agent.id = d.agent
    LEFT JOIN name sub_agent ON sub_agent.id = d.sub_agent
    LEFT JOIN name provider ON provider.id = d.provider
    LEFT JOIN name model ON model.id = d.model
    LEFT JOIN name project ON project.id = d.project
    LEFT JOIN name branch ON branch.id = d.branch
    LEFT JOIN name machine ON machine.id = d.machine
    LEFT JOIN name login ON login.id = d.user
    LEFT JOIN name credit_unit ON credit_unit.id = d.credit_unit
WHERE u.withdrawn = 0;

-- The sessions, with the sums of their records. The project is the one with the most tokens.
CREATE VIEW sessions AS
SELECT agent.text AS agent, s.session_id, s.parent_session_id, s.sub_agent, s.title,
       CASE s.status WHEN 0 THEN 'Active' WHEN 1 THEN 'Completed' WHEN 2 THEN 'Cancelled' WHEN 3 THEN 'Failed' END AS status,
       strftime('%Y-%m-%dT%H:%M:%fZ', s.first_at / 1000.0, 'unixepoch') AS started_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', s.last_at / 1000.0, 'unixepoch') AS last_activity_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', s.ended_at / 1000.0, 'unixepoch') AS ended_at,
       (SELECT p.text FROM rollup_session c JOIN dimension d ON d.id = c.dimension JOIN name p ON p.id = d.project
           WHERE c.session = s.id
           ORDER BY c.input + c.cache_read + c.cache_write_5m + c.cache_write_1h + c.output DESC, p.text LIMIT 1) AS project,
       s.branch, s.working_directory, machine.text AS machine, login.text AS user_name, s.agent_version, s.turns,
       coalesce(sum(r.requests), 0) AS requests, coalesce(sum(r.input), 0) AS input_tokens,
       coalesce(sum(r.cache_read), 0) AS cache_read_tokens,
       coalesce(sum(r.cache_write_5m), 0) AS cache_write_5m_tokens, coalesce(sum(r.cache_write_1h), 0) AS cache_write_1h_tokens,
       coalesce(sum(r.output), 0) AS output_tokens, coalesce(sum(r.reasoning), 0) AS reasoning_tokens,
       coalesce(sum(r.input + r.cache_read + r.cache_write_5m + r.cache_write_1h + r.output), 0) AS total_tokens,
       coalesce(sum(r.web_searches), 0) AS web_searches, coalesce(sum(r.unpriced_requests), 0) AS unpriced_requests,
       CASE WHEN sum(r.priced_rows) > 0 THEN sum(r.cost) / 1e9 END AS cost_usd,
       CASE WHEN sum(r.priced_rows) > 0 THEN sum(r.cost) END AS cost_nano_usd
FROM session s
    JOIN name agent ON agent.id = s.agent
    LEFT JOIN name machine ON machine.id = s.machine
    LEFT JOIN name login ON login.id = s.user
    LEFT JOIN rollup_session r ON r.session = s.id
GROUP BY s.id;

-- The agents of the ledger, with the sums of their records.
CREATE VIEW agents AS
SELECT agent.text AS agent, coalesce(s.sessions, 0) AS sessions, coalesce(s.active, 0) AS active_sessions,
       strftime('%Y-%m-%dT%H:%M:%fZ', s.first_at / 1000.0, 'unixepoch') AS first_activity_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', s.last_at / 1000.0, 'unixepoch') AS last_activity_at,
       coalesce(u.requests, 0) AS requests, coalesce(u.input, 0) AS input_tokens, coalesce(u.cache_read, 0) AS cache_read_tokens,
       coalesce(u.cache_write_5m, 0) AS cache_write_5m_tokens, coalesce(u.cache_write_1h, 0) AS cache_write_1h_tokens,
       coalesce(u.output, 0) AS output_tokens, coalesce(u.reasoning, 0) AS reasoning_tokens,
       coalesce(u.input + u.cache_read + u.cache_write_5m + u.cache_write_1h + u.output, 0) AS total_tokens,
       coalesce(u.web_searches, 0) AS web_searches, coalesce(u.unpriced_requests, 0) AS unpriced_requests,
       CASE WHEN u.priced_rows > 0 THEN u.cost / 1e9 END AS cost_usd,
       CASE WHEN u.priced_rows > 0 THEN u.cost END AS cost_nano_usd
FROM (SELECT agent FROM session UNION SELECT agent FROM dimension) a
    JOIN name agent ON agent.id = a.agent
    LEFT JOIN (
        SELECT agent, count(*) AS sessions, count(*) FILTER (WHERE status = 0) AS active, min(first_at) AS first_at,
               max(last_at) AS last_at
        FROM session GROUP BY agent) s ON s.agent = a.agent
    LEFT JOIN (
        SELECT d.agent, sum(r.requests) AS requests, sum(r.input) AS input, sum(r.cache_read) AS cache_read,
               sum(r.cache_write_5m) AS cache_write_5m, sum(r.cache_write_1h) AS cache_write_1h,
               sum(r.output) AS output, sum(r.reasoning) AS reasoning, sum(r.web_searches) AS web_searches,
               sum(r.unpriced_requests) AS unpriced_requests, sum(r.priced_rows) AS priced_rows, sum(r.cost) AS cost
        FROM rollup_hour r JOIN dimension d ON d.id = r.dimension GROUP BY d.agent) u ON u.agent = a.agent;

-- The models that records name, with their sums, and those that a source of prices listed. Of several sources the last one counts.
CREATE VIEW models AS
SELECT nullif(k.provider, '') AS provider, nullif(k.model, '') AS model, m.name, m.context_window,
       m.max_output AS max_output_tokens, m.released, m.retires, m.capabilities, m.source AS listed_by, m.seen_on AS listed_on,
       CAST(json_extract(p.prices, '$.rates.input') AS REAL) AS listed_input_usd,
       CAST(json_extract(p.prices, '$.rates.output') AS REAL) AS listed_output_usd,
       CAST(json_extract(p.prices, '$.rates.cacheRead') AS REAL) AS listed_cache_read_usd,
       CAST(json_extract(p.prices, '$.rates.cacheWrite5m') AS REAL) AS listed_cache_write_usd,
       coalesce(u.requests, 0) AS requests, coalesce(u.input, 0) AS input_tokens, coalesce(u.cache_read, 0) AS cache_read_tokens,
       coalesce(u.cache_write_5m, 0) AS cache_write_5m_tokens, coalesce(u.cache_write_1h, 0) AS cache_write_1h_tokens,
       coalesce(u.output, 0) AS output_tokens, coalesce(u.reasoning, 0) AS reasoning_tokens,
       coalesce(u.input + u.cache_read + u.cache_write_5m + u.cache_write_1h + u.output, 0) AS total_tokens,
       coalesce(u.web_searches, 0) AS web_searches, coalesce(u.unpriced_requests, 0) AS unpriced_requests,
       CASE WHEN u.priced_rows > 0 THEN u.cost / 1e9 END AS cost_usd,
       CASE WHEN u.priced_rows > 0 THEN u.cost END AS cost_nano_usd
FROM (
        SELECT coalesce(provider.text, '') AS provider, coalesce(model.text, '') AS model
        FROM dimension d LEFT JOIN name provider ON provider.id = d.provider LEFT JOIN name model ON model.id = d.model
        UNION SELECT provider, id FROM model) k
    LEFT JOIN (
        SELECT coalesce(provider.text, '') AS provider, coalesce(model.text, '') AS model,
               sum(r.requests) AS requests, sum(r.input) AS input, sum(r.cache_read) AS cache_read,
               sum(r.cache_write_5m) AS cache_write_5m, sum(r.cache_write_1h) AS cache_write_1h,
               sum(r.output) AS output, sum(r.reasoning) AS reasoning, sum(r.web_searches) AS web_searches,
               sum(r.unpriced_requests) AS unpriced_requests, sum(r.priced_rows) AS priced_rows, sum(r.cost) AS cost
        FROM rollup_hour r JOIN dimension d ON d.id = r.dimension
            LEFT JOIN name provider ON provider.id = d.provider LEFT JOIN name model ON model.id = d.model
        GROUP BY 1, 2) u ON u.provider = k.provider AND u.model = k.model
    LEFT JOIN (
        SELECT l.*, row_number() OVER (PARTITION BY l.provider, l.id ORDER BY l.seen_on DESC, l.source) AS place FROM model l
        ) m ON m.provider = k.provider AND m.id = k.model AND m.place = 1
    LEFT JOIN model_price p ON p.source = m.source AND p.provider = m.provider AND p.id = m.id
        AND p.first_on = (SELECT max(n.first_on) FROM model_price n
            WHERE n.source = m.source AND n.provider = m.provider AND n.id = m.id);

-- What was measured, by minute, hour and day; each sample is in all three.
CREATE VIEW metrics AS
SELECT CASE m.step WHEN 60000 THEN 'minute' WHEN 3600000 THEN 'hour' WHEN 86400000 THEN 'day' END AS span,
       strftime('%Y-%m-%dT%H:%M:%fZ', m.at / 1000.0, 'unixepoch') AS started_at, m.at AS started_ms, m.machine,
       nullif(m.agent, '') AS agent, m.name, u.unit, m.samples, m.total / u.scale / m.samples AS average,
       m.low / u.scale AS minimum, m.high / u.scale AS maximum
FROM metric m
    JOIN (
        SELECT 'Cpu' AS name, 'percent' AS unit, 1000.0 AS scale
        UNION ALL SELECT 'Memory', 'bytes', 1.0
        UNION ALL SELECT 'Processes', 'processes', 1.0
        UNION ALL SELECT 'ActiveSessions', 'sessions', 1.0
        UNION ALL SELECT 'Tokens', 'tokens/min', 1.0
        UNION ALL SELECT 'Cost', 'USD/min', 1000000000.0
        UNION ALL SELECT 'Requests', 'requests/min', 1.0
        UNION ALL SELECT 'Failures', 'failures/min', 1.0
    ) u ON u.name = m.name;
