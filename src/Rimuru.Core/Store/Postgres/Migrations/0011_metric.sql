-- What was measured of machines and agents, by minute, hour and day of UTC: step is the length of the span in milliseconds. The agent is
-- empty for the whole machine. Percentages are in thousandths and money in billionths. Buckets count the samples by their size: bucket i
-- has those from 1.02^i, and -1 those that are zero.
CREATE TABLE metric (
    step bigint NOT NULL,
    at bigint NOT NULL,
    machine text COLLATE "C" NOT NULL,
    agent text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    samples bigint NOT NULL,
    total bigint NOT NULL,
    low bigint NOT NULL,
    high bigint NOT NULL,
    buckets text COLLATE "C" NOT NULL,
    PRIMARY KEY (step, at, machine, agent, name)
);

-- Whoever may write records may write these, and whoever may read them may read these.
DO $$
DECLARE
    given record;
BEGIN
    FOR given IN
        SELECT a.privilege_type, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END AS grantee
        FROM pg_class c CROSS JOIN aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
            LEFT JOIN pg_roles r ON r.oid = a.grantee
        WHERE c.oid = 'usage'::regclass AND (a.grantee = 0 OR (r.rolname IS NOT NULL AND r.rolname <> current_user))
            AND a.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    LOOP
        EXECUTE format('GRANT %s ON metric TO %s', given.privilege_type, given.grantee);
    END LOOP;
END
$$;
