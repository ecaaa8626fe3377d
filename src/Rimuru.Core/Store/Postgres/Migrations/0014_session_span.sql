-- A time that contains all counted records of a session. It may be longer than they need, so a range tells which sessions lie within it as
-- a whole, but not which have records in it.
CREATE TABLE session_span (
    session bigint PRIMARY KEY,
    first_at bigint NOT NULL,
    last_at bigint NOT NULL
) WITH (fillfactor = 80);
INSERT INTO session_span SELECT session, min(at), max(at) FROM usage WHERE withdrawn = 0 GROUP BY session;

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
        EXECUTE format('GRANT %s ON session_span TO %s', given.privilege_type, given.grantee);
    END LOOP;
END
$$;
