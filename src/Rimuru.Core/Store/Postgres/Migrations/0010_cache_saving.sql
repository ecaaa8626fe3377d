-- What caching saved: the cost of the same tokens as plain input, minus the cost; NULL where it is not known. saving_rows counts the rows
-- of a sum that have it. Rows without cached tokens saved nothing; the others are priced again with the next change of prices.
ALTER TABLE usage ADD COLUMN cache_saving bigint;
UPDATE usage SET cache_saving = 0 WHERE cost IS NOT NULL AND cache_read + cache_write_5m + cache_write_1h = 0;
UPDATE usage SET price_version = 0 WHERE cost IS NOT NULL AND cache_saving IS NULL;
ALTER TABLE rollup_time ADD COLUMN cache_saving bigint NOT NULL DEFAULT 0;
ALTER TABLE rollup_time ADD COLUMN saving_rows bigint NOT NULL DEFAULT 0;
ALTER TABLE rollup_hour ADD COLUMN cache_saving bigint NOT NULL DEFAULT 0;
ALTER TABLE rollup_hour ADD COLUMN saving_rows bigint NOT NULL DEFAULT 0;
ALTER TABLE rollup_session ADD COLUMN cache_saving bigint NOT NULL DEFAULT 0;
ALTER TABLE rollup_session ADD COLUMN saving_rows bigint NOT NULL DEFAULT 0;
UPDATE rollup_time SET saving_rows = g.n FROM (
    SELECT (at - ((at % 900000) + 900000) % 900000) / 900000 AS k, dimension AS d, count(*) AS n FROM usage
    WHERE withdrawn = 0 AND cache_saving IS NOT NULL GROUP BY 1, 2) g
    WHERE rollup_time.quarter = g.k AND rollup_time.dimension = g.d;
UPDATE rollup_session SET saving_rows = g.n FROM (
    SELECT session AS k, dimension AS d, count(*) AS n FROM usage WHERE withdrawn = 0 AND cache_saving IS NOT NULL GROUP BY 1, 2) g
    WHERE rollup_session.session = g.k AND rollup_session.dimension = g.d;
UPDATE rollup_hour SET saving_rows = g.n FROM (
    SELECT (u.at - ((u.at % 3600000) + 3600000) % 3600000) / 3600000 AS k, h.id AS d, count(*) AS n FROM usage u
        JOIN dimension d ON d.id = u.dimension
        JOIN dimension h ON h.agent = d.agent AND h.provider = d.provider AND h.model = d.model AND h.evidence = d.evidence
            AND h.credit_unit = d.credit_unit
            AND h.project = 0 AND h.branch = 0 AND h.sub_agent = 0 AND h.machine = 0 AND h.login = 0
    WHERE u.withdrawn = 0 AND u.cache_saving IS NOT NULL GROUP BY 1, 2) g
    WHERE rollup_hour.hour = g.k AND rollup_hour.dimension = g.d;
