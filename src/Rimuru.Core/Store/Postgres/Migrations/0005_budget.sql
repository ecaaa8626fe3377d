-- The budgets of this ledger. A money amount is in billionths of a dollar; the names of a scope are JSON arrays, empty for all.
CREATE TABLE budget (
    name text COLLATE "C" NOT NULL,
    amount bigint NOT NULL,
    unit bigint NOT NULL,
    span bigint NOT NULL,
    agent text NOT NULL,
    project text NOT NULL,
    branch text NOT NULL,
    model text NOT NULL,
    provider text NOT NULL,
    machine text NOT NULL,
    login text NOT NULL,
    soft bigint NOT NULL,
    hard bigint NOT NULL,
    forecast_soft bigint NOT NULL,
    forecast_hard bigint NOT NULL,
    set_at bigint NOT NULL
);
CREATE UNIQUE INDEX budget_name ON budget (lower(name));

-- Whoever may read or set the prices of this ledger may read or set its budgets.
DO $$
DECLARE
    given record;
BEGIN
    FOR given IN
        SELECT a.privilege_type, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END AS grantee
        FROM pg_class c CROSS JOIN aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a LEFT JOIN pg_roles r ON r.oid = a.grantee
        WHERE c.oid = 'model_override'::regclass AND (a.grantee = 0 OR (r.rolname IS NOT NULL AND r.rolname <> current_user))
            AND a.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    LOOP
        EXECUTE format('GRANT %s ON budget TO %s', given.privilege_type, given.grantee);
    END LOOP;
END
$$;
