-- Credits that agents report beside money, in billionths. A dimension names their unit, so that no sum has two; 0 where none are reported.
ALTER TABLE dimension ADD COLUMN credit_unit integer NOT NULL DEFAULT 0;
DO $$
DECLARE
    former text := (SELECT conname FROM pg_constraint WHERE conrelid = 'dimension'::regclass AND contype = 'u');
BEGIN
    EXECUTE format('ALTER TABLE dimension DROP CONSTRAINT %I', former);
END $$;
ALTER TABLE dimension ADD UNIQUE (agent, provider, model, project, branch, sub_agent, machine, login, evidence, credit_unit);
ALTER TABLE usage ADD COLUMN reported_credits bigint;
ALTER TABLE rollup_time ADD COLUMN credits bigint NOT NULL DEFAULT 0;
ALTER TABLE rollup_hour ADD COLUMN credits bigint NOT NULL DEFAULT 0;
ALTER TABLE rollup_session ADD COLUMN credits bigint NOT NULL DEFAULT 0;
CREATE OR REPLACE VIEW usage_record AS
SELECT u.key AS id, to_timestamp(u.at / 1000.0) AS at, agent.text AS agent, s.session_id, provider.text AS provider, model.text AS model, project.text AS project,
       branch.text AS branch, sub_agent.text AS sub_agent, machine.text AS machine, login.text AS "user", u.requests, u.input AS input_tokens, u.cache_read AS cache_read_tokens,
       u.cache_write_5m AS cache_write_5m_tokens, u.cache_write_1h AS cache_write_1h_tokens, u.output AS output_tokens, u.reasoning AS reasoning_tokens, u.web_searches,
       u.cost / 1e9::numeric AS cost, u.reported_cost / 1e9::numeric AS reported_cost, u.reported_credits / 1e9::numeric AS reported_credits,
       credit_unit.text AS credit_unit
FROM usage u
    JOIN session s ON s.id = u.session
    JOIN dimension d ON d.id = u.dimension
    JOIN name agent ON agent.id = d.agent
    LEFT JOIN name provider ON provider.id = d.provider
    LEFT JOIN name model ON model.id = d.model
    LEFT JOIN name project ON project.id = d.project
    LEFT JOIN name branch ON branch.id = d.branch
    LEFT JOIN name sub_agent ON sub_agent.id = d.sub_agent
    LEFT JOIN name machine ON machine.id = d.machine
    LEFT JOIN name login ON login.id = d.login
    LEFT JOIN name credit_unit ON credit_unit.id = d.credit_unit
WHERE u.withdrawn = 0;
