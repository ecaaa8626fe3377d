-- What was said about the limits of plans: one row as long as the same is said. The percentage is in thousandths, amounts are in
-- billionths, and -1 is what was not said. The place is a hash of machine and user.
CREATE TABLE plan_limit (
    agent text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL,
    place text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    seen_at bigint NOT NULL,
    minutes bigint NOT NULL,
    percent bigint NOT NULL,
    used bigint NOT NULL,
    most bigint NOT NULL,
    remaining bigint NOT NULL,
    resets_at bigint NOT NULL,
    unit text COLLATE "C" NOT NULL,
    plan text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    PRIMARY KEY (agent, account, place, name, at)
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
        WHERE c.oid = 'model_override'::regclass AND (a.grantee = 0 OR (r.rolname IS NOT NULL AND r.rolname <> current_user))
            AND a.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    LOOP
        EXECUTE format('GRANT %s ON plan_limit TO %s', given.privilege_type, given.grantee);
    END LOOP;
END
$$;
