-- Sums by day of UTC, of everything that reports tell apart but sessions: a year by month and project is few cells then.
CREATE TABLE rollup_day (
    day bigint NOT NULL,
    dimension integer NOT NULL,
    requests bigint NOT NULL,
    input bigint NOT NULL,
    cache_read bigint NOT NULL,
    cache_write_5m bigint NOT NULL,
    cache_write_1h bigint NOT NULL,
    output bigint NOT NULL,
    reasoning bigint NOT NULL,
    web_searches bigint NOT NULL,
    cost bigint NOT NULL,
    priced_rows bigint NOT NULL,
    unpriced_requests bigint NOT NULL,
    unpriced_tokens bigint NOT NULL,
    included_requests bigint NOT NULL,
    credits bigint NOT NULL,
    cache_saving bigint NOT NULL,
    saving_rows bigint NOT NULL,
    PRIMARY KEY (day, dimension)
) WITH (fillfactor = 80);
INSERT INTO rollup_day
    SELECT (quarter - ((quarter % 96) + 96) % 96) / 96, dimension,
           sum(requests)::bigint, sum(input)::bigint, sum(cache_read)::bigint, sum(cache_write_5m)::bigint, sum(cache_write_1h)::bigint,
           sum(output)::bigint, sum(reasoning)::bigint, sum(web_searches)::bigint, sum(cost)::bigint, sum(priced_rows)::bigint,
           sum(unpriced_requests)::bigint, sum(unpriced_tokens)::bigint, sum(included_requests)::bigint, sum(credits)::bigint,
           sum(cache_saving)::bigint, sum(saving_rows)::bigint
    FROM rollup_time GROUP BY 1, 2;

-- Whoever may write the other sums may write these, and whoever may read them may read these.
DO $$
DECLARE
    given record;
BEGIN
    FOR given IN
        SELECT a.privilege_type, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END AS grantee
        FROM pg_class c CROSS JOIN aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
            LEFT JOIN pg_roles r ON r.oid = a.grantee
        WHERE c.oid = 'rollup_time'::regclass AND (a.grantee = 0 OR (r.rolname IS NOT NULL AND r.rolname <> current_user))
            AND a.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    LOOP
        EXECUTE format('GRANT %s ON rollup_day TO %s', given.privilege_type, given.grantee);
    END LOOP;
END
$$;
