-- The views for those who ask with SQL; Rimuru itself reads none of them. docs/sql.md says what their columns are. A later script that
-- changes a table drops them first and makes them anew. A column that leaves or gets another meaning raises their version.

CREATE VIEW view_version AS SELECT 1::bigint AS version;

-- The records that count.
CREATE VIEW costs AS
SELECT replace(u.key::text, '-', '') AS id, to_timestamp(u.at / 1000.0) AS recorded_at, u.at AS recorded_ms,
       agent.text AS agent, s.session_id, sub_agent.text AS sub_agent, provider.text AS provider, model.text AS model,
       project.text AS project, branch.text AS branch, machine.text AS machine, login.text AS user_name,
       CASE d.evidence WHEN 0 THEN 'Recorded' WHEN 1 THEN 'Partial' WHEN 2 THEN 'Inferred' WHEN 3 THEN 'Estimated' END AS evidence,
       u.requests::bigint AS requests, u.input AS input_tokens, u.cache_read AS cache_read_tokens,
       u.cache_write_5m AS cache_write_5m_tokens, u.cache_write_1h AS cache_write_1h_tokens, u.output AS output_tokens,
       u.reasoning AS reasoning_tokens,
       u.input + u.cache_read + u.cache_write_5m + u.cache_write_1h + u.output AS total_tokens, u.web_searches AS web_searches,
       CASE u.cost_status WHEN 0 THEN 'Calculated' WHEN 1 THEN 'Reported' WHEN 2 THEN 'Unpriced' WHEN 3 THEN 'Included' END
           AS cost_status,
       u.cost * 0.000000001 AS cost_usd, u.cost AS cost_nano_usd, u.reported_cost * 0.000000001 AS reported_cost_usd,
       u.cache_saving * 0.000000001 AS cache_savings_usd, u.reported_credits * 0.000000001 AS reported_credits,
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
    LEFT JOIN name login ON login.id = d.login
    LEFT JOIN name credit_unit ON credit_unit.id = d.credit_unit
WHERE u.withdrawn = 0;

-- The sessions, with the sums of their records. The project is the one with the most tokens.
CREATE VIEW sessions AS
SELECT agent.text AS agent, s.session_id, s.parent_session_id, s.sub_agent, s.title,
       CASE s.status WHEN 0 THEN 'Active' WHEN 1 THEN 'Completed' WHEN 2 THEN 'Cancelled' WHEN 3 THEN 'Failed' END AS status,
       to_timestamp(s.first_at / 1000.0) AS started_at,
       to_timestamp(s.last_at / 1000.0) AS last_activity_at,
       to_timestamp(s.ended_at / 1000.0) AS ended_at,
       (SELECT p.text FROM rollup_session c JOIN dimension d ON d.id = c.dimension JOIN name p ON p.id = d.project
           WHERE c.session = s.id
           ORDER BY c.input + c.cache_read + c.cache_write_5m + c.cache_write_1h + c.output DESC, p.text LIMIT 1) AS project,
       s.branch, s.working_directory, machine.text AS machine, login.text AS user_name, s.agent_version, s.turns,
       coalesce(r.requests, 0) AS requests, coalesce(r.input, 0) AS input_tokens, coalesce(r.cache_read, 0) AS cache_read_tokens,
       coalesce(r.cache_write_5m, 0) AS cache_write_5m_tokens, coalesce(r.cache_write_1h, 0) AS cache_write_1h_tokens,
       coalesce(r.output, 0) AS output_tokens, coalesce(r.reasoning, 0) AS reasoning_tokens,
       coalesce(r.input + r.cache_read + r.cache_write_5m + r.cache_write_1h + r.output, 0) AS total_tokens,
       coalesce(r.web_searches, 0) AS web_searches, coalesce(r.unpriced_requests, 0) AS unpriced_requests,
       CASE WHEN r.priced_rows > 0 THEN r.cost * 0.000000001 END AS cost_usd,
       CASE WHEN r.priced_rows > 0 THEN r.cost END AS cost_nano_usd
FROM session s
    JOIN name agent ON agent.id = s.agent
    LEFT JOIN name machine ON machine.id = s.machine
    LEFT JOIN name login ON login.id = s.login
    LEFT JOIN LATERAL (
        SELECT sum(c.requests)::bigint AS requests, sum(c.input)::bigint AS input, sum(c.cache_read)::bigint AS cache_read,
               sum(c.cache_write_5m)::bigint AS cache_write_5m, sum(c.cache_write_1h)::bigint AS cache_write_1h,
               sum(c.output)::bigint AS output, sum(c.reasoning)::bigint AS reasoning, sum(c.web_searches)::bigint AS web_searches,
               sum(c.unpriced_requests)::bigint AS unpriced_requests, sum(c.priced_rows)::bigint AS priced_rows, sum(c.cost)::bigint AS cost
        FROM rollup_session c WHERE c.session = s.id) r ON true;

-- The agents of the ledger, with the sums of their records.
CREATE VIEW agents AS
SELECT agent.text AS agent, coalesce(s.sessions, 0) AS sessions, coalesce(s.active, 0) AS active_sessions,
       to_timestamp(s.first_at / 1000.0) AS first_activity_at,
       to_timestamp(s.last_at / 1000.0) AS last_activity_at,
       coalesce(u.requests, 0) AS requests, coalesce(u.input, 0) AS input_tokens, coalesce(u.cache_read, 0) AS cache_read_tokens,
       coalesce(u.cache_write_5m, 0) AS cache_write_5m_tokens, coalesce(u.cache_write_1h, 0) AS cache_write_1h_tokens,
       coalesce(u.output, 0) AS output_tokens, coalesce(u.reasoning, 0) AS reasoning_tokens,
       coalesce(u.input + u.cache_read + u.cache_write_5m + u.cache_write_1h + u.output, 0) AS total_tokens,
       coalesce(u.web_searches, 0) AS web_searches, coalesce(u.unpriced_requests, 0) AS unpriced_requests,
       CASE WHEN u.priced_rows > 0 THEN u.cost * 0.000000001 END AS cost_usd,
       CASE WHEN u.priced_rows > 0 THEN u.cost END AS cost_nano_usd
FROM (SELECT agent FROM session UNION SELECT agent FROM dimension) a
    JOIN name agent ON agent.id = a.agent
    LEFT JOIN (
        SELECT agent, count(*) AS sessions, count(*) FILTER (WHERE status = 0) AS active, min(first_at) AS first_at,
               max(last_at) AS last_at
        FROM session GROUP BY agent) s ON s.agent = a.agent
    LEFT JOIN (
        SELECT d.agent, sum(r.requests)::bigint AS requests, sum(r.input)::bigint AS input, sum(r.cache_read)::bigint AS cache_read,
               sum(r.cache_write_5m)::bigint AS cache_write_5m, sum(r.cache_write_1h)::bigint AS cache_write_1h,
               sum(r.output)::bigint AS output, sum(r.reasoning)::bigint AS reasoning, sum(r.web_searches)::bigint AS web_searches,
               sum(r.unpriced_requests)::bigint AS unpriced_requests, sum(r.priced_rows)::bigint AS priced_rows, sum(r.cost)::bigint AS cost
        FROM rollup_hour r JOIN dimension d ON d.id = r.dimension GROUP BY d.agent) u ON u.agent = a.agent;

-- The models that records name, with their sums, and those that a source of prices listed. Of several sources the last one counts.
CREATE VIEW models AS
SELECT nullif(k.provider, '') AS provider, nullif(k.model, '') AS model, m.name, m.context_window,
       m.max_output AS max_output_tokens, m.released, m.retires, m.capabilities, m.source AS listed_by, m.seen_on AS listed_on,
       (p.prices::jsonb -> 'rates' ->> 'input')::numeric AS listed_input_usd,
       (p.prices::jsonb -> 'rates' ->> 'output')::numeric AS listed_output_usd,
       (p.prices::jsonb -> 'rates' ->> 'cacheRead')::numeric AS listed_cache_read_usd,
       (p.prices::jsonb -> 'rates' ->> 'cacheWrite5m')::numeric AS listed_cache_write_usd,
       coalesce(u.requests, 0) AS requests, coalesce(u.input, 0) AS input_tokens, coalesce(u.cache_read, 0) AS cache_read_tokens,
       coalesce(u.cache_write_5m, 0) AS cache_write_5m_tokens, coalesce(u.cache_write_1h, 0) AS cache_write_1h_tokens,
       coalesce(u.output, 0) AS output_tokens, coalesce(u.reasoning, 0) AS reasoning_tokens,
       coalesce(u.input + u.cache_read + u.cache_write_5m + u.cache_write_1h + u.output, 0) AS total_tokens,
       coalesce(u.web_searches, 0) AS web_searches, coalesce(u.unpriced_requests, 0) AS unpriced_requests,
       CASE WHEN u.priced_rows > 0 THEN u.cost * 0.000000001 END AS cost_usd,
       CASE WHEN u.priced_rows > 0 THEN u.cost END AS cost_nano_usd
FROM (
        SELECT coalesce(provider.text, '') AS provider, coalesce(model.text, '') AS model
        FROM dimension d LEFT JOIN name provider ON provider.id = d.provider LEFT JOIN name model ON model.id = d.model
        UNION SELECT provider, id FROM model) k
    LEFT JOIN (
        SELECT coalesce(provider.text, '') AS provider, coalesce(model.text, '') AS model,
               sum(r.requests)::bigint AS requests, sum(r.input)::bigint AS input, sum(r.cache_read)::bigint AS cache_read,
               sum(r.cache_write_5m)::bigint AS cache_write_5m, sum(r.cache_write_1h)::bigint AS cache_write_1h,
               sum(r.output)::bigint AS output, sum(r.reasoning)::bigint AS reasoning, sum(r.web_searches)::bigint AS web_searches,
               sum(r.unpriced_requests)::bigint AS unpriced_requests, sum(r.priced_rows)::bigint AS priced_rows, sum(r.cost)::bigint AS cost
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
       to_timestamp(m.at / 1000.0) AS started_at, m.at AS started_ms, m.machine, nullif(m.agent, '') AS agent,
       m.name, u.unit, m.samples, m.total / u.scale / m.samples AS average, m.low / u.scale AS minimum, m.high / u.scale AS maximum
FROM metric m
    JOIN (
        VALUES ('Cpu', 'percent', 1000::numeric), ('Memory', 'bytes', 1::numeric), ('Processes', 'processes', 1::numeric),
            ('ActiveSessions', 'sessions', 1::numeric), ('Tokens', 'tokens/min', 1::numeric), ('Cost', 'USD/min', 1000000000::numeric),
            ('Requests', 'requests/min', 1::numeric), ('Failures', 'failures/min', 1::numeric)
    ) AS u (name, unit, scale) ON u.name = m.name;

-- Whoever may read all that the views show may read them, and nobody may write to them.
DO $$
DECLARE
    reader text;
BEGIN
    FOR reader IN
        SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END
        FROM pg_class c CROSS JOIN aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
            LEFT JOIN pg_roles r ON r.oid = a.grantee
        WHERE a.privilege_type = 'SELECT' AND (a.grantee = 0 OR (r.rolname IS NOT NULL AND r.rolname <> current_user))
            AND c.oid IN ('usage'::regclass, 'session'::regclass, 'dimension'::regclass, 'name'::regclass, 'rollup_hour'::regclass,
                'rollup_session'::regclass, 'model'::regclass, 'model_price'::regclass, 'metric'::regclass)
        GROUP BY a.grantee, r.rolname HAVING count(DISTINCT c.oid) = 9
    LOOP
        EXECUTE format('GRANT SELECT ON view_version, agents, sessions, costs, models, metrics TO %s', reader);
    END LOOP;
END
$$;
