-- The uses of tools by requests: names only. A use is told from the others of its request by a hash of its id in the log. Names are
-- ids of the table of names, 0 for none.
CREATE TABLE tool_use (
    record uuid NOT NULL,
    use bigint NOT NULL,
    tool integer NOT NULL,
    server integer NOT NULL,
    skill integer NOT NULL,
    PRIMARY KEY (record, use)
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
        EXECUTE format('GRANT %s ON tool_use TO %s', given.privilege_type, given.grantee);
    END LOOP;
END
$$;
