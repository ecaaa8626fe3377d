-- The ledger of a team. Times are Unix milliseconds UTC, money is nano-USD, 0 stands for "no name". Keys are the first 128 bits of a SHA-256.
-- Texts compare byte by byte, as they do in SQLite: both stores give their rows in the same order.
CREATE TABLE name (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key uuid NOT NULL UNIQUE,
    text text COLLATE "C" NOT NULL
);

-- Everything a report can group by except time and session, as one number.
CREATE TABLE dimension (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agent integer NOT NULL,
    provider integer NOT NULL,
    model integer NOT NULL,
    project integer NOT NULL,
    branch integer NOT NULL,
    sub_agent integer NOT NULL,
    machine integer NOT NULL,
    login integer NOT NULL,
    evidence integer NOT NULL,
    UNIQUE (agent, provider, model, project, branch, sub_agent, machine, login, evidence)
);

CREATE TABLE session (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key uuid NOT NULL UNIQUE,
    agent integer NOT NULL,
    session_id text COLLATE "C" NOT NULL,
    parent_session_id text COLLATE "C",
    sub_agent text COLLATE "C",
    working_directory text COLLATE "C",
    branch text COLLATE "C",
    title text COLLATE "C",
    agent_version text COLLATE "C",
    first_at bigint,
    last_at bigint,
    ending smallint NOT NULL DEFAULT 0,
    turns bigint,
    machine integer NOT NULL,
    login integer NOT NULL
) WITH (fillfactor = 80);

-- One row a billed response; its key is its identity, whoever logged it, so the table is spread by it: a key by time would let one response in twice.
-- withdrawn is 0, or a set of reasons why the row does not count.
CREATE TABLE usage (
    key uuid NOT NULL,
    at bigint NOT NULL,
    session bigint NOT NULL,
    input bigint NOT NULL,
    cache_read bigint NOT NULL,
    cache_write_5m bigint NOT NULL,
    cache_write_1h bigint NOT NULL,
    output bigint NOT NULL,
    reasoning bigint NOT NULL,
    cost bigint,
    reported_cost bigint,
    rank_high bigint NOT NULL,
    rank_low bigint NOT NULL,
    owner_high bigint NOT NULL,
    owner_low bigint NOT NULL,
    web_searches bigint NOT NULL,
    dimension integer NOT NULL,
    terms integer NOT NULL,
    price_version integer NOT NULL,
    requests smallint NOT NULL,
    cost_status smallint NOT NULL,
    withdrawn smallint NOT NULL DEFAULT 0,
    PRIMARY KEY (key)
) PARTITION BY HASH (key);
CREATE TABLE usage_0 PARTITION OF usage FOR VALUES WITH (MODULUS 8, REMAINDER 0);
CREATE TABLE usage_1 PARTITION OF usage FOR VALUES WITH (MODULUS 8, REMAINDER 1);
CREATE TABLE usage_2 PARTITION OF usage FOR VALUES WITH (MODULUS 8, REMAINDER 2);
CREATE TABLE usage_3 PARTITION OF usage FOR VALUES WITH (MODULUS 8, REMAINDER 3);
CREATE TABLE usage_4 PARTITION OF usage FOR VALUES WITH (MODULUS 8, REMAINDER 4);
CREATE TABLE usage_5 PARTITION OF usage FOR VALUES WITH (MODULUS 8, REMAINDER 5);
CREATE TABLE usage_6 PARTITION OF usage FOR VALUES WITH (MODULUS 8, REMAINDER 6);
CREATE TABLE usage_7 PARTITION OF usage FOR VALUES WITH (MODULUS 8, REMAINDER 7);
CREATE INDEX usage_at ON usage (at);
CREATE INDEX usage_session ON usage (session);

-- Sums by UTC quarter hour, by UTC hour (of agent, provider, model and evidence only), and by session. Kept in the same transaction as the rows they add up.
CREATE TABLE rollup_time (
    quarter bigint NOT NULL,
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
    PRIMARY KEY (quarter, dimension)
) WITH (fillfactor = 80);

CREATE TABLE rollup_hour (
    hour bigint NOT NULL,
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
    PRIMARY KEY (hour, dimension)
) WITH (fillfactor = 80);

CREATE TABLE rollup_session (
    session bigint NOT NULL,
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
    PRIMARY KEY (session, dimension)
) WITH (fillfactor = 80);

-- How far each log file of each machine has been read, and its reader's state there.
CREATE TABLE file (
    machine integer NOT NULL,
    key uuid NOT NULL,
    path text COLLATE "C" NOT NULL,
    agent integer NOT NULL,
    size bigint NOT NULL,
    modified bigint NOT NULL,
    position bigint NOT NULL,
    head_hash bigint NOT NULL,
    head_length integer NOT NULL,
    tail_hash bigint NOT NULL,
    reader_version integer NOT NULL,
    malformed_lines bigint NOT NULL,
    state bytea NOT NULL,
    PRIMARY KEY (machine, key)
);

-- The histories by which copies of other threads' rows are told; unresolved ones are looked at by the next ingest.
CREATE TABLE lineage (
    thread uuid NOT NULL,
    source smallint NOT NULL,
    agent integer NOT NULL,
    parent uuid,
    created bigint NOT NULL,
    marks integer NOT NULL,
    content bytea NOT NULL,
    resolved boolean NOT NULL,
    PRIMARY KEY (thread, source)
);
CREATE INDEX lineage_parent ON lineage (parent) WHERE parent IS NOT NULL;
CREATE INDEX lineage_unresolved ON lineage (thread) WHERE NOT resolved;

-- Time for which a bill was imported: what an agent only estimated in it does not count. login 0 stands for everyone.
CREATE TABLE coverage (
    agent integer NOT NULL,
    login integer NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    PRIMARY KEY (agent, login, from_at, to_at)
);

-- What sessions had used so far by their agents' own counts. Requests that only such a total proves are worked out anew for every session that is not resolved.
CREATE TABLE session_total (
    key uuid PRIMARY KEY,
    agent integer NOT NULL,
    session bigint NOT NULL,
    origin bigint NOT NULL,
    ordinal bigint NOT NULL,
    at bigint NOT NULL,
    until bigint,
    parent bigint NOT NULL,
    began bigint,
    unrecorded integer NOT NULL,
    project integer NOT NULL,
    branch integer NOT NULL,
    resolved boolean NOT NULL
);
CREATE INDEX session_total_session ON session_total (session);
CREATE INDEX session_total_origin ON session_total (origin);
CREATE INDEX session_total_unresolved ON session_total (session) WHERE NOT resolved;
CREATE TABLE session_total_model (
    total uuid NOT NULL,
    model integer NOT NULL,
    input bigint NOT NULL,
    cache_read bigint NOT NULL,
    cache_write_5m bigint NOT NULL,
    cache_write_1h bigint NOT NULL,
    output bigint NOT NULL,
    reasoning bigint NOT NULL,
    web_searches bigint NOT NULL,
    PRIMARY KEY (total, model)
);

-- What the sources of models said last: one row a source and model. Days are UTC, as 2026-11-22; prices are JSON as in prices.json.
CREATE TABLE model (
    source text COLLATE "C" NOT NULL,
    provider text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C",
    context_window bigint,
    max_output bigint,
    released text COLLATE "C",
    retires text COLLATE "C",
    capabilities text COLLATE "C" NOT NULL,
    seen_on text COLLATE "C" NOT NULL,
    PRIMARY KEY (source, provider, id)
);

-- Each price that a source named, with the first and the last day on which it did. Kept when the source names another one.
CREATE TABLE model_price (
    source text COLLATE "C" NOT NULL,
    provider text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    first_on text COLLATE "C" NOT NULL,
    last_on text COLLATE "C" NOT NULL,
    prices text COLLATE "C" NOT NULL,
    PRIMARY KEY (source, provider, id, first_on)
);

-- Prices of the user's own. An empty provider means any, an empty day means always; aliases are a JSON array.
CREATE TABLE model_override (
    provider text COLLATE "C" NOT NULL,
    model text COLLATE "C" NOT NULL,
    from_on text COLLATE "C" NOT NULL,
    aliases text COLLATE "C" NOT NULL,
    prices text COLLATE "C" NOT NULL,
    set_at bigint NOT NULL,
    PRIMARY KEY (provider, model, from_on)
);

-- How the last fetch of each source went.
CREATE TABLE model_source (
    name text COLLATE "C" PRIMARY KEY,
    url text COLLATE "C" NOT NULL,
    etag text COLLATE "C",
    checked_at bigint,
    failed_at bigint,
    error text COLLATE "C"
);

-- The price table that the above and the built-in one add up to, for the built-in version and the policy that it was made of.
CREATE TABLE price_table (
    id integer PRIMARY KEY CHECK (id = 1),
    base text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    content bytea NOT NULL
);

-- Work that one process at a time does for the whole ledger, and until when it is taken.
CREATE TABLE lease (
    name text COLLATE "C" PRIMARY KEY,
    owner text COLLATE "C" NOT NULL,
    until bigint NOT NULL
);

-- The records that count, with their names, for tools that read the database themselves. Costs are US dollars.
CREATE VIEW usage_record AS
SELECT u.key AS id, to_timestamp(u.at / 1000.0) AS at, agent.text AS agent, s.session_id, provider.text AS provider, model.text AS model, project.text AS project,
       branch.text AS branch, sub_agent.text AS sub_agent, machine.text AS machine, login.text AS "user", u.requests, u.input AS input_tokens, u.cache_read AS cache_read_tokens,
       u.cache_write_5m AS cache_write_5m_tokens, u.cache_write_1h AS cache_write_1h_tokens, u.output AS output_tokens, u.reasoning AS reasoning_tokens, u.web_searches,
       u.cost / 1e9::numeric AS cost, u.reported_cost / 1e9::numeric AS reported_cost
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
WHERE u.withdrawn = 0;
